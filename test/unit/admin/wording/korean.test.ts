import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { ADMIN_WORDING } from '../../../../admin/wording/wording.ts';
import { englishIn } from './english-in.ts';

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
