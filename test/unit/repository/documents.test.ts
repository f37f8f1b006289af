import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { chineseFaults } from '../../fixtures/chinese-faults.ts';
import { listFiles } from './list-files.ts';
import { linksIn, linkToOriginal, TRANSLATION } from './rule-citations.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const README = read('README.md');
const READMES = ['README.md', 'README.ko.md', 'README.zh-TW.md'];
const GUIDES = listFiles('docs').filter((file) => TRANSLATION.test(file));

const BLOCK = /^ *```\n[^]*?^ *```$/gm;
const blocksOf = (text: string): string[] => [...text.matchAll(BLOCK)].map(([block]) => block);

/** `##### Load sharing` as 5, in order. */
const levelsOf = (text: string): number[] =>
  [...text.replaceAll(BLOCK, '').matchAll(/^(#+) /gm)].map(([, marks = '']) => marks.length);

const sectionsOf = (text: string): string[] => text.split(/^(?=#+ )/m);

/** Where the links and pictures of each section lead, as if all were in English. */
const targetsOf = (file: string, text: string): string[][] =>
  sectionsOf(text).map((section) =>
    linksIn(section)
      .map((link) => linkToOriginal(file, link).replace(/([-/])(ko|zh-TW)\.(?=\w+$)/, '$1en.'))
      .filter((link) => !READMES.includes(link))
      .sort(),
  );

describe.each([...READMES.slice(1), ...GUIDES])('%s', (file) => {
  const original = file.replace(TRANSLATION, '.md');
  const [translated, english] = [read(file), read(original)];

  test('has the headings of its original, at the same levels', () => {
    expect(levelsOf(english).length).toBeGreaterThan(1);
    expect(levelsOf(translated)).toEqual(levelsOf(english));
  });

  test('leads to the same places and shows the same pictures in each section', () => {
    expect(targetsOf(file, translated)).toEqual(targetsOf(original, english));
  });
});

describe.each(GUIDES)('the guide %s', (file) => {
  const original = file.replace(TRANSLATION, '.md');
  const [translated, english] = [read(file), read(original)];

  /** The code spans of each section, each once: commands, options, names of the configuration. */
  const spansOf = (text: string): string[][] =>
    sectionsOf(text.replaceAll(BLOCK, '')).map((section) =>
      [
        ...new Set([...section.matchAll(/`([^`]+)`/g)].map(([, span = '']) => span.replaceAll(/\s+/g, ' '))),
      ].sort(),
    );

  test('and its original link each other before anything else', () => {
    expect(linksIn(translated)[0]).toBe(original.replace(/^.*\//, ''));
    expect(linksIn(english)).toContain(file.replace(/^.*\//, ''));
    expect(TRANSLATION.test(linksIn(english)[0] ?? '')).toBe(true);
  });

  test('has the code blocks of its original', () => {
    expect(blocksOf(translated)).toEqual(blocksOf(english));
  });

  test('names the same commands, options and settings in each section', () => {
    expect(spansOf(translated)).toEqual(spansOf(english));
  });
});

/** Finds the commands that a reader may type, in blocks and in spans. */
const commandsOf = (text: string): string[] =>
  [...text.matchAll(/^```\n([^]*?)^```$|`([^`\n]+)`/gm)]
    .flatMap(([, block, span = '']) => (block ?? span).trim().split('\n'))
    .filter((line) => /\b(npm|npx) /.test(line));

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
    for (const file of READMES)
      expect(linksIn(read(file)).slice(0, 2)).toEqual(READMES.filter((name) => name !== file));
  });

  test('show their reader’s language', () => {
    expect(README).not.toMatch(/images\/[\w-]+-(ko|zh-TW)\./);
    for (const [file = '', language = ''] of [
      ['README.ko.md', 'ko'],
      ['README.zh-TW.md', 'zh-TW'],
    ]) {
      const pictures = [...read(file).matchAll(/images\/[a-z]+-([\w-]+)\./g)].map(([, shown]) => shown);
      expect(pictures.length).toBeGreaterThan(4);
      expect(new Set(pictures)).toEqual(new Set([language]));
    }
  });

  test('warn before the first step of a deployment that an integrator’s key takes no address', () => {
    for (const text of READMES.map(read)) {
      expect(text).toContain('연동업체');
      expect(text.indexOf('연동업체')).toBeLessThan(text.indexOf('npm run setup'));
    }
  });

  test('are short', () => {
    for (const file of READMES) expect(read(file).split('\n').length).toBeLessThan(120);
  });
});

describe.each([
  ['README.ko.md', 'ko'],
  ['README.zh-TW.md', 'zh-TW'],
])('%s', (file, language) => {
  const text = read(file);

  test('names the same commands in the same order, and first the sample of its market', () => {
    expect(commandsOf(README).length).toBeGreaterThan(5);
    expect(sampleFirst(commandsOf(text), language)).toEqual(commandsOf(README));
  });

  test('names the same sums', () => {
    expect(sumsOf(README).length).toBeGreaterThan(4);
    expect(sumsOf(text)).toEqual(sumsOf(README));
  });
});

test('README.zh-TW.md is in Chinese as in Taiwan', () => {
  const prose = read('README.zh-TW.md')
    .replaceAll(/```[^]*?```|`[^`]*`|\]\([^)]*\)/g, '')
    .replaceAll(/판매자정보|추가판매정보|연동업체|상품 문의|한국어/g, '');
  expect(prose.split('\n').flatMap((line) => chineseFaults(line))).toEqual([]);
});

test('CONTRIBUTING names each file that a further language touches', () => {
  const [, entry = ''] = /^- \*\*A language\.\*\*([^]*?)^- /m.exec(read('docs/CONTRIBUTING.md')) ?? [];
  const named = [...entry.matchAll(/`([^` ]+)`/g)].map(([, name = '']) => name);
  const touched = listFiles('.').filter(
    (file) => /^(?!test|docs)[^]*\.ts$/.test(file) && !/\/test\//.test(file) && /zh-TW|zhTw/.test(read(file)),
  );
  expect(touched.length).toBeGreaterThan(10);
  expect(
    touched.filter(
      (file) => !named.some((name) => `/${file}`.endsWith(`/${name}`) || `/${file}`.includes(`/${name}/`)),
    ),
  ).toEqual([]);
});

/** Names commands that are not built yet. */
const PROMISES = 'docs/features.md';

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

const rows = read('docs/failures.md')
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

test('each test that docs/failures.md names exists', () => {
  const named = rows.flatMap(({ shownBy }) => testsIn(shownBy));
  expect(named.length).toBeGreaterThan(20);
  const gone = named.filter(({ name, file }) => !existsSync(file) || !read(file).includes(name));
  expect(gone).toEqual([]);
});
