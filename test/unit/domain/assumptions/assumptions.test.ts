import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { ASSUMPTIONS, countEvidence, type Evidence } from '../../../../lib/domain/assumptions/assumptions.ts';
import {
  type FirstSights,
  type ListRead,
  listsToLearnFrom,
  type Seen,
} from '../../../../lib/domain/assumptions/evidence.ts';
import type { Inquiry, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { type ListStatus, type Source, SOURCE_NAMES } from '../../../../lib/domain/sources.ts';
import { anyInquiry } from '../../../fixtures/domain/arbitrary-inquiry.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';

/** The assumptions of a source that a list can show. */
const namesOf = (source: Source): string[] =>
  ASSUMPTIONS.filter(
    (each) => ('source' in each ? each.source : 'call-center') === source && 'count' in each,
  ).map(({ name }) => name);
/** The evening after the made-up hand-over's deadline. */
const LATER = HANDED_OVER_AT + 30 * HOUR;

const see = (lists: ListRead[], more: Partial<Seen> = {}): Seen => ({
  source: 'call-center',
  lists,
  totals: { for: 0, against: 0 },
  zone: ZONE,
  now: LATER,
  ...more,
});

/** A window of seven days. The made-up inquiry's date is 2026-11-25. */
const list = (firstDate: string, lastDate: string, more: Partial<ListRead> = {}): ListRead => ({
  window: { firstDate, lastDate },
  status: 'ANSWER',
  inquiries: [],
  isWhole: true,
  ...more,
});
const around = (inquiries: Inquiry[], status: ListStatus = 'ANSWER'): ListRead =>
  list('2026-11-22', '2026-11-28', { inquiries, status });

const casesOf = (name: Evidence['name'], seen: Seen) => {
  const { name: _, ...cases } = countEvidence(seen).find((entry) => entry.name === name) ?? { name };
  return cases;
};
const FOR = { for: 1, against: 0 };
const AGAINST = { for: 0, against: 1 };
const NOTHING = { for: 0, against: 0 };

const inquiryOf = (...posts: Post[]): Inquiry => makeInquiry({ posts });
const ended = makePost({ transfer: 'answered', needAnswer: false });
const toConfirm = makePost({ needAnswer: false });
const again = makePost({ answerId: '700000009', at: HANDED_OVER_AT + 5 * HOUR });
const { at: _at, ...timeless } = makePost();
const { answerId: _id, ...nameless } = makePost();
const note = makePost({
  answerId: '700000008',
  at: HANDED_OVER_AT + 6 * HOUR,
  transfer: 'none',
  needAnswer: false,
});
const soon = { now: HANDED_OVER_AT + 7 * HOUR };

describe('posts count for or against an assumption:', () => {
  const answerAt = (ms: number, more: Partial<Post> = {}) =>
    makeVendorPost({ at: HANDED_OVER_AT + ms, ...more });
  const closingAt = (ms: number) => makeSystemPost({ at: HANDED_OVER_AT + ms });
  const signed = answerAt(DAY + MINUTE, { login: 'made-up' });
  const endedAgain = { ...again, transfer: 'answered', needAnswer: false } as const;
  const late = answerAt(9 * HOUR, { answerId: '700000010' });
  const friday = { ...ended, at: HANDED_OVER_AT + 2 * DAY };
  const sunday = { ...ended, at: HANDED_OVER_AT + 4 * DAY };

  const seeAnswered = (post: Post, age: number) =>
    see([around([], 'NO_ANSWER'), around([], 'TRANSFER'), around([inquiryOf(post)])], {
      now: HANDED_OVER_AT + age,
    });
  const seeOne = (posts: Post[], age = LATER - HANDED_OVER_AT) =>
    see([around([inquiryOf(...posts)])], { now: HANDED_OVER_AT + age });

  const CASES: Partial<Record<Evidence['name'], [what: string, cases: object, seen: Post[] | Seen][]>> = {
    'flag-outlives-next-post': [
      ['still asks beside a newer one', FOR, [toConfirm, again]],
      ['still asks before a note', FOR, [makePost(), note]],
      ['asks no more in its 24 hours', AGAINST, seeOne([ended, again], 7 * HOUR)],
      ['may have ended by the clock', NOTHING, seeOne([ended, again], DAY)],
      ['was answered', NOTHING, seeOne([ended, again, makeVendorPost()], 7 * HOUR)],
      ['was withdrawn', NOTHING, [makePost({ completeReason: 'CANCEL' }), note]],
      ['is the last one', NOTHING, [makePost()]],
      ['is the last of an agent', NOTHING, [makePost(), makeVendorPost()]],
      ['has no time', NOTHING, [timeless, note]],
      ['has no id', NOTHING, [nameless, note]],
    ],
    'flag-falls-with-answer': [
      ['fell', FOR, [ended, makeVendorPost()]],
      ['still asks', AGAINST, [makePost(), makeVendorPost()]],
      [
        'still asks, for a newer one was answered',
        FOR,
        [makePost(), { ...again, transfer: 'answered' }, answerAt(9 * HOUR, { parentAnswerId: '700000009' })],
      ],
      ['was answered too late', NOTHING, [makePost(), { ...signed, at: HANDED_OVER_AT + 26 * HOUR }]],
      ['was never answered', NOTHING, [makePost()]],
      [
        'was confirmed',
        NOTHING,
        seeOne([makePost({ completeReason: 'DISPUTE_PROCESS_COMPLETE' })], 7 * HOUR),
      ],
      ['has a flag of no known value', NOTHING, [makePost({ transfer: 'unknown' }), makeVendorPost()]],
    ],
    'lists-follow-flags': [
      ['is listed and asks', FOR, see([around([inquiryOf(makePost())], 'NO_ANSWER')])],
      ['is listed and asks nothing', AGAINST, see([around([inquiryOf(ended)], 'TRANSFER')])],
      [
        'was answered after the open list was read',
        FOR,
        see([around([inquiryOf(makePost())], 'NO_ANSWER'), around([inquiryOf(ended)])]),
      ],
      ['asks for an hour, listed as answered alone', AGAINST, seeAnswered(makePost(), HOUR)],
      ['asked just before', NOTHING, seeAnswered(makePost(), HOUR - 1)],
      ['asked a day before', NOTHING, seeAnswered(makePost(), DAY)],
      ['asks no more, listed as answered alone', NOTHING, seeAnswered(ended, HOUR)],
      [
        'may be in an open list that was not read to its end',
        NOTHING,
        see([around([], 'NO_ANSWER'), around([inquiryOf(makePost())])], soon),
      ],
    ],
    'automatic-post-prefix': [
      ['is known', FOR, [ended, makeSystemPost()]],
      ['may be another', AGAINST, [ended, answerAt(DAY + MINUTE)]],
      ['may close one of two', AGAINST, [ended, again, answerAt(DAY + MINUTE)]],
      ['is of a person', NOTHING, [ended, signed]],
      ['is an answer before', NOTHING, [ended, answerAt(DAY - MINUTE)]],
      ['is a late answer', NOTHING, [ended, answerAt(DAY + 11 * MINUTE)]],
    ],
    'clock-starts-at-asking-post': [
      ['closed in time', FOR, [ended, makeSystemPost()]],
      ['closed 11 minutes early', AGAINST, [ended, closingAt(DAY - 11 * MINUTE)]],
      [
        'closed with the 24 hours of another post',
        AGAINST,
        [ended, again, makeSystemPost({ parentAnswerId: '700000009' })],
      ],
      ['closed without a hand-over', NOTHING, [makeSystemPost()]],
      ['closed 10 minutes late', FOR, [ended, closingAt(DAY + 10 * MINUTE)]],
      ['closed before a hand-over', NOTHING, [ended, closingAt(0)]],
    ],
    'weekends-and-holidays-count': [
      ['closed on the Saturday', FOR, [friday, closingAt(3 * DAY)]],
      ['closed on the Monday', AGAINST, [friday, closingAt(5 * DAY)]],
      ['closed a day after the Sunday', FOR, [sunday, closingAt(5 * DAY)]],
      ['closed in the week', NOTHING, [ended, makeSystemPost()]],
    ],
    'unnamed-answer-ends-all': [
      ['ended the only request', FOR, [ended, makeVendorPost()]],
      ['ended both', FOR, [ended, endedAgain, late]],
      ['ended the newer one', AGAINST, [makePost(), endedAgain, late]],
      ['ended the older one', AGAINST, [ended, again, late]],
      [
        'names a post that is no hand-over',
        FOR,
        [ended, endedAgain, { ...late, parentAnswerId: late.answerId ?? '' }],
      ],
      [
        'names a request',
        NOTHING,
        [makePost(), endedAgain, { ...late, parentAnswerId: again.answerId ?? '' }],
      ],
      ['ended nothing', NOTHING, [makePost(), again, late]],
      [
        'came after a withdrawal of the older one',
        FOR,
        [makePost({ completeReason: 'CANCEL' }), endedAgain, late],
      ],
      ['came before the newer one', FOR, [ended, makeVendorPost(), again]],
      ['came after an answer to the older one', FOR, [makePost(), makeVendorPost(), endedAgain, late]],
      ['came with it', FOR, [ended, answerAt(0)]],
      ['answers nothing', NOTHING, [makeVendorPost()]],
      ['comes before it', NOTHING, [ended, answerAt(-1)]],
      ['was followed by a closing', NOTHING, [ended, endedAgain, late, makeSystemPost()]],
      ['may be automatic', NOTHING, [ended, answerAt(DAY + MINUTE)]],
    ],
  };

  describe.each(Object.entries(CASES))('%s: a post or inquiry that', (name, cases) => {
    test.each(cases)('%s is %j', (_what, expected, seen) => {
      const evidence = countEvidence(Array.isArray(seen) ? seeOne(seen) : seen);
      expect(evidence).toContainEqual({ name, ...expected });
    });
  });

  test('count an inquiry in several lists once, in its last form', () => {
    const before = inquiryOf(makePost(), makeVendorPost());
    const lists = [around([before], 'NO_ANSWER'), around([inquiryOf(ended, makeVendorPost())])];
    expect(casesOf('flag-falls-with-answer', see(lists))).toEqual(FOR);
  });
});

describe('TRANSFER lists count 24 hours after a request:', () => {
  const transfer = (inquiry: Inquiry, statuses: ListStatus[], now = LATER) =>
    casesOf(
      'transfer-leaves-after-24-hours',
      see(
        statuses.map((listStatus) => around([inquiry], listStatus)),
        { now },
      ),
    );

  test('an unconfirmed hand-over that is no longer listed as a case for, and one that is still listed as a case against', () => {
    expect(transfer(inquiryOf(toConfirm), ['ANSWER'])).toEqual(FOR);
    expect(transfer(inquiryOf(toConfirm), ['TRANSFER'])).toEqual(AGAINST);
    expect(transfer(inquiryOf(toConfirm), ['TRANSFER'], HANDED_OVER_AT + DAY)).toEqual(AGAINST);
  });

  test('a hand-over that neither a later note of the agent nor an earlier answer has ended', () => {
    expect(transfer(inquiryOf(toConfirm, note), ['ANSWER'])).toEqual(FOR);
    const earlier = makeVendorPost({ at: HANDED_OVER_AT - HOUR });
    expect(transfer(inquiryOf(earlier, toConfirm), ['ANSWER'])).toEqual(FOR);
  });

  test('nothing for a hand-over within its 24 hours, one that wants a reply, and one that was ended', () => {
    expect(transfer(inquiryOf(toConfirm), ['TRANSFER'], HANDED_OVER_AT + DAY - 1)).toEqual(NOTHING);
    expect(transfer(inquiryOf(toConfirm), ['NO_ANSWER', 'TRANSFER'])).toEqual(NOTHING);
    expect(transfer(inquiryOf(makePost()), ['ANSWER'])).toEqual(NOTHING);
    expect(transfer(inquiryOf(toConfirm, makeVendorPost()), ['ANSWER'])).toEqual(NOTHING);
    const confirmed = { ...toConfirm, completeReason: 'DISPUTE_PROCESS_COMPLETE' } as const;
    expect(transfer(inquiryOf(confirmed), ['ANSWER'])).toEqual(NOTHING);
    expect(transfer(inquiryOf(note), ['TRANSFER'])).toEqual(NOTHING);
  });
});

describe('windows count:', () => {
  const inquiry = inquiryOf(ended);
  const ending = (inquiries: Inquiry[] = []) =>
    (['NO_ANSWER', 'TRANSFER', 'NONE', 'ANSWER'] as const).map((status) =>
      list('2026-11-19', '2026-11-25', { status, ...(status === 'ANSWER' && { inquiries }) }),
    );
  const beginning = list('2026-11-25', '2026-12-01', { inquiries: [inquiry] });
  const endCases = (lists: ListRead[]) => casesOf('end-date-inclusive', see(lists));

  test('an inquiry of the last date as a case for, and one that only the next window shows as a case against', () => {
    expect(endCases(ending([inquiry]))).toEqual(FOR);
    expect(endCases([beginning, ...ending([inquiry])])).toEqual(FOR);
    expect(endCases([beginning, ...ending()])).toEqual(AGAINST);
    expect(endCases([beginning, around([inquiry]), ...ending()])).toEqual(AGAINST);
  });

  test('nothing for a date that ends no window, or was not read completely', () => {
    expect(endCases([around([inquiry])])).toEqual(NOTHING);
    expect(endCases([around([inquiry]), ...ending()])).toEqual(NOTHING);
    expect(endCases([beginning, ...ending().slice(1)])).toEqual(NOTHING);
    const cut = ending().map((endingList) => ({ ...endingList, isWhole: endingList.status !== 'ANSWER' }));
    expect(endCases([beginning, ...cut])).toEqual(NOTHING);
  });

  test('an old inquiry with a new post as a case for in the window of its own date, and against in any other window', () => {
    const old = makeInquiry({ inquiryAt: HANDED_OVER_AT - 9 * DAY });
    const cases = (...lists: ListRead[]) => casesOf('window-filters-by-inquiry-date', see(lists));
    const own = list('2026-11-10', '2026-11-16', { inquiries: [old] });
    expect(cases(own)).toEqual(FOR);
    expect(cases(around([old]))).toEqual(AGAINST);
    expect(cases(own, around([old]))).toEqual(AGAINST);
    expect(cases(list('2026-11-10', '2026-11-16', { inquiries: [inquiry] }))).toEqual(AGAINST);
    expect(cases(around([inquiry]))).toEqual(NOTHING);
    const { inquiryAt: _, ...undated } = old;
    expect(cases(own, around([undated]))).toEqual(NOTHING);
    expect(cases({ ...own, inquiries: [undated] })).toEqual(NOTHING);
  });

  test('an inquiry as a case for only if no window that shows it reaches its newest post', () => {
    const old = makeInquiry({ inquiryAt: HANDED_OVER_AT - 9 * DAY });
    const shown = (firstDate: string, lastDate: string) => list(firstDate, lastDate, { inquiries: [old] });
    const cases = (...lists: ListRead[]) => casesOf('window-filters-by-inquiry-date', see(lists));
    const until = shown('2026-11-16', '2026-11-24');
    expect(cases(until)).toEqual(FOR);
    expect(cases(until, shown('2026-11-16', '2026-11-25'))).toEqual(NOTHING);
  });

  test('counts totals as the polls found them', () => {
    const totals = { for: 7, against: 2 };
    expect(casesOf('totals-count-rows', see([], { totals }))).toEqual(totals);
  });
});

describe('the lists to learn from', () => {
  const lists = listsToLearnFrom('call-center', LATER, ZONE);
  const windows = lists.filter(({ status }) => status === 'ANSWER').map(({ window }) => window);

  test('cover five weeks; each window ends where the next newer window begins, seven days at most', () => {
    expect(windows[0]).toEqual({ firstDate: '2026-11-20', lastDate: '2026-11-26' });
    expect(windows.at(-1)?.firstDate).toBe('2026-10-21');
    for (const [index, { lastDate }] of windows.entries())
      expect(lastDate).toBe(windows[index - 1]?.firstDate ?? '2026-11-26');
  });

  test('begin with open inquiries and end with answered inquiries', () => {
    expect(lists.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 6 }, () => ['NO_ANSWER', 'TRANSFER']).flat(),
      ...Array.from({ length: 6 }, () => ['ANSWER', 'NONE']).flat(),
    ]);
  });
});

