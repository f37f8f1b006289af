import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ADMIN_WORDING, chooseLanguage } from '../../../admin/wording/wording.ts';
import { englishIn } from './english-in.ts';

describe('the language of a command', () => {
  test.each([
    ['--language', ['--language', 'ko'], 'en_US.UTF-8', 'ko'],
    ['--language in another case and form', ['slack', '--language=EN'], 'ko_KR.UTF-8', 'en'],
    ['--language after unknown options', ['--vendor', 'A1', '--language', 'en'], 'ko_KR', 'en'],
    ['the terminal, if --language is of no language', ['--language', 'zh-TW'], 'ko_KR.UTF-8', 'ko'],
    ['the terminal, if --language has no value', ['--language'], 'ko_KR.UTF-8', 'ko'],
    ['the terminal', [], 'ko_KR.UTF-8', 'ko'],
    ['the terminal, which is English in Taiwan', [], 'zh_TW.UTF-8', 'en'],
    ['the terminal, which is English without a language', [], 'C.UTF-8', 'en'],
  ])('is that of %s: %j', (_what, args, LANG, language) => {
    expect(chooseLanguage(args, { LANG })).toBe(language);
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
