import { describe, expect, test } from '@jest/globals';
import { decideListing, isUnchanged, type ListingDecision } from '../../../lib/domain/decide-listing.ts';
import type { Post } from '../../../lib/domain/inquiry.ts';
import { observe } from '../../../lib/domain/observe.ts';
import type { Kind, Ticket } from '../../../lib/domain/ticket.ts';
import { applyDecision } from '../../fixtures/domain/apply-decision.ts';
import { makeInquiry } from '../../fixtures/domain/make-inquiry.ts';
import { makePost, makeVendorPost } from '../../fixtures/domain/make-post.ts';
import { makeListing } from '../../fixtures/domain/make-reading.ts';
import { makeKey, makeTicket, rowOf } from '../../fixtures/domain/make-ticket.ts';
import { ASKED_AT, DAY, HOUR, MINUTE, VENDOR, ZONE } from '../../fixtures/domain/made-up.ts';

/** When a TRANSFER of the older post has been listed too long (R15). */
const END = ASKED_AT + 2 * DAY;
const older = makePost();
const newer = makePost({ answerId: '700000009', at: END - HOUR, text: '지어낸 두 번째 요청' });
const both = [older, newer];

type Listed = { beganAt: number; posts?: Post[]; kind?: Kind; kindIsSure?: boolean };

const see = ({ beganAt, posts = both, kind = 'reply', kindIsSure = true }: Listed) =>
  observe(makeListing({ inquiry: makeInquiry({ posts }), kind, kindIsSure, beganAt }));
const decide = (listed: Listed, tickets: Ticket[]): ListingDecision =>
  decideListing(see(listed), tickets, {
    vendor: VENDOR,
    zone: ZONE,
    now: listed.beganAt,
    completeReadings: {},
  });
const after = (listed: Listed, tickets: Ticket[]): Ticket[] =>
  applyDecision(tickets, decide(listed, tickets), listed.beganAt);
const idsOf = ({ shown }: ListingDecision): string[] => shown.map(({ answerId }) => answerId).sort();

/** The older one closed for being listed too long, and then the newer one came. */
const steppedAside = (): Ticket[] => {
  const open = after({ posts: [older], kind: 'confirm', beganAt: ASKED_AT + HOUR }, []);
  const closed = after({ posts: [older], kind: 'confirm', beganAt: END }, open);
  return after({ kind: 'confirm', beganAt: END + MINUTE }, closed);
};

