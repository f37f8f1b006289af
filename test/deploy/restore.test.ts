import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { TABLE } from '../../lib/config/names.ts';
import { CHANNELS, FIRST, firstVendor, madeUpConfig, SECOND, secondVendor } from './made-up-config.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

const RESTORED = 'Notifier-restored';
/** The copy may hold a poll's lease (R5), which ends by itself. On AWS it has ended long before: the copy is minutes old. */
const LEASE_IS_OVER_MS = 150_000;
const vendors = [firstVendor(), secondVendor({ live: true })];

/**
 * docs/operations.md, Restoring the table, without the stop before it: the emulator cannot take schedules away and give them back. It
 * copies the table as it is now, whatever the time.
 */
describe('a table that was restored (O12)', () => {
  let deployment: Deployment;
  let dynamodb: DynamoDBClient;
  let inquiryId: string;
  let cardTs: string | undefined;

  beforeAll(async () => {
    deployment = await startDeployment(30);
    const { endpoint, env } = deployment.emulator;
    const credentials = {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    };
    dynamodb = new DynamoDBClient({ endpoint, region: env['AWS_REGION'] ?? '', credentials });
    await deployment.deploy(madeUpConfig({ vendors }));
    await deployment.storeKeys([FIRST.vendorId, SECOND.vendorId]);
    ({ inquiryId } = await deployment.simulator.handOver());
    await deployment.until('the card', () => deployment.messagesOf(inquiryId).length > 0);
    await deployment.settle();
    cardTs = deployment.messagesOf(inquiryId)[0]?.ts;
  });
  afterAll(async () => {
    dynamodb?.destroy();
    await deployment?.stop();
  });

  test('gets the settings that the stack gives its own table', async () => {
    const { deployer, outputs } = deployment;
    const table = outputs().TableName;
    // The emulator forgets the protection of the stack's own table.
    const own = { ...(await settingsOf(table)), isProtected: true };
    expect(await deployer.restore(table, RESTORED)).toContain(`existingTable: '${RESTORED}'`);
    expect(await settingsOf(RESTORED)).toEqual(own);
    expect(own).toEqual({
      expiry: { AttributeName: TABLE.expiryAttribute, TimeToLiveStatus: 'ENABLED' },
      isProtected: true,
      recovery: 'ENABLED',
      indexes: ['attention', 'closed'],
    });
  });

  test('keeps the cards of its tickets, and posts a second card for each ticket that it does not contain', async () => {
    const old = deployment.outputs().TableName;
    const unknown = (await deployment.simulator.handOver({ vendor: SECOND })).inquiryId;
    const cardsOf = () => deployment.messagesOf(unknown, CHANNELS.second);
    await deployment.until('the first card', () => cardsOf().length > 0);
    await deployment.settle();
    await deployment.deploy(madeUpConfig({ existingTable: RESTORED, vendors }));
    expect(deployment.outputs().TableName).toBe(RESTORED);
    await deployment.until('the second card', () => cardsOf().length > 1, LEASE_IS_OVER_MS);
    await deployment.simulator.answer(inquiryId);
    const isEdited = () => deployment.messagesOf(inquiryId)[0]?.editedTs !== undefined;
    await deployment.until('the edit', isEdited, LEASE_IS_OVER_MS);
    await deployment.settle();
    expect(deployment.messagesOf(inquiryId)).toMatchObject([{ ts: cardTs }, { thread_ts: cardTs }]);
    expect(cardsOf().map(({ thread_ts }) => thread_ts)).toEqual([undefined, undefined]);
    expect(await deployment.ticketsOf(unknown, SECOND)).toMatchObject([
      { delivery: { ts: cardsOf()[1]?.ts } },
    ]);
    expect((await settingsOf(old)).recovery).toBe('ENABLED');
    expect(await deployment.deployer.doctor()).toMatchObject({ code: 0 });
  });

  test('is refused as the target of another table’s restore', async () => {
    const { deployer } = deployment;
    const settings = await settingsOf(RESTORED);
    const tickets = await deployment.ticketsOf(inquiryId);
    expect(await deployer.restore('Notifier-made-up', RESTORED).catch(String)).toMatch(/another name/);
    expect(await settingsOf(RESTORED)).toEqual(settings);
    expect(await deployment.ticketsOf(inquiryId)).toEqual(tickets);
  });

  const settingsOf = async (TableName: string) => {
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    const { ContinuousBackupsDescription } = await dynamodb.send(
      new DescribeContinuousBackupsCommand({ TableName }),
    );
    const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
    return {
      expiry: TimeToLiveDescription,
      isProtected: Table?.DeletionProtectionEnabled,
      recovery: ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
      indexes: Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort(),
    };
  };
});