test('the evidence contains only a name and two counts per assumption, and no buyer’s words or ids (I9)', () => {
  const status = fc.constantFrom<ListStatus[]>(
    'NO_ANSWER',
    'TRANSFER',
    'ANSWER',
    'NONE',
    'NOANSWER',
    'ALL',
    'ANSWERED',
  );
  const source = fc.constantFrom(...SOURCE_NAMES);
  fc.assert(
    fc.property(source, fc.array(fc.tuple(anyInquiry, status), { maxLength: 6 }), (of, shown) => {
      const lists = shown.map(([inquiry, listStatus]) => around([inquiry], listStatus));
      const evidence = countEvidence(see(lists, { source: of }));
      expect(evidence.map(({ name }) => name)).toEqual(namesOf(of));
      for (const { name: _, ...cases } of evidence) {
        expect(Object.keys(cases)).toEqual(['for', 'against']);
        for (const count of Object.values(cases))
          expect(Number.isSafeInteger(count) && count >= 0).toBe(true);
      }
    }),
  );
});

test('what no list can show counts no cases, and still says what is assumed (I9)', () => {
  const uncounted = ASSUMPTIONS.filter((each) => !('count' in each)).map(({ name }) => name);
  expect(uncounted).toEqual([
    'score-counts-product-inquiries',
    'order-refusal-words',
    'returns-by-order-alone',
    'carrier-name-is-coupangs',
    'exchanges-take-order',
  ]);
});

