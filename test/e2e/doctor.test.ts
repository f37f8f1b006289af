import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { createHandler as createPoll } from '../../functions/poll/create-handler.ts';
import { SYSTEM_CLOCK } from '../../functions/wiring/system-clock.ts';
import { makeContext } from '../../local/aws/make-context.ts';
import type { Message } from 'fake-slack';
import { type Laptop, makeDataDir, startLaptop } from './start-laptop.ts';

const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const CHANNEL = 'C0OPS';

const testTicket = z.object({
  stage: z.string(),
  ticket: z.object({
    market: z.enum(['KR', 'TW']),
    vendorId: z.string(),
    source: z.literal('call-center'),
    inquiryId: z.string(),
    answerId: z.string(),
  }),
  shownAfterMs: z.optional(z.number()),
});

const learnt = z.looseObject({
  evidence: z.array(z.object({ name: z.string(), for: z.number(), against: z.number() })),
});

/** The doctor's calls of the deployed poll, with the real function and everything else on this machine. */
describe('the doctor’s requests to poll', () => {
  let laptop: Laptop;
  let ask: (event: Record<string, string>) => Promise<unknown>;

  beforeAll(async () => {
    laptop = await startLaptop(await makeDataDir(), { sources: ['call-center'] });
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const handler = createPoll(laptop.system.env, { log, clock: { ...SYSTEM_CLOCK, now: laptop.now } });
    ask = (event) =>
      handler(
        event,
        makeContext('poll', 120_000, () => performance.now()),
      );
  });
  afterAll(() => laptop.end());

  test('the check accepts a key, and leaves no trace in the store (O8)', async () => {
    await laptop.simulator.handOver();
    expect(await ask({ check: VENDOR.vendorId })).toMatchObject({ ...VENDOR, result: 'ok' });
    expect(await ask({ check: VENDOR.vendorId, market: 'KR' })).toMatchObject({ result: 'ok' });
    const { states, reader } = laptop.store;
    expect(await states.read(VENDOR)).toBeUndefined();
    expect(await reader.attention(VENDOR)).toEqual({ tickets: [], notices: [] });
  });

  test('learning counts the evidence in a vendor’s recent weeks, and leaves no trace in the store (I9)', async () => {
    const askedAt = laptop.now() - 25 * 60 * 60 * 1000;
    await laptop.simulator.handOver({ askedAt });
    await laptop.simulator.tick();
    const { evidence, ...read } = learnt.parse(await ask({ learn: VENDOR.vendorId, market: 'KR' }));
    expect(read).toMatchObject({ result: 'ok', windows: 6, pages: 24 });
    expect(evidence).toContainEqual({ name: 'clock-starts-at-asking-post', for: 1, against: 0 });
    const { states, reader } = laptop.store;
    expect((await states.read(VENDOR))?.sources ?? {}).toEqual({});
    expect(await reader.attention(VENDOR)).toEqual({ tickets: [], notices: [] });
  });

  describe('a test ticket', () => {
    const testMessages = (): Message[] =>
      laptop.slack.channels
        .messages(CHANNEL)
        .filter(({ metadata }) => String(metadata?.event_payload['key']).includes('/test-ticket-'));

    test('is one marked card in the named channel; it mentions nobody and is withdrawn (O8)', async () => {
      const before = laptop.messages().length;
      const answer = testTicket.parse(await ask({ testTicket: CHANNEL }));
      expect(answer).toMatchObject({ stage: 'done' });
      await laptop.settle();
      const [card, line, ...more] = testMessages();
      expect(more).toEqual([]);
      expect(line).toMatchObject({ thread_ts: card?.ts });
      expect(card?.text).toMatch(/^\[이관 취소].*연습 · 실제 문의가 아닙니다 · 연습$/);
      expect(JSON.stringify(testMessages())).not.toMatch(/<!(?!date)|<@/);
      expect(laptop.messages()).toHaveLength(before);
    });

    test('leaves nothing that a poll, track-sla or a report would find', async () => {
      const { ticket } = testTicket.parse(await ask({ testTicket: CHANNEL }));
      await laptop.settle();
      const shown = testMessages().length;
      const { reader } = laptop.store;
      expect(await reader.ticket(ticket)).toMatchObject({
        facts: { state: 'closed', outcome: 'withdrawn' },
      });
      expect(await reader.attention(ticket)).toEqual({ tickets: [], notices: [] });
      expect(await reader.closed(VENDOR, 0)).toEqual([]);
      await laptop.system.trackSla();
      await laptop.settle();
      expect(testMessages()).toHaveLength(shown);
    });

    test('reports that Slack refused it, and no card follows later', async () => {
      const shown = testMessages().length;
      laptop.slack.setChannel(CHANNEL, 'not-member');
      const answer = testTicket.parse(await ask({ testTicket: CHANNEL }));
      expect(answer).toMatchObject({ stage: 'slack' });
      laptop.slack.setChannel(CHANNEL, 'member');
      const { reader } = laptop.store;
      expect(await reader.ticket(answer.ticket)).toMatchObject({
        facts: { state: 'closed', announcement: 'none' },
      });
      expect(testMessages()).toHaveLength(shown);
    });
  });
});
