import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { isMaskedLogin, normalText } from '../../../../lib/domain/inquiry/plain-text.ts';
import { isAutomaticText } from '../../../../lib/domain/request/automatic-post.ts';

describe('normalText', () => {
  test.each([
    ['full-width characters', '［쿠팡　시스템］ Ａ１', '[쿠팡 시스템] A1'],
    ['letters in parts', '한글'.normalize('NFD'), '한글'],
    ['ligatures and circled numbers', 'ﬁ ①', 'fi 1'],
    ['spaces, tabs and line breaks', '  a \t\r\n\u00a0\u3000 b\u2028c\n', 'a b c'],
    ['control characters', 'a\u0000\u0085b', 'a b'],
    ['invisible characters', '\ufeffa\u200b\u00adb\u2060\u200d\u3164\u2800c', 'abc'],
    ['an invisible character between two parts of a letter', '\u1112\u200b\u1161\u11ab', '한'],
    ['half a surrogate pair', 'a\ud83d b', 'a\ud83d b'],
    ['an empty text', '', ''],
  ])('folds %s', (_title, text, expected) => {
    expect(normalText(text)).toBe(expected);
  });

  test('keeps visible differences', () => {
    expect(normalText('환불 해 주세요')).not.toBe(normalText('환불해 주세요'));
    expect(normalText('A')).not.toBe(normalText('a'));
  });

  test('is idempotent for any text', () => {
    const odd = fc.constantFrom(
      '\u0301',
      '\u0323',
      '\u200b',
      '\u1112',
      '\u1161',
      '\u05bc',
      '\ufb2a',
      ' ',
      'ﬃ',
    );
    const text = fc.array(fc.oneof(fc.string({ unit: 'binary' }), odd), { maxLength: 60 });
    fc.assert(
      fc.property(text, (parts) => {
        const normal = normalText(parts.join(''));
        expect(normalText(normal)).toBe(normal);
      }),
    );
  });

  test('is idempotent for runs of combining marks that normalisation lengthens', () => {
    for (const marks of [28, 29, 30, 31, 100]) {
      const normal = normalText(`\ufb2c${'\u0323'.repeat(marks)}b`);
      expect(normalText(normal)).toBe(normal);
      expect(normal.length).toBeLessThanOrEqual(32);
    }
  });

  test('cuts a run of combining marks, which would take quadratic time', () => {
    const marks = '\u0301'.repeat(100_000) + '\u0323'.repeat(100_000);
    expect(normalText(`a${marks}b`)).toHaveLength(31);
  });
});

test.each([
  ['[쿠팡 시스템] 자동 종료', true],
  ['\n [Coupang System] closed', true],
  ['\u200b［쿠팡\u00a0시스템］자동 종료', true],
  ['[쿠팡 시스템] 자동 종료'.normalize('NFD'), true],
  ['[쿠팡  시스템] 자동 종료', true],
  ['[쿠팡시스템]자동 종료', true],
  ['문의 [쿠팡 시스템]', false],
  ['쿠팡 시스템', false],
  ['', false],
])('R14: recognises an automatic post in the normal form: %j', (text, expected) => {
  expect(isAutomaticText(text)).toBe(expected);
});

test.each([
  ['cs-team', 'cs-team', true],
  ['cs-***', 'cs-010-1234-5678', true],
  ['***-cs', 'help@example.com-cs', true],
  ['a***b***c', 'a1b2c', true],
  ['cs-***', 'cs-team', false],
  ['cs-***', 'cs-', false],
  ['cs-***', 'ot-010-1234-5678', false],
  ['a***a', 'a', false],
])('the masked login «%s» is that of «%s»: %s', (masked, login, is) => {
  expect(isMaskedLogin(masked, login)).toBe(is);
});