/** A question that was asked at the time of the hand-over. */
const question = (...posts: Post[]): Inquiry => makeInquiry({ inquiryAt: HANDED_OVER_AT, posts });
const comment = (about: Partial<Post> = {}): Post =>
  makeVendorPost({ answerId: '9', at: HANDED_OVER_AT + HOUR, text: 'made up', ...about });
const questions = (
  status: ListStatus,
  inquiries: Inquiry[] = [],
  more: Partial<ListRead> = {},
): ListRead => ({ ...around(inquiries, status), ...more });
const questionCases = (name: Evidence['name'], lists: ListRead[], more: Partial<Seen> = {}) =>
  casesOf(name, see(lists, { source: 'product', ...more }));

describe('product-time-offset: the age of a question at its first sight', () => {
  const cases = (ageMs: number, more: Partial<FirstSights> = {}) => {
    const { inquiryId } = question();
    const seenAt = new Map([[inquiryId, HANDED_OVER_AT + ageMs]]);
    const firstSights = { seenAt, readSince: HANDED_OVER_AT - DAY, gaps: [], ...more };
    return questionCases('product-time-offset', [questions('ALL', [question()])], { firstSights });
  };

  test.each([
    ['a minute', MINUTE, FOR],
    ['50 minutes', 50 * MINUTE, FOR],
    ['a minute before its time', -MINUTE, FOR],
    ['the hour of a zone beside the right one', HOUR, AGAINST],
    ['17 hours, from -08:00 to Seoul', 17 * HOUR, AGAINST],
    ['11 minutes before its time', -11 * MINUTE, AGAINST],
  ])('%s', (_what, ageMs, expected) => {
    expect(cases(ageMs)).toEqual(expected);
  });

  test('counts only if a complete reading before did not show it', () => {
    expect(cases(MINUTE, { readSince: HANDED_OVER_AT + MINUTE })).toEqual(NOTHING);
    expect(cases(MINUTE, { seenAt: new Map() })).toEqual(NOTHING);
    const gap = { since: HANDED_OVER_AT - HOUR, until: HANDED_OVER_AT + HOUR };
    expect(cases(HOUR + MINUTE, { gaps: [gap] })).toEqual(NOTHING);
    expect(cases(3 * HOUR, { gaps: [gap] })).toEqual(AGAINST);
    expect(questionCases('product-time-offset', [questions('ALL', [question()])])).toEqual(NOTHING);
  });
});

