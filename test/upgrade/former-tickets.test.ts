import type { Kind } from '../../lib/domain/sources.ts';
import { describe, expect, test } from '@jest/globals';
import type { Post } from '../../lib/domain/inquiry/inquiry.ts';
import { decideListing } from '../../lib/domain/call-center/decide-listing.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { applyDecision } from '../fixtures/domain/apply-decision.ts';
import { knownVendor } from '../fixtures/domain/known-vendor.ts';
import { makeInquiry } from '../fixtures/domain/make-inquiry.ts';
import { makePost, makeVendorPost } from '../fixtures/domain/make-post.ts';
import { makeListing } from '../fixtures/domain/make-reading.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  type TicketFields,
  withoutFields,
} from '../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, NOW } from '../fixtures/domain/made-up.ts';

const provisional = { seenAt: HANDED_OVER_AT };
const openBefore = (fields: TicketFields): Ticket => makeShownTicket({ provisional, ...fields });
const closedBefore = (fields: TicketFields): Ticket =>
  withoutFields(makeClosedTicket({ fingerprint: 'of an earlier version', ...fields }), 'endedBy');

/** The vendor was read for long, and the row was listed all the time. */
const decide = (ticket: Ticket, posts: Post[], at: number, kind: Kind = 'reply') => {
  const now = NOW + at;
  const row = makeListing({ inquiry: makeInquiry({ posts }), kind, beganAt: now });
  const decision = decideListing(row, [ticket], knownVendor(now));
  return { ...decision, tickets: applyDecision([ticket], decision, now) };
};

const note = makePost({ transfer: 'none', needAnswer: false, at: HANDED_OVER_AT - HOUR });
const asks = makePost({ answerId: '700000005' });
const answer = makeVendorPost({ at: NOW + HOUR });
/** An earlier version named the ticket of a row without an asking post by the agent's newest post, or `0`. */
const NAMES = ['700000001', '0'];
const postsOf = (answerId: string): Post[] => (answerId === '0' ? [] : [note]);

describe.each(NAMES)('an open ticket without an asking post, stored as %s', (answerId) => {
  const ticket = openBefore({ answerId });

  test('stays the ticket of its row', () => {
    const { tickets } = decide(ticket, postsOf(answerId), MINUTE);
    expect(tickets).toMatchObject([{ key: ticket.key, facts: { state: 'open', announcement: 'card' } }]);
  });

  test('takes over the asking post', () => {
    const { changes, creates } = decide(ticket, [...postsOf(answerId), asks], MINUTE);
    expect(creates).toEqual([]);
    expect(changes).toMatchObject([{ facts: { state: 'open', learntAnswerId: asks.answerId } }]);
  });

  test('closes by an answer that came since', () => {
    const { tickets } = decide(ticket, [...postsOf(answerId), answer], 2 * HOUR);
    expect(tickets).toMatchObject([{ facts: { state: 'closed', outcome: 'answered' } }]);
  });
});

describe.each([...NAMES, asks.answerId ?? ''])('a closed ticket that is listed, stored as %s', (answerId) => {
  const posts = answerId === asks.answerId ? [asks] : postsOf(answerId);

  test('stays closed and unannounced in TRANSFER if it was past at first sight', () => {
    const past = closedBefore({ answerId, outcome: 'unknown', announcement: 'none', closedAt: NOW + DAY });
    const ticket = withoutFields(past, 'answeredAt', 'inTime');
    const { tickets, creates } = decide(ticket, posts, 2 * DAY, 'confirm');
    expect(creates).toEqual([]);
    expect(tickets).toMatchObject([{ key: ticket.key, facts: { state: 'closed', announcement: 'none' } }]);
  });

  test('opens again on its card if time alone closed it', () => {
    const closedAt = HANDED_OVER_AT + DAY;
    const isRequest = answerId === asks.answerId;
    const ended = closedBefore({
      answerId,
      outcome: 'auto-closed',
      closedAt,
      ...(!isRequest && { provisional }),
    });
    const ticket = withoutFields(ended, 'answeredAt', 'inTime');
    const { tickets, creates } = decide(ticket, posts, 2 * DAY, 'confirm');
    expect(creates).toEqual([]);
    expect(tickets).toMatchObject([{ key: ticket.key, facts: { state: 'open', askedAtUncertain: true } }]);
  });
});

describe('a closed ticket without what ended it', () => {
  const ticket = closedBefore({ answeredAt: answer.at ?? 0, closedAt: NOW + HOUR + MINUTE });
  const own = makePost();

  test('stays closed while the row shows no answer, and is looked up', () => {
    const { tickets, lookUps } = decide(ticket, [own], 2 * HOUR);
    expect(tickets).toMatchObject([{ facts: { state: 'closed', outcome: 'answered' } }]);
    expect(lookUps).toEqual([ticket.key]);
  });

  test('opens again if the row has the answer and still asks', () => {
    const { changes } = decide(ticket, [own, answer], 2 * HOUR);
    expect(changes).toMatchObject([{ facts: { state: 'open', dueAt: HANDED_OVER_AT + DAY } }]);
  });
});
