import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { windowCount } from '../../../../lib/domain/time/date-windows.ts';
import { dateAt, addDays } from '../../../../lib/domain/time/dates.ts';
import {
  type CompleteReadings,
  planReadings,
  readingKey,
  rememberReadings,
} from '../../../../lib/domain/reading/plan-readings.ts';
import { SOURCES } from '../../../../lib/domain/sources.ts';
import { makeReading, windowNumber, makeListing } from '../../../fixtures/domain/make-reading.ts';
import { DAY, HOUR, MINUTE, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';
import { mergeReadings } from '../../../../lib/domain/reading/merge-readings.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost } from '../../../fixtures/domain/make-post.ts';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import { judgeReadings } from '../../../../lib/domain/reading/judge-readings.ts';
import type { Reading } from '../../../../lib/domain/reading/reading.ts';
import {
  believedShort,
  believeShort,
  rememberShort,
  type ShortReadings,
} from '../../../../lib/domain/reading/believe-short.ts';

const OPEN_LISTS = SOURCES['call-center'].openLists;
/** On this day the fixed weeks end exactly where the recent one begins. */
const WINDOW_COUNT = windowCount(dateAt(NOW, ZONE));
const intervals = { monthMs: 15 * MINUTE, archiveMs: 3 * HOUR, openTicketMs: 5 * MINUTE };

/** Every window was read whole that long ago, with exceptions by number in `changes`. */
const readAgo = (ago: number, changes: Record<number, number> = {}): CompleteReadings =>
  Object.fromEntries(
    Array.from({ length: WINDOW_COUNT }, (_, number) => number).flatMap((number) =>
      OPEN_LISTS.map((status) => [readingKey(windowNumber(number), status), NOW - (changes[number] ?? ago)]),
    ),
  );

const LISTS = { lists: OPEN_LISTS, hasArchive: true };

const plan = (completeReadings: CompleteReadings, openTickets: { inquiryAt?: number }[] = []) =>
  planReadings({ ...LISTS, now: NOW, zone: ZONE, completeReadings, intervals, openTickets });
const olderNumbers = (...args: Parameters<typeof plan>): number[] => {
  const first = Date.parse(windowNumber(0).firstDate);
  return plan(...args).older.map(({ firstDate }) => (first - Date.parse(firstDate)) / (7 * DAY));
};
const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('planReadings', () => {
  test('R8: reads the recent week every poll, and nothing else that was just read', () => {
    expect(plan(readAgo(0))).toEqual({ recent: windowNumber(0), older: [] });
  });

  test('R8: reads all windows in a first run, newest first', () => {
    expect(olderNumbers({})).toEqual(numbers(1, WINDOW_COUNT - 1));
  });

  test('R8: reads the four weeks before it after their interval, not before', () => {
    expect(olderNumbers(readAgo(15 * MINUTE - 1))).toEqual([]);
    expect(olderNumbers(readAgo(15 * MINUTE))).toEqual(numbers(1, 4));
  });

  test('R8: reads the 180 days before that after theirs', () => {
    const month = { 1: 0, 2: 0, 3: 0, 4: 0 };
    expect(olderNumbers(readAgo(3 * HOUR - 1, month))).toEqual([]);
    expect(olderNumbers(readAgo(3 * HOUR, month))).toEqual(numbers(5, WINDOW_COUNT - 1));
  });

  test('R8: reads a window again if a single status is missing', () => {
    const known = readAgo(0);
    delete known[readingKey(windowNumber(9), 'TRANSFER')];
    expect(olderNumbers(known)).toEqual([9]);
  });

  test("R8: reads a window with an open ticket's inquiryAt at least every 5 minutes", () => {
    const inArchive = { inquiryAt: NOW - (9 * 7 + 3) * DAY };
    expect(olderNumbers(readAgo(5 * MINUTE - 1), [inArchive])).toEqual([]);
    expect(olderNumbers(readAgo(5 * MINUTE), [inArchive])).toEqual([9]);
  });

  test('R9: also reads the neighbour if inquiryAt is at the edge', () => {
    expect(olderNumbers(readAgo(5 * MINUTE), [{ inquiryAt: NOW - 9 * 7 * DAY }])).toEqual([8, 9]);
    expect(olderNumbers(readAgo(5 * MINUTE), [{ inquiryAt: NOW - 6 * DAY }])).toEqual([1]);
  });

  test('R9: reads both in a single run, even if one of them was read completely a minute ago', () => {
    const outOfStep = readAgo(5 * MINUTE, { 8: MINUTE });
    expect(olderNumbers(outOfStep, [{ inquiryAt: NOW - 9 * 7 * DAY }])).toEqual([8, 9]);
  });

  test('never reads a window less often because of a slower openTicket interval', () => {
    const slow = { ...intervals, openTicketMs: DAY };
    const openTickets = [{ inquiryAt: NOW - 10 * DAY }];
    const input = { ...LISTS, now: NOW, zone: ZONE, completeReadings: readAgo(15 * MINUTE), openTickets };
    expect(planReadings({ ...input, intervals: slow }).older).toHaveLength(4);
  });

  test('reads no window for a ticket outside of all windows, or without inquiryAt', () => {
    expect(olderNumbers(readAgo(5 * MINUTE), [{ inquiryAt: NOW - 400 * DAY }, {}])).toEqual([]);
  });

  test('R9: reads all windows that may list an open ticket if one of them is due, for any state', () => {
    const state = fc.dictionary(
      fc.constantFrom(...Object.keys(readAgo(0))),
      fc.integer({ min: NOW - HOUR, max: NOW }),
      {
        maxKeys: 62,
      },
    );
    const ticket = fc.integer({ min: 7, max: 200 }).map((days) => ({ inquiryAt: NOW - days * DAY }));
    fc.assert(
      fc.property(state, ticket, (changes, { inquiryAt }) => {
        const due = new Set(olderNumbers({ ...readAgo(0), ...changes }, [{ inquiryAt }]));
        const days = Math.round((NOW - inquiryAt) / DAY);
        const own = Math.floor(days / 7);
        const pair = [own, ...(days % 7 === 0 ? [own - 1] : []), ...(days % 7 === 6 ? [own + 1] : [])];
        const older = pair.filter((number) => number > 0 && number < WINDOW_COUNT);
        expect(new Set(older.map((number) => due.has(number))).size).toBe(1);
      }),
    );
  });
});

describe('rememberReadings', () => {
  const recent = readingKey(windowNumber(0), 'NO_ANSWER');

  test('R8: stores the start of a complete reading, over the earlier start', () => {
    expect(rememberReadings({ [recent]: NOW - MINUTE }, [makeReading()], NOW)).toEqual({ [recent]: NOW });
  });

  test('R7: does not store an incomplete reading', () => {
    expect(rememberReadings({}, [makeReading({ complete: false })], NOW)).toEqual({});
  });

  test('R8: forgets entries after two days', () => {
    const known = { '2026-01-01/NO_ANSWER': NOW - 2 * DAY, '2026-01-02/NO_ANSWER': NOW - 2 * DAY + 1 };
    expect(rememberReadings(known, [], NOW)).toEqual({ '2026-01-02/NO_ANSWER': NOW - 2 * DAY + 1 });
  });

  test('R8: keeps some 70 entries after days of polling, since only the recent week moves each day', () => {
    let known: CompleteReadings = {};
    let most = 0;
    for (let now = NOW; now < NOW + 5 * DAY; now += HOUR) {
      const { recent: week, older } = planReadings({
        ...LISTS,
        now,
        zone: ZONE,
        completeReadings: known,
        intervals,
        openTickets: [],
      });
      const readings = [week, ...older].flatMap((window) =>
        OPEN_LISTS.map((status) => makeReading({ window, status, beganAt: now })),
      );
      known = rememberReadings(known, readings, now);
      most = Math.max(most, Object.keys(known).length);
    }
    expect(dateAt(NOW + 5 * DAY, ZONE)).toBe('2026-11-30');
    // Two more recent weeks, and one week that was recent before, are kept for two days.
    expect(most).toBe((WINDOW_COUNT + 3) * OPEN_LISTS.length);
  });
});

describe('mergeReadings', () => {
  test('R7: includes what an incomplete reading showed', () => {
    const reading = makeReading({
      complete: false,
      incompleteBecause: 'made up',
      inquiries: [makeInquiry()],
    });
    expect(mergeReadings([reading])).toEqual([makeListing()]);
  });

  test('R12: TRANSFER makes a confirm, and NO_ANSWER wins over it in either order', () => {
    const transfer = makeReading({ status: 'TRANSFER', inquiries: [makeInquiry()] });
    const earlier = makeReading({ inquiries: [makeInquiry()], beganAt: NOW - 1 });
    const later = makeReading({ inquiries: [makeInquiry()], beganAt: NOW + 1 });
    expect(mergeReadings([transfer]).map(({ kind }) => kind)).toEqual(['confirm']);
    expect(mergeReadings([transfer, earlier]).map(({ kind }) => kind)).toEqual(['reply']);
    expect(mergeReadings([transfer, later]).map(({ kind }) => kind)).toEqual(['reply']);
  });

  test('R12: a confirm is sure only if NO_ANSWER of its window was read completely', () => {
    const transfer = makeReading({ status: 'TRANSFER', inquiries: [makeInquiry()] });
    const isSure = (...others: Parameters<typeof makeReading>[0][]) =>
      mergeReadings([transfer, ...others.map(makeReading)]).map(({ kindIsSure }) => kindIsSure);
    expect(isSure({})).toEqual([true]);
    expect(isSure()).toEqual([false]);
    expect(isSure({ complete: false })).toEqual([false]);
    expect(isSure({ window: windowNumber(1) })).toEqual([false]);
  });

  test("R12: the later reading's item counts, with its start", () => {
    const old = makeReading({ inquiries: [makeInquiry({ product: 'old' })], beganAt: NOW - 1 });
    const fresh = makeReading({ status: 'TRANSFER', inquiries: [makeInquiry({ product: 'fresh' })] });
    for (const readings of [
      [old, fresh],
      [fresh, old],
    ]) {
      expect(mergeReadings(readings)).toEqual([makeListing({ inquiry: makeInquiry({ product: 'fresh' }) })]);
    }
  });

  test('R12: a later row that is an older copy keeps every post of the earlier row', () => {
    const [first, second] = [
      makePost({ answerId: '1', text: 'first' }),
      makePost({ answerId: '2', text: 'second' }),
    ];
    const edited = { ...first, text: 'edited' };
    const whole = makeReading({ inquiries: [makeInquiry({ posts: [first, second] })], beganAt: NOW - 1 });
    const older = makeReading({ status: 'TRANSFER', inquiries: [makeInquiry({ posts: [edited] })] });

    expect(mergeReadings([whole, older]).map(({ inquiry }) => inquiry.posts)).toEqual([[edited, second]]);
  });

  test('R7: only a reading whose filter worked makes a listing that may be provisional', () => {
    const worked = makeReading({ inquiries: [makeInquiry()] });
    const ignored = makeReading({
      status: 'TRANSFER',
      inquiries: [makeInquiry()],
      beganAt: NOW + 1,
      complete: false,
      incompleteCause: 'filter-ignored',
    });
    const may = (...readings: ReturnType<typeof makeReading>[]) =>
      mergeReadings(readings).map(({ mayBeProvisional }) => mayBeProvisional);
    expect(may(worked)).toEqual([true]);
    expect(may(ignored)).toEqual([false]);
    expect(may(worked, ignored)).toEqual([true]);
    expect(may({ ...worked, beganAt: NOW + 2 }, ignored)).toEqual([true]);
    expect(may({ ...ignored, incompleteCause: 'contradicted' })).toEqual([true]);
  });

  test('R12: an inquiry listed by two windows is a single listing', () => {
    const readings = [0, 1].map((number) =>
      makeReading({ window: windowNumber(number), inquiries: [makeInquiry()] }),
    );
    expect(mergeReadings(readings)).toHaveLength(1);
  });

  test('R7: contains each inquiry of any page exactly once, as a reply if NO_ANSWER showed it', () => {
    const reading = fc
      .record({
        status: fc.constantFrom('NO_ANSWER' as const, 'TRANSFER' as const),
        beganAt: fc.nat({ max: 5 }),
        complete: fc.boolean(),
        ids: fc.array(fc.constantFrom('1', '2', '9007199254740992', '9007199254740993')),
      })
      .map(({ ids, ...rest }) =>
        makeReading({ ...rest, inquiries: ids.map((inquiryId) => makeInquiry({ inquiryId })) }),
      );
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 6 }), (readings) => {
        const idsUnder = (status?: string): string[] =>
          readings
            .filter((candidate) => status === undefined || candidate.status === status)
            .flatMap(({ inquiries }) => inquiries.map(({ inquiryId }) => inquiryId));
        const merged = mergeReadings(readings);
        expect(merged.map(({ inquiry }) => inquiry.inquiryId).sort()).toEqual(
          [...new Set(idsUnder())].sort(),
        );
        const replies = merged.filter(({ kind }) => kind === 'reply');
        expect(replies.map(({ inquiry }) => inquiry.inquiryId).sort()).toEqual(
          [...new Set(idsUnder('NO_ANSWER'))].sort(),
        );
      }),
    );
  });
});

