import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ASSUMPTIONS } from '../../../lib/domain/assumptions/assumptions.ts';
import { listFiles } from './list-files.ts';

const CITATION = /\bAssumptions?: ([a-z\d, *\s-]+)\./g;

/** The names that a text cites. */
const citedIn = (text: string): string[] =>
  [...text.matchAll(CITATION)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replaceAll(/[\s*]/g, '')),
  );

const cited = listFiles('lib')
  .filter((file) => file.endsWith('.ts') && file !== 'lib/domain/assumptions/assumptions.ts')
  .flatMap((file) => citedIn(readFileSync(file, 'utf8')));

test('code that relies on an assumption cites its name, and every cited name exists (I9)', () => {
  const names: string[] = ASSUMPTIONS.map(({ name }) => name);
  expect([...new Set(cited)].sort()).toEqual(names.sort());
});

test('the check finds citations across line ends', () => {
  expect(citedIn('/** Why. Assumptions: one-thing,\n * another-thing. */')).toEqual([
    'one-thing',
    'another-thing',
  ]);
});
