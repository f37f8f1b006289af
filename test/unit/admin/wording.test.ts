import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ADMIN_WORDING, chooseLanguage, joinSentences, textsFor } from '../../../admin/wording/wording.ts';
import written from '../../../notifier.config.ts';
import { englishIn } from './english-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'notifier-'));
afterAll(() => rmSync(folder, { recursive: true }));
const configOf = (name: string, vendor: Record<string, string>): string => {
  const file = join(folder, `${name}.json`);
  const [first] = written.vendors;
  const { language: _language, ...rest } = first ?? {};
  writeFileSync(file, JSON.stringify({ ...written, vendors: [{ ...rest, live: false, ...vendor }] }));
  return file;
};
const KOREA = configOf('korea', { market: 'KR' });
const TAIWAN = configOf('taiwan', { market: 'TW' });
const ENGLISH_TEAM = configOf('english', { market: 'KR', language: 'en' });
const NO_CONFIG = join(folder, 'none.json');

describe('the language of a command', () => {
  test.each([
    ['--language', { args: ['--language', 'ko'], LANG: 'en_US.UTF-8', NOTIFIER_CONFIG: TAIWAN }, 'ko'],
    [
      '--language in another case and form',
      { args: ['slack', '--language=ZH-tw'], LANG: 'ko_KR.UTF-8', NOTIFIER_CONFIG: KOREA },
      'zh-TW',
    ],
    [
      '--language after unknown options',
      { args: ['--vendor', 'A1', '--language', 'en'], LANG: 'ko_KR', NOTIFIER_CONFIG: KOREA },
      'en',
    ],
    [
      'the terminal, if --language is of no language',
      { args: ['--language', 'fr'], LANG: 'ko_KR.UTF-8', NOTIFIER_CONFIG: TAIWAN },
      'ko',
    ],
    [
      'the terminal, if --language has no value',
      { args: ['--language'], LANG: 'ko_KR.UTF-8', NOTIFIER_CONFIG: TAIWAN },
      'ko',
    ],
    ['the terminal', { args: [], LANG: 'ko_KR.UTF-8', NOTIFIER_CONFIG: TAIWAN }, 'ko'],
    [
      'English for a terminal in another language',
      { args: [], LANG: 'de_DE.UTF-8', NOTIFIER_CONFIG: KOREA },
      'en',
    ],
    ['the market of the first vendor', { args: [], LANG: 'C.UTF-8', NOTIFIER_CONFIG: TAIWAN }, 'zh-TW'],
    ['the market of the first vendor', { args: [], LANG: undefined, NOTIFIER_CONFIG: KOREA }, 'ko'],
    ['the language of the first vendor', { args: [], LANG: '', NOTIFIER_CONFIG: ENGLISH_TEAM }, 'en'],
    ['English without a readable configuration', { args: [], LANG: 'C', NOTIFIER_CONFIG: NO_CONFIG }, 'en'],
  ])('is that of %s: %j', async (_what, { args, ...env }, language) => {
    expect(await chooseLanguage(args, env)).toBe(language);
  });
});

/** The texts by their path. The text of a function is its source. */
const textsIn = (words: unknown, path: string): { path: string; text: string }[] => {
  if (typeof words === 'string' || typeof words === 'function') return [{ path, text: String(words) }];
  return typeof words === 'object' && words !== null
    ? Object.entries(words).flatMap(([name, part]) => textsIn(part, `${path}.${name}`))
    : [];
};

const commands = ADMIN_WORDING.ko;
const korean = textsIn(commands, 'ko');

test('no text of the commands in Korean contains an English sentence', () => {
  expect(korean.length).toBeGreaterThan(300);
  expect(korean.flatMap(({ path, text }) => englishIn(text).map((english) => `${path}: ${english}`))).toEqual(
    [],
  );
});

test('English sentences are found, and names and commands are not', () => {
  expect(englishIn('정상 the stack is not deployed')).toEqual(['the stack is not deployed']);
  expect(englishIn('실행하세요: npm run secrets -- slack (RUNBOOK.md, No complete reading)')).toEqual([]);
});

test('a text in Korean names the Korean guide where there is one, and only headings that it has', () => {
  const guides = korean.flatMap(({ path, text }) =>
    [...text.matchAll(/docs\/([\w-]+)(\.ko)?\.md(?:, ([^.)'`\n]+))?/g)].map(
      ([, name = '', isKorean = '', heading]) => ({ path, name, isKorean, heading }),
    ),
  );
  expect(guides.filter(({ name, isKorean }) => isKorean === '' && existsSync(`docs/${name}.ko.md`))).toEqual(
    [],
  );
  const named = guides.filter(({ heading }) => heading !== undefined);
  expect(named.length).toBeGreaterThan(3);
  expect(
    named.filter(
      ({ name, isKorean, heading }) =>
        !new RegExp(`^#+ ${heading}`, 'm').test(readFileSync(`docs/${name}${isKorean}.md`, 'utf8')),
    ),
  ).toEqual([]);
});

test.each(['alarms', 'erase', 'secrets', 'setup', 'ticket'] as const)(
  '%s speaks each language in its own texts, and names refusals of AWS in it',
  (command) => {
    for (const language of ['ko', 'zh-TW'] as const) {
      const texts = textsFor(command, language);
      expect(texts[command]).not.toBe(ADMIN_WORDING.en[command]);
      expect(texts.awsErrors).not.toBe(ADMIN_WORDING.en.awsErrors);
    }
  },
);

test.each(['bench', 'doctor', 'manifest', 'restore', 'simulate'] as const)(
  '%s has no texts in Chinese, and speaks English entirely',
  (command) => {
    expect(textsFor(command, 'zh-TW')).toBe(ADMIN_WORDING.en);
  },
);

test('Chinese sentences are joined without a blank, others with one', () => {
  expect(joinSentences('沒有。', '您要？', '頻道 C1。')).toBe('沒有。您要？頻道 C1。');
  expect(joinSentences('No.', '', 'Yes.')).toBe('No. Yes.');
});

test('no text in Chinese has a blank after a full stop', () => {
  const sources = (words: unknown): string[] =>
    typeof words === 'object' && words !== null ? Object.values(words).flatMap(sources) : [String(words)];
  expect(sources(ADMIN_WORDING['zh-TW']).filter((text) => /[。？] /.test(text))).toEqual([]);
});
