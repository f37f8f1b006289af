import { describe, expect, test } from '@jest/globals';
import {
  believedShort,
  believeShort,
  rememberShort,
  type ShortReadings,
} from '../../../../lib/domain/reading/believe-short.ts';
import type { Reading } from '../../../../lib/domain/reading/reading.ts';
import { addDays } from '../../../../lib/domain/time/dates.ts';
import { NOW, MINUTE, HOUR, DAY } from '../../../fixtures/domain/made-up.ts';
import { makeReading, windowNumber } from '../../../fixtures/domain/make-reading.ts';

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
