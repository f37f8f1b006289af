import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Language } from '../../../../local/page/texts.ts';
import { createCardLanguage, readChoice } from '../../../../local/run/sample-language.ts';
import { makeTempDir, removeTempDirs } from '../temp-dirs.ts';

afterAll(removeTempDirs);

const open = (kept: Language | undefined, shown: Language) => {
  const dataDir = makeTempDir();
  const shows: Language[] = [];
  const errors: unknown[] = [];
  const show = async (language: Language): Promise<void> => {
    await Promise.resolve();
    if (language === 'zh-TW') throw new Error('made up');
    shows.push(language);
  };
  const cards = createCardLanguage(dataDir, { kept, shown }, show, (error) => errors.push(error));
  return { dataDir, shows, errors, cards };
};

describe('the language of the sample’s cards', () => {
  test('is chosen once, shown, and kept for the next start', async () => {
    const { dataDir, shows, cards } = open(undefined, 'ko');
    expect([cards.chosen(), await readChoice(dataDir)]).toEqual([undefined, undefined]);
    cards.choose('en');
    expect(cards.chosen()).toBe('en');
    await cards.settled();
    expect([shows, await readChoice(dataDir)]).toEqual([['en'], 'en']);
  });

  test('edits no card if the cards have it already', async () => {
    const { dataDir, shows, cards } = open(undefined, 'en');
    cards.choose('en');
    await cards.settled();
    expect([shows, await readChoice(dataDir)]).toEqual([[], 'en']);
  });

  test('is that of an earlier start until the switch changes it', async () => {
    const { shows, cards } = open('en', 'en');
    cards.choose('en');
    cards.choose('ko');
    cards.choose('en');
    await cards.settled();
    expect([cards.chosen(), shows]).toEqual(['en', ['ko', 'en']]);
  });

  test('can be chosen again after a change that failed', async () => {
    const { errors, shows, cards } = open('ko', 'ko');
    cards.choose('zh-TW');
    cards.choose('en');
    await cards.settled();
    expect([errors.length, shows]).toEqual([1, ['en']]);
  });

  test('ignores a kept choice that is no language', async () => {
    const { dataDir, cards } = open(undefined, 'ko');
    cards.choose('en');
    await cards.settled();
    const file = join(dataDir, 'language');
    expect(readFileSync(file, 'utf8')).toBe('en\n');
    writeFileSync(file, 'klingon\n');
    expect(await readChoice(dataDir)).toBeUndefined();
  });
});
