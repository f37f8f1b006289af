import {
  DynamoDBServiceException,
  InternalServerError,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { translateSdkError } from '../../../lib/dynamodb/store-error.ts';

const serviceError = (name: string, httpStatusCode: number, $fault: 'client' | 'server' = 'client') =>
  new DynamoDBServiceException({
    name,
    $fault,
    $metadata: { httpStatusCode },
    message: 'secret 010-0000-0000',
  });

const SUBJECT = 'T#KR#A00012345#call-center#1/2';

describe('an error of the SDK', () => {
  test.each([
    ['a throttled request', serviceError('ThrottlingException', 400), 'throttled', true],
    [
      'too much for a partition',
      serviceError('ProvisionedThroughputExceededException', 400),
      'throttled',
      true,
    ],
    ['a limit of the account', serviceError('RequestLimitExceeded', 400), 'throttled', true],
    [
      "DynamoDB's own failure",
      new InternalServerError({ message: '', $metadata: { httpStatusCode: 500 } }),
      'unavailable',
      true,
    ],
    ['a gateway between', serviceError('Unknown', 503), 'unavailable', true],
    [
      'a lost connection',
      Object.assign(new Error('socket hang up'), { $metadata: { attempts: 3 } }),
      'unavailable',
      true,
    ],
    [
      'a missing table',
      new ResourceNotFoundException({ message: '', $metadata: { httpStatusCode: 400 } }),
      'refused',
      false,
    ],
    ['missing rights', serviceError('AccessDeniedException', 400), 'refused', false],
    ['an invalid request', serviceError('ValidationException', 400), 'refused', false],
    ['a value that cannot be marshalled', new TypeError('Unsupported type'), 'refused', false],
    ['what is no error at all', 'odd', 'refused', false],
  ])('%s is distinguished, keeps its cause and shows nothing of its text', (_, cause, kind, retryable) => {
    const error = translateSdkError(cause, SUBJECT);
    expect(error).toMatchObject({ name: 'StoreError', kind, retryable, cause });
    expect(error.message).toContain(SUBJECT);
    expect(error.message).not.toContain('010');
  });
});
