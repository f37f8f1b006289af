import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { StoreError } from './store-error.ts';

const THROTTLING = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/**
 * Says in the project's words why a request to DynamoDB failed for good.
 * @param deliverable the key or partition that was asked for; ids only
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

// The SDK's retry layer leaves `$metadata` on whatever passed through it; what failed before it was never sent.
const isOutage = (error: unknown): boolean =>
  error instanceof DynamoDBServiceException
    ? error.$fault === 'server' || (error.$metadata.httpStatusCode ?? 0) >= 500
    : error instanceof Error && '$metadata' in error;
