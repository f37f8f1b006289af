import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { listFiles } from './list-files.ts';
import { loadedFrom } from './loaded-from.ts';

/** A figure may grow by this share before somebody decides on its new value. */
const GROWTH = 1.05;

const documents = listFiles('.').filter(
  (file) => /^(?:[A-Z]+|docs\/[\w-]*)\.md$/.test(file) && !file.endsWith('CHANGELOG.md'),
);
const wordsOf = (file: string): number => readFileSync(file, 'utf8').split(/\s+/).filter(Boolean).length;

const FIGURES: { what: string; value: number; count: () => number }[] = [
  {
    what: 'files that the notify handler reaches',
    value: 168,
    count: () => loadedFrom(['functions/notify/handler.ts']).size,
  },
  {
    what: 'files in lib',
    value: 330,
    count: () => listFiles('lib').filter((file) => file.endsWith('.ts')).length,
  },
  {
    what: 'words of the documents, without the changelog and translations',
    value: 36_500,
    count: () => documents.reduce((sum, file) => sum + wordsOf(file), 0),
  },
];

test.each(FIGURES)('$what: about $value; a change beyond 5 % is written down here', ({ value, count }) => {
  const counted = count();
  expect(counted).toBeLessThanOrEqual(value * GROWTH);
  expect(counted).toBeGreaterThanOrEqual(value / GROWTH);
});
