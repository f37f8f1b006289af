import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { askingPosts } from '../../../lib/domain/asking-posts.ts';
import { decideListing, isUnchanged } from '../../../lib/domain/decide-listing.ts';
import { type Observation, observe } from '../../../lib/domain/observe.ts';
import type { Kind, Ticket } from '../../../lib/domain/ticket.ts';
import { ticketId } from '../../../lib/domain/ticket-id.ts';
import { applyDecision } from '../../fixtures/domain/apply-decision.ts';
import { anyInquiry } from '../../fixtures/domain/arbitrary-inquiry.ts';
import { makeListing } from '../../fixtures/domain/make-reading.ts';
import { rowOf } from '../../fixtures/domain/make-ticket.ts';
import { ASKED_AT, DAY, HOUR, MINUTE, VENDOR, ZONE } from '../../fixtures/domain/made-up.ts';

type Seen = { observed: Observation; now: number };

/** Listings of one inquiry, one after the other, over some days: any posts, either list, at any distance. */
const listings: fc.Arbitrary<Seen[]> = fc
  .array(
    fc.record({
      inquiry: anyInquiry,
      kind: fc.constantFrom<Kind>('reply', 'confirm'),
      waits: fc.constantFrom(MINUTE, 11 * MINUTE, 5 * HOUR, DAY, 2 * DAY),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((rows) => {
    let now = ASKED_AT + HOUR;
    return rows.map(({ inquiry, kind, waits }) => {
      now += waits;
      return { observed: observe(makeListing({ inquiry, kind, beganAt: now })), now };
    });
  });

const decide = ({ observed, now }: Seen, tickets: readonly Ticket[]) =>
  decideListing(observed, tickets, { vendor: VENDOR, zone: ZONE, now, completeReadings: {} });

/** Every listing applied in turn; `look` sees each with what was stored before and after it. */
const run = (seen: readonly Seen[], look: (one: Seen, before: Ticket[], after: Ticket[]) => void): void => {
  let tickets: Ticket[] = [];
  for (const one of seen) {
    const before = tickets;
    tickets = applyDecision(before, decide(one, before), one.now);
    look(one, before, tickets);
  }
};

const RUNS = 150;

const expectRest = (one: Seen, stored: Ticket[]): void => {
  const { create, changes, shown: key } = decide(one, stored);
  expect(create).toBeUndefined();
  expect(changes).toEqual([]);
  const shown = stored.find((ticket) => ticketId(ticket) === ticketId(key));
  // Without a fingerprint it was closed within the last ten minutes, and is looked at until they are over.
  if (shown?.fingerprint === undefined) expect(one.now - (shown?.closedAt ?? 0)).toBeLessThan(10 * MINUTE);
  else expect(isUnchanged(rowOf(shown), one.observed, one.now)).toBe(true);
};

const check = (look: (one: Seen, before: Ticket[], after: Ticket[]) => void): void => {
  fc.assert(
    fc.property(listings, (seen) => run(seen, look)),
    { numRuns: RUNS },
  );
};

describe('decideListing, for any listings of one inquiry', () => {
  test('D1: there is never more than one ticket for one post, whatever name it is kept under', () => {
    check((_one, _before, after) => {
      const ids = after.flatMap(({ answerId, learntAnswerId }) => [answerId, learntAnswerId ?? []].flat());
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  test('D3: every listing stands for exactly one ticket, and that one is stored', () => {
    check((one, before, after) => {
      const { shown } = decide(one, before);
      expect(after.filter((ticket) => ticketId(ticket) === ticketId(shown))).toHaveLength(1);
    });
  });

  test('the promise: every listing that asks for the first time is announced or was past', () => {
    check((one, before, after) => {
      const { shown } = decide(one, before);
      const ticket = after.find((stored) => ticketId(stored) === ticketId(shown));
      const isPast = one.observed.kind === 'confirm' && (ticket?.dueAt ?? 0) < one.now;
      expect(ticket?.announcement === 'card' || isPast).toBe(true);
    });
  });

  test('the same listing again makes no ticket and comes to rest, and then the row alone says so', () => {
    check((one, _before, after) => {
      let stored = after;
      // Each round may end one more of the open tickets that this listing does not stand for, no more.
      for (let round = 0; round < after.length; round += 1) {
        expect(decide(one, stored).create).toBeUndefined();
        stored = applyDecision(stored, decide(one, stored), one.now);
      }
      expectRest(one, stored);
    });
  });

  test('where every post has its time and id, it rests at once', () => {
    const whole = listings.map((seen) =>
      seen.map(({ observed: { inquiry, kind, beganAt }, now }) => {
        const posts = inquiry.posts.filter(({ at, answerId }) => at !== undefined && answerId !== undefined);
        return {
          observed: observe({ inquiry: { ...inquiry, posts }, kind, kindIsSure: true, beganAt }),
          now,
        };
      }),
    );
    fc.assert(
      fc.property(whole, (seen) => run(seen, (one, _before, after) => expectRest(one, after))),
      { numRuns: RUNS },
    );
  });

  test('D4: no listing that shows a post asking closes its ticket, but a TRANSFER long past its deadline', () => {
    check((one, before, after) => {
      const asking = askingPosts(one.observed.inquiry).map(({ answerId }) => answerId);
      for (const ticket of before.filter(({ state }) => state !== 'closed')) {
        if (!asking.includes(ticket.learntAnswerId ?? ticket.answerId)) continue;
        const stored = after.find((other) => ticketId(other) === ticketId(ticket));
        const isPast = one.observed.kind === 'confirm' && one.now >= (stored?.dueAt ?? 0) + DAY;
        expect(stored?.state !== 'closed' || isPast).toBe(true);
      }
    });
  });

  test('R15: what NO_ANSWER lists is open, unless it was closed within the last ten minutes', () => {
    check((one, before, after) => {
      if (one.observed.kind !== 'reply') return;
      const { shown } = decide(one, before);
      const ticket = after.find((stored) => ticketId(stored) === ticketId(shown));
      expect(ticket?.state === 'open' || one.now - (ticket?.closedAt ?? 0) < 10 * MINUTE).toBe(true);
    });
  });

  test('the promise: while any post asks in time its listing is open, unless closed within the last ten minutes', () => {
    check((one, before, after) => {
      const inTime = askingPosts(one.observed.inquiry).some(
        ({ at }) => at !== undefined && at + DAY > one.now,
      );
      if (!inTime) return;
      const { shown } = decide(one, before);
      const ticket = after.find((stored) => ticketId(stored) === ticketId(shown));
      expect(ticket?.state === 'open' || one.now - (ticket?.closedAt ?? 0) < 10 * MINUTE).toBe(true);
    });
  });

  test('R1: a version rises by one with each write, and each write names its event', () => {
    check((_one, before, after) => {
      for (const ticket of after) {
        const old = before.find((other) => ticketId(other) === ticketId(ticket));
        expect(ticket.version - (old?.version ?? 0)).toBeLessThanOrEqual(1);
        expect(Object.keys(ticket.events)).toHaveLength(ticket.version);
      }
    });
  });

  test('S1: a deadline is always 24 hours after the request', () => {
    check((_one, _before, after) => {
      for (const { askedAt, dueAt } of after) expect(dueAt - askedAt).toBe(DAY);
    });
  });

  test('R6: what closing writes stands on closed tickets and on no other', () => {
    check((_one, _before, after) => {
      for (const ticket of after) {
        const isClosed = ticket.state === 'closed';
        expect(ticket.closedAt !== undefined).toBe(isClosed);
        expect(ticket.outcome !== undefined).toBe(isClosed);
        if (!isClosed) expect(ticket).not.toHaveProperty('listedPast');
      }
    });
  });
});
