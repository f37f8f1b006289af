import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { describe, expect, test } from '@jest/globals';
import {
  ContinuousBackupsUnavailableException,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { restoreTable } from '../../../admin/restore/restore-table.ts';
import { runAdmin } from './run-admin.ts';

const TABLE = 'made-up-table';
const NEW = 'made-up-table-again';
const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/1234abcd';
const arnOf = (name: string) => `arn:aws:dynamodb:ap-northeast-2:123456789012:table/${name}`;
const AT = new Date('2026-11-26T00:00:00Z');
const $metadata = {};

const restored = (changes: Partial<TableDescription> = {}): TableDescription => ({
  TableName: NEW,
  TableArn: arnOf(NEW),
  TableStatus: 'ACTIVE',
  GlobalSecondaryIndexes: [{ IndexName: 'attention' }, { IndexName: 'closed' }],
  RestoreSummary: { SourceTableArn: arnOf(TABLE), RestoreDateTime: AT, RestoreInProgress: false },
  ...changes,
});

type Account = {
  source?: TableDescription | undefined;
  /** The new table at each look. The last value stays. */
  looks?: (TableDescription | undefined)[];
  recovery?: 'ENABLED' | 'DISABLED';
  expiry?: 'ENABLED' | 'DISABLED';
  unprepared?: number;
};

const openAccount = (account: Account = {}) => {
  const { recovery = 'ENABLED', expiry = 'DISABLED' } = account;
  const source = 'source' in account ? account.source : { TableName: TABLE, TableArn: arnOf(TABLE) };
  const looks = account.looks ?? [undefined, restored({ TableStatus: 'CREATING' }), restored()];
  let looked = 0;
  let unprepared = account.unprepared ?? 0;
  const client = new DynamoDBClient({ region: 'ap-northeast-2' });
  const mock = mockClient(client);
  const found = (Table: TableDescription | undefined) => {
    if (Table === undefined) throw new ResourceNotFoundException({ message: 'made up', $metadata });
    return { Table };
  };
  mock.on(DescribeTableCommand).callsFake(({ TableName }: { TableName: string }) => {
    if (TableName === TABLE) return found(source);
    looked += 1;
    return found(looks[Math.min(looked, looks.length) - 1]);
  });
  mock.on(DescribeContinuousBackupsCommand).resolves({
    ContinuousBackupsDescription: {
      ContinuousBackupsStatus: 'ENABLED',
      PointInTimeRecoveryDescription: {
        PointInTimeRecoveryStatus: recovery,
        EarliestRestorableDateTime: new Date('2026-11-01T00:00:00Z'),
        LatestRestorableDateTime: new Date('2026-11-26T08:00:00Z'),
      },
    },
  });
  mock.on(UpdateContinuousBackupsCommand).callsFake(() => {
    if (unprepared === 0) return {};
    unprepared -= 1;
    throw new ContinuousBackupsUnavailableException({ message: 'made up', $metadata });
  });
  mock.on(DescribeTimeToLiveCommand).resolves({ TimeToLiveDescription: { TimeToLiveStatus: expiry } });
  mock
    .on(ListTagsOfResourceCommand)
    .resolvesOnce({ Tags: [{ Key: 'aws:cloudformation:stack-name', Value: 'Notifier' }], NextToken: 'more' })
    .resolves({ Tags: [{ Key: 'team', Value: 'cs' }] });
  mock.on(RestoreTableToPointInTimeCommand).resolves({});
  mock.on(UpdateTableCommand).resolves({});
  mock.on(UpdateTimeToLiveCommand).resolves({});
  mock.on(TagResourceCommand).resolves({});
  const printed: string[] = [];
  let waits = 0;
  const run = (at: Date | 'latest' = AT) =>
    restoreTable(
      client,
      { table: TABLE, newTable: NEW, at: at === 'latest' ? undefined : at },
      {
        words: ADMIN_WORDING.en.restore,
        say: (line) => void printed.push(line),
        wait: async () => void (waits += 1),
      },
    );
  return { mock, run, output: printed, waits: () => waits };
};
type Mock = ReturnType<typeof openAccount>['mock'];
const changesIn = (mock: Mock) =>
  mock
    .calls()
    .map(({ args: [command] }) => [command.constructor.name.replace(/Command$/, ''), command.input] as const)
    .filter(([name]) => !/^(Describe|List)/.test(name));

const SETTINGS = [
  ['UpdateTable', { TableName: NEW, DeletionProtectionEnabled: true }],
  [
    'UpdateTimeToLive',
    { TableName: NEW, TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true } },
  ],
  [
    'UpdateContinuousBackups',
    { TableName: NEW, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  ],
  ['TagResource', { ResourceArn: arnOf(NEW), Tags: [{ Key: 'team', Value: 'cs' }] }],
];

describe('a restore (O12)', () => {
  test('creates a new table as of that time, waits for it, and adds the settings that a restore does not copy', async () => {
    const { mock, run, output: printed, waits } = openAccount();
    await run();
    expect(changesIn(mock)).toEqual([
      ['RestoreTableToPointInTime', { SourceTableName: TABLE, TargetTableName: NEW, RestoreDateTime: AT }],
      ...SETTINGS,
    ]);
    expect(waits()).toBe(1);
    expect(printed.join('\n')).toMatch(/2026-11-26T00:00:00.*\n.*minutes.*\n.*protection.*\n.*team/);
  });

  test('uses the latest time if none is given, and keeps the key of the team', async () => {
    const { mock, run } = openAccount({
      source: { TableName: TABLE, TableArn: arnOf(TABLE), SSEDescription: { KMSMasterKeyArn: KEY } },
    });
    await run('latest');
    expect(changesIn(mock)[0]?.[1]).toEqual({
      SourceTableName: TABLE,
      TargetTableName: NEW,
      UseLatestRestorableTime: true,
      SSESpecificationOverride: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: KEY },
    });
  });

  test('resumes: if the table exists, nothing is restored again', async () => {
    const { mock, run } = openAccount({
      looks: [restored({ DeletionProtectionEnabled: true })],
      expiry: 'ENABLED',
    });
    await run();
    expect(changesIn(mock)).toEqual(SETTINGS.slice(2));
  });

  test('adds the settings to a table restored from the backup of a deleted table', async () => {
    const { mock, run } = openAccount({ source: undefined, looks: [restored()] });
    await run();
    expect(changesIn(mock)).toEqual(SETTINGS.slice(0, 3));
  });

  test('waits until AWS has enabled the backups of the new table', async () => {
    const { mock, run, waits } = openAccount({ looks: [restored()], unprepared: 3 });
    await run();
    expect(mock.commandCalls(UpdateContinuousBackupsCommand)).toHaveLength(4);
    expect(waits()).toBe(3);
    await expect(openAccount({ looks: [restored()], unprepared: 100 }).run()).rejects.toThrow('made up');
  });

  test.each<[string, Account, Date, RegExp]>([
    ['a table that is not there', { source: undefined }, AT, /no table made-up-table\..*operations\.md/],
    ['a table without recovery', { recovery: 'DISABLED' }, AT, /has no point-in-time recovery/],
    ['a time before the first', {}, new Date('2026-10-01T00:00:00Z'), /from 2026-11-01.* not to 2026-10-01/],
    ['a time after the last', {}, new Date('2026-11-26T08:00:01Z'), /to 2026-11-26T08:00:00.* not to/],
    [
      'a name that another table has',
      { looks: [restored({ RestoreSummary: undefined })] },
      AT,
      /another name/,
    ],
    [
      'a table of somebody else',
      { looks: [restored({ GlobalSecondaryIndexes: [] })] },
      AT,
      /attention and closed/,
    ],
    [
      'a table of another time',
      { looks: [restored()] },
      new Date('2026-11-26T00:01:00Z'),
      /as of 2026-11-26T00:00:00.* not of 2026-11-26T00:01:00.*another name/,
    ],
    [
      'a restore that AWS gave up',
      { looks: [undefined, restored({ TableStatus: 'CREATING' }), undefined] },
      AT,
      /is gone/,
    ],
  ])('refuses %s, and changes nothing of the new table', async (_what, account, at, says) => {
    const { mock, run } = openAccount(account);
    await expect(run(at)).rejects.toThrow(says);
    expect(changesIn(mock).filter(([name]) => name !== 'RestoreTableToPointInTime')).toEqual([]);
  });
});

