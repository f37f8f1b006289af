import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const rows = readFileSync('docs/failures.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| \d+ /.test(line))
  .map((line) => ({ failure: line.split('|')[2]?.trim() ?? '', shownBy: line.split('|').at(-2) ?? '' }));
const testsIn = (text: string) =>
  [...text.matchAll(/\[([^\]]+)\]\(([^)]+\.test\.ts)\)/g)].map(([, name = '', path = '']) => ({
    name,
    file: join('docs', path),
  }));

test('"What happens when…" has at least twenty failures, each with a test or "not tried"', () => {
  expect(rows.length).toBeGreaterThanOrEqual(20);
  const bare = rows.filter(
    ({ shownBy }) => testsIn(shownBy).length === 0 && !shownBy.includes('[not tried]'),
  );
  expect(bare).toEqual([]);
});

test('each test that it names exists', () => {
  const named = rows.flatMap(({ shownBy }) => testsIn(shownBy));
  expect(named.length).toBeGreaterThan(20);
  const gone = named.filter(
    ({ name, file }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(name),
  );
  expect(gone).toEqual([]);
});
