import { expect, test } from '@jest/globals';
import { type Mutant, shuffleMutants, takeAccepted } from '../../mutants/draw-mutants.ts';

const mutantsOf = (file: string, count: number): Mutant[] =>
  Array.from({ length: count }, (_, line) => ({
    file,
    line,
    start: line,
    end: line,
    original: 'true',
    replacement: `${line % 5}`,
  }));
const ladder = mutantsOf('lib/domain/ladder/ladder.ts', 20);
const orders = mutantsOf('lib/coupang/orders/read-order.ts', 20);
const borders = mutantsOf('lib/slack/borders.ts', 1);

test('shuffles the mutants of central folders apart from the others', () => {
  const [central, others] = shuffleMutants([...ladder, ...orders, ...borders], '1');
  expect(new Set(central)).toEqual(new Set(orders));
  expect(new Set(others)).toEqual(new Set([...ladder, ...borders]));
});

test('another seed gives another order', () => {
  const [, first] = shuffleMutants(ladder, '1');
  const [, second] = shuffleMutants(ladder, '2');
  expect(first).not.toEqual(second);
});

test('a new mutant leaves the order of the others', () => {
  const moved = ladder.map((mutant) => ({ ...mutant, line: mutant.line + 100 }));
  const [, before] = shuffleMutants(ladder, '1');
  const [, after] = shuffleMutants([...borders, ...moved], '1');
  const old = after.filter(({ file }) => file === ladder[0]?.file);
  expect(old.map(({ line }) => line - 100)).toEqual(before.map(({ line }) => line));
});

test('takes the first accepted mutants', () => {
  const isAccepted = ({ line }: Mutant): boolean => line % 3 > 0;
  const drawn = takeAccepted(ladder, 8, (candidates) => candidates.filter(isAccepted));
  expect(drawn).toEqual(ladder.filter(isAccepted).slice(0, 8));
});
