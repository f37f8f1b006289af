import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { chooseLanguage } from '../../../../admin/wording/wording.ts';
import written from '../../../../notifier.config.ts';

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
