import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { listFiles } from './list-files.ts';
import { linksIn, linkToOriginal, TRANSLATION } from './rule-citations.ts';

const translations = listFiles('docs').filter((file) => TRANSLATION.test(file));
const read = (file: string): string => readFileSync(file, 'utf8');

/** `##### Load sharing` as 5, in order. */
const levelsOf = (text: string): number[] =>
  [...text.replaceAll(BLOCK, '').matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);

const BLOCK = /^ *```\n[^]*?^ *```$/gm;
const blocksOf = (text: string): string[] => [...text.matchAll(BLOCK)].map(([block]) => block);

/** The code spans of each section, each once: commands, options, names of the configuration. */
const spansOf = (text: string): string[][] =>
  sectionsOf(text.replaceAll(BLOCK, '')).map((section) =>
    [
      ...new Set([...section.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll(/\s+/g, ' '))),
    ].sort(),
  );

/** Where the links of each section lead, as if all were in English. */
const targetsOf = (file: string, text: string): string[][] =>
  sectionsOf(text).map((section) =>
    linksIn(section)
      .map((link) => linkToOriginal(file, link))
      .sort(),
  );

const sectionsOf = (text: string): string[] => text.split(/^(?=#+ )/m);

describe.each(translations)('%s', (file) => {
  const original = file.replace(TRANSLATION, '.md');
  const [translated, english] = [read(file), read(original)];

  test('and its original link each other before anything else', () => {
    expect(linksIn(translated)[0]).toBe(original.replace(/^.*\//, ''));
    expect(linksIn(english)).toContain(file.replace(/^.*\//, ''));
    expect(TRANSLATION.test(linksIn(english)[0] ?? '')).toBe(true);
  });

  test('has the headings of its original, at the same levels', () => {
    expect(levelsOf(translated)).toEqual(levelsOf(english));
  });

  test('has the code blocks of its original', () => {
    expect(blocksOf(translated)).toEqual(blocksOf(english));
  });

  test('names the same commands, options and settings in each section', () => {
    expect(spansOf(translated)).toEqual(spansOf(english));
  });

  test('leads to the same places from each section', () => {
    expect(targetsOf(file, translated)).toEqual(targetsOf(original, english));
  });
});

test('setup can be read in Korean', () => {
  expect(translations).toContain('docs/setup.ko.md');
});
