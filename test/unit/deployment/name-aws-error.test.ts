import { describe, expect, test } from '@jest/globals';
import { isAccessDenied, isCredentialsError, nameAwsError } from '../../../lib/deployment/name-aws-error.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';

const awsError = (name: string): Error => Object.assign(new Error('made up'), { name });
const refused = (name: string): StoreError => new StoreError('refused', 'made up', { cause: awsError(name) });

describe('an error of the store', () => {
  test('is named by DynamoDB’s own words', () => {
    expect(nameAwsError(refused('AccessDeniedException'))).toBe(
      'AccessDeniedException. Your AWS user or role may not do this: use another user or role.',
    );
    expect(isAccessDenied(refused('AccessDeniedException'))).toBe(true);
    expect(isCredentialsError(refused('ExpiredTokenException'))).toBe(true);
  });

  test('names the unreadable item and what to do, since this is no fault of AWS', () => {
    const message =
      'T#1/2 cannot be read: text (invalid_type). Repair the item, or deploy the release that wrote it.';
    expect(nameAwsError(new StoreError('unreadable', message))).toBe(message);
  });
});

const coded = (code: string) => Object.assign(new Error('hush'), { code });
const named = (name: string) => Object.assign(new Error('hush'), { name });

test.each<[string, unknown, string]>([
  ['ENOTFOUND', coded('ENOTFOUND'), 'check the region and the internet connection'],
  ['ETIMEDOUT', coded('ETIMEDOUT'), 'check the region and the internet connection'],
  ['TimeoutError', named('TimeoutError'), 'check the region and the internet connection'],
  // A company's proxy that opens what is encrypted.
  ['SELF_SIGNED_CERT_IN_CHAIN', coded('SELF_SIGNED_CERT_IN_CHAIN'), 'NODE_EXTRA_CA_CERTS'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', coded('UNABLE_TO_GET_ISSUER_CERT_LOCALLY'), 'NODE_EXTRA_CA_CERTS'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', coded('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'NODE_EXTRA_CA_CERTS'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', coded('ERR_TLS_CERT_ALTNAME_INVALID'), 'NODE_EXTRA_CA_CERTS'],
  // A page instead of an answer, and an answer without a word.
  ['SyntaxError', named('SyntaxError'), 'is there a proxy'],
  ['Unknown', named('Unknown'), 'is there a proxy'],
  ['UnknownError', 'hush', 'is there a proxy'],
  ['ServiceUnavailable', named('ServiceUnavailable'), 'health.aws.amazon.com'],
  ['InternalServerError', named('InternalServerError'), 'health.aws.amazon.com'],
  ['ThrottlingException', named('ThrottlingException'), 'try again in a minute'],
  ['ExpiredTokenException', named('ExpiredTokenException'), 'aws sso login'],
  ['ValidationException', named('ValidationException'), 'See the documents of AWS'],
])('%s is explained with what to do, and without the message', (name, error, toDo) => {
  const explanation = nameAwsError(error);
  expect(explanation.startsWith(`${name}. `)).toBe(true);
  expect(explanation).toContain(toDo);
  expect(explanation).not.toContain('hush');
});
