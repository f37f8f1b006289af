import { describe, expect, jest, test } from '@jest/globals';
import { isUnchanged } from '../../../../lib/domain/intake/row-facts.ts';
import { SOURCE_RULES } from '../../../../lib/domain/registry/source-rules.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import {
  again,
  answer,
  answered,
  asks,
  type Case,
  ended,
  listingOf,
  live,
  outline,
  type Row,
  see,
  note,
  OWN,
  provisional,
} from '../../../fixtures/domain/intake-timeline.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeComment } from '../../../fixtures/domain/make-question.ts';
import { makeTicket, rowOf, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const confirmed = makePost({
  transfer: 'answered',
  needAnswer: false,
  completeReason: 'DISPUTE_PROCESS_COMPLETE',
});
const { answerId: _id, ...nameless } = asks;
const undated = ({ at: _at, ...post }: Post): Post => post;
const old = { inquiryAt: NOW - 2 * DAY };
const replied = [...provisional, { at: HOUR + MINUTE, of: 'after-600000001', posts: [note, answer] }];
const REPLIED = 'after-600000001 closed answered';
const oldPost = makePost({ at: NOW - 2 * DAY });
const listed: Row = { kind: 'confirm', inquiry: old, posts: [oldPost, undated(again)] };
const TWO_PAST = 'own closed unknown silent, 700000009 closed unknown silent';
const question = (more: Row = {}): Row => ({ kind: 'question', posts: [], ...more });
const comment = makeComment({ at: NOW + HOUR });
/** Two clocks may differ by ten minutes. */
const OVER = HANDED_OVER_AT + DAY - NOW + 11 * MINUTE;

describe('R10: the requests of a row', () => {
  test.each<Case>([
    ['an asking post', [{}], 'own open'],
    ['two asking posts', [{ posts: [asks, again], at: 2 * HOUR }], 'own open, 700000009 open'],
    ['an asking post long after an answer', [{ posts: [asks, makeVendorPost()], at: 5 * HOUR }], 'own open'],
    ['an asking post soon after an answer', [{ posts: [asks, answer], at: HOUR + MINUTE }], ''],
    ['an older post with an answer', [{ posts: [asks, answer, again], at: 6 * HOUR }], '700000009 open'],
    ['an asking post that Coupang shows by an ignored filter', [{ mayBeProvisional: false }], 'own open'],
    ['a row without an asking post: unannounced', [{ posts: [note] }], 'after-600000001 open silent'],
    ['a row with an asking post without an id', [{ posts: [nameless] }], 'after-0 open silent'],
    ['a row without any post', [{ posts: [] }], 'after-0 open silent'],
    ['a row without an asking post, by an ignored filter', [{ posts: [note], mayBeProvisional: false }], ''],
    [
      'a newer post without a time beside an open ticket: not past',
      [
        { posts: [undated(asks)], inquiry: old },
        { posts: [undated(asks), undated(again)], inquiry: old, kind: 'confirm', at: 30 * HOUR },
      ],
      'own open, 700000009 open',
    ],
    ['a post that asks soon after a provisional end', [...replied, { at: 2 * HOUR }], `${REPLIED}, own open`],
    ['a newest post without a time beside a past one', [{ ...listed, kindIsSure: false }, listed], TWO_PAST],
    ['a question', [question()], '0 open'],
    ['a question with a comment', [question({ posts: [comment], at: HOUR })], '0 closed answered silent'],
    ['a question of 31 days ago', [question({ inquiry: { inquiryAt: NOW - 31 * DAY } })], ''],
  ])('%s', (_what, steps, tickets) => expect(outline(live([], ...steps))).toBe(tickets));

  test('a request has the text, kind and clock of its post', () => {
    const [first, second] = live([], { posts: [asks, again], at: 2 * HOUR, kind: 'confirm' });
    expect(first?.facts).toMatchObject({
      text: asks.text,
      askedAt: HANDED_OVER_AT,
      dueAt: HANDED_OVER_AT + DAY,
    });
    expect(second?.facts).toMatchObject({ text: again.text, kind: 'confirm', askedAtUncertain: false });
  });

  test('the cards of an inquiry link to each other', () => {
    const shown = live([], {}).map((ticket) =>
      withFields(ticket, { channel: 'C1', ts: '1.1', shownVersion: 1 }),
    );
    expect(see(shown, { posts: [asks, again], at: 2 * HOUR }).creates).toMatchObject([
      { facts: { siblings: [{ answerId: OWN, channel: 'C1', ts: '1.1' }] } },
    ]);
  });
});

describe('R9: a row and an open ticket', () => {
  const open = live([], {});

  test.each<Case>([
    ['that it shows asking agree', [{ at: MINUTE }], 'own open'],
    ['that it shows answered: the row closes it', [ended], 'own closed answered'],
    ['that it shows confirmed', [{ posts: [confirmed], kind: 'confirm', at: HOUR }], 'own closed confirmed'],
    ['with a fallen flag alone', [{ posts: [answered], at: HOUR }], 'own closed unknown'],
    ['whose flag asks after an answer agree', [{ posts: [asks, answer], at: HOUR + MINUTE }], 'own open'],
    ['whose post it lacks: an older copy', [{ posts: [note], at: HOUR }], 'own open'],
    [
      'whose post it lacks for two hours: its new answer ends it',
      [
        { posts: [note], at: HOUR },
        { posts: [note, answer], at: 3 * HOUR },
      ],
      'own closed answered',
    ],
  ])('%s', (_what, steps, tickets) => expect(outline(live(open, ...steps))).toBe(tickets));

  test('a request that was answered while a newer one asks is absent', () => {
    const both = live([], { posts: [asks, again], at: 2 * HOUR });
    const { shown } = see(both, { posts: [asks, makeVendorPost({ at: NOW + HOUR }), again], at: 3 * HOUR });
    expect(shown.map(({ answerId }) => answerId)).toEqual(['700000009']);
  });

  test('an unverified ticket that is listed is open again', () => {
    const [ticket = makeTicket()] = open;
    const gone = withFields(ticket, { state: 'unverified' });
    expect(outline(live([gone], { at: MINUTE }))).toEqual('own open');
  });

  test('a product, category or order that the row leaves out stays', () => {
    const { product, category, orderId } = open[0]?.facts ?? {};
    const bare = { inquiryId: '1000000001', content: '', posts: [makePost({ text: '바뀐 요청' })] };
    const [ticket] = live(open, { at: HOUR, inquiry: bare });
    expect(ticket?.facts).toMatchObject({ product, category, orderId, text: '바뀐 요청' });
  });

  test('a confirmation that only TRANSFER shows stays a reply while NO_ANSWER is incomplete (R12)', () => {
    const row = { kind: 'confirm', at: HOUR } as const;
    expect(live(open, { ...row, kindIsSure: false })[0]?.facts.kind).toBe('reply');
    expect(live(open, row)[0]?.facts.kind).toBe('confirm');
  });
});

describe('R15: a row and a closed ticket', () => {
  const closed = live([], {}, ended);
  const at = 3 * HOUR;
  const asksAt = (time: number): Post[] => [makePost({ at: time })];

  test.each<[string, Row, string, number | undefined]>([
    ['the end agrees', { posts: [answered, answer], at }, 'closed', undefined],
    ['it asking: a look-up follows', { posts: [asks, answer], at }, 'closed', 0],
    ['an older copy asking: a look-up follows', { at }, 'closed', 0],
    ['its post a minute later: it re-opens', { posts: asksAt(HANDED_OVER_AT + MINUTE), at }, 'closed', 0],
    [
      'its post a minute later beside the answer',
      { posts: [...asksAt(HANDED_OVER_AT + MINUTE), answer], at },
      'open',
      undefined,
    ],
    [
      'its post less than a minute later',
      { posts: [...asksAt(HANDED_OVER_AT + MINUTE - 1), answer], at },
      'closed',
      0,
    ],
    ['its post hours ahead', { posts: [...asksAt(NOW + at + HOUR), answer], at }, 'closed', 0],
    ['it by an ignored filter', { posts: [asks, answer], at, mayBeProvisional: false }, 'closed', undefined],
  ])('that shows %s', (_what, row, state, lookUpIn) => {
    const [ticket] = live(closed, row);
    expect(ticket?.facts.state).toBe(state);
    expect(ticket?.poll.lookUpAt).toBe(lookUpIn === undefined ? undefined : NOW + at + lookUpIn);
  });

  test('a re-opening starts the clock of its post, and keeps item and card', () => {
    const [ticket] = live(closed, { posts: [...asksAt(NOW + 2 * HOUR), answer], at });
    expect(ticket?.facts).toMatchObject({
      askedAt: NOW + 2 * HOUR,
      dueAt: NOW + 2 * HOUR + DAY,
      reopenedFrom: NOW + 2 * HOUR,
      knownPosts: [OWN, '700000002'],
    });
    expect(ticket?.facts.history.at(-1)?.name).toBe('reopened-3');
  });

  test('an older copy does not end a request that was asked again on the same post', () => {
    const reopened = live(closed, { posts: [...asksAt(NOW + 2 * HOUR), answer], at });
    expect(outline(live(reopened, { posts: [answered, answer], at: at + MINUTE }))).toEqual('own open');
  });

  test('within an hour after a re-opening, only news closes it', () => {
    const asked = makePost({ at: NOW + 2 * HOUR });
    const reopened = live(closed, { posts: [asked, answer], at });
    const fallen = { ...asked, transfer: 'answered', needAnswer: false } as const;
    const rows = (...posts: Post[]) =>
      outline(live(reopened, { posts: [fallen, answer, ...posts], at: at + MINUTE }));
    expect(rows()).toEqual('own open');
    expect(rows(makeVendorPost({ answerId: '700000008', at: NOW + at }))).toEqual('own closed answered');
  });
});

describe('R10: a provisional request', () => {
  test.each<Case>([
    ['is announced by a reading two minutes later', provisional, 'after-600000001 open'],
    [
      'is announced no earlier',
      [{ posts: [note] }, { posts: [note], at: 2 * MINUTE - 1 }],
      'after-600000001 open silent',
    ],
    [
      'keeps its key when posts come',
      [...provisional, { posts: [note, { ...note, answerId: '600000002' }], at: HOUR }],
      'after-600000001 open',
    ],
    [
      'ends by a new answer',
      [...provisional, { posts: [note, answer], at: HOUR + MINUTE }],
      'after-600000001 closed answered',
    ],
    [
      'knows the posts of its first row',
      [
        { posts: [note, makeVendorPost()], at: 5 * HOUR },
        { posts: [note, makeVendorPost()], at: 5 * HOUR + 2 * MINUTE },
      ],
      'after-700000002 open',
    ],
    [
      'ends by a reason of a newer post',
      [...provisional, { posts: [note, { ...confirmed, at: NOW + HOUR }], at: HOUR }],
      'after-600000001 closed confirmed',
    ],
    [
      'ends as replaced when a post asks',
      [...provisional, { posts: [note, asks], at: HOUR }],
      'after-600000001 closed replaced, own open',
    ],
    [
      'ends silently as replaced before its announcement',
      [{ posts: [note] }, { posts: [note, asks], at: MINUTE }],
      'after-600000001 closed replaced silent, own open',
    ],
    ['is not made while a ticket is open', [{}, { posts: [note], at: HOUR }], 'own open'],
    [
      'is not made within two hours after an end',
      [{}, ended, { posts: [answered, answer], at: 3 * HOUR }],
      'own closed answered',
    ],
    [
      'is made two hours after an end',
      [{}, ended, { posts: [answered, answer], at: 3 * HOUR + 2 * MINUTE }],
      'own closed answered, after-700000002 open silent',
    ],
    [
      'is not made within two hours after an answer without a ticket',
      [{ posts: [answered, answer], at: 2 * HOUR }],
      '',
    ],
    [
      'is not made for a confirmed TRANSFER that stays listed',
      [
        { kind: 'confirm' },
        { kind: 'confirm', posts: [confirmed], at: HOUR },
        { kind: 'confirm', posts: [confirmed], at: 9 * HOUR },
      ],
      'own closed confirmed',
    ],
    [
      'is made for a TRANSFER that comes back after its inquiry was lacked',
      [
        { kind: 'confirm' },
        { kind: 'confirm', posts: [confirmed], at: HOUR },
        { kind: 'confirm', posts: [confirmed], at: 9 * HOUR, lackedAt: 8 * HOUR },
      ],
      'own closed confirmed, after-own open silent',
    ],
    [
      'is a question that stays listed for two hours after its answer',
      [
        question(),
        question({ posts: [comment], at: HOUR + MINUTE }),
        question({ posts: [comment], at: 4 * HOUR }),
      ],
      '0 closed answered, after-900000001 open silent',
    ],
  ])('%s', (_what, steps, tickets) => expect(outline(live([], ...steps))).toBe(tickets));

  test('a new card inherits the claim, and comes before the old one ends', () => {
    const claimed = live([], ...provisional).map((ticket) =>
      withFields(ticket, { claimedBy: 'U1', claimedAt: NOW }),
    );
    const { creates, changes } = see(claimed, { posts: [note, asks], at: HOUR });
    expect(creates).toMatchObject([{ key: { answerId: OWN }, facts: { claimedBy: 'U1', claimedAt: NOW } }]);
    expect(changes).toMatchObject([{ facts: { outcome: 'replaced' } }]);
  });

  test('one that closed silently opens at once and keeps its first sight', () => {
    const [first] = live([], { posts: [note] });
    const silent = withFields(first ?? makeTicket(), {
      state: 'closed',
      outcome: 'unknown',
      closedAt: NOW + MINUTE,
    });
    const [soon] = live([silent], { posts: [note], at: MINUTE });
    expect(soon?.facts).toMatchObject({ state: 'open', announcement: 'none', provisional: { seenAt: NOW } });
    expect(outline(live([silent], { posts: [note], at: HOUR }))).toEqual('after-600000001 open');
    const [late] = live([silent], { posts: [note], at: 5 * DAY });
    expect(late?.facts).toMatchObject({ state: 'open', askedAtUncertain: true });
    expect(late?.facts.dueAt).toBeGreaterThan(NOW + 5 * DAY);
  });

  test('one that closed silently stays closed while the lists may lag behind the end of the request', () => {
    const gone = live([], { posts: [answered] }, { at: MINUTE }, { posts: [answered], at: HOUR });
    expect(outline(live(gone, { posts: [answered], at: HOUR + 2 * MINUTE }))).toBe(outline(gone));
  });

  test('a TRANSFER that ended and stays listed ends the look-ups of a row that lagged', () => {
    const still: Row = { kind: 'confirm', posts: [confirmed], at: HOUR };
    const lagged = live([], { kind: 'confirm' }, still, { kind: 'confirm', at: HOUR + 2 * MINUTE });
    expect(lagged[0]?.poll).toMatchObject({ lookUpAt: NOW + HOUR + 2 * MINUTE });
    const [ticket] = live(lagged, { ...still, at: HOUR + 5 * MINUTE });
    expect(ticket?.poll).toEqual({ lookUps: 0 });
  });
});

describe('D5: a request that was past at first sight', () => {
  const past = makePost({ at: HANDED_OVER_AT });
  const transfer = (more: Row = {}): Row => ({ kind: 'confirm', posts: [past], at: OVER, ...more });

  test.each<Case>([
    ['is stored closed, without a card', [transfer()], 'own closed unknown silent'],
    ['is not the newest request of NO_ANSWER', [transfer({ kind: 'reply' })], 'own open'],
    [
      'is an older one of NO_ANSWER',
      [transfer({ kind: 'reply', posts: [past, { ...again, at: NOW + OVER }] })],
      'own closed unknown silent, 700000009 open',
    ],
    [
      'came late if the inquiry was lacked in the last day',
      [transfer({ lackedAt: OVER - HOUR })],
      'own open',
    ],
    ['waits while NO_ANSWER may hold it', [transfer({ kindIsSure: false })], ''],
    [
      'is a TRANSFER whose flag has fallen',
      [transfer({ posts: [answered] })],
      'after-own closed unknown silent',
    ],
    ['is a question', [question({ at: OVER })], '0 closed unknown silent'],
    [
      're-opens if NO_ANSWER shows it',
      [transfer(), transfer({ kind: 'reply', at: OVER + MINUTE })],
      'own open',
    ],
    [
      'is replaced if it re-opened without a post, and then its inquiry shows one',
      [
        transfer({ posts: [answered] }),
        transfer({ kind: 'reply', posts: [answered], at: OVER + MINUTE }),
        transfer({ kind: 'reply', posts: [answered, { ...again, at: NOW + OVER }], at: OVER + 2 * MINUTE }),
      ],
      'after-own closed replaced, 700000009 open',
    ],
    [
      're-opens if its post asks again',
      [transfer(), transfer({ posts: [makePost({ at: NOW + OVER })], at: OVER + MINUTE })],
      'own open',
    ],
    [
      'stays closed while it stays listed',
      [transfer(), transfer({ at: OVER + DAY })],
      'own closed unknown silent',
    ],
  ])('%s', (_what, steps, tickets) => expect(outline(live([], ...steps))).toBe(tickets));

  test('re-opens if a list shows it after the inquiry was lacked for a day', () => {
    const gone = live([], transfer()).map((ticket) => {
      const { fingerprint: _, ...facts } = ticket.facts;
      return { ...ticket, facts, outbox: { ...ticket.outbox, changedAt: NOW + OVER + HOUR } };
    });
    expect(outline(live(gone, transfer({ at: OVER + DAY })))).toEqual('own closed unknown silent');
    expect(outline(live(gone, transfer({ at: OVER + DAY + HOUR })))).toEqual('own open');
  });
});

describe('R3: the index alone shows that a row changes nothing', () => {
  const rows = (...steps: Row[]): [ReturnType<typeof rowOf>[], Row] => [
    live([], ...steps).map((ticket) => rowOf(ticket)),
    steps.at(-1) ?? {},
  ];
  const isSame = (indexed: ReturnType<typeof rowOf>[], row: Row): boolean =>
    isUnchanged(indexed, listingOf(row), row.kind === 'question' ? 'product' : 'call-center');

  test.each<[string, Row[]]>([
    ['of an open request', [{}]],
    ['of two', [{ posts: [asks, again], at: 2 * HOUR }]],
    ['of an announced provisional request', provisional],
    ['of a question', [question()]],
    ['of a past TRANSFER, whether or not its post asks', [{ kind: 'confirm', at: OVER }]],
    ['of a past TRANSFER whose flag has fallen', [{ kind: 'confirm', posts: [answered], at: OVER }]],
    ['of a closed ticket that waits for a look-up', [{}, ended, { posts: [asks, answer], at: 3 * HOUR }]],
    [
      'of a confirmed TRANSFER that stays listed',
      [
        { kind: 'confirm' },
        { kind: 'confirm', posts: [confirmed], at: HOUR },
        { kind: 'confirm', posts: [confirmed], at: 2 * HOUR },
      ],
    ],
  ])('%s', (_what, steps) => {
    const [indexed, last] = rows(...steps);
    expect(isSame(indexed, last)).toBe(true);
    expect(isSame(indexed, { ...last, posts: [...(last.posts ?? [asks]), makeSystemPost()] })).toBe(false);
  });

  test('of two posts without flags, if the rules of their source call them requests', () => {
    const unflagged = makePost({ transfer: 'none', needAnswer: false });
    const posts = [OWN, '700000009'].map((answerId) => ({ ...unflagged, answerId }));
    const requestsOf = () => posts.map((post) => ({ answerId: post.answerId, post }));
    const rules = { ...SOURCE_RULES['call-center'], requestsOf, judge: () => ({ is: 'asks' }) as const };
    const replaced = jest.replaceProperty(SOURCE_RULES, 'call-center', rules);
    expect(isSame(...rows({ posts, at: 2 * HOUR }))).toBe(true);
    replaced.restore();
  });

  test('not while a provisional request is unannounced, nor without a ticket', () => {
    expect(isSame(...rows({ posts: [note] }))).toBe(false);
    expect(isSame([], {})).toBe(false);
  });
});
