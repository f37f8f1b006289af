import { type ListStatus, SOURCE_NAMES, type Source } from '../../../../lib/domain/sources.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { ASSUMPTIONS, countEvidence, type Evidence } from '../../../../lib/domain/assumptions/assumptions.ts';
import { type ListRead, listsToLearnFrom, type Seen } from '../../../../lib/domain/assumptions/evidence.ts';
import type { Inquiry, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { anyInquiry } from '../../../fixtures/domain/arbitrary-inquiry.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';

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
  const unsigned = (after: number) => makeVendorPost({ at: HANDED_OVER_AT + DAY + after });
  const signed = makeVendorPost({ at: HANDED_OVER_AT + DAY + MINUTE, login: 'made-up' });
  const endedAgain = { ...again, transfer: 'answered', needAnswer: false } as const;
  const late = makeVendorPost({ answerId: '700000010', at: HANDED_OVER_AT + 9 * HOUR });
  const friday = HANDED_OVER_AT + 2 * DAY;

  const seeAnswered = (post: Post, age: number) =>
    see([around([], 'NO_ANSWER'), around([], 'TRANSFER'), around([inquiryOf(post)])], {
      now: HANDED_OVER_AT + age,
    });
  const seeOne = (inquiry: Inquiry, more: Partial<Seen> = {}) => see([around([inquiry])], more);

  test.each<[Evidence['name'], string, object, Seen]>([
    ['flag-outlives-next-post', 'still asks beside a newer one', FOR, seeOne(inquiryOf(toConfirm, again))],
    ['flag-outlives-next-post', 'still asks before a note', FOR, seeOne(inquiryOf(makePost(), note))],
    [
      'flag-outlives-next-post',
      'asks no more in its 24 hours',
      AGAINST,
      seeOne(inquiryOf(ended, again), soon),
    ],
    [
      'flag-outlives-next-post',
      'may have ended by the clock',
      NOTHING,
      seeOne(inquiryOf(ended, again), { now: HANDED_OVER_AT + DAY }),
    ],
    [
      'flag-outlives-next-post',
      'was answered',
      NOTHING,
      seeOne(inquiryOf(ended, again, makeVendorPost()), soon),
    ],
    [
      'flag-outlives-next-post',
      'was withdrawn',
      NOTHING,
      seeOne(inquiryOf(makePost({ completeReason: 'CANCEL' }), note)),
    ],
    ['flag-outlives-next-post', 'is the last one', NOTHING, seeOne(inquiryOf(makePost()))],
    [
      'flag-outlives-next-post',
      'is the last of an agent',
      NOTHING,
      seeOne(inquiryOf(makePost(), makeVendorPost())),
    ],
    ['flag-outlives-next-post', 'has no time', NOTHING, seeOne(inquiryOf(timeless, note))],
    ['flag-outlives-next-post', 'has no id', NOTHING, seeOne(inquiryOf(nameless, note))],

    ['flag-falls-with-answer', 'fell', FOR, seeOne(inquiryOf(ended, makeVendorPost()))],
    ['flag-falls-with-answer', 'still asks', AGAINST, seeOne(inquiryOf(makePost(), makeVendorPost()))],
    [
      'flag-falls-with-answer',
      'still asks, for a newer one was answered',
      { for: 1, against: 0 },
      seeOne(
        inquiryOf(
          makePost(),
          { ...again, transfer: 'answered' },
          makeVendorPost({ at: HANDED_OVER_AT + 9 * HOUR, parentAnswerId: '700000009' }),
        ),
      ),
    ],
    [
      'flag-falls-with-answer',
      'was answered too late',
      NOTHING,
      seeOne(inquiryOf(makePost(), { ...signed, at: HANDED_OVER_AT + 26 * HOUR })),
    ],
    ['flag-falls-with-answer', 'was never answered', NOTHING, seeOne(inquiryOf(makePost()))],
    [
      'flag-falls-with-answer',
      'was confirmed',
      NOTHING,
      seeOne(inquiryOf(makePost({ completeReason: 'DISPUTE_PROCESS_COMPLETE' })), soon),
    ],
    [
      'flag-falls-with-answer',
      'has a flag of no known value',
      NOTHING,
      seeOne(inquiryOf(makePost({ transfer: 'unknown' }), makeVendorPost())),
    ],

    ['lists-follow-flags', 'is listed and asks', FOR, see([around([inquiryOf(makePost())], 'NO_ANSWER')])],
    [
      'lists-follow-flags',
      'is listed and asks nothing',
      AGAINST,
      see([around([inquiryOf(ended)], 'TRANSFER')]),
    ],
    [
      'lists-follow-flags',
      'was answered after the open list was read',
      FOR,
      see([around([inquiryOf(makePost())], 'NO_ANSWER'), around([inquiryOf(ended)])]),
    ],
    [
      'lists-follow-flags',
      'asks for an hour, listed as answered alone',
      AGAINST,
      seeAnswered(makePost(), HOUR),
    ],
    ['lists-follow-flags', 'asked just before', NOTHING, seeAnswered(makePost(), HOUR - 1)],
    ['lists-follow-flags', 'asked a day before', NOTHING, seeAnswered(makePost(), DAY)],
    ['lists-follow-flags', 'asks no more, listed as answered alone', NOTHING, seeAnswered(ended, HOUR)],
    [
      'lists-follow-flags',
      'may be in an open list that was not read to its end',
      NOTHING,
      see([around([], 'NO_ANSWER'), around([inquiryOf(makePost())])], soon),
    ],

    ['automatic-post-prefix', 'is known', FOR, seeOne(inquiryOf(ended, makeSystemPost()))],
    ['automatic-post-prefix', 'may be another', AGAINST, seeOne(inquiryOf(ended, unsigned(MINUTE)))],
    [
      'automatic-post-prefix',
      'may close one of two',
      AGAINST,
      seeOne(inquiryOf(ended, again, unsigned(MINUTE))),
    ],
    ['automatic-post-prefix', 'is of a person', NOTHING, seeOne(inquiryOf(ended, signed))],
    ['automatic-post-prefix', 'is an answer before', NOTHING, seeOne(inquiryOf(ended, unsigned(-MINUTE)))],
    ['automatic-post-prefix', 'is a late answer', NOTHING, seeOne(inquiryOf(ended, unsigned(11 * MINUTE)))],

    ['clock-starts-at-asking-post', 'closed in time', FOR, seeOne(inquiryOf(ended, makeSystemPost()))],
    [
      'clock-starts-at-asking-post',
      'closed 11 minutes early',
      AGAINST,
      seeOne(inquiryOf(ended, makeSystemPost({ at: HANDED_OVER_AT + DAY - 11 * MINUTE }))),
    ],
    [
      'clock-starts-at-asking-post',
      'closed with the 24 hours of another post',
      AGAINST,
      seeOne(inquiryOf(ended, again, makeSystemPost({ parentAnswerId: '700000009' }))),
    ],
    [
      'clock-starts-at-asking-post',
      'closed without a hand-over',
      NOTHING,
      seeOne(inquiryOf(makeSystemPost())),
    ],
    [
      'clock-starts-at-asking-post',
      'closed 10 minutes late',
      FOR,
      seeOne(inquiryOf(ended, makeSystemPost({ at: HANDED_OVER_AT + DAY + 10 * MINUTE }))),
    ],
    [
      'clock-starts-at-asking-post',
      'closed before a hand-over',
      NOTHING,
      seeOne(inquiryOf(ended, makeSystemPost({ at: HANDED_OVER_AT }))),
    ],

    [
      'weekends-and-holidays-count',
      'closed on the Saturday',
      FOR,
      seeOne(inquiryOf({ ...ended, at: friday }, makeSystemPost({ at: friday + DAY }))),
    ],
    [
      'weekends-and-holidays-count',
      'closed on the Monday',
      AGAINST,
      seeOne(inquiryOf({ ...ended, at: friday }, makeSystemPost({ at: friday + 3 * DAY }))),
    ],
    [
      'weekends-and-holidays-count',
      'closed a day after the Sunday',
      FOR,
      seeOne(inquiryOf({ ...ended, at: friday + 2 * DAY }, makeSystemPost({ at: friday + 3 * DAY }))),
    ],
    [
      'weekends-and-holidays-count',
      'closed in the week',
      NOTHING,
      seeOne(inquiryOf(ended, makeSystemPost())),
    ],

    ['unnamed-answer-ends-all', 'ended the only request', FOR, seeOne(inquiryOf(ended, makeVendorPost()))],
    ['unnamed-answer-ends-all', 'ended both', FOR, seeOne(inquiryOf(ended, endedAgain, late))],
    [
      'unnamed-answer-ends-all',
      'ended the newer one',
      AGAINST,
      seeOne(inquiryOf(makePost(), endedAgain, late)),
    ],
    ['unnamed-answer-ends-all', 'ended the older one', AGAINST, seeOne(inquiryOf(ended, again, late))],
    [
      'unnamed-answer-ends-all',
      'names a post that is no hand-over',
      FOR,
      seeOne(inquiryOf(ended, endedAgain, { ...late, parentAnswerId: late.answerId ?? '' })),
    ],
    [
      'unnamed-answer-ends-all',
      'names a request',
      NOTHING,
      seeOne(inquiryOf(makePost(), endedAgain, { ...late, parentAnswerId: again.answerId ?? '' })),
    ],
    ['unnamed-answer-ends-all', 'ended nothing', NOTHING, seeOne(inquiryOf(makePost(), again, late))],
    [
      'unnamed-answer-ends-all',
      'came after a withdrawal of the older one',
      FOR,
      seeOne(inquiryOf(makePost({ completeReason: 'CANCEL' }), endedAgain, late)),
    ],
    [
      'unnamed-answer-ends-all',
      'came before the newer one',
      FOR,
      seeOne(inquiryOf(ended, makeVendorPost(), again)),
    ],
    [
      'unnamed-answer-ends-all',
      'came after an answer to the older one',
      FOR,
      seeOne(inquiryOf(makePost(), makeVendorPost(), endedAgain, late)),
    ],
    [
      'unnamed-answer-ends-all',
      'came with it',
      FOR,
      seeOne(inquiryOf(ended, makeVendorPost({ at: HANDED_OVER_AT }))),
    ],
    ['unnamed-answer-ends-all', 'answers nothing', NOTHING, seeOne(inquiryOf(makeVendorPost()))],
    [
      'unnamed-answer-ends-all',
      'comes before it',
      NOTHING,
      seeOne(inquiryOf(ended, makeVendorPost({ at: HANDED_OVER_AT - 1 }))),
    ],
    [
      'unnamed-answer-ends-all',
      'was followed by a closing',
      NOTHING,
      seeOne(inquiryOf(ended, endedAgain, late, makeSystemPost())),
    ],
    ['unnamed-answer-ends-all', 'may be automatic', NOTHING, seeOne(inquiryOf(ended, unsigned(MINUTE)))],
  ])('%s: one that %s is %j', (name, _what, cases, seen) => {
    expect(casesOf(name, seen)).toEqual(cases);
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
