import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { listFiles } from './list-files.ts';
import { linksIn, linkToOriginal } from './rule-citations.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const README = read('README.md');
const KOREAN = read('README.ko.md');

/** Names commands that are not built yet. */
const PROMISES = 'docs/features.md';

/** The levels of the headings, in order. */
const levelsOf = (text: string): number[] =>
  [...text.matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);

/** Finds the commands that a reader may type, in blocks and in spans. */
const commandsOf = (text: string): string[] =>
  [...text.matchAll(/^```\n([^]*?)^```$|`([^`\n]+)`/gm)]
    .flatMap(([, block, span = '']) => (block ?? span).trim().split('\n'))
    .filter((line) => /\b(npm|npx) /.test(line));

/** Links and pictures, as if both were in one language. */
const targetsOf = (text: string): string[] =>
  linksIn(text)
    .map((link) => linkToOriginal('README.md', link).replace(/-ko\.(?=\w+$)/, '-en.'))
    .sort();

describe('the two READMEs', () => {
  test('link each other before anything else', () => {
    expect(linksIn(README)[0]).toBe('README.ko.md');
    expect(linksIn(KOREAN)[0]).toBe('README.md');
  });

  test('have the same headings', () => {
    expect(levelsOf(README).length).toBeGreaterThan(5);
    expect(levelsOf(KOREAN)).toEqual(levelsOf(README));
  });

  test('name the same commands, in the same order', () => {
    expect(commandsOf(README).length).toBeGreaterThan(5);
    expect(commandsOf(KOREAN)).toEqual(commandsOf(README));
  });

  test('lead to the same places and show the same pictures, each in its language', () => {
    expect(targetsOf(KOREAN)).toEqual(targetsOf(README));
    expect(KOREAN).not.toMatch(/images\/[\w-]+-en\./);
    expect(README).not.toMatch(/images\/[\w-]+-ko\./);
  });

  test('warn before the first step of a deployment that an integrator’s key takes no address', () => {
    for (const text of [README, KOREAN]) {
      expect(text).toContain('연동업체');
      expect(text.indexOf('연동업체')).toBeLessThan(text.indexOf('npm run setup'));
    }
  });

  test('are short', () => {
    for (const text of [README, KOREAN]) expect(text.split('\n').length).toBeLessThan(120);
  });
});

test('each npm script that a document names exists', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));
  const named = listFiles('.')
    .filter((file) => file.endsWith('.md') && file !== PROMISES)
    .flatMap((file) =>
      [...read(file).matchAll(/npm run (?:--?[\w-]+ )*([a-z][\w:-]*)/g)].map(([, name = '']) => ({
        file,
        name,
      })),
    );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter(({ name }) => !(name in scripts))).toEqual([]);
});
