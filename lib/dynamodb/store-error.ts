import { NotifierError } from '../domain/notifier-error.ts';

/**
 * - `throttled`: DynamoDB throttled the request, after the SDK's own tries.
 * - `unavailable`: DynamoDB could not be reached, or had an error of its own.
 * - `refused`: a request that DynamoDB or the store never accepts.
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
