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

const config = parseConfig(written, 'made-up.config.ts');
const OLD = 'Notifier-TicketsTable1A2B3C-OLD';
const TABLE = 'AWS::DynamoDB::GlobalTable';
let account: Account;
beforeEach(() => {
  account = makeAccount(config);
});

describe('O3: a stack with our name', () => {
  const foreign = (egress = config.egress) =>
    findForeignStacks(mockAccount(account), { region: config.region, egress });

  test('is ours by its description alone, as after a failed first deploy', async () => {
    account.stacks[STACKS.notifier] = 'ROLLBACK_COMPLETE';
    account.outputs = {};
    expect(await foreign()).toEqual([]);
  });

  test('is ours by its outputs alone', async () => {
    account.descriptions = {};
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
      account.descriptions = { [stack]: Description };
      account.outputs = {};
      expect(await describeStack(mockAccount(account).cloudFormation, stack)).toMatchObject({
        isForeign: false,
      });
      account.descriptions = {};
      account.outputs = { [stack]: Object.fromEntries(Object.keys(Outputs).map((key) => [key, 'any'])) };
      expect(await describeStack(mockAccount(account).cloudFormation, stack)).toMatchObject({
        isForeign: false,
      });
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
  const dropTable = () => (account.resources = account.resources.filter(([type]) => type !== TABLE));

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
    account.resources = [[TABLE, OLD, 'DELETE_SKIPPED']];
    expect((await lost())[0]).toContain(`existingTable: '${OLD}'`);
  });

  test('but not if the deploy goes on with the table of the stack', async () => {
    account.tables.push(OLD);
    expect(await lost()).toEqual([]);
  });

  test('but not if every such table is named', async () => {
    account.stacks = {};
    account.tables = [OLD, 'Notifier-TicketsTable4D5E6F'];
    expect(await lost([OLD, 'Notifier-TicketsTable4D5E6F'])).toEqual([]);
    expect((await lost([OLD]))[0]).toContain("existingTable: 'Notifier-TicketsTable4D5E6F'");
  });

  test('but not the unused table of a first deploy that failed', async () => {
    account.stacks = { [STACKS.notifier]: 'ROLLBACK_COMPLETE' };
    account.outputs = {};
    account.tables = [OLD];
    account.resources = [[TABLE, OLD]];
    expect(await lost()).toEqual([]);
    account.tables.push('Notifier-TicketsTable4D5E6F');
    expect((await lost())[0]).toContain("existingTable: 'Notifier-TicketsTable4D5E6F'");
  });

  test('but not if a first deploy that failed twice left it empty', async () => {
    account.stacks = { [STACKS.notifier]: 'ROLLBACK_COMPLETE' };
    account.outputs = {};
    account.tables = [OLD, 'Notifier-TicketsTable4D5E6F'];
    account.resources = [[TABLE, 'Notifier-TicketsTable4D5E6F']];
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
      const text = await lostIfScanFails(
        'Notifier-TicketsTable4D5E6F',
        Object.assign(new Error('hush'), { name }),
      );
      expect(text).toContain(`Notifier-TicketsTable4D5E6F and ${OLD} behind`);
    },
  );

  test('but not while it is being deleted, and reports the others too', async () => {
    const text = await lostIfScanFails(
      'Notifier-TicketsTable4D5E6F',
      new ResourceNotFoundException({ message: 'hush', $metadata: {} }),
    );
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
