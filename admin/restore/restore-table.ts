import {
  ContinuousBackupsUnavailableException,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  ListTagsOfResourceCommand,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
  type TableDescription,
  type Tag,
  TagResourceCommand,
  UpdateContinuousBackupsCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { ConfigError } from '../../lib/config/config-error.ts';
import { TABLE } from '../../lib/config/names.ts';
import { SECOND_MS } from '../../lib/domain/time/durations.ts';
import type { AdminTexts } from '../wording/wording.ts';

type Client = Pick<DynamoDBClient, 'send'>;

export type RestoreOrder = {
  table: string;
  newTable: string;
  /** Default: the latest time that AWS offers. */
  at: Date | undefined;
};

type Talk = {
  words: AdminTexts['restore'];
  say: (line: string) => void;
  wait: () => Promise<void>;
};

/**
 * Restores a table into a new one, and sets what a restore leaves out: expiry, point-in-time recovery, protection from deletion,
 * tags. It continues an interrupted run. Source: DynamoDB's developer guide, "Point-in-time recovery: How it works".
 * @throws ConfigError that says what to do, or the SDK's error
 */
export const restoreTable = async (client: Client, order: RestoreOrder, talk: Talk): Promise<void> => {
  const { table, newTable } = order;
  const { words } = talk;
  const source = await describe(client, table);
  if ((await describe(client, newTable)) === undefined) {
    if (source === undefined) throw new ConfigError(words.noTable(table));
    await startRestore(client, order, source, talk);
  }
  const restored = await waitUntilActive(client, order, talk);
  checkOrigin(restored, order, words);
  checkMoment(restored, order, words);
  await giveSettings(client, restored, talk);
  if (source) await copyTags(client, source, restored, talk);
};

/** Ten minutes, with a wait of 15 seconds between them. */
const RECOVERY_TRIES = 40;

const startRestore = async (
  client: Client,
  { table, newTable, at }: RestoreOrder,
  { SSEDescription }: TableDescription,
  { say, words }: Talk,
): Promise<void> => {
  await checkTime(client, table, at, words);
  const key = SSEDescription?.KMSMasterKeyArn;
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: table,
      TargetTableName: newTable,
      ...(at === undefined ? { UseLatestRestorableTime: true } : { RestoreDateTime: at }),
      ...(key !== undefined && {
        SSESpecificationOverride: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: key },
      }),
    }),
  );
  say(words.begins(newTable, table, at?.toISOString()));
};

const checkTime = async (
  client: Client,
  table: string,
  at: Date | undefined,
  words: Talk['words'],
): Promise<void> => {
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: table }),
  );
  const recovery = ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED') throw new ConfigError(words.noRecovery(table));
  const { EarliestRestorableDateTime: from, LatestRestorableDateTime: to } = recovery;
  if (at !== undefined && ((from !== undefined && at < from) || (to !== undefined && at > to)))
    throw new ConfigError(
      words.outOfReach(table, `${from?.toISOString()}`, `${to?.toISOString()}`, at.toISOString()),
    );
};

const waitUntilActive = async (
  client: Client,
  { newTable }: RestoreOrder,
  { say, wait, words }: Talk,
): Promise<TableDescription> => {
  for (let looks = 0; ; looks += 1) {
    const found = await describe(client, newTable);
    if (found?.TableStatus === 'ACTIVE' && found.RestoreSummary?.RestoreInProgress !== true) return found;
    if (looks > 0 && found === undefined) throw new ConfigError(words.isGone(newTable));
    if (looks === 0) say(words.takesTime);
    await wait();
  }
};

/** A typing error must not turn another table into the notifier's. */
const checkOrigin = (
  { RestoreSummary, GlobalSecondaryIndexes = [] }: TableDescription,
  { table, newTable }: RestoreOrder,
  words: Talk['words'],
): void => {
  if (RestoreSummary?.SourceTableArn?.endsWith(`:table/${table}`) !== true)
    throw new ConfigError(words.otherOrigin(newTable, table));
  const missing = [TABLE.attention.name, TABLE.closed.name].filter(
    (name) => !GlobalSecondaryIndexes.some(({ IndexName }) => IndexName === name),
  );
  if (missing.length > 0) throw new ConfigError(words.noIndex(newTable, missing));
};

/** A table of an earlier run must not pass for the requested table. */
const checkMoment = (
  { RestoreSummary }: TableDescription,
  { newTable, at }: RestoreOrder,
  words: Talk['words'],
): void => {
  const made = RestoreSummary?.RestoreDateTime;
  if (at !== undefined && made !== undefined && Math.abs(made.getTime() - at.getTime()) >= SECOND_MS)
    throw new ConfigError(words.otherTime(newTable, made.toISOString(), at.toISOString()));
};

const giveSettings = async (
  client: Client,
  { TableName, DeletionProtectionEnabled }: TableDescription,
  { say, wait, words }: Talk,
): Promise<void> => {
  if (DeletionProtectionEnabled !== true)
    await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName }));
  if (TimeToLiveDescription?.TimeToLiveStatus?.startsWith('ENABL') !== true)
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName,
        TimeToLiveSpecification: { AttributeName: TABLE.expiryAttribute, Enabled: true },
      }),
    );
  await switchRecoveryOn(client, TableName, wait);
  say(words.hasSettings(TableName ?? ''));
};

/** AWS may still be preparing the backups of a new table. */
const switchRecoveryOn = async (
  client: Client,
  TableName: string | undefined,
  wait: Talk['wait'],
): Promise<void> => {
  const command = new UpdateContinuousBackupsCommand({
    TableName,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  });
  for (let tries = 1; ; tries += 1) {
    try {
      await client.send(command);
      return;
    } catch (error) {
      if (!(error instanceof ContinuousBackupsUnavailableException) || tries === RECOVERY_TRIES) throw error;
    }
    await wait();
  }
};

/** Only CloudFormation may set its tags. */
const copyTags = async (
  client: Client,
  source: TableDescription,
  restored: TableDescription,
  { say, words }: Talk,
): Promise<void> => {
  const tags: Tag[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListTagsOfResourceCommand({ ResourceArn: source.TableArn, NextToken }),
    );
    tags.push(...(page.Tags ?? []).filter(({ Key }) => Key?.startsWith('aws:') !== true));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  if (tags.length === 0) return;
  await client.send(new TagResourceCommand({ ResourceArn: restored.TableArn, Tags: tags }));
  say(words.hasTags(source.TableName ?? '', tags.map(({ Key }) => Key).join(', ')));
};

const describe = async (client: Client, TableName: string): Promise<TableDescription | undefined> => {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};
