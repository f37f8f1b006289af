import { existsSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ASSUMPTIONS } from '../../../lib/domain/assumptions/assumptions.ts';
import { listFiles } from './list-files.ts';
import {
  anchorsOf,
  codesIn,
  documentsIn,
  linksIn,
  plainText,
  sectionsIn,
  sourceFilesIn,
} from './rule-citations.ts';

/** Their made-up codes look like citations. */
const THIS_CHECK = /^test\/unit\/repository\/rule-(book|citations)/;

/** Texts that look like codes, in files that need them. */
const NO_CODES: { file: RegExp; codes: RegExp; why: string }[] = [
  { file: /\/aws\/store\.test\.ts$/, codes: /^A[1-5]$/, why: 'made-up inquiries and vendors' },
  { file: /\/drain-lane\.test\.ts$/, codes: /^C0$/, why: 'a made-up channel' },
];

const isText = (file: string): boolean => /\.(ts|js|cjs|md)$/.test(file) && !THIS_CHECK.test(file);

const files = listFiles('.')
  .filter(isText)
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
const pages = files.filter(({ file }) => file.endsWith('.md'));

const read = (file: string): string => readFileSync(file, 'utf8');
const rules = read('docs/rules.md');
const RULES = Array.from({ length: 32 }, (_, index) => `R${index + 1}`);

