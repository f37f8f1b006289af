import { describe, expect, test } from '@jest/globals';
import {
  isAccessDenied,
  AWS_ERROR_TEXTS,
  describeAwsFailure,
  isAwsError,
  isCredentialsError,
  nameAwsError,
} from '../../../lib/deployment/name-aws-error.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';

const awsError = (name: string): Error => Object.assign(new Error('made up'), { name });
const refused = (name: string): StoreError => new StoreError('refused', 'made up', { cause: awsError(name) });

describe('an error of the store', () => {
  test('is named by DynamoDB’s own words', () => {
    expect(nameAwsError(refused('AccessDeniedException'))).toBe(
      'AccessDeniedException. Your AWS user or role may not do this. Use another user or role, or have the right added: docs/operator-policy.json has all that the commands need.',
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
  ['InvalidClientTokenId', named('InvalidClientTokenId'), 'aws sso login'],
  ['ValidationException', named('ValidationException'), 'See the documents of AWS'],
])('%s is explained with what to do, and without the message', (name, error, toDo) => {
  const explanation = nameAwsError(error);
  expect(explanation.startsWith(`${name}. `)).toBe(true);
  expect(explanation).toContain(toDo);
  expect(explanation).not.toContain('hush');
});

test.each(['CredentialsProviderError', 'TokenProviderError', 'ExpiredTokenException'])(
  '%s is no refusal: only how to sign in is said, without the name of the error',
  (name) => {
    const says = describeAwsFailure(named(name), AWS_ERROR_TEXTS, (reason) => `AWS refused: ${reason}`);
    expect(says).toMatch(/^This shell is not signed in to AWS, .*aws sso login/);
    expect(nameAwsError(named(name))).toBe(says);
  },
);

const USER = 'User: arn:aws:sts::123456789012:assumed-role/ops/hana@example.com';
const TABLE = 'arn:aws:dynamodb:ap-northeast-2:123456789012:table/Notifier-Table';

test.each<[string, string, string, string]>([
  [
    'an action and its resource',
    'AccessDeniedException',
    `${USER} is not authorized to perform: dynamodb:Query on resource: ${TABLE} because no identity-based policy allows the dynamodb:Query action`,
    `may not do dynamodb:Query on ${TABLE}. Use`,
  ],
  [
    'the policy that denies it',
    'AccessDenied',
    `${USER} is not authorized to perform: cloudformation:DescribeStacks on resource: arn:aws:cloudformation:ap-northeast-2:123456789012:stack/Notifier/* with an explicit deny in a service control policy`,
    'may not do cloudformation:DescribeStacks on arn:aws:cloudformation:ap-northeast-2:123456789012:stack/Notifier/*, since a service control policy denies it. Use',
  ],
  [
    'an action of SNS, whose error has its own name',
    'AuthorizationErrorException',
    `${USER} is not authorized to perform: SNS:ListSubscriptionsByTopic on resource: arn:aws:sns:ap-northeast-2:123456789012:alarms because no identity-based policy allows it`,
    'may not do SNS:ListSubscriptionsByTopic on arn:aws:sns:ap-northeast-2:123456789012:alarms. Use',
  ],
  [
    'an action of KMS, which names no resource',
    'AccessDeniedException',
    `${USER} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows it`,
    'may not do kms:Decrypt. Use',
  ],
])('a refusal names %s, and not the user', (_what, name, message, expected) => {
  const explanation = nameAwsError(Object.assign(new Error(message), { name }));
  expect(explanation).toContain(expected);
  expect(explanation).not.toContain('hana');
});

test('the message of an error that is no refusal is not searched for actions', () => {
  const error = Object.assign(new Error('not authorized to perform: made:Up'), {
    name: 'ValidationException',
  });
  expect(nameAwsError(error)).not.toContain('made:Up');
});

test('an error is of AWS if the SDK tried the request, or if no request can be signed', () => {
  const tried = Object.assign(new Error('made up'), { name: 'AccessDenied', $metadata: { attempts: 1 } });
  expect(isAwsError(tried)).toBe(true);
  expect(isAwsError(new StoreError('refused', 'made up', { cause: tried }))).toBe(true);
  expect(isAwsError(named('CredentialsProviderError'))).toBe(true);
  expect(isAwsError(new TypeError('made up'))).toBe(false);
});
