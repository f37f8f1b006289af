import { leftOut } from './left-out.ts';

/** Replaces `p-retry`: a call of Slack is made once (R20). */
const callOnce = async <T>(task: () => Promise<T>, { retries }: { retries?: number }): Promise<T> => {
  if (retries !== 0) throw leftOut('p-retry');
  try {
    return await task();
  } catch (error) {
    throw error instanceof AbortError ? error.originalError : error;
  }
};
export default callOnce;

export class AbortError extends Error {
  readonly originalError: Error;
  constructor(originalError: Error) {
    super(originalError.message);
    this.originalError = originalError;
  }
}
