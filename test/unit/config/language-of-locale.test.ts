import { describe, expect, test } from '@jest/globals';
import { languageOfLocale } from '../../../lib/config/language-of-locale.ts';

describe('the language of a terminal', () => {
  test.each([
    ['ko_KR.UTF-8', 'ko'],
    ['ko', 'ko'],
    ['ko-KR', 'ko'],
    ['zh_TW.UTF-8', 'zh-TW'],
    ['zh_Hant', 'zh-TW'],
    ['zh_Hant_HK.UTF-8', 'zh-TW'],
    ['zh_CN.UTF-8', 'en'],
    ['en_US.UTF-8', 'en'],
    ['de_DE@euro', 'en'],
    ['kok_IN', 'en'],
    ['C', undefined],
    ['C.UTF-8', undefined],
    ['POSIX', undefined],
    ['', undefined],
    [undefined, undefined],
  ] as const)('of the locale %s is %s', (LANG, language) => {
    expect(languageOfLocale({ LANG })).toBe(language);
  });

  test('comes from LC_ALL before LC_MESSAGES before LANG; an empty variable does not count', () => {
    const LANG = 'en_US.UTF-8';
    expect(languageOfLocale({ LANG, LC_MESSAGES: 'zh_TW.UTF-8', LC_ALL: 'ko_KR.UTF-8' })).toBe('ko');
    expect(languageOfLocale({ LANG, LC_MESSAGES: 'zh_TW.UTF-8', LC_ALL: ' ' })).toBe('zh-TW');
    expect(languageOfLocale({ LANG, LC_MESSAGES: '', LC_ALL: '' })).toBe('en');
  });
});