describe('npm run restore', () => {
  test.each([
    [['a-table', 'b-table', '--at', '2026-11-26 09:00'], /npm run restore -- --help shows all options\./],
    [['a-table', 'b-table', '--at', '2026-09-31T09:00:00+09:00'], /-- --help shows all options\./],
    [['a-table', 'b-table', '--at', '2026-13-40T99:99+09:00'], /-- --help shows all options\./],
    [['a table', 'b-table'], /"a table" is not the name of a table/],
    [['a-table', 'b'], /"b" is not the name of a table/],
    [[arnOf('a-table'), 'b-table'], /"arn:aws:dynamodb:\S+:table\/a-table" is not the name of a table/],
    [['a-table', 'b-table'], /^DynamoDB in ap-northeast-2 refused: .*internet/],
    [['a-table', 'b-table', '--at', '2026-11-26T09:00+09:00'], /^DynamoDB in ap-northeast-2 refused: /],
    [['a-table', 'b-table', '--at', '2026-11-26T09:00:00Z'], /^DynamoDB in ap-northeast-2 refused: /],
  ])(
    'explains a wrong argument before AWS is called, or that AWS cannot be reached: %j',
    async (args, says) => {
      const { code, err } = await runAdmin('admin/restore.ts', { args });
      expect([code, err]).toEqual([1, expect.stringMatching(says)]);
    },
  );
});
