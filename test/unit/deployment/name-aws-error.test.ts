import { describe, expect, test } from '@jest/globals';
import { isAccessDenied, isCredentialsError, nameAwsError } from '../../../lib/deployment/name-aws-error.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';

const awsError = (name: string): Error => Object.assign(new Error('made up'), { name });
const refused = (name: string): StoreError => new StoreError('refused', 'made up', { cause: awsError(name) });

describe('an error of the store', () => {
  test('is named by what DynamoDB said', () => {
    expect(nameAwsError(refused('AccessDeniedException'))).toBe(
      'AccessDeniedException. Your AWS user or role may not do this: use one that may.',
    );
    expect(isAccessDenied(refused('AccessDeniedException'))).toBe(true);
    expect(isCredentialsError(refused('ExpiredTokenException'))).toBe(true);
  });

  test('says itself which item cannot be read and what to do: that is nothing of AWS', () => {
    const said =
      'T#1/2 cannot be read: text (invalid_type). Repair the item, or deploy the release that wrote it.';
    expect(nameAwsError(new StoreError('unreadable', said))).toBe(said);
  });
});
