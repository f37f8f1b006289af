import { describe, expect, test } from '@jest/globals';
import type { PeriodBefore } from '../../../../lib/domain/notice/notice-facts.ts';
import { sayOutcomes } from '../../../../lib/slack/notices/build-report.ts';
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
      ['96%', '3%p 상승'],
      ['2시간 14분', '12분 빨라짐'],
      ['1건', '6건 감소'],
    ]);
    expect(trends(now, { share: share(25, 25), medianMs: 60 * MINUTE })).toEqual([
      ['96%', '4%p 하락'],
      ['2시간 14분', '1시간 14분 늦어짐'],
      ['1건', '1건 증가'],
    ]);
  });

  test('change by the difference of the figures that the two reports show', () => {
    // 96.4 % and 92.6 % are shown as 96 % and 93 %.
    expect(trends({ share: share(964, 1000) }, { share: share(926, 1000) })[0]).toEqual(['96%', '3%p 상승']);
    expect(trends({ share: share(996, 1000) }, { share: share(96, 100) })[0]).toEqual([
      '99.6%',
      '3.6%p 상승',
    ]);
    const medianMs = 133.5 * MINUTE;
    expect(
      trends({ share: share(1, 1), medianMs }, { share: share(2, 2), medianMs: medianMs + MINUTE - 2 }),
    ).toEqual([
      ['100%', '변동 없음'],
      ['2시간 14분', '변동 없음'],
      ['0건', '변동 없음'],
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
      ['0건', '1건 감소'],
    ]);
  });
});

const none = {
  answered: 0,
  confirmed: 0,
  'auto-closed': 0,
  withdrawn: 0,
  'decided-by-coupang': 0,
  unknown: 0,
};

describe('the bar of outcomes', () => {
  test.each([
    [{ answered: 12, confirmed: 5, 'auto-closed': 1, withdrawn: 1 }, '🟩🟩🟩🟩🟩🟩🟩🟩🟥⬜'],
    [{ answered: 999, 'auto-closed': 1 }, '🟩🟩🟩🟩🟩🟩🟩🟩🟩🟥'],
    [{ answered: 1, 'auto-closed': 999 }, '🟩🟥🟥🟥🟥🟥🟥🟥🟥🟥'],
    [{ answered: 50, 'decided-by-coupang': 50 }, '🟩🟩🟩🟩🟩⬜⬜⬜⬜⬜'],
    [{ answered: 1, confirmed: 1, unknown: 1 }, '🟩🟩❔'],
    [{ 'auto-closed': 3 }, '🟥🟥🟥'],
    [{ answered: 200 }, '🟩🟩🟩🟩🟩🟩🟩🟩🟩🟩'],
  ])('of %j is %s', (closed, bar) => {
    expect(sayOutcomes({ ...none, ...closed }, WORDING.ko).split(' · ')[0]).toBe(bar);
  });

  test('has a legend with the words and numbers, so that a miss does not look like a withdrawal', () => {
    const closed = { ...none, answered: 12, confirmed: 5, 'auto-closed': 1, withdrawn: 2 };
    expect(sayOutcomes(closed, WORDING.ko)).toMatch(
      / · 🟩\u00A0답변 완료 12, 확인 완료 5 · 🟥\u00A0자동 종료 1 · ⬜\u00A0이관 취소 2$/,
    );
  });

  test('has a cell for each ticket or ten, and hides no outcome', () => {
    const count = fc.nat(10_000);
    fc.assert(
      fc.property(count, count, count, count, (answered, missed, withdrawn, unknown) => {
        const all = answered + missed + withdrawn + unknown;
        fc.pre(all > 0);
        const closed = { ...none, answered, 'auto-closed': missed, withdrawn, unknown };
        const [bar = ''] = sayOutcomes(closed, WORDING.ko).split(' · ');
        expect(bar.match(/🟩|🟥|⬜|❔/gu)).toHaveLength(Math.min(10, all));
        expect(['🟩', '🟥', '⬜', '❔'].map((symbol) => bar.includes(symbol))).toEqual(
          [answered, missed, withdrawn, unknown].map((each) => each > 0),
        );
      }),
    );
  });
});