describe('all-shows-everything: a question of another list', () => {
  const cases = (...lists: ListRead[]) => questionCases('all-shows-everything', lists);

  test.each(['NOANSWER', 'ANSWERED'] as const)('that %s shows, in ALL or not', (status) => {
    expect(cases(questions(status, [question()]), questions('ALL', [question()]))).toEqual(FOR);
    expect(cases(questions(status, [question()]), questions('ALL'))).toEqual(AGAINST);
  });

  test('is no case without the complete list ALL of its window', () => {
    const open = questions('NOANSWER', [question()]);
    expect(cases(open)).toEqual(NOTHING);
    expect(cases(open, questions('ALL', [], { isWhole: false }))).toEqual(NOTHING);
    const other = { window: { firstDate: '2026-11-28', lastDate: '2026-12-04' } };
    expect(cases(open, questions('ALL', [], other))).toEqual(NOTHING);
    expect(cases(questions('ALL', [question()]))).toEqual(NOTHING);
  });
});

test('comment-means-answered: ANSWERED shows a question with or without a comment', () => {
  const cases = (shown: Inquiry, status: ListStatus) =>
    questionCases('comment-means-answered', [questions(status, [shown])]);
  expect(cases(question(comment()), 'ANSWERED')).toEqual(FOR);
  expect(cases(question(), 'ANSWERED')).toEqual(AGAINST);
  expect(cases(question(), 'NOANSWER')).toEqual(NOTHING);
});

