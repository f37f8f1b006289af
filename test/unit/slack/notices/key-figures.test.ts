import { describe, expect, test } from '@jest/globals';
import type { PeriodBefore } from '../../../../lib/domain/notice/notice-facts.ts';
import { doneBar } from '../../../../lib/slack/notices/build-report.ts';
import { keyFigures } from '../../../../lib/slack/notices/key-figures.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { MINUTE } from '../../../fixtures/domain/made-up.ts';

const share = (inTime: number, counted: number) => ({ inTime, counted });
const trends = (now: PeriodBefore, before?: PeriodBefore) =>
  keyFigures({ ...now, ...(before && { before }) }, WORDING.ko).map(({ value, trend }) => [value, trend]);

describe('S7: the three figures of a report', () => {
  test('each have their change since the time before', () => {
    const now = { share: share(24, 25), medianMs: 134 * MINUTE };
    expect(trends(now, { share: share(93, 100), medianMs: 146 * MINUTE })).toEqual([
      ['96%', '▲3'],
      ['2시간 14분', '▼12분'],
      ['1건', '▼6'],
    ]);
    expect(trends(now, { share: share(25, 25), medianMs: 60 * MINUTE })).toEqual([
      ['96%', '▼4'],
      ['2시간 14분', '▲1시간 14분'],
      ['1건', '▲1'],
    ]);
  });

  test('change by the difference of the figures that the two reports show', () => {
    // 96.4 % and 92.6 % are shown as 96 % and 93 %.
    expect(trends({ share: share(964, 1000) }, { share: share(926, 1000) })[0]).toEqual(['96%', '▲3']);
    expect(trends({ share: share(996, 1000) }, { share: share(96, 100) })[0]).toEqual(['99.6%', '▲3.6']);
    const medianMs = 133.5 * MINUTE;
    expect(
      trends({ share: share(1, 1), medianMs }, { share: share(2, 2), medianMs: medianMs + MINUTE - 2 }),
    ).toEqual([
      ['100%', '±0'],
      ['2시간 14분', '±0'],
      ['0건', '±0'],
    ]);
  });

  test('have no change without the figures of the time before', () => {
    expect(trends({ share: share(9, 10), medianMs: MINUTE })).toEqual([
      ['90%', undefined],
      ['1분', undefined],
      ['1건', undefined],
    ]);
    expect(trends({ share: share(9, 10), medianMs: MINUTE }, { share: share(0, 2) })[1]).toEqual([
      '1분',
      undefined,
    ]);
    expect(trends({ share: share(0, 0) }, { share: share(9, 10), medianMs: MINUTE })).toEqual([
      ['해당 건 없음', undefined],
      ['0건', '▼1'],
    ]);
  });
});

describe('the bar of outcomes', () => {
  test.each([
    [17, 19, '▇▇▇▇▇▇▇▇▇▁'],
    [999, 1000, '▇▇▇▇▇▇▇▇▇▁'],
    [1, 1000, '▇▁▁▁▁▁▁▁▁▁'],
    [5, 10, '▇▇▇▇▇▁▁▁▁▁'],
    [10, 10, '▇▇▇▇▇▇▇▇▇▇'],
    [0, 3, '▁▁▁▁▁▁▁▁▁▁'],
  ])('of %i done of %i is %s', (done, all, bar) => {
    expect(doneBar(done, all)).toBe(bar);
  });

  test('is always as wide, and hides neither part', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (done, other) => {
        fc.pre(done + other > 0);
        const bar = doneBar(done, done + other);
        expect(bar).toHaveLength(10);
        expect([bar.includes('▇'), bar.includes('▁')]).toEqual([done > 0, other > 0]);
      }),
    );
  });
});