describe('two hand-overs, of which the older stepped aside as a past TRANSFER, once NO_ANSWER lists them', () => {
  const beganAt = END + 2 * MINUTE;

  test('R10, R11: the older is re-opened, and the newer stays open beside it', () => {
    expect(steppedAside()).toMatchObject([{ state: 'closed', listedPast: true }, { state: 'open' }]);
    expect(after({ beganAt }, steppedAside())).toMatchObject([
      { answerId: '700000001', state: 'open', kind: 'reply', history: [{}, { name: 'reopened-3' }] },
      { answerId: '700000009', state: 'open', kind: 'reply', version: 2 },
    ]);
  });

  test('R10, R11: an older one that never had a ticket gets one, open and with its card', () => {
    const [, alone] = steppedAside();
    const tickets = after({ beganAt }, alone ? [alone] : []);
    expect(tickets).toMatchObject([
      { answerId: '700000009', state: 'open', kind: 'reply', version: 2 },
      { answerId: '700000001', state: 'open', kind: 'reply', announcement: 'card', dueAt: ASKED_AT + DAY },
    ]);
  });

  test('D5, R11: an older one that was past at first sight is announced after all', () => {
    const past = after({ posts: [older], kind: 'confirm', beganAt: END - 2 * HOUR }, []);
    const tickets = after({ kind: 'confirm', beganAt: END - MINUTE }, past);
    expect(tickets).toMatchObject([{ announcement: 'none' }, { state: 'open' }]);
    expect(after({ beganAt }, tickets)).toMatchObject([
      { state: 'open', announcement: 'card' },
      { state: 'open' },
    ]);
  });

  test('R9: the listing stands for both, so that neither is taken for gone', () => {
    const tickets = steppedAside();
    expect(idsOf(decide({ beganAt }, tickets))).toEqual(['700000001', '700000009']);
    expect(idsOf(decide({ beganAt }, tickets.slice(1)))).toEqual(['700000001', '700000009']);
    const open = after({ beganAt }, tickets);
    expect(idsOf(decide({ beganAt: beganAt + MINUTE }, open))).toEqual(['700000001', '700000009']);
  });

  test('the same listing again writes nothing', () => {
    const [, alone] = steppedAside();
    for (const tickets of [steppedAside(), alone ? [alone] : []])
      expect(decide({ beganAt: beganAt + MINUTE }, after({ beganAt }, tickets))).toMatchObject({
        changes: [],
      });
  });

  test('R10: each keeps its own clock and shows the newest request', () => {
    const newest = makePost({ answerId: '700000010', at: END + MINUTE, text: '지어낸 세 번째 요청' });
    const open = after({ beganAt }, steppedAside());
    const told = { text: newest.text, parentAnswerId: '700000010' };
    expect(after({ posts: [...both, newest], beganAt: beganAt + MINUTE }, open)).toMatchObject([
      { answerId: '700000001', dueAt: ASKED_AT + DAY, ...told },
      { answerId: '700000009', dueAt: END + 23 * HOUR, ...told },
    ]);
  });

  test('R10: an open `0` ticket without a post learns the older one, and no ticket is made for it', () => {
    const [, alone] = steppedAside();
    const unnamed = makeTicket({ answerId: '0', parentAnswerId: '0' });
    expect(after({ beganAt }, alone ? [unnamed, alone] : [])).toMatchObject([
      { answerId: '0', learntAnswerId: '700000001', state: 'open', dueAt: ASKED_AT + DAY },
      { answerId: '700000009', state: 'open', kind: 'reply' },
    ]);
  });

  test('R14: one of them that was unverified is open again', () => {
    const doubtful = after({ beganAt }, steppedAside()).map((ticket): Ticket => {
      const { fingerprint, ...unverified } = ticket;
      return { ...unverified, state: 'unverified' };
    });
    const listed = { beganAt: beganAt + HOUR };
    expect(after(listed, doubtful)).toMatchObject([{ state: 'open' }, { state: 'open' }]);
  });
});

describe('the ten minutes of R15', () => {
  /** The older one had taken the newer one's request before it closed. */
  const open = after({ posts: [older], kind: 'confirm', beganAt: ASKED_AT + HOUR }, []);
  const two = after(
    { kind: 'confirm', beganAt: END },
    after({ kind: 'confirm', beganAt: END - MINUTE }, open),
  );
  const early = { beganAt: END + 9 * MINUTE };

  test('R15: an older one closed since then is neither re-opened nor made a second time', () => {
    expect(two).toMatchObject([{ state: 'closed', closedAt: END }, { state: 'open' }]);
    expect(two[0]).not.toHaveProperty('listedPast');
    expect(after(early, two)).toMatchObject([
      { answerId: '700000001', state: 'closed', version: two[0]?.version },
      { answerId: '700000009', state: 'open', kind: 'reply' },
    ]);
  });

  test('R3, R15: the row of the newer one does not pass for the whole, so that the older is re-opened in time', () => {
    const waiting = after(early, two);
    const [, beside] = waiting;
    expect(beside?.fingerprint).toBe(see(early).fingerprint);
    expect(isUnchanged(rowOf(beside ?? makeTicket()), see(early), early.beganAt)).toBe(false);
    expect(after({ beganAt: END + 10 * MINUTE }, waiting)).toMatchObject([
      { answerId: '700000001', state: 'open', kind: 'reply' },
      { answerId: '700000009', state: 'open' },
    ]);
  });

  test('R3: under TRANSFER its row is enough, for there the older one stays aside', () => {
    const [, beside] = two;
    const listed = { kind: 'confirm', beganAt: END + MINUTE } as const;
    expect(isUnchanged(rowOf(beside ?? makeTicket()), see(listed), listed.beganAt)).toBe(true);
  });

  test('R3: the row of a `0` ticket is enough where one post asks, and not where several do', () => {
    const rowFor = (posts: Post[]) =>
      rowOf(makeTicket({ answerId: '0', fingerprint: see({ posts, beganAt: END }).fingerprint }));
    const isQuiet = (posts: Post[]) => isUnchanged(rowFor(posts), see({ posts, beganAt: END }), END);
    expect(isQuiet([older])).toBe(true);
    expect(isQuiet(both)).toBe(false);
  });
});

