import { expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { barChart } from '../../../../lib/slack/notices/build-report.ts';

test('the largest count has the whole width, counts are aligned, and names come last', () => {
  expect(
    barChart([
      { name: '답변 완료', count: 120 },
      { name: '자동 종료', count: 30 },
      { name: '이관 취소', count: 1 },
    ]),
  ).toBe(
    '```\n████████████████ 120  답변 완료\n████              30  자동 종료\n█                  1  이관 취소\n```',
  );
});

test('a count above zero has a bar, zero has none, and all lines are equally wide', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 6 }), (counts) => {
      const lines = barChart(counts.map((count) => ({ name: 'x', count })))
        .split('\n')
        .slice(1, -1);
      expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
      lines.forEach((line, index) => expect(line.startsWith('█')).toBe((counts[index] ?? 0) > 0));
    }),
  );
});
