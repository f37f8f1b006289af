import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { FAILURE_MODES, type FailureMode } from 'fake-coupang';
import { forgetStops } from '../../lib/dynamodb/laptop-states.ts';
import { LOCAL_EGRESS, LOCAL_TABLE } from '../../local/run/handler-env.ts';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

/** Each of these calls costs the ten seconds of our time-out, so only one is spoilt. */
const CALLS_SPOILT: Partial<Record<FailureMode, number>> = { slow: 1, 'lost-answer': 1 };

/** The modes that spoil every call. The others spoil less. */
export const FAIL_EVERY_CALL = FAILURE_MODES.slice(0, FAILURE_MODES.indexOf('data-null'));
export const FAIL_SOME = FAILURE_MODES.slice(FAIL_EVERY_CALL.length);

/** One system for all these oddities. During each one there is a new inquiry and an open one. */
export const tryOddities = (modes: readonly FailureMode[]): void =>
  describe('the local system with an inconsistent Coupang', () => {
    let laptop: Laptop;
    let known: string;

    beforeAll(async () => {
      laptop = await startLaptop(await makeDataDir());
      known = (await laptop.simulator.handOver()).inquiryId;
      await laptop.poll();
    });
    afterAll(() => laptop.end());

    /** As if ten minutes had passed: calls to a paused vendor or address are allowed again. */
    const goOn = async (): Promise<void> => {
      const store = { client: laptop.client, tableName: LOCAL_TABLE };
      await forgetStops(store, [{ market: 'KR', vendorId: 'A00012345' }], LOCAL_EGRESS);
    };

    test.each(modes)('loses, doubles and wrongly closes nothing with %s', async (mode) => {
      const fresh = await laptop.simulator.handOver();
      const spoilsAll = FAIL_EVERY_CALL.includes(mode);
      laptop.simulator.fail(mode, spoilsAll ? {} : { times: CALLS_SPOILT[mode] ?? 6 });
      const { result } = await laptop.poll();
      if (spoilsAll) expect(result).toBe('failed');
      laptop.simulator.recover();
      await goOn();
      expect(await laptop.poll()).toMatchObject({ result: 'swept', closed: 0 });
      await laptop.settle();
      for (const inquiryId of [known, fresh.inquiryId]) {
        const tickets = await laptop.ticketsOf(inquiryId);
        expect(tickets).toMatchObject([{ facts: { state: 'open' } }]);
        expect(tickets[0]?.delivery.shownVersion).toBe(tickets[0]?.outbox.version);
        const cards = laptop.messagesOf(inquiryId).filter(({ thread_ts }) => thread_ts === undefined);
        expect(cards).toHaveLength(1);
      }
      await laptop.simulator.answer(fresh.inquiryId);
      expect(await laptop.poll()).toMatchObject({ result: 'swept' });
    });
  });
