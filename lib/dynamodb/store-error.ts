import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { NotifierError } from '../domain/notifier-error.ts';

/**
 * - `throttled`: even after the SDK's retries.
 * - `unavailable`: DynamoDB could not be reached or failed.
 * - `refused`: the request is never accepted.
 * - `unreadable`: the item differs from what this release writes.
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

/** @param deliverable the key or partition of the request; ids only */
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

// The SDK's retry layer adds `$metadata` to errors. An error without it occurred before the request was sent.
const isOutage = (error: unknown): boolean =>
  error instanceof DynamoDBServiceException
    ? error.$fault === 'server' || (error.$metadata.httpStatusCode ?? 0) >= 500
    : error instanceof Error && '$metadata' in error;