describe('listed-after-comment-asks-again: NOANSWER shows a question with comments', () => {
  const cases = (shown: Inquiry, ...answered: ListRead[]) =>
    questionCases('listed-after-comment-asks-again', [questions('NOANSWER', [shown]), ...answered]);
  const at = LATER - 2 * HOUR;

  test('two hours after the newest one, and ANSWERED does not show it, or shows it too', () => {
    expect(cases(question(comment({ at })), questions('ANSWERED'))).toEqual(FOR);
    expect(cases(question(comment({ at })), questions('ANSWERED', [question(comment({ at }))]))).toEqual(
      AGAINST,
    );
  });

  test('earlier, or without a known time, or without the list ANSWERED: no case', () => {
    expect(cases(question(comment(), comment({ at: at + 1 })), questions('ANSWERED'))).toEqual(NOTHING);
    const { at: _, ...undated } = comment();
    expect(cases(question(undated), questions('ANSWERED'))).toEqual(NOTHING);
    expect(cases(question(), questions('ANSWERED'))).toEqual(NOTHING);
    expect(cases(question(comment({ at })))).toEqual(NOTHING);
  });
});

test('product-end-date: a question of the last date in the window that ends on it', () => {
  const ending = { window: { firstDate: '2026-11-19', lastDate: '2026-11-25' } };
  const beginning = { window: { firstDate: '2026-11-25', lastDate: '2026-12-01' } };
  const cases = (...lists: ListRead[]) => questionCases('product-end-date', lists);
  expect(cases(questions('ALL', [question()], ending))).toEqual(FOR);
  const all = (['NOANSWER', 'ALL', 'ANSWERED'] as const).map((status) => questions(status, [], ending));
  expect(cases(questions('ALL', [question()], beginning), ...all)).toEqual(AGAINST);
  expect(cases(questions('ALL', [question()], beginning), ...all.slice(1))).toEqual(NOTHING);
});

