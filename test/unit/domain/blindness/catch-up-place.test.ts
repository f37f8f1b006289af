import { describe, expect, test } from '@jest/globals';
import {
  beginCatchUp,
  catchUpPlace,
  isCaughtUp,
  isPartlyRead,
  moveOn,
  rememberCatchUps,
} from '../../../../lib/domain/blindness/catch-up-place.ts';
import type { CatchUp } from '../../../../lib/domain/reading/vendor-state.ts';
import { DAY, HOUR, NOW, ZONE } from '../../../fixtures/domain/made-up.ts';

/** 2026-11-25 in Seoul. */
const begin = (blindForMs: number): CatchUp => beginCatchUp({ since: NOW - blindForMs, until: NOW }, ZONE);
const WEEKS = ['2026-11-19', '2026-11-12', '2026-11-05'];

const at = (since: number) => ({ since, until: since + 1 });

describe('R17: the windows to read after a blind time', () => {
  test('are only the recent week if the blind time is within it', () => {
    expect(begin(HOUR)).toEqual({ since: NOW - HOUR, until: NOW, windows: WEEKS.slice(0, 1), page: 1 });
  });

  test('include the week before if it began on the boundary day of the two', () => {
    expect(begin(5 * DAY).windows).toEqual(WEEKS.slice(0, 1));
    expect(begin(6 * DAY).windows).toEqual(WEEKS.slice(0, 2));
  });

  test('are all windows that it overlaps, newest first', () => {
    expect(begin(15 * DAY).windows).toEqual(WEEKS);
  });

  test('are at most as many windows as a sweep has, however long it was', () => {
    expect(begin(400 * DAY).windows).toHaveLength(31);
  });
});

describe('R17: the place of a reading', () => {
  const catchUp = begin(9 * DAY);

  test('is a window of seven dates and the page before the reached one', () => {
    expect(catchUpPlace(catchUp)).toEqual({
      window: { firstDate: '2026-11-19', lastDate: '2026-11-25' },
      page: 1,
    });
    expect(catchUpPlace(moveOn(catchUp, 41))).toMatchObject({ page: 40 });
  });

  test('is the first page of the next window after a window was read to its end, and none after the last window', () => {
    const second = moveOn(moveOn(catchUp, 41), undefined);
    expect(catchUpPlace(second)).toEqual({
      window: { firstDate: '2026-11-12', lastDate: '2026-11-18' },
      page: 1,
    });
    expect(catchUpPlace(moveOn(second, undefined))).toBeUndefined();
  });

  test('does not go back if the page before it keeps failing', () => {
    const reached = moveOn(catchUp, 41);
    expect(moveOn(moveOn(reached, 40), 40)).toEqual(reached);
  });
});

describe('R17: a blind time', () => {
  const read = (doneAt?: number): CatchUp[] => [{ ...begin(HOUR), ...(doneAt !== undefined && { doneAt }) }];

  test('is caught up when all its windows have been read, and the indexes have had half a minute to show it', () => {
    expect(isCaughtUp(read(), at(NOW - HOUR), NOW + DAY)).toBe(false);
    expect(isCaughtUp(read(NOW), at(NOW - HOUR), NOW + 29_999)).toBe(false);
    expect(isCaughtUp(read(NOW), at(NOW - HOUR), NOW + 30_000)).toBe(true);
  });

  test('is caught up independently of other blind times that wait to be read', () => {
    expect(isCaughtUp(read(), at(NOW - HOUR - 1), NOW)).toBe(true);
    expect(isCaughtUp(read(), at(NOW), NOW)).toBe(true);
    expect(isCaughtUp(read(), at(NOW - 1), NOW)).toBe(false);
    expect(isCaughtUp([], at(NOW - HOUR), NOW)).toBe(true);
  });

  test('is forgotten a week later, but not before it is caught up', () => {
    const isGone = (doneAt: number | undefined, now: number): boolean =>
      rememberCatchUps(read(doneAt), now).length === 0;
    expect(isGone(undefined, NOW + 30 * DAY)).toBe(false);
    expect(isGone(NOW, NOW + 7 * DAY - 1)).toBe(false);
    expect(isGone(NOW, NOW + 7 * DAY)).toBe(true);
  });

  test('is kept if it is one of the newest twenty, or still waits to be read', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      ...begin((50 - index) * HOUR),
      ...(index % 2 === 1 && { doneAt: NOW }),
    }));
    const kept = rememberCatchUps(many, NOW);
    expect(kept.filter(({ doneAt }) => doneAt === undefined)).toHaveLength(25);
    expect(kept.filter(({ doneAt }) => doneAt !== undefined)).toEqual(
      many.filter(({ doneAt }) => doneAt !== undefined).slice(-20),
    );
    expect(kept).toEqual([...kept].sort((a, b) => a.since - b.since));
  });

  test('is caught up only in part if its lists were cut or given up', () => {
    const [whole] = read(NOW);
    const cut = { ...begin(HOUR), doneAt: NOW, partial: true } as const;
    expect(isPartlyRead(whole ? [whole] : [], at(NOW - HOUR))).toBe(false);
    expect(isPartlyRead([cut], at(NOW - HOUR))).toBe(true);
    expect(isPartlyRead([cut], at(NOW))).toBe(false);
    expect(isPartlyRead([{ ...cut, since: NOW - DAY }, cut], at(NOW - HOUR))).toBe(true);
  });
});