describe('two hand-overs that are open beside each other', () => {
  const open = after({ beganAt: END + 2 * MINUTE }, steppedAside());

  test('R15: back under TRANSFER the past one closes as unknown, and the newer one asks for a confirmation', () => {
    const tickets = after({ kind: 'confirm', beganAt: END + HOUR }, open);
    expect(tickets).toMatchObject([
      { state: 'closed', outcome: 'unknown' },
      { state: 'open', kind: 'confirm' },
    ]);
    expect(decide({ kind: 'confirm', beganAt: END + 2 * HOUR }, tickets).changes).toEqual([]);
  });

  test('R12: under TRANSFER both ask for a confirmation where neither is listed too long', () => {
    const soon = makePost({ answerId: '700000009', at: ASKED_AT + HOUR });
    const one = makeTicket();
    const other = makeTicket({
      answerId: '700000009',
      askedAt: ASKED_AT + HOUR,
      dueAt: ASKED_AT + 25 * HOUR,
    });
    const listed = { posts: [older, soon], kind: 'confirm' as const, beganAt: ASKED_AT + 30 * HOUR };
    const tickets = after(listed, [one, other]);
    expect(tickets).toMatchObject([
      { state: 'open', kind: 'confirm', dueAt: ASKED_AT + DAY },
      { state: 'open', kind: 'confirm', dueAt: ASKED_AT + 25 * HOUR },
    ]);
    expect(idsOf(decide(listed, tickets))).toEqual(['700000001', '700000009']);
  });

  test('R15: where both are listed too long as TRANSFER, both close, and the listing stays with one of them', () => {
    const beganAt = END + 3 * DAY;
    const tickets = after({ kind: 'confirm', beganAt }, open);
    expect(tickets).toMatchObject([
      { state: 'closed', outcome: 'unknown', listedPast: true },
      { state: 'closed', outcome: 'unknown' },
    ]);
    expect(tickets[1]).not.toHaveProperty('listedPast');
    expect(decide({ kind: 'confirm', beganAt: beganAt + MINUTE }, tickets).changes).toEqual([]);
  });

  test('R12: seen under TRANSFER alone while NO_ANSWER could not be read whole, both stay as they are', () => {
    const unsure = { kind: 'confirm', kindIsSure: false, beganAt: END + HOUR } as const;
    expect(decide(unsure, open).changes).toEqual([]);
  });

  test('R12: and a closed older one is not re-opened by that, for it may be past', () => {
    const [past, reply] = steppedAside();
    const tickets = past && reply ? [past, { ...reply, kind: 'reply' as const }] : [];
    const unsure = { kind: 'confirm', kindIsSure: false, beganAt: END + HOUR } as const;
    expect(after(unsure, tickets)).toMatchObject([{ state: 'closed' }, { state: 'open', kind: 'reply' }]);
  });

  test('R14: the one whose post no longer asks ends, and the other stays', () => {
    const withdrawn = makePost({ transfer: 'answered', needAnswer: false, completeReason: 'CANCEL' });
    expect(after({ posts: [withdrawn, newer], beganAt: END + HOUR }, open)).toMatchObject([
      { state: 'closed', outcome: 'withdrawn' },
      { state: 'open' },
    ]);
    const gone = { ...newer, transfer: 'answered', needAnswer: false, completeReason: 'CANCEL' } as const;
    expect(after({ posts: [older, gone], beganAt: END + HOUR }, open)).toMatchObject([
      { state: 'open' },
      { state: 'closed', outcome: 'withdrawn' },
    ]);
  });

  test('R14: an answer ends both before a third hand-over', () => {
    const done = both.map((post): Post => ({ ...post, transfer: 'answered', needAnswer: false }));
    const reply = makeVendorPost({ answerId: '700000011', at: END + HOUR });
    const third = makePost({ answerId: '700000012', at: END + 2 * HOUR });
    const listed = { posts: [...done, reply, third], beganAt: END + 3 * HOUR };
    expect(after(listed, open)).toMatchObject([
      { state: 'closed', outcome: 'answered', inTime: false },
      { state: 'closed', outcome: 'answered', inTime: true },
      { ...makeKey({ answerId: '700000012' }), state: 'open' },
    ]);
  });
});
