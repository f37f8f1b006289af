import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { SCHEDULES } from '../../lib/config/names.ts';
import { fireSchedule } from './ask-emulator.ts';
import { CHANNELS, FIRST, firstVendor, madeUpConfig } from './made-up-config.ts';
import { type Deployment, startDeployment } from './start-deployment.ts';

/** The number of new hand-overs at once. The check run sets 300; by hand fewer are enough. */
const CARDS = Number(process.env['CARDS'] ?? 30);
/** Slack accepts one post a second per channel. The rest is for the poll and for waits. */
const WITHIN_MS = CARDS * 2000 + 120_000;

jest.setTimeout(WITHIN_MS + 60_000);

/** All in real time, since lanes and Slack's pace cannot be sped up. */
describe(`${CARDS} new hand-overs for one channel`, () => {
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await startDeployment(1);
    const settings = { callsPerSecond: 5, digestAbove: CARDS + 10 };
    await deployment.deploy(madeUpConfig({ vendors: [firstVendor()], settings }));
    await deployment.storeKeys([FIRST.vendorId]);
  });
  afterAll(async () => {
    await deployment?.stop();
  });

  // Three hundred take longer than one run of notify. Then it wakes itself, and the next run continues.
  test('get one card each, over several drains (R18, R21)', async () => {
    const { simulator, emulator } = deployment;
    const handedOver: string[] = [];
    while (handedOver.length < CARDS) handedOver.push((await simulator.handOver()).inquiryId);
    await fireSchedule(emulator, SCHEDULES.poll(FIRST.market, FIRST.vendorId));
    await deployment.until(
      'every card',
      () => handedOver.every((inquiryId) => deployment.messagesOf(inquiryId).length > 0),
      WITHIN_MS,
    );
    await deployment.settle();
    for (const inquiryId of handedOver) expect(deployment.messagesOf(inquiryId)).toHaveLength(1);
    expect(deployment.messages(CHANNELS.fallback)).toEqual([]);
  });
});
