import { describe, expect, test } from '@jest/globals';
import { section } from '../../../../lib/slack/format/blocks.ts';
import { chart, type NewerBlock, table, withinLimits } from '../../../../lib/slack/format/newer-blocks.ts';

const rowsOf = (count: number, name = 'x') => Array.from({ length: count }, () => [name, '1'] as const);
const barsOf = (count: number, name = 'x') => Array.from({ length: count }, () => ({ name, count: 1 }));
const narrow = (rows: number): NewerBlock => {
  const whole = table(rowsOf(rows));
  return { ...whole, rows: whole.rows.map(([name]) => (name ? [name] : [])) };
};
const wide = (columns: number): NewerBlock => {
  const whole = table(rowsOf(columns));
  return { ...whole, rows: [whole.rows.flatMap(([name]) => name ?? [])] };
};

describe('R22: a message has newer blocks only within the limits of Slack', () => {
  test.each<[string, NewerBlock, NewerBlock]>([
    ['rows', narrow(100), narrow(101)],
    ['columns', wide(20), wide(21)],
    ['characters of all cells', table(rowsOf(1, 'x'.repeat(9999))), table(rowsOf(1, 'x'.repeat(10_000)))],
    ['characters of a cell', table([['x', '1']]), table([['', '1']])],
    ['characters of a title', chart('x'.repeat(20), barsOf(1)), chart('x'.repeat(51), barsOf(1))],
    ['characters of a series', chart('x'.repeat(20), barsOf(1)), chart('x'.repeat(21), barsOf(1))],
    [
      'characters of a category',
      chart('x', barsOf(1, 'x'.repeat(20))),
      chart('x', barsOf(1, 'x'.repeat(21))),
    ],
    ['categories', chart('x', barsOf(20)), chart('x', barsOf(21))],
    ['bars at least', chart('x', barsOf(1)), chart('x', [])],
  ])('%s', (_what, fits, fitsNot) => {
    expect(withinLimits([section('a'), fits])).toEqual([section('a'), fits]);
    expect(withinLimits([section('a'), fitsNot])).toBeUndefined();
  });

  test('and if it is short enough as a whole', () => {
    const long = section('x'.repeat(3000));
    expect(withinLimits([long, long, long, table([['x', '1']])])).toBeDefined();
    expect(withinLimits([long, long, long, long, table([['x', '1']])])).toBeUndefined();
  });
});
