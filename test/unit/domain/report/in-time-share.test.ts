import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { inTimeShare, missesLeft } from '../../../../lib/domain/report/report-figures.ts';
import { makeClosedRow, makeMissedRow } from '../../../fixtures/domain/make-closed-row.ts';

describe('the share in time', () => {
  test('counts the required answers, and the hand-overs that Coupang closed without an answer (S7)', () => {
    const { inTime: _, ...unknown } = makeClosedRow();
    const counted = [makeClosedRow(), makeClosedRow(), makeClosedRow({ inTime: false }), makeMissedRow()];
    const others = [
      makeClosedRow({ kind: 'confirm' }),
      makeClosedRow({ kind: 'confirm', outcome: 'confirmed' }),
      makeClosedRow({ outcome: 'withdrawn' }),
      makeClosedRow({ outcome: 'decided-by-coupang' }),
      makeClosedRow({ outcome: 'unknown' }),
      // It is unknown whether it was in time.
      unknown,
    ];
    expect(inTimeShare([...counted, ...others])).toEqual({ inTime: 2, counted: 4 });
    expect(inTimeShare(others)).toEqual({ inTime: 0, counted: 0 });
  });
});

describe('the misses that are still allowed (S8)', () => {
  test.each([
    // 19 of 20 is just enough, and so is 38 of 40.
    [19, 20, 0.95, { left: 0 }],
    [38, 39, 0.95, { left: 1 }],
    [100, 100, 0.95, { left: 5 }],
    [100, 100, 0.9, { left: 11 }],
    // In floating point, 0.07 times 100 is more than 7.
    [7, 100, 0.07, { left: 0 }],
    [57, 60, 0.95, { left: 0 }],
    [18, 20, 0.95, { needed: 20 }],
    [0, 1, 0.95, { needed: 19 }],
    [0, 1, 0.5, { needed: 1 }],
    [0, 0, 0.95, { left: 0 }],
    [5, 5, 1, { left: 0 }],
    [0, 0, 1, { left: 0 }],
    [4, 5, 1, { needed: 'never' }],
    [0, 7, 0, { left: 'any' }],
    [0, 0, 0, { left: 'any' }],
  ])('%i of %i in time by %d: %j', (inTime, counted, threshold, expected) => {
    expect(missesLeft({ inTime, counted }, threshold)).toEqual(expected);
  });

  test('are exact in whole numbers, for any share and threshold', () => {
    const share = fc
      .nat({ max: 3000 })
      .chain((counted) => fc.record({ counted: fc.constant(counted), inTime: fc.nat({ max: counted }) }));
    const perMille = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(share, perMille, ({ inTime, counted }, least) => {
        const isEnough = (good: number, all: number): boolean => good * 1000 >= least * all;
        const result = missesLeft({ inTime, counted }, least / 1000);
        if ('left' in result) {
          const left = Number(result.left);
          expect(isEnough(inTime, counted + left)).toBe(true);
          expect(isEnough(inTime, counted + left + 1)).toBe(false);
        } else {
          const needed = Number(result.needed);
          expect(needed).toBeGreaterThan(0);
          expect(isEnough(inTime + needed, counted + needed)).toBe(true);
          expect(isEnough(inTime + needed - 1, counted + needed - 1)).toBe(false);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
