import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { askingPosts } from '../../../../lib/domain/inquiry/asking-posts.ts';
import { decideListing, isUnchanged } from '../../../../lib/domain/ticket/decide-inquiry.ts';
import { type Observation, observe } from '../../../../lib/domain/ticket/observe.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { answersTo, ticketId, postIdsOf } from '../../../../lib/domain/ticket/ticket-id.ts';
import { applyDecision } from '../../../fixtures/domain/apply-decision.ts';
import { anyInquiry } from '../../../fixtures/domain/arbitrary-inquiry.ts';
import { makeListing } from '../../../fixtures/domain/make-reading.ts';
import { rowOf } from '../../../fixtures/domain/make-ticket.ts';
import { ASKED_AT, DAY, HOUR, MINUTE, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';
import type { Kind } from '../../../../lib/domain/inquiry/inquiry.ts';

type Seen = { observed: Observation; now: number };

/** Listings of one inquiry over some days, in order: any posts, either list, any time between them. */
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
  decideListing(observed, tickets, {
    vendor: VENDOR,
    zone: ZONE,
    now,
    completeReadings: {},
    recentCompleteAt: now - MINUTE,
    firstPollAt: 0,
    blindTimes: [],
  });

/** Applies every listing in order. `look` sees each one with the stored tickets before and after it. */
const run = (seen: readonly Seen[], look: (one: Seen, before: Ticket[], after: Ticket[]) => void): void => {
  let tickets: Ticket[] = [];
  for (const one of seen) {
    const before = tickets;
    tickets = applyDecision(before, decide(one, before), one.now);
    look(one, before, tickets);
  }
};

const RUNS = 300;

/** The stored tickets of a listing: those of its asking posts, the newest last. */
const shownOf = (one: Seen, before: readonly Ticket[], after: readonly Ticket[]): Ticket[] =>
  decide(one, before).shown.flatMap(
    (key) => after.find((ticket) => ticketId(ticket.key) === ticketId(key)) ?? [],
  );

/** The lists may lag behind the end of any ticket of the inquiry (R15). */
const mayLag = ({ now }: Seen, after: readonly Ticket[]): boolean =>
  after.some(({ facts: { closedAt = 0 } }) => now - closedAt < 10 * MINUTE);

const check = (look: (one: Seen, before: Ticket[], after: Ticket[]) => void): void => {
  fc.assert(
    fc.property(listings, (seen) => run(seen, look)),
    { numRuns: RUNS },
  );
};

describe('decideListing, for any listings of one inquiry', () => {
  test('D1: there is never more than one ticket for one post, under any name', () => {
    check((_one, _before, after) => {
      const ids = after.flatMap(({ key: { answerId }, facts: { learntAnswerId } }) =>
        [answerId, learntAnswerId ?? []].flat(),
      );
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  test('D3: every listing has a ticket, each of its tickets is stored, and none is named twice', () => {
    check((one, before, after) => {
      const ids = decide(one, before).shown.map(ticketId);
      expect(ids.length).toBeGreaterThan(0);
      expect(new Set(ids).size).toBe(ids.length);
      expect(shownOf(one, before, after)).toHaveLength(ids.length);
    });
  });

  test("the promise: each asking post has a ticket, and the newest post's is open, was past, or waits since another just closed", () => {
    check((one, before, after) => {
      for (const { answerId } of one.observed.asking)
        expect(after.filter((ticket) => answersTo(postIdsOf(ticket), answerId))).toHaveLength(1);
      const newest = shownOf(one, before, after).at(-1);
      const isPast = one.observed.kind === 'confirm' && (newest?.facts.dueAt ?? 0) < one.now;
      if (one.observed.asking.length > 0)
        expect(newest?.facts.state === 'open' || isPast || mayLag(one, after)).toBe(true);
    });
  });

  test('R10: each open ticket of an asking post has its text, and its time or a clock of our own', () => {
    check((one, _before, after) => {
      for (const post of one.observed.asking) {
        const ticket = after.find((other) => answersTo(postIdsOf(other), post.answerId));
        if (ticket?.facts.state !== 'open') continue;
        expect(ticket.facts.text).toBe(post.text || one.observed.inquiry.content);
        const hasTime = post.at !== undefined && post.at <= one.now + 10 * MINUTE;
        if (hasTime && !ticket.facts.clockIsOurs) expect(ticket.facts.askedAt).toBe(post.at);
      }
    });
  });

  test('the same listing again makes no ticket and no more changes, and then the rows alone show that', () => {
    check((one, _before, after) => {
      let stored = after;
      // Each round may end one more ticket, so that the listing belongs to another.
      for (let round = 0; round < after.length; round += 1) {
        expect(decide(one, stored).creates).toEqual([]);
        stored = applyDecision(stored, decide(one, stored), one.now);
      }
      const again = decide(one, stored);
      expect(again).toMatchObject({ creates: [], changes: [] });
      const rows = stored
        .filter(({ facts: { fingerprint } }) => fingerprint !== undefined)
        .map((ticket) => rowOf(ticket));
      // A ticket that stays closed is not updated, and is read again each time.
      const isOpen = rows.every(({ closedAt }) => closedAt === undefined);
      if (isOpen && rows.length === again.shown.length)
        expect(isUnchanged(rows, one.observed, one.now)).toBe(true);
    });
  });

  test('R9: a listing without an asking post belongs to one ticket', () => {
    check((one, before) => {
      if (one.observed.asking.length === 0) expect(decide(one, before).shown).toHaveLength(1);
    });
  });

  test('D4: no listing with an asking post closes its ticket, except a TRANSFER long past its deadline', () => {
    check((one, before, after) => {
      const asking = askingPosts(one.observed.inquiry).map(({ answerId }) => answerId);
      for (const ticket of before.filter(({ facts: { state } }) => state !== 'closed')) {
        if (!asking.includes(ticket.facts.learntAnswerId ?? ticket.key.answerId)) continue;
        const stored = after.find((other) => ticketId(other.key) === ticketId(ticket.key));
        const isPast = stored?.facts.kind === 'confirm' && one.now >= stored.facts.dueAt + DAY;
        expect(stored?.facts.state !== 'closed' || isPast).toBe(true);
      }
    });
  });

  test('R1: a version rises by one with each write, and each write names its event', () => {
    check((_one, before, after) => {
      for (const ticket of after) {
        const old = before.find((other) => ticketId(other.key) === ticketId(ticket.key));
        expect(ticket.outbox.version - (old?.outbox.version ?? 0)).toBeLessThanOrEqual(1);
        expect(Object.keys(ticket.outbox.events)).toHaveLength(ticket.outbox.version);
      }
    });
  });

  test('S1: a deadline is always 24 hours after the request', () => {
    check((_one, _before, after) => {
      for (const {
        facts: { askedAt, dueAt },
      } of after)
        expect(dueAt - askedAt).toBe(DAY);
    });
  });

  test('R6: the fields of closing are on closed tickets only', () => {
    check((_one, _before, after) => {
      for (const ticket of after) {
        const isClosed = ticket.facts.state === 'closed';
        expect(ticket.facts.closedAt !== undefined).toBe(isClosed);
        expect(ticket.facts.outcome !== undefined).toBe(isClosed);
        if (!isClosed) expect(ticket).not.toHaveProperty('facts.stillListed');
      }
    });
  });
});
