import { describe, expect, test } from '@jest/globals';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import { judgeReadings } from '../../../../lib/domain/reading/judge-readings.ts';
import type { Reading } from '../../../../lib/domain/reading/reading.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost } from '../../../fixtures/domain/make-post.ts';
import { makeReading, windowNumber } from '../../../fixtures/domain/make-reading.ts';
import {
  believedShort,
  believeShort,
  rememberShort,
  type ShortReadings,
} from '../../../../lib/domain/reading/believe-short.ts';
import { addDays } from '../../../../lib/domain/time/dates.ts';
import { NOW, MINUTE, HOUR, DAY } from '../../../fixtures/domain/made-up.ts';

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