const inquiries = (first: number, count: number, more: Partial<Inquiry> = {}): Inquiry[] =>
  Array.from({ length: count }, (_, index) => makeInquiry({ inquiryId: String(first + index), ...more }));

const malformed = (count: number): Reading['unusable'] =>
  Array.from({ length: count }, (_, index) => ({ hash: `hash-${index}`, problem: 'inquiryId: is missing' }));

const unread = (count: number): Reading['unusable'] => [
  { hash: 'unread', problem: 'made up', unread: count },
];

const causesOf = (...readings: Partial<Reading>[]) =>
  judgeReadings(readings.map(makeReading)).map(({ complete, incompleteCause }) =>
    complete ? 'complete' : (incompleteCause ?? 'incomplete'),
  );

describe('R7: unusable rows', () => {
  test.each<[string, number, Reading['unusable'], string]>([
    ['none of none', 0, [], 'complete'],
    ['none of five', 5, [], 'complete'],
    ['one of two', 1, malformed(1), 'complete'],
    ['three of four', 1, malformed(3), 'complete'],
    ['three of three', 0, malformed(3), 'format-changed'],
    ['the only one', 0, malformed(1), 'format-changed'],
    ['four of forty', 36, malformed(4), 'complete'],
    ['four of thirty-nine', 35, malformed(4), 'format-changed'],
    ['six of fifty', 44, malformed(6), 'format-changed'],
    ['three that Coupang does not show, of ten', 7, unread(3), 'complete'],
    ['four that Coupang does not show, of ten', 6, unread(4), 'incomplete'],
    ['the only one, which Coupang does not show', 0, unread(1), 'incomplete'],
    ['two of each kind, of ten', 6, [...malformed(2), ...unread(2)], 'incomplete'],
    ['four malformed and one not shown, of ten', 5, [...malformed(4), ...unread(1)], 'format-changed'],
  ])('%s', (_title, usable, unusable, expected) => {
    expect(causesOf({ inquiries: inquiries(1, usable), unusable })).toEqual([expected]);
  });

  test('add the reason for the log to another reason', () => {
    const reading = makeReading({
      unusable: malformed(1),
      complete: false,
      incompleteBecause: 'page 2 failed',
    });
    expect(judgeReadings([reading])[0]?.incompleteBecause).toBe('page 2 failed; 1 of 1 rows are unusable');
  });

  test('are no rows that a wrong total explains, so that no later run believes the total', () => {
    const [judged] = judgeReadings([makeReading({ unusable: malformed(1), complete: false, shortBy: 2 })]);
    expect(judged).not.toHaveProperty('shortBy');
  });
});

