import { ListTablesCommand, ResourceNotFoundException, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import * as z from 'zod/mini';
import { OUTPUTS, STACKS } from '../../../lib/config/names.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { describeStack } from '../../../lib/deployment/describe-stack.ts';
import { findForeignStacks, findLostTables } from '../../../lib/deployment/find-obstacles.ts';
import written from '../../../notifier.config.ts';
import { readKept } from '../../upgrade/releases.ts';
import { type Account, makeAccount, mockAccount } from '../admin/made-up-account.ts';
import {
  AWS_ERROR_TEXTS,
  describeAwsFailure,
  isAccessDenied,
  isAwsError,
  isCredentialsError,
  nameAwsError,
} from '../../../lib/deployment/name-aws-error.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';

const config = parseConfig(written, 'made-up.config.ts');
const OLD = 'Notifier-TicketsTable1A2B3C-OLD';
const OTHER = 'Notifier-TicketsTable4D5E6F';
const TABLE_TYPE = 'AWS::DynamoDB::GlobalTable';
let account: Account;
beforeEach(() => {
  account = makeAccount(config);
});

describe('O3: a stack with our name', () => {
  const foreign = (egress = config.egress) =>
    findForeignStacks(mockAccount(account), { region: config.region, egress });

  const failed = { [STACKS.egress]: 'CREATE_COMPLETE', [STACKS.notifier]: 'ROLLBACK_COMPLETE' };
  test.each<[string, Partial<Account>]>([
    ['by its description alone, as after a failed first deploy', { outputs: {}, stacks: failed }],
    ['by its outputs alone', { descriptions: {} }],
  ])('is ours %s', async (_what, without) => {
    Object.assign(account, without);
    expect(await foreign()).toEqual([]);
  });

  const kept = z.record(
    z.string(),
    z.object({ Description: z.string(), Outputs: z.record(z.string(), z.unknown()) }),
  );
  test.each(Object.entries(kept.parse(readKept('templates.json'))))(
    'is ours in the form of the last release: %s',
    async (name, { Description, Outputs }) => {
      const stack = name.split(' ')[0] ?? '';
      const outputs = Object.fromEntries(Object.keys(Outputs).map((key) => [key, 'any']));
      for (const known of [
        { descriptions: { [stack]: Description }, outputs: {} },
        { descriptions: {}, outputs: { [stack]: outputs } },
      ]) {
        const { cloudFormation } = mockAccount({ ...account, ...known });
        expect(await describeStack(cloudFormation, stack)).toMatchObject({ isForeign: false });
      }
    },
  );

  test('belongs to somebody else: the text names the owner, the place, and what to do', async () => {
    account.outputs = { [STACKS.notifier]: { Url: 'https://shop.example.com' } };
    account.descriptions = { [STACKS.notifier]: 'Mails of the shop' };
    account.tags = { team: 'crm', stage: 'prod' };
    expect(await foreign()).toEqual([
      "The stack NotifierEgress in ap-northeast-2 is not this program's: it has no description, and its tags are team=crm, stage=prod. A deploy would replace what is in it, and a destroy delete it. Set another `namePrefix` in the configuration, or deploy into another region or account.",
      'The stack Notifier in ap-northeast-2 is not this program\'s: it says "Mails of the shop", and its tags are team=crm, stage=prod. A deploy would replace what is in it, and a destroy delete it. Set another `namePrefix` in the configuration, or deploy into another region or account.',
    ]);
    expect(await foreign('existing-subnets')).toHaveLength(1);
  });

  test('belongs to nobody while it is empty or missing', async () => {
    account.outputs = {};
    account.descriptions = {};
    account.stacks = { [STACKS.notifier]: 'REVIEW_IN_PROGRESS' };
    expect(await foreign()).toEqual([]);
  });
});

describe('O3: a deploy would lose a table with tickets', () => {
  const lost = (leave: string[] = [], existingTable?: string) =>
    findLostTables(mockAccount(account), { existingTable }, leave);
  /** Removes the table from the stack, as a deploy with `existingTable` does. */
  const dropTable = () => (account.resources = account.resources.filter(([type]) => type !== TABLE_TYPE));

  test('after the stack was destroyed, unless existingTable names the table', async () => {
    account.stacks = {};
    expect(await lost()).toEqual([]);
    account.tables.push(OLD);
    const [text, ...more] = await lost();
    expect(more).toEqual([]);
    expect(text).toContain(`existingTable: '${OLD}'`);
    expect(text).toContain(`npx cdk deploy Notifier -c leaveTables=${OLD}`);
    expect(await lost([], OLD)).toEqual([]);
  });

  test('if the stack used it by existingTable, whatever its name; it is listed first', async () => {
    dropTable();
    account.outputs[STACKS.notifier] = { [OUTPUTS.tableName]: 'restored' };
    account.tables = [OLD, 'other', 'restored'];
    expect((await lost())[0]).toContain(`leave restored and ${OLD} behind`);
    expect((await lost())[0]).toContain("existingTable: 'restored'");
  });

  test('if the stack no longer holds it, since existingTable named it for a while', async () => {
    account.tables = [OLD];
    account.outputs[STACKS.notifier] = { [OUTPUTS.tableName]: OLD };
    account.resources = [[TABLE_TYPE, OLD, 'DELETE_SKIPPED']];
    expect((await lost())[0]).toContain(`existingTable: '${OLD}'`);
  });

  test('but not if the deploy goes on with the table of the stack', async () => {
    account.tables.push(OLD);
    expect(await lost()).toEqual([]);
  });

  test('but not if every such table is named', async () => {
    account.stacks = {};
    account.tables = [OLD, OTHER];
    expect(await lost([OLD, OTHER])).toEqual([]);
    expect((await lost([OLD]))[0]).toContain(`existingTable: '${OTHER}'`);
  });

  test('but not the unused table of a first deploy that failed', async () => {
    account.stacks = { [STACKS.notifier]: 'ROLLBACK_COMPLETE' };
    account.outputs = {};
    account.tables = [OLD];
    account.resources = [[TABLE_TYPE, OLD]];
    expect(await lost()).toEqual([]);
    account.tables.push(OTHER);
    expect((await lost())[0]).toContain(`existingTable: '${OTHER}'`);
  });

  test('but not if a first deploy that failed twice left it empty', async () => {
    account.stacks = { [STACKS.notifier]: 'ROLLBACK_COMPLETE' };
    account.outputs = {};
    account.tables = [OLD, OTHER];
    account.resources = [[TABLE_TYPE, OTHER]];
    account.emptyTables = [OLD];
    expect(await lost()).toEqual([]);
    account.emptyTables = [];
    expect((await lost())[0]).toContain(`existingTable: '${OLD}'`);
  });

  const lostIfScanFails = async (failing: string, error: Error): Promise<string> => {
    account.stacks = {};
    account.tables = [failing, OLD];
    const clients = mockAccount(account);
    mockClient(clients.dynamoDb)
      .on(ListTablesCommand)
      .resolves({ TableNames: account.tables })
      .on(ScanCommand)
      .resolves({ Items: [{ pk: { S: 'made-up' } }] })
      .on(ScanCommand, { TableName: failing })
      .rejects(error);
    return (await findLostTables(clients, {})).join('\n');
  };

  test.each(['AccessDeniedException', 'ThrottlingException', 'TimeoutError'])(
    'if it cannot be read (%s), since it may have tickets, and reports the others too',
    async (name) => {
      const text = await lostIfScanFails(OTHER, Object.assign(new Error('hush'), { name }));
      expect(text).toContain(`${OTHER} and ${OLD} behind`);
    },
  );

  test('but not while it is being deleted, and reports the others too', async () => {
    const gone = new ResourceNotFoundException({ message: 'hush', $metadata: {} });
    const text = await lostIfScanFails(OTHER, gone);
    expect(text).toContain(`leave ${OLD} behind`);
    expect(text).not.toContain('4D5E6F');
  });
});

test('O12: a deployment with a prefix ignores the resources of the deployment without it', async () => {
  const staging = { ...config, namePrefix: 'staging' };
  account.stacks = { [STACKS.notifier]: 'CREATE_COMPLETE' };
  account.descriptions = {};
  account.outputs = {};
  account.tables = [OLD];
  expect(await findForeignStacks(mockAccount(account), staging)).toEqual([]);
  expect(await findLostTables(mockAccount(account), staging)).toEqual([]);
  account.stacks['staging-Notifier'] = 'CREATE_COMPLETE';
  expect(await findForeignStacks(mockAccount(account), staging)).toHaveLength(1);
  account.stacks = {};
  account.tables.push(`staging-${OLD}`);
  const [text] = await findLostTables(mockAccount(account), staging);
  expect(text).toContain(`npx cdk deploy Notifier -c leaveTables=staging-${OLD}`);
});

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
