import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
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

const THROTTLING = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/**
 * Turns the final error of a DynamoDB request into a StoreError.
 * @param deliverable the key or partition of the request; ids only
 */
export const translateSdkError = (error: unknown, deliverable: string): StoreError => {
  const name = error instanceof Error ? error.name : 'an unknown error';
  if (THROTTLING.has(name)) {
    return new StoreError(
      'throttled',
      `DynamoDB throttled the request for ${deliverable}: try again later.`,
      {
        cause: error,
      },
    );
  }
  if (isOutage(error)) {
    return new StoreError(
      'unavailable',
      `DynamoDB did not serve ${deliverable} (${name}): try again later.`,
      {
        cause: error,
      },
    );
  }
  return new StoreError(
    'refused',
    `DynamoDB refused the request for ${deliverable} (${name}): check the table's name and the function's rights.`,
    { cause: error },
  );
};

// The SDK's retry layer sets `$metadata` on each error that passes through it. An error without it occurred before the
// request was sent.
const isOutage = (error: unknown): boolean =>
  error instanceof DynamoDBServiceException
    ? error.$fault === 'server' || (error.$metadata.httpStatusCode ?? 0) >= 500
    : error instanceof Error && '$metadata' in error;
