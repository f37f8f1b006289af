import { describe, expect, test } from '@jest/globals';
import { checkDelivery } from '../../../admin/doctor/check-delivery.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import type { Lane } from '../../../lib/workflows/ports/store.ts';
import { LANE_HELD_TOO_LONG_MS } from '../../../lib/config/names.ts';
import { newNotice, type Notice } from '../../../lib/domain/notice/notice.ts';
import { type Deliverable, deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import type { Retry } from '../../../lib/domain/ticket/ticket.ts';
import { makeTicket, rowOf, withFields } from '../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../fixtures/domain/made-up.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

/** 14:00 in Seoul. */
const NOW = Date.parse('2026-11-25T05:00:00Z');

const refused = (changed: Partial<Retry> = {}): Retry => ({
  at: NOW + 7 * MINUTE_MS,
  version: 1,
  since: NOW - 60 * MINUTE_MS,
  times: 9,
  reason: 'made_up_refusal',
  ...changed,
});
const lane = (changed: Partial<Lane> = {}): Lane => ({
  token: 'made-up',
  until: NOW + MINUTE_MS,
  heldSince: NOW - MINUTE_MS,
  waits: {},
  ...changed,
});
/** All of them are pending. */
const run = async (deliverables: readonly Deliverable[], held?: Lane) => {
  const byId = new Map(deliverables.map((deliverable) => [deliverableId(deliverable.key), deliverable]));
  const reads: string[] = [];
  const read = (id: string): Deliverable | undefined => {
    reads.push(id);
    return byId.get(id);
  };
  const checks = await checkDelivery(
    [VENDOR],
    {
      reader: {
        attention: async () => ({
          tickets: deliverables.flatMap((deliverable) =>
            deliverable.type === 'notice'
              ? []
              : [{ ...rowOf(withFields(deliverable, { attentionAt: NOW })), rank: 3 }],
          ),
          notices: deliverables.flatMap((deliverable) =>
            deliverable.type === 'notice'
              ? [
                  {
                    ...deliverable.key,
                    ...deliverable.outbox,
                    ...deliverable.delivery,
                    attentionAt: NOW,
                    rank: 6,
                  },
                ]
              : [],
          ),
        }),
        ticket: async (key) => {
          const found = read(deliverableId(key));
          return found && found.type === 'ticket' ? found : undefined;
        },
      },
      notices: {
        read: async (key) => {
          const found = read(deliverableId(key));
          return found && found.type === 'notice' ? found : undefined;
        },
      },
      lanes: { read: async () => held },
    },
    NOW,
    ADMIN_WORDING.en,
  );
  return { checks, reads };
};
const ticketOf = (inquiryId: string, retries: Record<string, Retry>, changedAt = NOW) =>
  makeTicket({ inquiryId, retries, changedAt });

describe('messages that Slack refuses', () => {
  test('R22: are reported with Slack’s error, since when, and the time of the next try', async () => {
    const { checks } = await run([ticketOf('1000000001', { card: refused() }), ticketOf('1000000002', {})]);
    expect(checks[0]).toEqual({
      name: 'refused messages',
      state: 'fail',
      what: 'KR/A00012345/call-center/1000000001/700000001: card is refused (made_up_refusal) since 2026-11-25 13:00; tries so far: 9, the next 2026-11-25 14:07',
      toDo: expect.stringContaining('RUNBOOK.md, Messages refused'),
    });
    expect(checks.map(({ name }) => name)).toEqual(['refused messages', 'lanes']);
  });

  test('R22: include notices', async () => {
    const notice: Notice = withFields(
      newNotice(
        { ...VENDOR, notice: 'key-expiry/14' },
        { about: 'key-expiry', expiresOn: '2026-12-09' },
        NOW,
      ),
      { retries: { notice: refused() } },
    );
    const { checks } = await run([notice]);
    expect(checks[0]?.what).toContain('key-expiry/14: notice is refused');
  });

  test('are no fault after a single try, nor for an outdated version', async () => {
    const { checks } = await run([ticketOf('1000000001', { card: refused({ times: 1 }) })]);
    expect(checks[0]).toMatchObject({ state: 'warn', toDo: expect.stringContaining('tried again') });
    const older = await run([ticketOf('1000000001', { card: refused({ version: 0 }) })]);
    expect(older.checks[0]).toEqual({
      name: 'refused messages',
      state: 'ok',
      what: 'none, among 1 that Slack does not show yet',
    });
  });

  test('are listed up to five, oldest first; if there are many, only the oldest fifty are read', async () => {
    const crowd = Array.from({ length: 80 }, (_, at) =>
      ticketOf(String(1_000_000_000 + at), at < 7 ? { card: refused() } : {}, NOW + at),
    ).toReversed();
    const { checks, reads } = await run(crowd);
    expect(checks.map(({ what }) => /\/(10\d+)\//.exec(what)?.[1] ?? what)).toEqual([
      '1000000000',
      '1000000001',
      '1000000002',
      '1000000003',
      '1000000004',
      '2 more',
      'none is held for too long',
    ]);
    expect(reads).toHaveLength(50);
  });
});

describe('a lane', () => {
  const stateOf = async (held?: Lane) => (await run([], held)).checks.at(-1);

  test.each<[string, Lane | undefined]>([
    ['there is none yet', undefined],
    ['it is held by a drain that has just begun', lane()],
    ['it is free', { until: 0, waits: {} }],
    ['its worker crashed long ago', lane({ until: NOW - 1, heldSince: NOW - 2 * LANE_HELD_TOO_LONG_MS })],
  ])('is fine if it is %s', async (_what, held) => {
    expect(await stateOf(held)).toMatchObject({ name: 'lanes', state: 'ok' });
  });

  test('R25: that is held without a break is reported with its vendor and the time', async () => {
    expect(await stateOf(lane({ heldSince: NOW - LANE_HELD_TOO_LONG_MS - MINUTE_MS }))).toEqual({
      name: 'lanes',
      state: 'warn',
      what: 'the lane of KR A00012345 has been held without a break for 16 min',
      toDo: expect.stringContaining('RUNBOOK.md, Lane held on and on'),
    });
  });
});
