import type { Kind } from '../../../../lib/domain/sources.ts';
import { describe, expect, test } from '@jest/globals';
import type { Inquiry, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { readingKey } from '../../../../lib/domain/reading/plan-readings.ts';
import { decideListing, type ListingContext } from '../../../../lib/domain/call-center/decide-listing.ts';
import { type ListingDecision } from '../../../../lib/domain/ticket/source-rules.ts';
import { decideLookUp } from '../../../../lib/domain/call-center/decide-look-up.ts';
import { isUnchanged } from '../../../../lib/domain/call-center/observe.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { applyDecision } from '../../../fixtures/domain/apply-decision.ts';
import { knownVendor } from '../../../fixtures/domain/known-vendor.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { lookOnce, makePolicy } from '../../../fixtures/domain/make-ladder.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeListing, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import {
  makeClosedTicket,
  makeKey,
  makeTicket,
  nested,
  rowOf,
  type TicketFields,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, NOW, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';

/** A row of a page that is read `at` ms after `NOW`. By default NO_ANSWER shows an asking post. */
type Row = {
  at?: number;
  posts?: Post[];
  kind?: Kind;
  /** The status that the row shows. */
  says?: Inquiry['counselingStatus'];
  kindIsSure?: boolean;
  mayBeProvisional?: boolean;
  inquiry?: Partial<Inquiry>;
  known?: Partial<ListingContext>;
};

const see = ({ at = 0, posts, says, inquiry, known, ...listed }: Row) =>
  makeListing({
    beganAt: NOW + at,
    inquiry: makeInquiry({
      ...(posts && { posts }),
      ...(says && { counselingStatus: says }),
      ...inquiry,
    }),
    ...listed,
  });
/** By default the vendor was read for long, and no reading lacked the inquiry. */
const decide = (row: Row, tickets: readonly Ticket[] = []): ListingDecision => {
  const now = NOW + (row.at ?? 0);
  return decideListing(see(row), tickets, { ...knownVendor(now), ...row.known });
};
const read = (tickets: readonly Ticket[], row: Row): Ticket[] =>
  applyDecision(tickets, decide(row, tickets), NOW + (row.at ?? 0));
/** The stored tickets after these rows, in order. */
const after = (...rows: Row[]): Ticket[] => rows.reduce<Ticket[]>(read, []);
/** The only ticket. */
const only = (tickets: readonly Ticket[]): Ticket => {
  expect(tickets).toHaveLength(1);
  return tickets[0] ?? makeTicket();
};
/** Both lists of the made-up inquiry's week were last complete `at` ms after `NOW`. */
const completeAt = (at: number): Pick<ListingContext, 'completeReadings'> => ({
  completeReadings: {
    [readingKey(windowNumber(0), 'NO_ANSWER')]: NOW + at,
    [readingKey(windowNumber(0), 'TRANSFER')]: NOW + at,
  },
});

const asks = makePost();
const answered = makePost({ transfer: 'answered', needAnswer: false });
const answer = makeVendorPost({ at: NOW + HOUR });
const note = makePost({
  answerId: '600000001',
  transfer: 'none',
  needAnswer: false,
  at: HANDED_OVER_AT - HOUR,
});
const { answerId: _none, ...nameless } = asks;
/** A second request of the inquiry. */
const again = makePost({ answerId: '700000009', at: NOW + 2 * HOUR, text: '지어낸 두 번째 요청' });
/** The deadline is over by more than two clocks may differ. */
const OVER = HANDED_OVER_AT + DAY - NOW + 11 * MINUTE;

const ENDED: Row = { posts: [answered, answer], at: HOUR + MINUTE };
/** Answered after an hour, and closed by that row. */
const closed = only(after({}, ENDED));

describe('the requests of a row', () => {
  test('are its asking posts: each has a ticket with its own text, clock and card', () => {
    const tickets = after({ posts: [again, asks], at: 2 * HOUR });
    expect(tickets).toMatchObject([
      { key: makeKey(), facts: { askedAt: HANDED_OVER_AT, dueAt: HANDED_OVER_AT + DAY, text: asks.text } },
      { key: makeKey({ answerId: '700000009' }), facts: { askedAt: again.at, text: again.text } },
    ]);
    for (const { facts } of tickets)
      expect(facts).toMatchObject({ state: 'open', announcement: 'card', askedAtUncertain: false });
  });

  test.each<[string, Row]>([
    ['a vendor wrote since', { posts: [asks, answer], at: 2 * HOUR }],
    ['the row calls itself answered', { says: 'answered' }],
    ['Coupang ignored the filter', { mayBeProvisional: false }],
    ['it is days past its deadline, in NO_ANSWER', { at: 5 * DAY }],
  ])('include an asking post although %s', (_what, row) => {
    expect(only(after(row)).facts).toMatchObject({
      state: 'open',
      announcement: 'card',
      askedAt: HANDED_OVER_AT,
    });
  });

  test('are that of the newest open ticket if no post asks', () => {
    const old = makeTicket({ answerId: '600000004', askedAt: HANDED_OVER_AT - DAY });
    const newest = makeTicket({ answerId: '600000005' });
    for (const tickets of [
      [old, newest],
      [newest, old],
    ])
      expect(decide({ posts: [note] }, tickets)).toMatchObject({ shown: [newest.key], creates: [] });
  });

  test('exclude a ticket that the row itself ends: the row then belongs to the next open ticket', () => {
    const old = makeTicket({ answerId: '600000004', askedAt: HANDED_OVER_AT - DAY });
    const decision = decide({ posts: [answered, answer], at: 2 * HOUR }, [old, ...after({})]);
    expect(decision.shown).toEqual([old.key]);
    expect(decision.changes).toMatchObject([
      { before: { key: makeKey() }, facts: { outcome: 'answered' } },
      {},
    ]);
  });

  test.each<[string, Row, 'a provisional request' | 'nothing' | 'an older copy']>([
    ['within 30 minutes after a closing', {}, 'nothing'],
    ['that says `requestAnswer` and shows the end', { says: 'requestAnswer' }, 'a provisional request'],
    ['the same as a TRANSFER', { says: 'requestAnswer', kind: 'confirm' }, 'nothing'],
    ['the same without the end', { says: 'requestAnswer', posts: [answered] }, 'an older copy'],
    [
      'that shows a post without an id asking after the end',
      { posts: [answered, answer, { ...nameless, at: NOW + HOUR + MINUTE }] },
      'a provisional request',
    ],
    ['the same before the end', { posts: [{ ...nameless, at: NOW }, answered, answer] }, 'nothing'],
    ['after 30 minutes', { at: 31 * MINUTE }, 'a provisional request'],
    ['after 30 minutes as a TRANSFER', { at: 31 * MINUTE, kind: 'confirm' }, 'a provisional request'],
    ['that says `answered` until two hours', { at: 119 * MINUTE, says: 'answered' }, 'an older copy'],
    ['that says `answered` after two hours', { at: 2 * HOUR, says: 'answered' }, 'a provisional request'],
    [
      'that says `answered` as a TRANSFER',
      { at: HOUR, says: 'answered', kind: 'confirm' },
      'a provisional request',
    ],
    [
      'that says `answered` until two hours and shows a post without an id asking after the end',
      {
        at: HOUR,
        says: 'answered',
        posts: [answered, answer, { ...nameless, at: NOW + HOUR + MINUTE }],
      },
      'a provisional request',
    ],
    ['after 30 minutes by an ignored filter', { at: HOUR, mayBeProvisional: false }, 'nothing'],
  ])('include, without an asking post, a row %s', (_when, { at = 5 * MINUTE, ...row }, shows) => {
    const ended = ENDED.at ?? 0;
    const { creates, changes, lookUps } = decide({ ...ENDED, ...row, at: ended + at }, [closed]);
    expect(creates).toHaveLength(shows === 'a provisional request' ? 1 : 0);
    expect(lookUps).toEqual(shows === 'an older copy' ? [closed.key] : []);
    expect(changes.map(({ facts }) => facts.state)).not.toContain('open');
  });

  test('re-open at once, without an asking post, what only an absence closed', () => {
    const card = only(after({ posts: [nameless] }, { posts: [nameless], at: 2 * MINUTE }));
    const lacked = withFields(card, { state: 'closed', outcome: 'unknown', closedAt: NOW + HOUR });
    const back = { posts: [nameless], at: HOUR + MINUTE };
    for (const row of [back, { ...back, says: 'answered' as const }])
      expect(only(read([lacked], row))).toMatchObject({ key: card.key, facts: { state: 'open' } });
    expect(only(read([withFields(lacked, { endedBy: 'flag' })], back)).facts.state).toBe('closed');
  });

  test('count, without an asking post, a closing of another ticket as well', () => {
    const longAgo = makeClosedTicket({ answerId: '600000009', closedAt: NOW - DAY });
    const row = { ...ENDED, at: HOUR + 10 * MINUTE };
    for (const tickets of [
      [longAgo, closed],
      [closed, longAgo],
    ])
      expect(decide(row, tickets).creates).toEqual([]);
    expect(decide(row, [longAgo]).creates).toHaveLength(1);
  });
});

test.each([
  ['a minute later', 'open'],
  ['less than a minute later', 'closed'],
])('R15: a post that asks again with a time %s than when its ticket closed: it is %s', (when, state) => {
  const moved = NOW + 5 * MINUTE;
  const withdrawn = makePost({
    at: moved,
    transfer: 'answered',
    needAnswer: false,
    completeReason: 'CANCEL',
  });
  // The closing shows a time that no row showed before.
  const tickets = after({}, { posts: [withdrawn], at: 6 * MINUTE });
  expect(only(tickets).facts).toMatchObject({ state: 'closed', askedAt: moved, dueAt: HANDED_OVER_AT + DAY });
  const at = moved + (when === 'a minute later' ? MINUTE : MINUTE - 1);
  const { facts } = only(read(tickets, { posts: [makePost({ at })], at: 7 * MINUTE }));
  expect(facts).toMatchObject({ state, askedAt: state === 'open' ? at : moved });
});

test('R15: the time of a post is ignored if the clock was uncertain, until ten minutes after the closing', () => {
  const untimed = (post: Post): Post => {
    const { at: _, ...rest } = post;
    return rest;
  };
  const tickets = after({ posts: [untimed(asks)] }, { posts: [untimed(answered), answer], at: HOUR });
  const reopened = (at: number) =>
    only(read(tickets, { posts: [makePost({ at: NOW + at })], at })).facts.state;
  expect(only(tickets).facts).toMatchObject({ state: 'closed', askedAtUncertain: true });
  expect(reopened(HOUR + 10 * MINUTE - 1)).toBe('closed');
  expect(reopened(HOUR + 10 * MINUTE)).toBe('open');
});

test('R14: a row that ends a ticket and first shows when the agent asked decides whether the answer was in time', () => {
  const { at: _, ...untimed } = asks;
  const at = NOW + HOUR - DAY;
  const inTime = (answeredAt: number) => {
    const reply = makeVendorPost({ at: answeredAt, login: 'cs01' });
    const tickets = after({ posts: [untimed] }, { posts: [{ ...answered, at }, reply], at: 2 * HOUR });
    expect(only(tickets).facts).toMatchObject({ outcome: 'answered', dueAt: NOW + HOUR });
    return only(tickets).facts.inTime;
  };
  expect(inTime(NOW + HOUR)).toBe(true);
  expect(inTime(NOW + HOUR + 1)).toBe(false);
});

test('R15: an older copy does not end a request that was asked again on the same post', () => {
  const reopened = { posts: [makePost({ at: NOW + 3 * HOUR })], at: 3 * HOUR };
  const tickets = after({}, ENDED, reopened);
  expect(only(tickets).facts).toMatchObject({ state: 'open', askedAt: NOW + 3 * HOUR });
  const copy = { posts: [{ ...answered, completeReason: 'DISPUTE_PROCESS_COMPLETE' as const }] };
  expect(only(read(tickets, { ...copy, at: 3 * HOUR + MINUTE })).facts.state).toBe('open');
  // Lists that are hours behind first show the post while it asked for the first time, and then its end.
  const behind = read(tickets, { posts: [asks], at: 3 * HOUR + MINUTE });
  expect(only(read(behind, { ...copy, at: 3 * HOUR + 2 * MINUTE })).facts.state).toBe('open');
});

describe('a provisional request', () => {
  const held = only(after({ posts: [note] }));

  test.each([
    ['the newest post', [note, answer, makePost({ ...nameless, at: NOW + HOUR })], 'after-700000002'],
    ['no post with an id', [nameless], 'after-0'],
    ['no post', [], 'after-0'],
  ])('keeps its ticket after the id of %s', (_what, posts, answerId) => {
    expect(decide({ posts: [...posts].map(unflagged), at: HOUR }).creates).toMatchObject([
      { key: { answerId } },
    ]);
  });

  test('keeps its key when posts come', () => {
    const late = { ...note, answerId: '600000002' };
    expect(
      only(after({ posts: [] }, { posts: [note], at: MINUTE }, { posts: [note, late], at: 3 * MINUTE })),
    ).toMatchObject({ key: { answerId: 'after-0' }, facts: { state: 'open' } });
  });

  describe('is announced', () => {
    const isAnnounced = (...rows: Row[]) => after({ posts: [] }, ...rows)[0]?.facts.announcement === 'card';

    test('by a reading two minutes later, with its first event', () => {
      expect(isAnnounced()).toBe(false);
      expect(isAnnounced({ posts: [], at: 2 * MINUTE - 1 })).toBe(false);
      expect(isAnnounced({ posts: [], at: 2 * MINUTE })).toBe(true);
      const { outbox } = only(after({ posts: [] }, { posts: [], at: 2 * MINUTE }));
      expect(Object.values(outbox.events).map(({ type }) => type)).toEqual(['TicketChanged', 'TicketOpened']);
    });

    test('by an asking post at once', () => {
      expect(isAnnounced({ at: MINUTE })).toBe(true);
    });

    test('by track-sla after five minutes, and by no step before', () => {
      const policy = makePolicy();
      const due = withFields(held, { dueAt: NOW + MINUTE });
      expect(lookOnce(due, NOW + 5 * MINUTE - 1, { policy })).toMatchObject({
        change: undefined,
        look: { lookAgainAt: NOW + 5 * MINUTE },
      });
      expect(lookOnce(held, NOW + 5 * MINUTE, { policy }).change).toMatchObject({
        event: 'TicketOpened',
        facts: { announcement: 'card', steps: [] },
      });
    });

    test('once', () => {
      const twice = after({ posts: [] }, { posts: [], at: 2 * MINUTE }, { posts: [], at: 4 * MINUTE });
      expect(only(twice).outbox.version).toBe(2);
      expect(lookOnce(only(twice), NOW + 6 * MINUTE, { policy: makePolicy() }).change).toBeUndefined();
    });
  });

  describe('that closed silently and is listed again', () => {
    const closedAt = NOW + MINUTE;
    const silently = withFields(held, { state: 'closed', outcome: 'unknown', closedAt });
    const listedAt = (at: number) => only(read([silently], { posts: [note], at }));

    test('is held again, with its old deadline', () => {
      for (const at of [2 * MINUTE - 1, HOUR]) {
        const { facts } = listedAt(at);
        expect(facts).toMatchObject({ state: 'open', announcement: 'none', dueAt: held.facts.dueAt });
        expect(facts.provisional).toEqual({ seenAt: NOW + at, announceAt: NOW + at + 5 * MINUTE });
        const second = read([listedAt(at)], { posts: [note], at: at + 2 * MINUTE });
        expect(only(second).facts.announcement).toBe('card');
      }
    });

    test('is announced two minutes after it was first seen, even if a reading did not show it', () => {
      expect(listedAt(2 * MINUTE)).toMatchObject({
        facts: { state: 'open', announcement: 'card', provisional: {} },
        outbox: { events: { 2: { type: 'TicketOpened' } } },
      });
    });
  });

  test.each<[string, Row, number]>([
    ['of its asking post without an id', { posts: [{ ...nameless, at: NOW - 3 * HOUR }] }, -3 * HOUR],
    ['of the inquiry', { inquiry: { inquiryAt: NOW - 2 * HOUR } }, -2 * HOUR],
    ['of the last complete reading that lacked it', { known: completeAt(-MINUTE) }, -MINUTE],
    ['of its first reading, if the inquiry is a day old', { inquiry: { inquiryAt: NOW - DAY } }, 0],
    ['of its first reading, if the inquiry has no time', { inquiry: { inquiryAt: NaN } }, 0],
  ])('shows the time %s as uncertain', (_what, { inquiry, ...row }, askedAt) => {
    const { inquiryAt: _, ...undated } = makeInquiry({ posts: row.posts ?? [], ...inquiry });
    const isUndated = Number.isNaN(inquiry?.inquiryAt);
    const seen = makeListing({ inquiry: isUndated ? undated : makeInquiry({ ...undated, ...inquiry }) });
    const known = { vendor: VENDOR, zone: ZONE, now: NOW, completeReadings: {}, blindTimes: [] };
    expect(decideListing(seen, [], { ...known, ...row.known }).creates).toMatchObject([
      { facts: { askedAt: NOW + askedAt, askedAtUncertain: true, dueAt: NOW + askedAt + DAY } },
    ]);
  });

  describe('takes over', () => {
    const postAt = (at: number): Post => makePost({ at: NOW + at });

    test.each([
      ['an hour before its first sight', -HOUR],
      ['ten minutes after it, with a later deadline', 10 * MINUTE],
    ])('an asking post that is dated %s: its id, text and clock', (_when, at) => {
      const taken = only(after({ posts: [note] }, { posts: [note, postAt(at)], at: 10 * MINUTE }));
      expect(taken).toMatchObject({
        key: held.key,
        facts: {
          learntAnswerId: '700000001',
          text: asks.text,
          askedAt: NOW + at,
          askedAtUncertain: false,
          dueAt: NOW + at + DAY,
        },
      });
      expect(taken.facts).not.toHaveProperty('provisional');
      expect(taken.facts).not.toHaveProperty('knownPosts');
    });

    test('an asking post after an absence closed it: its card is re-opened', () => {
      const [announced] = after({ posts: [note] }, { posts: [note], at: 2 * MINUTE });
      const givenUp = withFields(announced ?? held, {
        state: 'closed',
        outcome: 'unknown',
        closedAt: NOW + 4 * MINUTE,
      });
      const taken = only(read([givenUp], { posts: [note, postAt(-MINUTE)], at: 6 * MINUTE }));
      expect(taken).toMatchObject({
        key: held.key,
        facts: { state: 'open', learntAnswerId: '700000001', askedAt: NOW - MINUTE },
      });
      expect(taken.facts).not.toHaveProperty('provisional');
    });

    test('an asking post after an absence closed it, although a newer post asks, too', () => {
      const [announced] = after({ posts: [note] }, { posts: [note], at: 2 * MINUTE });
      const givenUp = withFields(announced ?? held, {
        state: 'closed',
        outcome: 'unknown',
        closedAt: NOW + 4 * MINUTE,
      });
      const newer = makePost({ answerId: '700000009', at: NOW + HOUR });
      expect(read([givenUp], { posts: [note, postAt(-MINUTE), newer], at: HOUR + MINUTE })).toMatchObject([
        { key: held.key, facts: { state: 'open', learntAnswerId: '700000001' } },
        { key: { answerId: '700000009' }, facts: { state: 'open' } },
      ]);
    });

    test('a post that is too late for an older provisional ticket, which an absence closed', () => {
      const [announced] = after({ posts: [note] }, { posts: [note], at: 2 * MINUTE });
      const givenUp = withFields(announced ?? held, {
        state: 'closed',
        outcome: 'unknown',
        closedAt: NOW + 4 * MINUTE,
      });
      const posts = [note, { ...note, answerId: '600000002' }];
      const both = read([givenUp], { posts, at: HOUR });
      expect(read(both, { posts: [...posts, postAt(HOUR)], at: HOUR + MINUTE })).toMatchObject([
        { facts: { state: 'closed' } },
        { key: { answerId: 'after-600000002' }, facts: { learntAnswerId: '700000001' } },
      ]);
    });

    test('an asking post without a time, and keeps its own clock', () => {
      const { at: _at, ...undated } = asks;
      const known = completeAt(8 * HOUR);
      const taken = only(after({ posts: [note] }, { posts: [note, undated], at: 8 * HOUR + MINUTE, known }));
      expect(taken.facts).toMatchObject({
        learntAnswerId: '700000001',
        askedAt: held.facts.askedAt,
        dueAt: held.facts.dueAt,
        askedAtUncertain: true,
      });
    });

    test('the clock of a post also if its own clock was fixed at a re-opening', () => {
      const fixed = withFields(held, { clockIsOurs: true });
      const { facts } = only(read([fixed], { posts: [note, postAt(-HOUR)], at: 10 * MINUTE }));
      expect(facts).toMatchObject({ askedAt: NOW - HOUR, askedAtUncertain: false });
      expect(facts).not.toHaveProperty('clockIsOurs');
    });

    test('no later post, which is a new request', () => {
      const tickets = after({ posts: [note] }, { posts: [note, postAt(10 * MINUTE + 1)], at: 11 * MINUTE });
      expect(tickets).toMatchObject([{ key: held.key, facts: { provisional: {} } }, { key: makeKey() }]);
    });

    test('no second post if an earlier version kept it under a post', () => {
      const old = makeTicket({ provisional: { seenAt: NOW } });
      const posts = [asks, makePost({ answerId: '700000005', at: NOW })];
      expect(read([old], { posts, at: MINUTE })).toMatchObject([
        { key: makeKey(), facts: { text: asks.text } },
        { key: { answerId: '700000005' } },
      ]);
    });

    test('the oldest of several posts', () => {
      const tickets = after({ posts: [] }, { posts: [makePost({ answerId: '700000005', at: NOW }), asks] });
      expect(tickets).toMatchObject([
        { key: { answerId: 'after-0' }, facts: { learntAnswerId: '700000001' } },
        { key: { answerId: '700000005' } },
      ]);
    });

    test('a single post, once: a later request is another ticket', () => {
      const row = { posts: [answered, answer, again], at: 3 * HOUR };
      expect(after({ posts: [] }, { at: MINUTE }, row)).toMatchObject([
        { facts: { learntAnswerId: '700000001', state: 'closed', outcome: 'answered' } },
        { key: { answerId: '700000009' }, facts: { state: 'open' } },
      ]);
    });

    test('a TRANSFER that is past its deadline, with the clock of when it was first seen', () => {
      const kind = 'confirm' as const;
      const first = { posts: [note], kind, at: OVER, known: completeAt(OVER - MINUTE) };
      const clock = { askedAt: NOW + OVER - MINUTE, dueAt: NOW + OVER - MINUTE + DAY };
      const taken = only(after(first, { kind, at: OVER + MINUTE, known: completeAt(OVER - MINUTE) }));
      expect(taken.facts).toMatchObject({ learntAnswerId: '700000001', askedAtUncertain: true, ...clock });
    });

    test('the same post beside an earlier answer, which does not end it', () => {
      const kind = 'confirm' as const;
      const first = { posts: [note], kind, at: OVER, known: completeAt(OVER - MINUTE) };
      const posts = [note, makeVendorPost({ at: HANDED_OVER_AT - MINUTE }), asks];
      const taken = only(after(first, { posts, kind, at: OVER + MINUTE, known: completeAt(OVER - MINUTE) }));
      const absent = withFields(taken, { state: 'unverified', lookUps: 1 });
      const looked = decideLookUp(absent, makeInquiry({ posts }), NOW + OVER + 10 * MINUTE, 'missing');
      expect(looked.change).toBeUndefined();
    });
  });

  describe('ends', () => {
    const posts = [note, answer];
    const first = { posts, at: 2 * HOUR };
    const seenLater = (...more: Post[]) =>
      after(first, { posts: [...posts, ...more], at: 2 * HOUR + MINUTE });

    test('by a post that its first row did not show, whatever the time of the post', () => {
      const second = makeVendorPost({ answerId: '700000008', at: HANDED_OVER_AT - DAY });
      expect(only(seenLater(second)).facts).toMatchObject({
        state: 'closed',
        outcome: 'answered',
        endedBy: 'post/700000008',
      });
    });

    test('by a decision that its first row did not show', () => {
      const decided = makePost({ answerId: '700000008', at: HANDED_OVER_AT, completeReason: 'CANCEL' });
      expect(only(seenLater(decided)).facts).toMatchObject({
        outcome: 'withdrawn',
        endedBy: 'reason/CANCEL',
      });
    });

    test('by a decision, and a post that asks beside the decided post is a new request', () => {
      const decided = makePost({ answerId: '700000008', at: NOW, completeReason: 'CANCEL' });
      const asksNow = makePost({ at: NOW + 5 * MINUTE });
      const tickets = after(
        { posts: [] },
        { posts: [decided], at: 4 * MINUTE },
        { posts: [decided, asksNow], at: 6 * MINUTE },
      );
      expect(tickets).toMatchObject([
        { key: { answerId: 'after-0' }, facts: { state: 'closed', outcome: 'withdrawn' } },
        { key: makeKey(), facts: { state: 'open', announcement: 'card' } },
      ]);
    });

    test('by an answer before its announcement, and each post that asks after the answer is a new request', () => {
      const answeredSoon = makeVendorPost({ at: NOW + MINUTE });
      const asksNow = makePost({ answerId: '700000005', at: NOW + 2 * MINUTE });
      const asksAgain = makePost({ answerId: '700000009', at: NOW + 3 * MINUTE });
      const tickets = after(
        { posts: [] },
        { posts: [answeredSoon], at: MINUTE },
        { posts: [answeredSoon, asksNow, asksAgain], at: 4 * MINUTE },
      );
      expect(tickets).toMatchObject([
        { key: { answerId: 'after-0' }, facts: { state: 'closed', announcement: 'none' } },
        { key: { answerId: '700000005' }, facts: { state: 'open', announcement: 'card' } },
        { key: { answerId: '700000009' }, facts: { state: 'open', announcement: 'card' } },
      ]);
      expect(tickets[0]?.facts).not.toHaveProperty('learntAnswerId');
    });

    test("not by the posts of its first row, nor by an agent's new note", () => {
      expect(only(seenLater()).facts.state).toBe('open');
      expect(only(seenLater({ ...note, answerId: '600000002' })).facts.state).toBe('open');
    });

    test('and stays the ticket of the post that asked: an older copy makes no second ticket, and the flag re-opens it', () => {
      const ended = after({ posts: [] }, { posts: [], at: 2 * MINUTE }, ENDED);
      const older = { at: HOUR + 2 * MINUTE };
      expect(decide(older, ended)).toMatchObject({ creates: [], lookUps: [{ answerId: 'after-0' }] });
      expect(only(read(ended, older)).facts).toMatchObject({ state: 'closed', learntAnswerId: '700000001' });
      const back = only(read(read(ended, older), { posts: [asks, answer], at: HOUR + 3 * MINUTE }));
      expect(back.facts).toMatchObject({ state: 'open', dueAt: HANDED_OVER_AT + DAY });
      expect(back.facts).not.toHaveProperty('provisional');
      const later = makePost({ at: NOW + HOUR });
      expect(decide({ posts: [later], at: HOUR + 2 * MINUTE }, ended).creates).toHaveLength(1);
    });

    describe('by an answer, after which an older copy shows', () => {
      const [announced = held] = after({ posts: [note] }, { posts: [note], at: 2 * MINUTE });
      const end = { state: 'closed', closedAt: NOW + HOUR } as const;
      const ended = withFields(announced, { ...end, outcome: 'answered', endedBy: 'post/700000002' });

      test('its post: the post comes before a ticket that nothing ended', () => {
        const key = makeKey({ answerId: 'after-0' });
        const givenUp = { ...withFields(announced, { ...end, outcome: 'unknown' }), key };
        const [other, own] = read([givenUp, ended], { posts: [note, asks], at: 2 * HOUR });
        expect(own?.facts).toMatchObject({ state: 'closed', learntAnswerId: '700000001' });
        expect(other).toEqual(givenUp);
      });

      test('its post without a time, too', () => {
        const { at: _at, ...undated } = asks;
        const { key, facts } = only(read([ended], { posts: [note, undated], at: 2 * HOUR }));
        expect(key).toEqual(held.key);
        expect(facts).toMatchObject({ state: 'closed', learntAnswerId: '700000001' });
      });

      test('a post of its first row that asks now, which is a new request', () => {
        const asksNow = makePost({ ...note, transfer: 'requestAnswer' });
        const { creates } = decide({ posts: [asksNow], at: 2 * HOUR }, [ended]);
        expect(creates).toMatchObject([{ key: { answerId: '600000001' }, facts: { state: 'open' } }]);
      });
    });

    test('before a newer request, in a row that shows both', () => {
      const tickets = after({ posts: [note] }, { posts: [note, answer, again], at: 3 * HOUR });
      expect(tickets).toMatchObject([
        { facts: { state: 'closed', outcome: 'answered' } },
        { key: { answerId: '700000009' }, facts: { state: 'open' } },
      ]);
    });
  });
});

/** The same post without a flag that asks. */
function unflagged(post: Post): Post {
  return { ...post, transfer: 'none', needAnswer: false };
}

describe('an open ticket', () => {
  const [open = makeTicket()] = after({});

  test.each<[string, Post[], object]>([
    ['an answer', [answered, answer], { outcome: 'answered', inTime: true, endedBy: 'post/700000002' }],
    [
      'a withdrawal',
      [makePost({ completeReason: 'CANCEL' })],
      { outcome: 'withdrawn', endedBy: 'reason/CANCEL' },
    ],
    [
      'an automatic closing',
      [answered, makeSystemPost()],
      { outcome: 'auto-closed', endedBy: 'post/700000003' },
    ],
    ['a fallen flag', [answered], { outcome: 'unknown', endedBy: 'flag' }],
  ])('is closed by the row that shows %s, beside a newer request and without', (_what, posts, end) => {
    const at = DAY + HOUR;
    expect(only(read([open], { posts, at })).facts).toMatchObject({ state: 'closed', ...end });
    expect(read([open], { posts: [...posts, { ...again, at: NOW + DAY }], at })).toMatchObject([
      { facts: { state: 'closed', ...end } },
      { key: { answerId: '700000009' }, facts: { state: 'open' } },
    ]);
  });

  test('is written before a newer ticket is created, so that a crash in between is repaired', () => {
    const row = { posts: [answered, again], at: 3 * HOUR };
    const halfway = applyDecision([open], { ...decide(row, [open]), creates: [] }, NOW);
    expect(decide(row, halfway)).toMatchObject({
      changes: [],
      creates: [{ key: { answerId: '700000009' } }],
    });
  });

  test.each<[string, Row]>([
    ['its post still asks, whatever the vendor wrote since', { posts: [asks, answer] }],
    ['the row does not show its post', { posts: [note, answer] }],
    ['it is a TRANSFER days past its deadline', { kind: 'confirm', at: 9 * DAY }],
  ])('stays open while %s', (_what, row) => {
    expect(only(read([open], { at: 2 * HOUR, ...row })).facts.state).toBe('open');
  });

  test('is shown and not written while nothing changes', () => {
    const row = { at: MINUTE };
    expect(decide(row, [open])).toEqual({ shown: [makeKey()], changes: [], creates: [], lookUps: [] });
    expect(isUnchanged([rowOf(open)], see(row))).toBe(true);
  });

  test.each<[string, Row]>([
    ['another post asks', { posts: [asks, again] }],
    ['its post no longer asks', { posts: [answered] }],
    ['another list shows it', { kind: 'confirm' }],
  ])('is looked up again if %s', (_what, row) => {
    expect(isUnchanged([rowOf(open)], see(row))).toBe(false);
  });

  test('is looked up again without a fingerprint, and beside a ticket that the row does not show', () => {
    expect(isUnchanged([rowOf(withoutFields(open, 'fingerprint'))], see({}))).toBe(false);
    expect(isUnchanged([rowOf(open), rowOf(makeTicket({ answerId: '1' }))], see({}))).toBe(false);
    expect(isUnchanged([], see({}))).toBe(false);
  });

  test('gets a changed text and a line of the thread', () => {
    const posts = [makePost({ text: '지어낸 다른 요청' })];
    expect(only(read([open], { posts, at: HOUR }))).toMatchObject({
      facts: { text: '지어낸 다른 요청', history: [{ name: 'changed-2', at: NOW + HOUR }] },
      outbox: { version: 2, events: { 2: { type: 'TicketChanged' } } },
    });
  });

  test('keeps its text while a row does not show its post, since that row is an older copy', () => {
    const earlier = { ...note, text: 'an earlier post, made up' };
    const [ticket] = after({ posts: [earlier, asks] }, { posts: [earlier], at: HOUR });
    expect(ticket?.facts.text).toBe(asks.text);
  });

  describe('whose text changes each minute', () => {
    const link = (minute: number) => makePost({ text: `https://coupa.ng/abc?signature=${minute}` });
    const signed = only(after({ posts: [link(0)] }));
    const followed = (ticket: Ticket, from: number, to: number, post = link): Ticket => {
      let tickets = [ticket];
      for (let minute = from; minute <= to; minute += 1)
        tickets = read(tickets, { posts: [post(minute)], at: minute * MINUTE });
      return only(tickets);
    };
    const writes = (ticket: Ticket): number => ticket.outbox.version - signed.outbox.version;

    test('is written every ten minutes, each time with its newest text and a line of the thread', () => {
      const ticket = followed(signed, 1, 60);
      expect(writes(ticket)).toBe(6);
      expect(ticket.facts.history.map(({ at }) => (at - NOW) / MINUTE)).toEqual([1, 11, 21, 31, 41, 51]);
      expect(ticket.facts).toMatchObject({ text: link(51).text, formLink: link(51).text });
    });

    test('shows its last text after ten minutes', () => {
      const ticket = followed(signed, 1, 5);
      const shown = followed(ticket, 6, 11, () => link(5));
      expect([ticket, shown].map(({ facts: { text } }) => text)).toEqual([link(1).text, link(5).text]);
      expect(isUnchanged([rowOf(shown)], see({ posts: [link(5)] }))).toBe(true);
    });

    test.each<[string, Row]>([
      ['kind', { kind: 'confirm' }],
      ['clock', { posts: [makePost({ text: link(5).text, at: HANDED_OVER_AT - HOUR })] }],
      ['product', { inquiry: { product: '지어낸 다른 상품' } }],
      [
        'end',
        { posts: [makePost({ ...answered, text: link(5).text }), makeVendorPost({ at: NOW + 4 * MINUTE })] },
      ],
    ])('is written at once with another %s', (_what, row) => {
      const ticket = only(read([followed(signed, 1, 4)], { posts: [link(5)], at: 5 * MINUTE, ...row }));
      expect(writes(ticket)).toBe(2);
      expect(ticket.facts.text).toBe(link(5).text);
    });

    test('is written at once when lists show it again', () => {
      const unverified = withoutFields(
        withFields(followed(signed, 1, 4), { state: 'unverified' }),
        'fingerprint',
      );
      expect(only(read([unverified], { posts: [link(5)], at: 5 * MINUTE })).facts).toMatchObject({
        state: 'open',
        text: link(5).text,
      });
    });

    test('is written no more often after a person erased its text', () => {
      const erased = withFields(signed, { formLink: '', text: '', erased: true });
      expect(writes(followed(erased, 1, 60))).toBe(6);
    });
  });

  test('takes the option that an earlier release did not store, once and without a line', () => {
    const row = { inquiry: { vendorItemId: '3285906659' }, at: MINUTE };
    const changed = read([open], row);
    expect(only(changed)).toMatchObject({ facts: { vendorItemId: '3285906659', history: [] } });
    expect(decide({ ...row, at: 2 * MINUTE }, changed).changes).toEqual([]);
  });

  test('gets other changed fields without a line, and keeps fields that a row leaves out', () => {
    const changed = read([open], { inquiry: { product: '지어낸 다른 상품' }, at: MINUTE });
    expect(only(changed)).toMatchObject({ facts: { product: '지어낸 다른 상품', history: [] } });
    const { product: _product, orderId: _orderId, ...poor } = makeInquiry();
    const known = { vendor: VENDOR, zone: ZONE, now: NOW, completeReadings: {}, blindTimes: [] };
    const decision = decideListing(makeListing({ inquiry: poor }), changed, known);
    expect(only(applyDecision(changed, decision, NOW)).facts).toMatchObject({
      product: '지어낸 다른 상품',
      orderId: open.facts.orderId,
    });
  });

  test('loses a form link and the mark of a cut text with them', () => {
    const posts = [makePost({ text: 'https://coupa.ng/abc', isCut: true })];
    const before = only(after({ posts }));
    expect(before.facts).toMatchObject({ formLink: 'https://coupa.ng/abc', isTextCut: true });
    const { facts } = only(read([before], { at: MINUTE }));
    expect(facts).not.toHaveProperty('formLink');
    expect(facts).not.toHaveProperty('isTextCut');
  });

  test('does not get a text again that a person erased', () => {
    const form = only(after({ posts: [makePost({ text: 'https://coupa.ng/abc' })] }));
    const erased = withFields(form, { formLink: '', text: '', erased: true });
    const posts = [makePost({ text: 'https://coupa.ng/abc changed', isCut: true })];
    const { facts } = only(read([erased], { posts, at: HOUR }));
    expect(facts).toMatchObject({ formLink: '', text: '', erased: true, history: [] });
    expect(facts).not.toHaveProperty('isTextCut');
    expect(only(read([erased], { at: HOUR })).facts).not.toHaveProperty('formLink');
  });

  test('keeps its deadline if its post moves later, with a line; an earlier time moves only the deadline', () => {
    const later = only(read([open], { posts: [makePost({ at: HANDED_OVER_AT + HOUR })], at: HOUR }));
    expect(later.facts).toMatchObject({
      askedAt: HANDED_OVER_AT + HOUR,
      dueAt: HANDED_OVER_AT + DAY,
      history: [{ name: 'changed-2' }],
    });
    const earlier = only(
      read([later], { posts: [makePost({ at: HANDED_OVER_AT - HOUR })], at: HOUR + MINUTE }),
    );
    expect(earlier.facts).toMatchObject({
      askedAt: HANDED_OVER_AT + HOUR,
      dueAt: HANDED_OVER_AT - HOUR + DAY,
    });
  });

  test('becomes open again without a line if it was unverified', () => {
    const unverified = withoutFields(makeTicket({ state: 'unverified' }), 'fingerprint');
    expect(only(read([unverified], {})).facts).toMatchObject({ state: 'open', history: [] });
  });

  test('is linked to the card of another hand-over once that is shown', () => {
    const place = { channel: 'C0MADEUP', ts: '1764047820.000100' };
    const row: Row = { posts: [asks, again], kind: 'confirm', at: 2 * HOUR };
    const shown = read([withFields(open, { ...place, shownVersion: 1 })], row);
    expect(shown).toMatchObject([
      { facts: { siblings: [] } },
      { facts: { siblings: [{ answerId: '700000001', ...place }] } },
    ]);
    const both = shown.map((ticket) => withFields(ticket, { ...place, shownVersion: 1 }));
    expect(
      isUnchanged(
        both.map((ticket) => rowOf(ticket)),
        see(row),
      ),
    ).toBe(false);
    const linked = read(both, row);
    expect(linked[0]?.facts).toMatchObject({ siblings: [{ answerId: '700000009', ...place }], history: [] });
    expect(
      isUnchanged(
        linked.map((ticket) => rowOf(ticket)),
        see(row),
      ),
    ).toBe(true);
  });
});

describe('the kind of a ticket', () => {
  test('is that of the row for the newest request; an older request keeps its kind', () => {
    const tickets = after({ kind: 'confirm' }, { posts: [asks, again], kind: 'reply', at: 2 * HOUR });
    expect(tickets.map(({ facts }) => facts.kind)).toEqual(['confirm', 'reply']);
  });

  test('changes in place, unless NO_ANSWER was not complete', () => {
    expect(only(after({}, { kind: 'confirm', at: MINUTE })).facts.kind).toBe('confirm');
    expect(only(after({}, { kind: 'confirm', kindIsSure: false, at: MINUTE }))).toMatchObject({
      facts: { kind: 'reply' },
      outbox: { version: 1 },
    });
  });
});

describe('an expired ticket', () => {
  const kind = 'confirm' as const;
  const first = { kind, at: OVER, known: { firstPollAt: NOW + OVER } };
  const expired = only(after(first));
  const later = OVER + HOUR;

  test('is stored closed and not announced', () => {
    expect(expired.facts).toMatchObject({ state: 'closed', outcome: 'unknown', announcement: 'none' });
    expect(decide({ kind, at: OVER + MINUTE }, [expired]).changes).toEqual([]);
    expect(isUnchanged([rowOf(expired)], see({ kind, at: OVER + MINUTE }))).toBe(true);
  });

  test.each<[string, Row, 'open' | 'closed']>([
    ['NO_ANSWER', { kind: 'reply' }, 'open'],
    ['a post time a minute later', { posts: [makePost({ at: HANDED_OVER_AT + MINUTE })] }, 'open'],
    ['a smaller difference', { posts: [makePost({ at: HANDED_OVER_AT + MINUTE - 1 })] }, 'closed'],
    ['a changed text', { posts: [makePost({ text: '지어낸 다른 요청' })] }, 'closed'],
    ['a changed product', { inquiry: { product: '지어낸 다른 상품' } }, 'closed'],
  ])('after %s', (_what, row, state) => {
    expect(only(read([expired], { kind, at: later, ...row })).facts.state).toBe(state);
  });

  test('gets a card in NO_ANSWER, once, with an uncertain clock', () => {
    let tickets = [expired];
    for (let minute = 0; minute < 90; minute += 1)
      tickets = read(tickets, { kind: minute % 2 ? 'confirm' : 'reply', at: later + minute * MINUTE });
    expect(only(tickets).facts).toMatchObject({
      state: 'open',
      announcement: 'card',
      dueAt: NOW + later + DAY,
      askedAtUncertain: true,
    });
    expect(only(tickets).facts.history.filter(({ name }) => name.startsWith('reopened'))).toHaveLength(1);
  });
});

test.each([
  ['was decided', makePost({ completeReason: 'DISPUTE_PROCESS_COMPLETE' })],
  ['was answered', answered],
])(
  'R10: a row without an asking post is no expired request whose post %s: a later post is another request',
  (_how, ended) => {
    const expired = after({ kind: 'confirm', at: OVER, known: { firstPollAt: NOW + OVER } });
    const tickets = read(expired, { posts: [ended], at: OVER + HOUR });
    expect(tickets).toMatchObject([
      { key: makeKey(), facts: { state: 'closed', announcement: 'none' } },
      { key: { answerId: 'after-700000001' }, facts: { state: 'open', provisional: {} } },
    ]);
    const asksNow = makePost({ answerId: '700000009', at: NOW + OVER + HOUR });
    expect(read(tickets, { posts: [ended, asksNow], at: OVER + HOUR + MINUTE })).toMatchObject([
      { key: makeKey(), facts: { askedAt: HANDED_OVER_AT } },
      { key: { answerId: 'after-700000001' }, facts: { learntAnswerId: '700000009' } },
    ]);
  },
);

describe('a closed ticket', () => {
  const at = 2 * HOUR;
  const reopenedBy = (row: Row, ticket = closed) => read([ticket], { at, ...row });

  test('is re-opened on the same item and card if its post has a later time: with that clock and a new ladder', () => {
    const moved = makePost({ at: HANDED_OVER_AT + 90 * MINUTE });
    const back = only(reopenedBy({ posts: [moved, answer] }));
    expect(back).toMatchObject({
      key: closed.key,
      facts: { state: 'open', askedAt: moved.at, dueAt: HANDED_OVER_AT + 90 * MINUTE + DAY },
      outbox: { events: { 3: { type: 'TicketReopened' } } },
    });
    expect(back.facts).not.toHaveProperty('knownPosts');
    expect(
      only(read([back], { posts: [{ ...answered, at: HANDED_OVER_AT + 90 * MINUTE }], at: at + HOUR })).facts,
    ).toMatchObject({ state: 'closed', endedBy: 'flag' });
  });

  test.each<[string, TicketFields, Post[]]>([
    ['the answer', {}, [asks]],
    ['the reason', { endedBy: 'reason/CANCEL' }, [asks, answer]],
    ['the fallen flag', { endedBy: 'flag' }, [asks, answer]],
    ['the answer that an earlier version stored', { endedBy: 'post/gone' }, [asks]],
  ])('stays closed while the row does not show %s, however long, and is looked up', (_what, facts, posts) => {
    const ended = withFields(closed, facts);
    let tickets = [ended];
    for (const hours of [2, 3, 50, 500]) {
      const row = { posts, at: hours * HOUR };
      expect(decide(row, tickets).lookUps).toEqual([closed.key]);
      tickets = read(tickets, row);
      expect(only(tickets).facts).toMatchObject({ state: 'closed', closedAt: closed.facts.closedAt });
    }
    expect(
      isUnchanged(
        tickets.map((ticket) => rowOf(ticket)),
        see({ posts, at: 500 * HOUR }),
      ),
    ).toBe(true);
    const [ticket = ended] = tickets;
    const waiting = withFields(ticket, { lookUpAt: NOW });
    expect(decide({ posts, at: 500 * HOUR }, [waiting]).lookUps).toEqual([]);
  });

  test('is re-opened with its future deadline if the row shows what ended it and still asks', () => {
    const back = only(reopenedBy({ posts: [asks, answer] }));
    expect(back).toMatchObject({
      key: closed.key,
      facts: { state: 'open', dueAt: HANDED_OVER_AT + DAY, askedAtUncertain: false },
    });
    for (const field of ['outcome', 'closedAt', 'answeredAt', 'inTime', 'endedBy'])
      expect(back.facts).not.toHaveProperty(field);
    expect(back.facts.history.at(-1)).toEqual({ name: 'reopened-3', at: NOW + at });
    expect(isUnchanged([rowOf(back)], see({ posts: [asks, answer], at }))).toBe(true);
  });

  test('is not re-opened by a row of a list that ignored its filter, only by a later time of its post', () => {
    const row = { posts: [asks, answer], mayBeProvisional: false };
    expect(decide({ ...row, at }, [closed])).toMatchObject({ shown: [closed.key], changes: [], lookUps: [] });
    const moved = { ...row, posts: [makePost({ at: HANDED_OVER_AT + 90 * MINUTE }), answer] };
    expect(only(reopenedBy(moved)).facts.state).toBe('open');
  });

  test('is re-opened past its deadline with an uncertain clock from this reading', () => {
    expect(only(reopenedBy({ posts: [asks, answer], at: 2 * DAY })).facts).toMatchObject({
      state: 'open',
      askedAt: NOW + 2 * DAY,
      askedAtUncertain: true,
      dueAt: NOW + 3 * DAY,
    });
  });

  test('is ended by a new answer after a re-opening, not by the earlier answer', () => {
    const back = reopenedBy({ posts: [asks, answer] });
    expect(only(read(back, { posts: [asks, answer], at: at + MINUTE })).facts.state).toBe('open');
    const second = makeVendorPost({ answerId: '700000008', at: NOW + at });
    const ended = read(back, { posts: [answered, answer, second], at: at + HOUR });
    expect(only(ended).facts).toMatchObject({ state: 'closed', endedBy: 'post/700000008' });
  });

  test('is ended by the earlier answer after a re-opening if its flag falls without a new post', () => {
    const fallen = read(reopenedBy({ posts: [asks, answer] }), { posts: [answered, answer], at: at + HOUR });
    expect(only(fallen).facts).toMatchObject({
      outcome: 'answered',
      endedBy: 'post/700000002',
      inTime: true,
    });
  });

  test.each<[string, TicketFields]>([
    ['was given up', { outcome: 'unknown' }],
    [
      'a page of ended inquiries showed',
      { outcome: 'unknown', endedBy: 'answer-list', announcement: 'none' },
    ],
  ])('is re-opened with a card if it %s and a row asks', (_what, facts) => {
    const ended = withFields(withoutFields(closed, 'answeredAt', 'endedBy'), facts);
    expect(only(reopenedBy({}, ended)).facts).toMatchObject({ state: 'open', announcement: 'card' });
  });

  test('is re-opened at most once an hour without a new post', () => {
    const rows = { posts: [asks, answer] };
    let tickets: readonly Ticket[] = reopenedBy(rows);
    for (let minute = 1; minute < 30; minute += 1)
      tickets = read(tickets, { posts: [minute % 2 ? answered : asks, answer], at: at + minute * MINUTE });
    expect(only(tickets)).toMatchObject({ facts: { state: 'closed' }, outbox: { version: 4 } });
    expect(only(read(tickets, { ...rows, at: at + HOUR })).facts.state).toBe('open');
    const second = makeVendorPost({ answerId: '700000008', at: NOW + at });
    const shown = { posts: [asks, answer, second], at: at + 59 * MINUTE };
    expect(only(read(tickets, shown)).facts.state).toBe('open');
  });

  test('stays closed while its post no longer asks', () => {
    expect(reopenedBy(ENDED, closed)).toMatchObject([{ facts: { state: 'closed' } }]);
    expect(decide({ ...ENDED, at }, [closed]).lookUps).toEqual([]);
  });

  describe('beside a newer request', () => {
    const both = { posts: [asks, answer, again], at: 3 * HOUR };

    test('stays closed: only the newest re-opens', () => {
      const tickets = read([closed], both);
      expect(tickets).toMatchObject([{ facts: { state: 'closed' } }, { facts: { state: 'open' } }]);
      expect(decide(both, tickets)).toMatchObject({ changes: [], lookUps: [] });
      expect(
        isUnchanged(
          tickets.map((ticket) => rowOf(ticket)),
          see(both),
        ),
      ).toBe(true);
    });

    test('is re-opened at once by a later time of its post', () => {
      const moved = makePost({ at: NOW + HOUR });
      const row = { posts: [moved, answer, { ...again, completeReason: 'CANCEL' as const }], at: 4 * HOUR };
      expect(read(read([closed], both), row)).toMatchObject([{ facts: { askedAt: moved.at } }, {}]);
    });

    test('is re-opened thirty minutes after the newer request ended', () => {
      const cancelled = { ...again, completeReason: 'CANCEL' as const };
      const row = { posts: [asks, answer, cancelled], at: 4 * HOUR };
      const tickets = read(read([closed], both), row);
      const states = (at_: number) => read(tickets, { ...row, at: at_ }).map(({ facts }) => facts.state);
      expect(states(4 * HOUR + 30 * MINUTE - 1)).toEqual(['closed', 'closed']);
      expect(states(4 * HOUR + 30 * MINUTE)).toEqual(['open', 'closed']);
    });
  });
});

describe('the clock of a request with a post', () => {
  const kind = 'confirm' as const;
  const late = { kind, at: OVER };
  const expires = (row: Row) => only(after(row)).facts.state === 'closed';

  test('starts at the time of the post, up to ten minutes ahead of now', () => {
    const clockOf = (posts: Post[], at = 0) => only(after({ posts, at })).facts;
    expect(clockOf([makePost({ at: NOW + 10 * MINUTE })]).askedAt).toBe(NOW + 10 * MINUTE);
    const ahead = [makePost({ at: NOW + 10 * MINUTE + 1 })];
    const first = { askedAt: NOW, askedAtUncertain: true, dueAt: NOW + DAY };
    expect(clockOf(ahead)).toMatchObject(first);
    const changed = { posts: ahead, inquiry: { product: '지어낸 다른 상품' }, at: HOUR };
    expect(only(after({ posts: ahead }, changed))).toMatchObject({ facts: first, outbox: { version: 2 } });
  });

  test('starts with an estimate if it has no time', () => {
    const { at: _, ...undated } = asks;
    expect(only(after({ posts: [undated], known: completeAt(-MINUTE) })).facts).toMatchObject({
      askedAt: NOW - MINUTE,
      askedAtUncertain: true,
    });
  });

  test.each<[string, Row]>([
    ["in a vendor's first run", { known: { firstPollAt: NOW + OVER } }],
    ["on a vendor's first day, in a window that was not read", { known: { firstPollAt: NOW + OVER - HOUR } }],
    ['asked in a blind time', { known: { blindTimes: [{ since: HANDED_OVER_AT - 1, until: NOW + OVER }] } }],
    ['asked at the end of a blind time', { known: { blindTimes: [{ since: 0, until: HANDED_OVER_AT }] } }],
    [
      'provisional, by the time of its newest agent post',
      { posts: [note], at: OVER, known: { firstPollAt: NOW + OVER } },
    ],
  ])('is over for a TRANSFER %s', (_what, row) => {
    expect(expires({ ...late, ...row })).toBe(true);
  });

  test.each<[string, Row]>([
    ['in NO_ANSWER', { kind: 'reply', known: { firstPollAt: NOW + OVER } }],
    ['ten minutes after its deadline', { at: OVER - MINUTE, known: { firstPollAt: NOW } }],
    ["after a vendor's first day", { known: { firstPollAt: NOW + OVER - DAY } }],
    [
      'asked when a blind time began',
      { known: { blindTimes: [{ since: HANDED_OVER_AT, until: NOW + OVER }] } },
    ],
    ['asked after a blind time', { known: { blindTimes: [{ since: 0, until: HANDED_OVER_AT - 1 }] } }],
    [
      'asked in a blind time, but complete readings lacked it since',
      { known: { blindTimes: [{ since: 0, until: HANDED_OVER_AT }], ...completeAt(OVER - MINUTE) } },
    ],
  ])('is not over %s', (_what, row) => {
    expect(expires({ ...late, ...row })).toBe(false);
  });

  test('is an estimate that stays for a late TRANSFER', () => {
    const clock = { askedAt: NOW + OVER - MINUTE, askedAtUncertain: true, dueAt: NOW + OVER - MINUTE + DAY };
    const first = { ...late, known: completeAt(OVER - MINUTE) };
    expect(only(after(first)).facts).toMatchObject({ state: 'open', announcement: 'card', ...clock });
    const changed = { kind, at: OVER + HOUR, inquiry: { product: '지어낸 다른 상품' } };
    expect(only(after(first, changed))).toMatchObject(nested({ version: 2, ...clock }));
  });

  test('is over for an older request that is past when first seen, in either list', () => {
    const row = { posts: [asks, { ...again, at: NOW + OVER - HOUR }], at: OVER };
    for (const list of ['reply', 'confirm'] as const)
      expect(after({ ...row, kind: list })).toMatchObject([
        { key: makeKey(), facts: { state: 'closed', outcome: 'unknown', announcement: 'none' } },
        { key: { answerId: '700000009' }, facts: { state: 'open', announcement: 'card' } },
      ]);
  });

  test('waits for the next run if NO_ANSWER was not complete and the deadline is over', () => {
    const unsure = { ...late, kindIsSure: false };
    expect(decide(unsure)).toEqual({ shown: [], changes: [], creates: [], lookUps: [] });
    expect(decide({ ...unsure, posts: [note] }).creates).toEqual([]);
    expect(decide({ ...unsure, at: 0 }).creates).toHaveLength(1);
    expect(only(after(unsure, late)).facts.state).toBe('open');
  });
});