test('product-reply-length: comments of 2 to 1,000 characters', () => {
  const cases = (about: Partial<Post>) =>
    questionCases('product-reply-length', [questions('ALL', [question(comment(about))])]);
  expect(cases({ text: '가나' })).toEqual(FOR);
  expect(cases({ text: '가'.repeat(1000) })).toEqual(FOR);
  expect(cases({ text: '가'.repeat(1001) })).toEqual(AGAINST);
  expect(cases({ text: '가' })).toEqual(AGAINST);
  expect(cases({ text: '가나', isCut: true })).toEqual(AGAINST);
});

test('second-product-reply: questions with one comment, and with two', () => {
  const cases = (...posts: Post[]) =>
    questionCases('second-product-reply', [questions('ALL', [question(...posts)])]);
  expect(cases(comment())).toEqual(FOR);
  expect(cases(comment(), comment({ answerId: '10' }))).toEqual(AGAINST);
  expect(cases()).toEqual(NOTHING);
});

test('the lists of questions to learn from begin with the unanswered ones', () => {
  const lists = listsToLearnFrom('product', LATER, ZONE).map(({ status }) => status);
  expect(lists.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'NOANSWER'));
  expect(lists.slice(6, 10)).toEqual(['ALL', 'ANSWERED', 'ALL', 'ANSWERED']);
  expect(lists).toHaveLength(18);
});
