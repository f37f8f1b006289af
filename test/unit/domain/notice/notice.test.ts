import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { dueKeyNotice, keyDaysLeft } from '../../../../lib/domain/notice/key-expiry.ts';
import { memberOf, membersOf, type NoticeFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { isNoticeName, newList, newNotice } from '../../../../lib/domain/notice/notice.ts';
import { unusableNotices } from '../../../../lib/domain/notice/unusable-notices.ts';
import { DAY, NOW, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';
import { makeAllClear, makeBlindness, makeList } from '../../../fixtures/domain/make-notice.ts';
import { makeReading } from '../../../fixtures/domain/make-reading.ts';
import { makeRow, makeTicket, nested } from '../../../fixtures/domain/make-ticket.ts';

describe('newNotice', () => {
  test('R2: is complete, with its event, and nothing of it is shown yet', () => {
    const { facts } = makeList();
    const key = { ...VENDOR, notice: `blind/call-center/${NOW}` } as const;
    expect(newNotice(key, facts, NOW)).toEqual({
      type: 'notice',
      key,
      facts,
      outbox: {
        version: 1,
        publishedVersion: 0,
        events: { '1': { type: 'NoticeChanged', at: NOW } },
        changedAt: NOW,
        writeToken: '',
      },
      delivery: { shownVersion: 0, retries: {} },
      index: { attentionAt: NOW },
    });
  });

  test.each<[NoticeFacts, string]>([
    [makeBlindness().facts, 'BlindnessChanged'],
    [makeAllClear().facts, 'BlindnessChanged'],
    [{ about: 'last-shift', members: [], endsAt: NOW }, 'ShiftWarned'],
    [{ about: 'key-expiry', expiresOn: '2026-12-01' }, 'NoticeChanged'],
    [{ about: 'wrong-clock', slowByMs: 420_000 }, 'NoticeChanged'],
    [{ about: 'older-unread', dates: [] }, 'NoticeChanged'],
    [{ about: 'past', source: 'product', count: 400, oldestAt: NOW }, 'NoticeChanged'],
  ])('%j is published as %s', (facts, type) => {
    const { outbox } = newNotice({ ...VENDOR, notice: `blind/call-center/${NOW}` }, facts, NOW);
    expect(outbox.events[1]?.type).toBe(type);
  });
});

test('R24: a new list has no event, counts as published, and is as urgent as its soonest deadline', () => {
  const tickets = [makeTicket({ dueAt: NOW + 2 }), makeTicket({ inquiryId: '2', dueAt: NOW + 1 })];
  const { key, facts, outbox, index } = newList({ ...VENDOR, token: 'made-up' }, 'breach', tickets, NOW);
  expect(key).toEqual({ ...VENDOR, notice: 'list/made-up' });
  const members = tickets.map((ticket) => memberOf(ticket.key));
  expect(facts).toEqual({ about: 'list', of: 'breach', members, by: NOW + 1 });
  expect(outbox).toMatchObject({ version: 1, publishedVersion: 1, events: {}, changedAt: NOW });
  expect(index).toEqual({ attentionAt: NOW });
});

test('the members of a list are tickets without their vendor, and other notices have no members', () => {
  const member = { source: 'call-center', inquiryId: '1000000001', answerId: '700000001' };
  expect(memberOf(makeRow())).toEqual(member);
  expect(membersOf(makeList().facts)).toEqual([member]);
  expect(membersOf(makeBlindness().facts)).toBeUndefined();
});

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('the name of a notice', () => {
  test.each([
    'list/0123abcd-_XY',
    'blind/call-center/1732000000000',
    'all-clear/product/0',
    'key-expiry/1732000000000',
    'alarm-mail/1732000000000/0123abcd',
    `unusable/NO_ANSWER/${HASH}`,
    'unusable/TRANSFER/2026-01-15',
    // Only another release knows its kind.
    'made-up/word/1',
  ])('%s is valid (R24)', (name) => {
    expect(isNoticeName(name)).toBe(true);
  });

  test.each([
    '',
    'list/',
    'list/a b',
    'list',
    'list/1\n',
    ' list/1',
    'list/1/2/3/4',
    'List/1',
    'alarm-mail/1/ops@x.kr',
    'unusable/ANSWER/a#b',
    `unusable/ANSWER/${HASH}0`,
    7,
    null,
    undefined,
    ['list/1'],
  ])('%j is invalid', (name) => {
    expect(isNoticeName(name)).toBe(false);
  });
});

const SEOUL = 'Asia/Seoul';
const ENDS = '2026-12-31';
const seoul = (dateTime: string): number => Date.parse(`${dateTime}+09:00`);
const named = (date: string): string => `key-expiry/${Date.parse(`${date}T00:00:00Z`)}`;

describe('the countdown to the end of a key (O7)', () => {
  test.each([
    ['2026-12-17T08:59', undefined],
    ['2026-12-17T09:00', '2026-12-17'],
    ['2026-12-24T08:59', '2026-12-17'],
    ['2026-12-24T09:00', '2026-12-24'],
    ['2026-12-28T09:00', '2026-12-28'],
    ['2026-12-30T08:59', '2026-12-28'],
    ['2026-12-30T09:00', '2026-12-30'],
    ['2027-01-01T08:59', '2026-12-30'],
    ['2027-01-01T09:00', undefined],
  ])('at %s in Seoul the notice of %s is due', (at, day) => {
    expect(dueKeyNotice(ENDS, seoul(at), SEOUL)).toBe(day === undefined ? undefined : named(day));
  });

  test('uses the market’s morning', () => {
    const at = seoul('2026-12-17T09:30');
    expect(dueKeyNotice(ENDS, at, SEOUL)).toBe(named('2026-12-17'));
    expect(dueKeyNotice(ENDS, at, 'Asia/Taipei')).toBeUndefined();
  });

  test('has four notices from half a year before to the end, each with a name that the store accepts', () => {
    const dates = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(dates, fc.integer({ min: 1, max: 600 }), (end, everyMinutes) => {
        const expiresOn = new Date(end).toISOString().slice(0, 10);
        const noticeKeys = new Set<string>();
        const midnight = Date.parse(`${expiresOn}T00:00:00+09:00`);
        for (let at = midnight - 20 * DAY; at < midnight + 3 * DAY; at += everyMinutes * 60_000)
          noticeKeys.add(dueKeyNotice(expiresOn, at, SEOUL) ?? 'none');
        noticeKeys.delete('none');
        expect(noticeKeys.size).toBe(4);
        for (const name of noticeKeys) expect(isNoticeName(name)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  test('starts again for another last day', () => {
    const at = seoul('2026-12-30T12:00');
    expect(dueKeyNotice('2027-01-03', at, SEOUL)).not.toBe(dueKeyNotice(ENDS, at, SEOUL));
    expect(dueKeyNotice('2027-06-28', at, SEOUL)).toBeUndefined();
  });

  test('counts the days after today: zero on the last day, negative after it', () => {
    const days = (at: string) => keyDaysLeft(ENDS, seoul(at), SEOUL);
    expect(['2026-12-30T23:59', '2026-12-31T23:59', '2027-01-01T00:00'].map(days)).toEqual([1, 0, -1]);
  });
});

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    hash: `made-up-hash-${index}`,
    problem: 'inquiryId: is missing',
  }));
const noticesOf = (count: number, at = NOW) =>
  unusableNotices(VENDOR, makeReading({ unusable: items(count), status: 'TRANSFER' }), at, ZONE);

describe('unusableNotices', () => {
  test('R13: makes a separate notice per item, keyed by vendor, status and hash', () => {
    expect(noticesOf(2)).toMatchObject([
      nested({
        ...VENDOR,
        notice: 'unusable/TRANSFER/made-up-hash-0',
        facts: { about: 'unusable', status: 'TRANSFER', count: 1, problem: 'inquiryId: is missing' },
      }),
      { key: { notice: 'unusable/TRANSFER/made-up-hash-1' } },
    ]);
    expect(noticesOf(0)).toEqual([]);
  });

  test('makes a single notice a day for more than three in a reading, so that an API change does not flood the channel', () => {
    expect(noticesOf(3)).toHaveLength(3);
    expect(noticesOf(4)).toMatchObject([
      { key: { notice: 'unusable/TRANSFER/2026-11-25' }, facts: { count: 4 } },
    ]);
    const nextDay = Date.UTC(2026, 10, 25, 15, 0);
    expect(noticesOf(4, nextDay)).toMatchObject([{ key: { notice: 'unusable/TRANSFER/2026-11-26' } }]);
  });
});
