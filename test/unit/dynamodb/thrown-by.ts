import { StoreError } from '../../../lib/dynamodb/store-error.ts';

/** The StoreError that this throws. */
export const thrownBy = (run: () => unknown): StoreError => {
  try {
    run();
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
};
