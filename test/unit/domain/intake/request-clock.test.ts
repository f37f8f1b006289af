import { describe, expect, test } from '@jest/globals';
import {
  clockOfNew,
  estimateClock,
  lackedAtOf,
  movedClock,
} from '../../../../lib/domain/intake/request-clock.ts';
import type { Inquiry, Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { readingKey } from '../../../../lib/domain/reading/plan-readings.ts';
import type { Kind } from '../../../../lib/domain/sources.ts';
import { knownVendor } from '../../../fixtures/domain/known-vendor.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { windowNumber } from '../../../fixtures/domain/make-reading.ts';
import { makeClosedTicket, makeTicket, withoutFields } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';

const own = (ago: number): Post & { answerId: string } => ({
  ...makePost({ at: NOW - ago }),
  answerId: '700000001',
});
const sight = (inquiry: Partial<Inquiry>, more: { kind?: Kind; lackedAt?: number } = {}) => ({
  row: { inquiry: makeInquiry(inquiry), kind: more.kind ?? ('reply' as const), beganAt: NOW - 1 },
  lackedAt: more.lackedAt,
  now: NOW,
});
const at = (time: number, askedAtUncertain = false) => ({
  askedAt: time,
  dueAt: time + DAY,
  askedAtUncertain,
});

describe('R11: the clock of a request', () => {
  const { at: _, ...undated } = { ...own(0), answerId: '700000002' };
  const clock = (post: Post & { answerId: string }, more = {}) =>
    clockOfNew({ answerId: post.answerId, post }, true, sight({ posts: [post] }, more));

  test('starts at the time of its post', () => {
    expect(clock(own(HOUR))).toEqual({ ...at(NOW - HOUR), isPast: false });
    expect(clock(own(-10 * MINUTE))).toEqual({ ...at(NOW + 10 * MINUTE), isPast: false });
  });

  test('is uncertain if that time is more than ten minutes ahead, or missing', () => {
    const inquiryAt = NOW - 2 * HOUR;
    for (const post of [own(-11 * MINUTE), undated])
      expect(
        clockOfNew({ answerId: post.answerId, post }, true, sight({ inquiryAt, posts: [post] })),
      ).toEqual({
        ...at(inquiryAt, true),
        isPast: false,
      });
  });

  test('of a request that came late starts at the reading that lacked it', () => {
    const lackedAt = NOW - HOUR;
    expect(clock(own(2 * DAY), { kind: 'confirm', lackedAt })).toEqual({
      ...at(lackedAt, true),
      isPast: false,
    });
  });

  test.each<[string, [kind: Kind, isNewest: boolean, ago: number], boolean]>([
    ['of a TRANSFER, over 24 hours and ten minutes ago', ['confirm', true, DAY + 11 * MINUTE], true],
    ['of a TRANSFER, ten minutes after its deadline', ['confirm', true, DAY + 10 * MINUTE], false],
    ['of the newest request of NO_ANSWER', ['reply', true, 9 * DAY], false],
    ['of an older request of NO_ANSWER', ['reply', false, 2 * DAY], true],
  ])('is past at first sight: %s', (_what, [kind, isNewest, ago], isPast) => {
    const post = own(ago);
    const found = clockOfNew({ answerId: post.answerId, post }, isNewest, sight({ posts: [post] }, { kind }));
    expect(found).toMatchObject({ isPast });
  });

  test.each<[string, Post[], ownAt: number]>([
    ['newest agent’s post without an own post', [own(HOUR), makeVendorPost({ at: NOW })], NOW - HOUR],
    ['newest comment without an agent’s post', [makeVendorPost({ at: NOW - HOUR })], NOW - HOUR],
    ['newest agent’s post before an undated own post', [own(HOUR), undated], NOW - HOUR],
    [
      'newest closing post before an undated own post',
      [makeSystemPost({ at: NOW - HOUR }), undated],
      NOW - HOUR,
    ],
    ['inquiry if no post has a time', [undated], NOW - 12 * DAY],
  ])('without a time of its own is past by the %s', (_what, posts, ownAt) => {
    const post = posts.find((candidate) => candidate === undated) && undated;
    const request = { answerId: post?.answerId ?? 'after-1', ...(post && { post }) };
    const late = (now: number) =>
      clockOfNew(request, true, { ...sight({ inquiryAt: NOW - 12 * DAY, posts }, { kind: 'confirm' }), now });
    const isPast = ownAt + DAY + 10 * MINUTE;
    expect([late(isPast), late(isPast + 1)].map((found) => found.isPast)).toEqual([false, true]);
  });
});

describe('R11: an uncertain clock starts', () => {
  test.each<[string, Partial<Inquiry>, number | undefined, number]>([
    ['when the inquiry began', { inquiryAt: NOW - 3 * HOUR, posts: [] }, undefined, NOW - 3 * HOUR],
    [
      "at the newest agent's post",
      { inquiryAt: NOW - 3 * HOUR, posts: [own(2 * HOUR)] },
      undefined,
      NOW - 2 * HOUR,
    ],
    [
      'at the newest closing post',
      { inquiryAt: NOW - 3 * HOUR, posts: [makeVendorPost({ at: NOW - HOUR })] },
      undefined,
      NOW - HOUR,
    ],
    ['when it was last lacked', { inquiryAt: NOW - 3 * HOUR, posts: [] }, NOW - MINUTE, NOW - MINUTE],
    [
      'at its first reading if all that is a day ago',
      { inquiryAt: NOW - DAY, posts: [] },
      NOW - DAY,
      NOW - 1,
    ],
    [
      'at its first reading if all that is ahead',
      { inquiryAt: NOW + HOUR, posts: [own(-HOUR)] },
      undefined,
      NOW - 1,
    ],
  ])('%s', (_what, inquiry, lackedAt, askedAt) => {
    expect(estimateClock(sight(inquiry, lackedAt === undefined ? {} : { lackedAt }))).toEqual(
      at(askedAt, true),
    );
  });

  test('when a ticket was opened by a row that did not show it yet', () => {
    const openings = [NOW - HOUR, NOW - 30 * HOUR];
    expect(estimateClock({ ...sight({ posts: [] }), openings })).toEqual(at(NOW - HOUR, true));
  });
});

test('R11: a sure clock moves only earlier, and an uncertain one never', () => {
  const { facts } = makeTicket({ askedAt: NOW, dueAt: NOW + DAY });
  expect(movedClock(facts, own(HOUR), NOW)).toEqual({ postAt: NOW - HOUR, ...at(NOW - HOUR) });
  expect(movedClock(facts, own(-MINUTE), NOW)).toEqual({ postAt: NOW + MINUTE });
  expect(movedClock({ ...facts, askedAtUncertain: true }, own(HOUR), NOW)).toEqual({ postAt: NOW - HOUR });
  expect(movedClock(facts, own(-HOUR), NOW)).toEqual({});
});

describe('when an inquiry was last lacked', () => {
  const readings = (noAnswer: number, transfer: number, window = windowNumber(0)) => ({
    [readingKey(window, 'NO_ANSWER')]: noAnswer,
    [readingKey(window, 'TRANSFER')]: transfer,
  });
  const lacked = (
    completeReadings: Record<string, number>,
    tickets = [makeClosedTicket()].map((ticket) => withoutFields(ticket, 'fingerprint')),
    inquiry = makeInquiry(),
  ) => lackedAtOf(inquiry, tickets, { ...knownVendor(NOW), completeReadings });

  test('is the earlier of the last complete readings of its lists', () => {
    expect(lacked(readings(NOW - MINUTE, NOW - HOUR))).toBe(NOW - HOUR);
    expect(lacked({ [readingKey(windowNumber(0), 'TRANSFER')]: NOW })).toBeUndefined();
    expect(lacked(readings(NOW, NOW, windowNumber(2)))).toBeUndefined();
  });

  test('is unknown while a ticket is listed, or if the row may have lagged behind an answer', () => {
    const both = readings(NOW - MINUTE, NOW - MINUTE);
    expect(lacked(both, [makeTicket()])).toBeUndefined();
    expect(lacked(both, [])).toBe(NOW - MINUTE);
    expect(lacked(both, [], makeInquiry({ posts: [makeVendorPost({ at: NOW - HOUR })] }))).toBeUndefined();
  });
});