describe('R7: a filter that Coupang ignores', () => {
  const both = (noAnswer: Inquiry[], transfer: Inquiry[]) =>
    causesOf({ inquiries: noAnswer }, { status: 'TRANSFER', inquiries: transfer });

  test.each<[string, Inquiry[], Inquiry[], string]>([
    ['no row', [], [], 'complete'],
    ['five shared rows, all of both', inquiries(1, 5), inquiries(1, 5), 'complete'],
    ['six shared rows, all of both', inquiries(1, 6), inquiries(1, 6), 'filter-ignored'],
    ['six shared, half of the smaller', inquiries(1, 12), inquiries(7, 30), 'complete'],
    ['six shared of eleven and thirty', inquiries(1, 11), inquiries(6, 30), 'filter-ignored'],
    ['six shared of thirty and eleven', inquiries(1, 30), inquiries(25, 11), 'filter-ignored'],
  ])('%s', (_title, noAnswer, transfer, expected) => {
    expect(both(noAnswer, transfer)).toEqual([expected, expected]);
  });

  test('rows in several windows prove nothing', () => {
    const older = { window: windowNumber(1), status: 'TRANSFER' as const, inquiries: inquiries(1, 9) };
    expect(causesOf({ inquiries: inquiries(1, 9) }, older)).toEqual(['complete', 'complete']);
  });

  const answered = { counselingStatus: 'answered' as const, posts: [makePost({ transfer: 'answered' })] };
  test.each<[string, Inquiry[], string]>([
    ['five answered rows', inquiries(1, 5, answered), 'complete'],
    ['six answered rows', inquiries(1, 6, answered), 'filter-ignored'],
    ['six of twelve', [...inquiries(1, 6, answered), ...inquiries(7, 6)], 'complete'],
    ['seven of thirteen', [...inquiries(1, 7, answered), ...inquiries(8, 6)], 'filter-ignored'],
    ['six that still ask', inquiries(1, 6, { counselingStatus: 'answered' }), 'complete'],
    ['six without the word', inquiries(1, 6, { posts: answered.posts }), 'complete'],
    [
      'six whose asking post has no id',
      inquiries(1, 6, { ...answered, posts: [(({ answerId: _, ...post }) => post)(makePost())] }),
      'filter-ignored',
    ],
  ])('NO_ANSWER with %s', (_title, rows, expected) => {
    expect(causesOf({ inquiries: rows }, { status: 'TRANSFER' })).toEqual([expected, 'complete']);
  });

  test('TRANSFER may show answered rows', () => {
    expect(causesOf({ status: 'TRANSFER', inquiries: inquiries(1, 9, answered) })).toEqual(['complete']);
  });
});

