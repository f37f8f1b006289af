import { NotifierError } from '../domain/notifier-error.ts';

/**
 * - `throttled`: DynamoDB asks to go slower, after the SDK's own tries.
 * - `unavailable`: DynamoDB could not be reached, or failed itself.
 * - `refused`: a request that DynamoDB or the store will never take as it is.
 * - `unreadable`: an item that does not hold what this release writes.
 */
export type StoreErrorKind = 'throttled' | 'unavailable' | 'refused' | 'unreadable';

export class StoreError extends NotifierError {
  readonly code = 'STORE';
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.kind = kind;
  }

  get retryable(): boolean {
    return this.kind === 'throttled' || this.kind === 'unavailable';
  }
}
