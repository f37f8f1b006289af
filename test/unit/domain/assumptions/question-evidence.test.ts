import { describe, expect, test } from '@jest/globals';
import { countEvidence, type Evidence } from '../../../../lib/domain/assumptions/assumptions.ts';
import {
  type FirstSights,
  type ListRead,
  listsToLearnFrom,
  type Seen,
} from '../../../../lib/domain/assumptions/evidence.ts';
import type { Inquiry, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { ListStatus } from '../../../../lib/domain/sources.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, ZONE } from '../../../fixtures/domain/made-up.ts';

const INQUIRY_AT = HANDED_OVER_AT;
const NOW = INQUIRY_AT + 30 * HOUR;

const comment = (about: Partial<Post> = {}): Post =>
  makeVendorPost({ answerId: '9', at: INQUIRY_AT + HOUR, text: 'made up', ...about });
const question = (...posts: Post[]): Inquiry => makeInquiry({ inquiryAt: INQUIRY_AT, posts });

/** A window that holds the question's date, 2026-11-25. */
const list = (
  status: ListStatus,
  inquiries: readonly Inquiry[] = [],
  more: Partial<ListRead> = {},
): ListRead => ({
  window: { firstDate: '2026-11-22', lastDate: '2026-11-28' },
  status,
  inquiries,
  isWhole: true,
  ...more,
});

const casesOf = (name: Evidence['name'], lists: readonly ListRead[], more: Partial<Seen> = {}) => {
  const seen = { source: 'product', lists, totals: { for: 0, against: 0 }, zone: ZONE, now: NOW } as const;
  const found = countEvidence({ ...seen, ...more }).find((each) => each.name === name);
  return [found?.for, found?.against];
};
const FOR = [1, 0];
const AGAINST = [0, 1];
const NOTHING = [0, 0];

describe('product-time-offset: the age of a question at its first sight', () => {
  const cases = (ageMs: number, more: Partial<FirstSights> = {}) => {
    const { inquiryId } = question();
    const seenAt = new Map([[inquiryId, INQUIRY_AT + ageMs]]);
    const firstSights = { seenAt, readSince: INQUIRY_AT - DAY, gaps: [], ...more };
    return casesOf('product-time-offset', [list('ALL', [question()])], { firstSights });
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
    expect(cases(MINUTE, { readSince: INQUIRY_AT + MINUTE })).toEqual(NOTHING);
    expect(cases(MINUTE, { seenAt: new Map() })).toEqual(NOTHING);
    const gap = { since: INQUIRY_AT - HOUR, until: INQUIRY_AT + HOUR };
    expect(cases(HOUR + MINUTE, { gaps: [gap] })).toEqual(NOTHING);
    expect(cases(3 * HOUR, { gaps: [gap] })).toEqual(AGAINST);
    expect(casesOf('product-time-offset', [list('ALL', [question()])])).toEqual(NOTHING);
  });
});

describe('all-shows-everything: a question of another list', () => {
  const cases = (...lists: ListRead[]) => casesOf('all-shows-everything', lists);

  test.each(['NOANSWER', 'ANSWERED'] as const)('that %s shows, in ALL or not', (status) => {
    expect(cases(list(status, [question()]), list('ALL', [question()]))).toEqual(FOR);
    expect(cases(list(status, [question()]), list('ALL'))).toEqual(AGAINST);
  });

  test('is no case without the complete list ALL of its window', () => {
    const open = list('NOANSWER', [question()]);
    expect(cases(open)).toEqual(NOTHING);
    expect(cases(open, list('ALL', [], { isWhole: false }))).toEqual(NOTHING);
    const other = { window: { firstDate: '2026-11-28', lastDate: '2026-12-04' } };
    expect(cases(open, list('ALL', [], other))).toEqual(NOTHING);
    expect(cases(list('ALL', [question()]))).toEqual(NOTHING);
  });
});

test('comment-means-answered: ANSWERED shows a question with or without a comment', () => {
  const cases = (shown: Inquiry, status: ListStatus) =>
    casesOf('comment-means-answered', [list(status, [shown])]);
  expect(cases(question(comment()), 'ANSWERED')).toEqual(FOR);
  expect(cases(question(), 'ANSWERED')).toEqual(AGAINST);
  expect(cases(question(), 'NOANSWER')).toEqual(NOTHING);
});

describe('listed-after-comment-asks-again: NOANSWER shows a question with comments', () => {
  const cases = (shown: Inquiry, ...answered: ListRead[]) =>
    casesOf('listed-after-comment-asks-again', [list('NOANSWER', [shown]), ...answered]);
  const at = NOW - 2 * HOUR;

  test('two hours after the newest one, and ANSWERED does not show it, or shows it too', () => {
    expect(cases(question(comment({ at })), list('ANSWERED'))).toEqual(FOR);
    expect(cases(question(comment({ at })), list('ANSWERED', [question(comment({ at }))]))).toEqual(AGAINST);
  });

  test('earlier, or without a known time, or without the list ANSWERED: no case', () => {
    expect(cases(question(comment(), comment({ at: at + 1 })), list('ANSWERED'))).toEqual(NOTHING);
    const { at: _, ...timeless } = comment();
    expect(cases(question(timeless), list('ANSWERED'))).toEqual(NOTHING);
    expect(cases(question(), list('ANSWERED'))).toEqual(NOTHING);
    expect(cases(question(comment({ at })))).toEqual(NOTHING);
  });
});

test('product-end-date: a question of the last date in the window that ends on it', () => {
  const ending = { window: { firstDate: '2026-11-19', lastDate: '2026-11-25' } };
  const beginning = { window: { firstDate: '2026-11-25', lastDate: '2026-12-01' } };
  const cases = (...lists: ListRead[]) => casesOf('product-end-date', lists);
  expect(cases(list('ALL', [question()], ending))).toEqual(FOR);
  const all = (['NOANSWER', 'ALL', 'ANSWERED'] as const).map((status) => list(status, [], ending));
  expect(cases(list('ALL', [question()], beginning), ...all)).toEqual(AGAINST);
  expect(cases(list('ALL', [question()], beginning), ...all.slice(1))).toEqual(NOTHING);
});

test('product-reply-length: comments of 2 to 1,000 characters', () => {
  const cases = (about: Partial<Post>) =>
    casesOf('product-reply-length', [list('ALL', [question(comment(about))])]);
  expect(cases({ text: '가나' })).toEqual(FOR);
  expect(cases({ text: '가'.repeat(1000) })).toEqual(FOR);
  expect(cases({ text: '가'.repeat(1001) })).toEqual(AGAINST);
  expect(cases({ text: '가' })).toEqual(AGAINST);
  expect(cases({ text: '가나', isCut: true })).toEqual(AGAINST);
});

test('second-product-reply: questions with one comment, and with two', () => {
  const cases = (...posts: Post[]) => casesOf('second-product-reply', [list('ALL', [question(...posts)])]);
  expect(cases(comment())).toEqual(FOR);
  expect(cases(comment(), comment({ answerId: '10' }))).toEqual(AGAINST);
  expect(cases()).toEqual(NOTHING);
});

test('the lists of questions to learn from begin with the unanswered ones', () => {
  const lists = listsToLearnFrom('product', NOW, ZONE).map(({ status }) => status);
  expect(lists.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'NOANSWER'));
  expect(lists.slice(6, 10)).toEqual(['ALL', 'ANSWERED', 'ALL', 'ANSWERED']);
  expect(lists).toHaveLength(18);
});
