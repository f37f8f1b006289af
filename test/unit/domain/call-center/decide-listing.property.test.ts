import type { Kind } from '../../../../lib/domain/sources.ts';
import type { Listing } from '../../../../lib/domain/reading/merge-readings.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { askingPosts } from '../../../../lib/domain/inquiry/asking-posts.ts';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import { decideListing } from '../../../../lib/domain/call-center/decide-listing.ts';
import { isUnchanged } from '../../../../lib/domain/call-center/observe.ts';
import { showsEnd } from '../../../../lib/domain/call-center/outcome.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { isExpired } from '../../../../lib/domain/ticket/ticket-changes.ts';
import { answersTo, postIdsOf, ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { applyDecision } from '../../../fixtures/domain/apply-decision.ts';
import { knownVendor } from '../../../fixtures/domain/known-vendor.ts';
import { anyInquiry } from '../../../fixtures/domain/arbitrary-inquiry.ts';
import { makeListing } from '../../../fixtures/domain/make-reading.ts';
import { rowOf } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';

type Seen = { observed: Listing; now: number };

/** Rows of one inquiry over some days, in order: any posts, either list, any time between them. */
const rows: fc.Arbitrary<Seen[]> = fc
  .array(
    fc.record({
      inquiry: fc
        .tuple(anyInquiry, fc.constantFrom({}, ...says()))
        .map((parts) => Object.assign({}, ...parts)),
      kind: fc.constantFrom<Kind>('reply', 'confirm'),
      waits: fc.constantFrom(MINUTE, 11 * MINUTE, 5 * HOUR, DAY, 2 * DAY),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((drawn) => {
    let now = HANDED_OVER_AT + HOUR;
    return drawn.map(({ inquiry, kind, waits }) => {
      now += waits;
      return { observed: makeListing({ inquiry, kind, beganAt: now }), now };
    });
  });

function says(): Pick<Inquiry, 'counselingStatus'>[] {
  return [{ counselingStatus: 'requestAnswer' }, { counselingStatus: 'answered' }];
}

const decide = ({ observed, now }: Seen, tickets: readonly Ticket[]) =>
  decideListing(observed, tickets, knownVendor(now));

const find = (tickets: readonly Ticket[], { key }: Pick<Ticket, 'key'>): Ticket | undefined =>
  tickets.find((ticket) => ticketId(ticket.key) === ticketId(key));

/** Applies every row in order. `look` sees each row with the stored tickets before and after it. */
const check = (look: (row: Seen, before: Ticket[], after: Ticket[]) => void): void => {
  fc.assert(
    fc.property(rows, (seen) => {
      let tickets: Ticket[] = [];
      for (const row of seen) {
        const before = tickets;
        tickets = applyDecision(before, decide(row, before), row.now);
        look(row, before, tickets);
      }
    }),
    { numRuns: 300 },
  );
};

describe('decideListing, for any rows of one inquiry', () => {
  test('D1: never creates two tickets for the same post, under any name', () => {
    check((_row, _before, after) => {
      const ids = after.flatMap(({ key: { answerId }, facts: { learntAnswerId } }) =>
        [answerId, learntAnswerId ?? []].flat(),
      );
      expect(new Set(ids).size).toBe(ids.length);
    });
  });

  test('D3: gives each asking post its ticket, and a row without a post at most one', () => {
    check(({ observed, now }, before, after) => {
      const { shown } = decide({ observed, now }, before);
      const ids = shown.map(ticketId);
      expect(new Set(ids).size).toBe(ids.length);
      for (const key of shown) expect(find(after, { key })).toBeDefined();
      if (observed.asking.length === 0) expect(ids.length).toBeLessThanOrEqual(1);
      else expect(ids).toHaveLength(observed.asking.length);
    });
  });

  test('keeps an open ticket for the newest asking post, unless that is expired, the row is an older copy, or the lists lag', () => {
    check(({ observed, now }, _before, after) => {
      const newest = observed.asking.at(-1);
      const ticket = newest && after.find((candidate) => answersTo(postIdsOf(candidate), newest.answerId));
      if (ticket?.facts.state !== 'closed') return;
      const { facts } = ticket;
      const isOlderCopy = !showsEnd({ ...postIdsOf(ticket), ...facts }, observed.inquiry);
      const mayLag = after.some(
        (candidate) =>
          candidate !== ticket &&
          candidate.facts.state === 'closed' &&
          now - candidate.facts.closedAt < 30 * MINUTE,
      );
      expect((isExpired(facts) && observed.kind === 'confirm') || isOlderCopy || mayLag).toBe(true);
    });
  });

  test('D4: never closes a ticket by a row with its asking post', () => {
    check(({ observed }, before, after) => {
      const asking = askingPosts(observed.inquiry).map(({ answerId }) => answerId);
      for (const ticket of before.filter(({ facts }) => facts.state !== 'closed'))
        if (asking.some((id) => answersTo(postIdsOf(ticket), id)))
          expect(find(after, ticket)?.facts.state).toBe('open');
    });
  });

  test('S1: never sets a deadline later than 24 hours after the request, or later than before for the same request', () => {
    check((_row, before, after) => {
      for (const ticket of after) {
        const { askedAt, dueAt } = ticket.facts;
        expect(dueAt - askedAt).toBeLessThanOrEqual(DAY);
        const old = find(before, ticket)?.facts;
        if (!old || old.state === 'closed') continue;
        const tookOver = old.provisional !== undefined && ticket.facts.provisional === undefined;
        if (!tookOver) expect(dueAt).toBeLessThanOrEqual(old.dueAt);
      }
    });
  });

  test('R10: gives each open ticket of an asking post its text, and its latest time or our own clock', () => {
    check(({ observed, now }, before, after) => {
      for (const post of observed.asking) {
        const ticket = after.find((candidate) => answersTo(postIdsOf(candidate), post.answerId));
        if (ticket?.facts.state !== 'open') continue;
        const changedAt = ticket.facts.history.findLast(({ name }) => name.startsWith('changed-'))?.at ?? 0;
        if (now - changedAt >= 10 * MINUTE)
          expect(ticket.facts.text).toBe(post.text || observed.inquiry.content);
        const hasTime = post.at !== undefined && post.at <= now + 10 * MINUTE;
        if (!hasTime || ticket.facts.clockIsOurs) continue;
        const { askedAt } = ticket.facts;
        expect(askedAt).toBeGreaterThanOrEqual(post.at ?? 0);
        expect([post.at, find(before, ticket)?.facts.askedAt]).toContain(askedAt);
      }
    });
  });

  test('changes nothing more for the same row after ten minutes, and then the index rows alone prove that', () => {
    check(({ observed, now }, _before, after) => {
      const row = { observed, now: now + 10 * MINUTE };
      let stored = after;
      // The row that ends a ticket may say that somebody must act again.
      for (let round = 0; round < 2; round += 1) stored = applyDecision(stored, decide(row, stored), row.now);
      const again = decide(row, stored);
      expect(again).toMatchObject({ creates: [], changes: [] });
      const kept = stored.filter(({ facts: { fingerprint } }) => fingerprint !== undefined);
      const isOpen = kept.every(({ facts }) => facts.state === 'open');
      if (isOpen && kept.length === again.shown.length && kept.length > 0)
        expect(
          isUnchanged(
            kept.map((ticket) => rowOf(ticket)),
            row.observed,
          ),
        ).toBe(true);
    });
  });

  test('R1: raises a version by one with each write, which names its event', () => {
    check((_row, before, after) => {
      for (const ticket of after) {
        const old = find(before, ticket);
        expect(ticket.outbox.version - (old?.outbox.version ?? 0)).toBeLessThanOrEqual(1);
        expect(Object.keys(ticket.outbox.events)).toHaveLength(ticket.outbox.version);
      }
    });
  });

  test('R6: sets the fields of closing on closed tickets only', () => {
    check((_row, _before, after) => {
      for (const { facts } of after) {
        const isClosed = facts.state === 'closed';
        expect(facts.closedAt !== undefined).toBe(isClosed);
        expect(facts.outcome !== undefined).toBe(isClosed);
        if (!isClosed) expect(facts).not.toHaveProperty('endedBy');
      }
    });
  });
});