const short = (shortBy: number): Partial<Reading> => ({
  complete: false,
  incompleteBecause: 'made up',
  shortBy,
});
const cut: Partial<Reading> = { complete: false, incompleteBecause: 'page 1 failed' };

/** Plays runs a minute apart with these readings. Returns which readings were complete. */
const play = (...runs: Partial<Reading>[][]) => {
  let known: ShortReadings = {};
  const complete = runs.map((readings, index) => {
    const now = NOW + index * MINUTE;
    const taken = readings.map((reading) => believeShort(makeReading({ beganAt: now, ...reading }), known));
    known = rememberShort(known, taken, now);
    return taken.map((reading) => reading.complete);
  });
  return { complete: complete.flat(), known };
};

describe('R7: a total that is always wrong', () => {
  test('is believed from the third run in a row on, and the reading no longer says why it is incomplete', () => {
    const { complete, known } = play([short(14)], [short(14)], [short(14)], [short(14)]);
    expect(complete).toEqual([false, false, true, true]);
    const believed = believeShort(makeReading(short(14)), known);
    expect(believed).toMatchObject({ complete: true, shortBy: 14 });
    expect(believed).not.toHaveProperty('incompleteBecause');
    expect(Object.values(believedShort(known))).toEqual([14]);
  });

  test.each<[string, Partial<Reading>]>([
    ['one that is short by another number', short(13)],
    ['one that is complete', {}],
    ['one that is not complete for another reason', cut],
  ])('starts again after %s', (_title, other) => {
    const { complete } = play([short(14)], [short(14)], [other], [short(14)], [short(14)], [short(14)]);
    expect(complete.slice(3)).toEqual([false, false, true]);
  });

  test('stays believed, until it changes', () => {
    const { complete, known } = play([short(14)], [short(14)], [short(14)], [short(15)]);
    expect(complete).toEqual([false, false, true, false]);
    expect(believedShort(known)).toEqual({});
  });

  test('counts once per run, however often its list was read', () => {
    const { complete } = play([short(14), short(14), short(14)], [short(14), short(14)], [short(14)]);
    expect(complete).toEqual([false, false, false, false, false, true]);
  });

  test('belongs to one list, and a run without that list does not end it', () => {
    const older = { window: windowNumber(1) };
    const { complete } = play(
      [short(14), { ...short(14), ...older }],
      [short(14)],
      [short(14), { ...short(14), ...older }, { ...short(14), status: 'TRANSFER' }],
    );
    expect(complete).toEqual([false, false, false, true, false, false]);
  });

  test('stays believed at midnight, when the recent week begins a day later', () => {
    const today = windowNumber(0);
    const yesterday = { firstDate: addDays(today.firstDate, -1), lastDate: addDays(today.lastDate, -1) };
    const before = { ...short(14), window: yesterday };
    const after = { ...short(14), window: today };
    expect(play([before], [before], [before], [after]).complete).toEqual([false, false, true, true]);
    expect(play([before], [after], [after]).complete).toEqual([false, false, true]);
    expect(play([before], [before], [before], [{ ...short(13), window: today }]).complete[3]).toBe(false);
  });

  test('does not carry over to the next day for a recent week that was read hours before', () => {
    const { window } = makeReading();
    const yesterday = `${addDays(window.firstDate, -1)}/NO_ANSWER`;
    const known = { [yesterday]: { by: 14, runs: 3, at: NOW - 2 * HOUR } };
    expect(believeShort(makeReading(short(14)), known)).toMatchObject({ complete: true });
    expect(believeShort(makeReading({ ...short(14), beganAt: NOW + 1 }), known)).toMatchObject({
      complete: false,
    });
  });

  test('is forgotten after two days without a reading of its list', () => {
    const { known } = play([short(14)]);
    expect(Object.keys(rememberShort(known, [], NOW + 2 * DAY - 1))).toHaveLength(1);
    expect(rememberShort(known, [], NOW + 2 * DAY)).toEqual({});
  });

  test('is not stored for a complete list', () => {
    expect(play([{}]).known).toEqual({});
  });

  test('changes nothing in a reading that is complete, or incomplete for another reason', () => {
    const { known } = play([short(14)], [short(14)], [short(14)]);
    for (const reading of [makeReading(), makeReading(cut), makeReading(short(1))])
      expect(believeShort(reading, known)).toBe(reading);
  });
});
