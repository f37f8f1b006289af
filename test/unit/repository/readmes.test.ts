import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { chineseFaults } from '../../fixtures/chinese-faults.ts';
import { listFiles } from './list-files.ts';
import { linksIn, linkToOriginal } from './rule-citations.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const README = read('README.md');
const TRANSLATIONS = [
  { language: 'ko', file: 'README.ko.md' },
  { language: 'zh-TW', file: 'README.zh-TW.md' },
].map((translation) => ({ ...translation, text: read(translation.file) }));
const ALL = [README, ...TRANSLATIONS.map(({ text }) => text)];

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
    .map((link) => linkToOriginal('README.md', link).replace(/-(ko|zh-TW)\.(?=\w+$)/, '-en.'))
    .filter((link) => link !== 'README.md')
    .sort();

/** A team in Taiwan starts the sample of Taiwan first. */
const sampleFirst = (commands: string[], language: string): string[] =>
  language === 'zh-TW'
    ? commands.map((command) =>
        /start(?!:tw)/.test(command)
          ? command.replace('npm start', 'npm run start:tw')
          : command.replace('npm run start:tw', 'npm start'),
      )
    : commands;

/** The sums of money, in order. */
const sumsOf = (text: string): string[] => [...text.matchAll(/\d+\.\d\d(?!\d)/g)].map(([sum]) => sum);

describe('the READMEs', () => {
  test('link each other before anything else', () => {
    const names = ['README.md', ...TRANSLATIONS.map(({ file }) => file)];
    for (const [index, text] of ALL.entries())
      expect(linksIn(text).slice(0, 2)).toEqual(names.filter((name) => name !== names[index]));
  });

  test('show their reader’s language', () => {
    expect(README).not.toMatch(/images\/[\w-]+-(ko|zh-TW)\./);
    for (const { language, text } of TRANSLATIONS) {
      const pictures = [...text.matchAll(/images\/[a-z]+-([\w-]+)\./g)].map(([, shown]) => shown);
      expect(pictures.length).toBeGreaterThan(4);
      expect(new Set(pictures)).toEqual(new Set([language]));
    }
  });

  test('warn before the first step of a deployment that an integrator’s key takes no address', () => {
    for (const text of ALL) {
      expect(text).toContain('연동업체');
      expect(text.indexOf('연동업체')).toBeLessThan(text.indexOf('npm run setup'));
    }
  });

  test('are short', () => {
    for (const text of ALL) expect(text.split('\n').length).toBeLessThan(120);
  });
});

describe.each(TRANSLATIONS)('$file', ({ language, text }) => {
  test('has the same headings', () => {
    expect(levelsOf(README).length).toBeGreaterThan(5);
    expect(levelsOf(text)).toEqual(levelsOf(README));
  });

  test('names the same commands in the same order, and first the sample of its market', () => {
    expect(commandsOf(README).length).toBeGreaterThan(5);
    expect(sampleFirst(commandsOf(text), language)).toEqual(commandsOf(README));
  });

  test('names the same sums', () => {
    expect(sumsOf(README).length).toBeGreaterThan(4);
    expect(sumsOf(text)).toEqual(sumsOf(README));
  });

  test('leads to the same places and shows the same pictures', () => {
    expect(targetsOf(text)).toEqual(targetsOf(README));
  });
});

test('README.zh-TW.md is in Chinese as in Taiwan', () => {
  const prose = read('README.zh-TW.md')
    .replaceAll(/```[^]*?```|`[^`]*`|\]\([^)]*\)/g, '')
    .replaceAll(/판매자정보|추가판매정보|연동업체|상품 문의|한국어/g, '');
  expect(prose.split('\n').flatMap((line) => chineseFaults(line))).toEqual([]);
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