/** The sections of rules.md, by rule. */
const sections = new Map(
  rules.split(/^## (?=R\d+$)/m).map((section) => [section.split('\n', 1)[0] ?? '', section]),
);
const isBuilt = (rule: string): boolean => sections.get(rule)?.includes('_Not built yet._') === false;

const isNoCode = (file: string, code: string): boolean =>
  NO_CODES.some((known) => known.file.test(file) && known.codes.test(code));

const cited = files.flatMap(({ file, text }) =>
  codesIn(text).flatMap((code) => (isNoCode(file, code) ? [] : [{ file, code }])),
);

describe('the rule book', () => {
  test('has a heading for each rule, in order', () => {
    expect([...rules.matchAll(/^## (R\d+)$/gm)].map(([, rule]) => rule).sort(byNumber)).toEqual(RULES);
  });

  test('defines every code that code, tests and documents cite', () => {
    const known = new Set([...anchorsOf(rules), ...anchorsOf(read('docs/features.md'))]);
    expect(cited.length).toBeGreaterThan(1000);
    expect(cited.filter(({ code }) => !known.has(code.toLowerCase()))).toEqual([]);
  });

  test('is kept by tests: each built rule is cited by a test, and no other rule is', () => {
    const held = new Set(cited.filter(({ file }) => file.endsWith('.test.ts')).map(({ code }) => code));
    expect(RULES.filter((rule) => held.has(rule))).toEqual(RULES.filter(isBuilt));
  });

  test('uses each of its exceptions', () => {
    const unused = NO_CODES.filter(
      ({ file, codes }) =>
        !files.some(
          (source) => file.test(source.file) && codesIn(source.text).some((code) => codes.test(code)),
        ),
    );
    expect(unused).toEqual([]);
  });
});

describe('a citation of Coupang’s API', () => {
  test('names a section that exists', () => {
    const numbers = [...read('docs/coupang-api.md').matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)];
    const known = new Set(numbers.map(([, number]) => number));
    const all = files.flatMap(({ file, text }) => sectionsIn(text).map((section) => ({ file, section })));
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter(({ section }) => !known.has(section))).toEqual([]);
  });
});

describe('the documents', () => {
  const anchors = new Map(pages.map(({ file, text }) => [file, anchorsOf(text)]));

  test('link to existing files and headings', () => {
    const broken = pages.flatMap(({ file, text }) =>
      linksIn(text)
        .filter((link) => !leadsSomewhere(file, link, anchors))
        .map((link) => `${file}: ${link}`),
    );
    expect(pages.flatMap(({ text }) => linksIn(text)).length).toBeGreaterThan(150);
    expect(broken).toEqual([]);
  });

  test('that are cited by name exist', () => {
    const known = new Set(pages.map(({ file }) => posix.basename(file)));
    const absent = files.flatMap(({ file, text }) =>
      documentsIn(text)
        .filter((name) => !known.has(name))
        .map((name) => `${file}: ${name}`),
    );
    expect(absent).toEqual([]);
  });

  test('name only source files that exist, except in the changelog', () => {
    const named = pages
      .filter(({ file }) => file !== 'docs/CHANGELOG.md')
      .flatMap(({ file, text }) => sourceFilesIn(text).map((source) => ({ file, source })));
    expect(named.filter(({ file }) => file === 'docs/one-day.md').length).toBeGreaterThan(40);
    expect(named.filter(({ source }) => !existsSync(source))).toEqual([]);
  });

  test('are all linked from the README or from each other', () => {
    const linked = new Set(
      pages.flatMap(({ file, text }) => linksIn(text).map((link) => targetOf(file, link).path)),
    );
    const lost = pages
      .map(({ file }) => file)
      .filter((file) => file.startsWith('docs/') && !linked.has(file));
    expect(lost).toEqual([]);
  });
});

const targetOf = (from: string, link: string): { path: string; anchor?: string } => {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? from : posix.join(posix.dirname(from), decodeURI(path));
  return { path: target.replace(/\/$/, ''), ...(anchor !== undefined && { anchor }) };
};

const leadsSomewhere = (from: string, link: string, anchors: Map<string, Set<string>>): boolean => {
  const { path, anchor } = targetOf(from, link);
  if (!existsSync(path)) return false;
  return anchor === undefined || anchors.get(path)?.has(decodeURIComponent(anchor)) === true;
};

const byNumber = (code = '', other = ''): number => Number(code.slice(1)) - Number(other.slice(1));

describe('the check of citations', () => {
  test.each([
    ['// Mentions once (R19, D4).', ['R19', 'D4']],
    ["test('S4: is announced', () => {})", ['S4']],
    ['(S2 to S6)', ['S2', 'S6']],
    ["violation('R24', 'two')", ['R24']],
    ['the R99 of nobody', ['R99']],
    ["channel: 'C0123456789', id: 'A00012345'", []],
    ["Date.parse('2026-01-15T00:00:00Z'); const T0 = 1; // the L2 construct", []],
    ['/^[CG][A-Z0-9]{2,}$/', []],
  ])('reads %j', (text, codes) => {
    expect(codesIn(text)).toEqual(codes);
  });

  test.each([
    ['Source: coupang-api.md section 4.', ['4']],
    ['Source: coupang-api.md section 4, Keys.', ['4']],
    ['Sources: coupang-api.md sections 2.1, 3 and 4.', ['2.1', '3', '4']],
    ['Source: coupang-api.md section 10; sections 2.1, 2.3 and 5 for the others.', ['10', '2.1', '2.3', '5']],
    ['Source: coupang-api.md, sections 5 and 10.', ['5', '10']],
    [' * Source: coupang-api.md\n * section 5. Assumption', ['5']],
    ['// as coupang-api.md says', []],
  ])('reads %j', (text, expected) => {
    expect(sectionsIn(text)).toEqual(expected);
  });

  test("finds a heading by GitHub's anchor, also the second one of the same name", () => {
    const text = '# A title\n## `--learn <vendorId>`\n## 2.1 List, whole\n## A title\n<a id="d4"></a>D4';
    expect([...anchorsOf(text)].sort()).toEqual(
      ['--learn-vendorid', '21-list-whole', 'a-title', 'a-title-1', 'd4'].sort(),
    );
  });

  test('finds no heading and no link in code', () => {
    expect(plainText('a\n```\n# no [heading](x.md)\n```\n`[no](y.md)` [yes](z.md)')).toContain('[yes](z.md)');
    expect(linksIn('```\n[no](x.md)\n```\n`[no](y.md)` [yes](z.md#a) [web](https://example.com)')).toEqual([
      'z.md#a',
    ]);
  });
});

const ASSUMPTION_CITATION = /\bAssumptions?: ([a-z\d, *\s-]+)\./g;

/** The names of assumptions that a text cites. */
const assumptionsIn = (text: string): string[] =>
  [...text.matchAll(ASSUMPTION_CITATION)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replaceAll(/[\s*]/g, '')),
  );

test('code that relies on an assumption cites its name, and every cited name exists (I9)', () => {
  const names: string[] = ASSUMPTIONS.map(({ name }) => name);
  const relied = files
    .filter(({ file }) => file.startsWith('lib/') && file !== 'lib/domain/assumptions/assumptions.ts')
    .flatMap(({ text }) => assumptionsIn(text));
  expect([...new Set(relied)].sort()).toEqual(names.sort());
});

test('the check finds citations across line ends', () => {
  expect(assumptionsIn('/** Why. Assumptions: one-thing,\n * another-thing. */')).toEqual([
    'one-thing',
    'another-thing',
  ]);
});
