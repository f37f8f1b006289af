import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { namesOf, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import { readAddresses, readLogs, unbindAddress } from './ask-emulator.ts';
import { FIRST, firstVendor, madeUpConfig } from './made-up-config.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

/** A configuration may not name the emulator's own addresses. */
const PUBLIC_IP = '203.0.113.7';

/** One deployment for the whole file, in the order of its life. */
describe('a deployment with a fixed address', () => {
  const config = madeUpConfig({
    egress: 'nat-gateway',
    vendors: [firstVendor()],
    webhooks: [{ name: 'erp', as: 'json' }],
  });
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await startDeployment(30);
  });
  afterAll(async () => {
    await deployment?.stop();
  });

  test('O4: has its address before anything runs, and explains how to register it in WING', async () => {
    await deployment.deploy(config, STACKS.egress);
    const [address, ...more] = await readAddresses(deployment.emulator);
    expect(more).toEqual([]);
    expect(await deployment.account.functions()).toEqual([]);
    expect(await deployment.account.outputsOf(STACKS.egress)).toMatchObject({
      [OUTPUTS.egressIp]: address?.ip,
      [OUTPUTS.nextStep]: expect.stringContaining(`In WING, add ${address?.ip}`),
    });
  });

  test('O4: only poll is in the VPC, in two subnets, and a hand-over becomes a card', async () => {
    await deployment.deploy(config);
    await deployment.storeKeys([FIRST.vendorId]);
    const placed = (await deployment.account.functions()).map(({ FunctionName, VpcConfig }) => ({
      isPoll: FunctionName === deployment.outputs().PollFunctionName,
      subnets: VpcConfig?.SubnetIds?.length ?? 0,
    }));
    expect(placed.filter(({ isPoll }) => isPoll)).toEqual([{ isPoll: true, subnets: 2 }]);
    expect(placed.filter(({ isPoll, subnets }) => !isPoll && subnets > 0)).toEqual([]);
    const { inquiryId } = await deployment.simulator.handOver();
    await deployment.until('the card', () => deployment.messagesOf(inquiryId).length > 0);
  });

  // Nothing is delivered here, since the function calls only public addresses.
  test('O20: events wait for a webhook without an address, and `set` refuses a private one', async () => {
    const { webhooks } = deployment.deployer;
    const logged = async (text: string) =>
      (await readLogs(deployment.emulator)).filter((line) => line.includes(text));
    await deployment.until('a try', async () => (await logged('webhook: not delivered')).length > 0);
    const refused = await webhooks(['set', 'erp'], ['https://127.0.0.1/hook', '']);
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining('is not public') });
    expect((await webhooks(['list'])).output).toMatch(
      /fail +Webhook erp +There is no secret .*npm run webhooks -- set erp/s,
    );
    const events = await deployment.account.waitingIn(namesOf(config).queues.webhook('erp'));
    expect(events).toBeGreaterThanOrEqual(1);
    expect(await logged('webhook: the wait is not set')).toEqual([]);
  });

  // Only the deletion policy shows that the address stays, because the emulator deletes no address.
  test('O4: leaves its address to the next deployment when it is destroyed', async () => {
    const [address] = await readAddresses(deployment.emulator);
    if (address === undefined) throw new Error('There is no address.');
    await deployment.deployer.destroy();
    await unbindAddress(deployment.emulator, address.ip);
    expect(await readAddresses(deployment.emulator)).toEqual([{ ...address, isBound: false }]);
    const existingAddress = { allocationId: address.allocationId, ip: PUBLIC_IP };
    await deployment.deploy({ ...config, existingAddress }, STACKS.egress);
    expect(await readAddresses(deployment.emulator)).toEqual([{ ...address, isBound: true }]);
    expect(await deployment.account.outputsOf(STACKS.egress)).toMatchObject({
      [OUTPUTS.egressIp]: PUBLIC_IP,
    });
  });
});
