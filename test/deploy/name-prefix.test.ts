import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { OUTPUTS } from '../../lib/config/names.ts';
import { CHANNELS, FIRST, firstVendor, madeUpConfig, SECOND, secondVendor } from './made-up-config.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

const egress = 'nat-gateway';
const production = madeUpConfig({ egress, vendors: [firstVendor()] });
const staging = madeUpConfig({ egress, namePrefix: 'staging', vendors: [secondVendor({ live: true })] });

/** One account for the whole file, in the order of its life. */
describe('O12: staging beside production', () => {
  let deployment: Deployment;
  let tables: { production: string; staging: string };

  beforeAll(async () => {
    deployment = await startDeployment(30);
    await deployment.deploy(production);
    await deployment.storeKeys([FIRST.vendorId]);
  });
  afterAll(async () => {
    await deployment?.stop();
  });

  test('is deployed by the same commands, without production’s keys', async () => {
    const table = deployment.outputs().TableName;
    await deployment.deploy(staging);
    tables = { production: table, staging: deployment.outputs().TableName };
    expect(tables.production).toMatch(/^Notifier-Tickets/);
    expect(tables.staging).toMatch(/^staging-Notifier-Tickets/);
    const { account } = deployment;
    const addresses = ['NotifierEgress', 'staging-NotifierEgress'].map(
      async (stack) => (await account.outputsOf(stack))[OUTPUTS.egressIp],
    );
    expect(new Set(await Promise.all(addresses)).size).toBe(2);
    expect(await deployment.deployer.doctor()).toMatchObject({
      code: 1,
      output: expect.stringContaining('no secret staging-coupang-inquiry-notifier/slack'),
    });
    await deployment.storeKeys([SECOND.vendorId]);
  });

  test('each brings its own hand-overs to Slack, once and from its own table', async () => {
    const [ofProduction, ofStaging] = [await handOver(FIRST), await handOver(SECOND)];
    await deployment.until('both cards', () => cardsOf(ofProduction) > 0 && cardsOf(ofStaging) > 0);
    expect([cardsOf(ofProduction), cardsOf(ofStaging)]).toEqual([1, 1]);
    const holds = async (table: string, { vendor, inquiryId }: HandedOver) => {
      const sought = { ...vendor, source: 'call-center', inquiryId } as const;
      return (await deployment.account.store(table).reader.ticketsOf(sought)).length;
    };
    for (const [table, own, other] of [
      [tables.production, ofProduction, ofStaging],
      [tables.staging, ofStaging, ofProduction],
    ] as const)
      expect([await holds(table, own), await holds(table, other)]).toEqual([1, 0]);
  });

  test('each doctor finds nothing to fix, and does not see the other’s table and keys', async () => {
    const { deployer } = deployment;
    for (const [config, own, other] of [
      [staging, 'staging-Notifier', /A00012345|table Notifier/],
      [production, 'Notifier', /staging|A00067890/],
    ] as const) {
      await deployer.configure(config);
      const { code, output } = await deployer.doctor();
      expect([code, output]).toEqual([
        0,
        expect.stringMatching(new RegExp(`^ok +stack ${own} +is deployed`, 'm')),
      ]);
      expect(output).not.toMatch(other);
    }
  });

  test('production goes on when staging is destroyed', async () => {
    const { account, deployer } = deployment;
    await deployer.configure(staging);
    await deployer.destroy();
    const names = (await account.functions()).map(({ FunctionName = '' }) => FunctionName);
    expect(names).toHaveLength(4);
    expect(names.filter((name) => !name.startsWith('Notifier-'))).toEqual([]);
    const next = await handOver(FIRST);
    await deployment.until('the card', () => cardsOf(next) > 0);
    await deployer.configure(production);
    const { code, output } = await deployer.doctor();
    expect([code, output]).toEqual([0, expect.not.stringContaining('staging')]);
  });

  type HandedOver = { vendor: typeof FIRST | typeof SECOND; inquiryId: string };
  const handOver = async (vendor: HandedOver['vendor']): Promise<HandedOver> => ({
    vendor,
    inquiryId: (await deployment.simulator.handOver({ vendor })).inquiryId,
  });
  const cardsOf = ({ vendor, inquiryId }: HandedOver): number =>
    deployment.messagesOf(inquiryId, vendor === FIRST ? CHANNELS.first : CHANNELS.second).length;
});
