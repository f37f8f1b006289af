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

/** The stored tickets that a listing stands for, the one of its oldest post or of its clock first. */
const shownOf = (one: Seen, before: readonly Ticket[], after: readonly Ticket[]): Ticket[] =>
  decide(one, before).shown.flatMap(
    (key) => after.find((ticket) => ticketId(ticket) === ticketId(key)) ?? [],
  );

const expectRest = (one: Seen, stored: Ticket[]): void => {
  const { create, changes } = decide(one, stored);
  expect(create).toBeUndefined();
  expect(changes).toEqual([]);
  const [shown, ...beside] = shownOf(one, stored, stored);
  for (const ticket of beside) expect(ticket.fingerprint).toBe(shown?.fingerprint ?? ticket.fingerprint);
  // Without a fingerprint it was closed within the last ten minutes, and is looked at until they are over.
  if (shown?.fingerprint === undefined) return expectYoungEnd(one, shown);
  // The row of a `0` ticket does not tell which of several posts it learnt.
  const isEnough = shown.answerId !== '0' || one.observed.asking.length < 2;
  if (isEnough) expect(isUnchanged(rowOf(shown), one.observed, one.now)).toBe(true);
};

const expectYoungEnd = ({ now }: Seen, ticket: Ticket | undefined): void =>
  expect(now - (ticket?.closedAt ?? 0)).toBeLessThan(10 * MINUTE);

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

  test('D3: every listing stands for a ticket, each that it stands for is stored, and none is named twice', () => {
    check((one, before, after) => {
      const ids = decide(one, before).shown.map(ticketId);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
      expect(shownOf(one, before, after)).toHaveLength(ids.length);
    });
  });

  test('R10: where several tickets are open, each of them has a post that asks', () => {
    check((one, _before, after) => {
      const open = after.filter(({ state }) => state === 'open');
      if (open.length < 2) return;
      const asking = askingPosts(one.observed.inquiry).map(({ answerId }) => answerId);
      for (const { learntAnswerId, answerId } of open) expect(asking).toContain(learntAnswerId ?? answerId);
    });
  });

  test('R9: what NO_ANSWER shows stands for every open ticket, so that none is taken for gone', () => {
    check((one, before, after) => {
      if (one.observed.kind !== 'reply') return;
      const shown = shownOf(one, before, after);
      for (const ticket of after.filter(({ state }) => state === 'open')) expect(shown).toContain(ticket);
    });
  });

  test('R10, R11: the oldest post that asks under NO_ANSWER has an open ticket, or one closed within ten minutes', () => {
    check((one, _before, after) => {
      const [oldest] = askingPosts(one.observed.inquiry);
      if (one.observed.kind !== 'reply' || !oldest) return;
      const own = after.find((ticket) => (ticket.learntAnswerId ?? ticket.answerId) === oldest.answerId);
      if (own?.state !== 'open') expectYoungEnd(one, own);
    });
  });

  test('the promise: every listing that asks for the first time is announced or was past', () => {
    check((one, before, after) => {
      const [ticket] = shownOf(one, before, after);
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
      fc.property(whole, (seen) =>
        run(seen, (one, _before, after) => {
          const isOnePast = after.filter(({ listedPast }) => listedPast).length < 2;
          // Of two that are past the listing stays with the newer one, also where the older closed only now.
          expectRest(one, isOnePast ? after : applyDecision(after, decide(one, after), one.now));
        }),
      ),
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
      const [ticket] = shownOf(one, before, after);
      expect(ticket?.state === 'open' || one.now - (ticket?.closedAt ?? 0) < 10 * MINUTE).toBe(true);
    });
  });

  test('the promise: while any post asks in time its listing is open, unless closed within the last ten minutes', () => {
    check((one, before, after) => {
      const inTime = askingPosts(one.observed.inquiry).some(
        ({ at }) => at !== undefined && at + DAY > one.now && at <= one.now + 10 * MINUTE,
      );
      if (!inTime) return;
      const [ticket] = shownOf(one, before, after);
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
