import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { anyCharacter } from '../../fixtures/domain/any-text.ts';
import { cleanText } from '../../../lib/coupang/clean-text.ts';
import { cases } from '../../fixtures/draws.ts';

describe('cleaning of incoming text', () => {
  test.each([
    ['a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;', 'a <b> & "c" \'d\''],
    ['&#x1F600;&nbsp;&#160;&HELLIP;', '😀  …'],
    ['&amp;lt;', '&lt;'],
    ['&unknown; &#55296; &#x110000; & &;', '&unknown; &#55296; &#x110000; & &;'],
    ['one\r\ntwo\rthree\nfour\tfive', 'one\ntwo\nthree\nfour\tfive'],
    ['nul\u0000bell\u0007del\u007fnext\u0085end&#0;', 'nulbelldelnextend'],
    ['전화 010-1234-5678, 송장 612345678901', '전화 ***, 송장 612345678901'],
    ['숨은 번호 &#48;10&#45;1234&#45;5678', '숨은 번호 ***'],
    ['010\u0000-1234\u0000-5678', '***'],
    ['half \ud83d emoji', 'half \ufffd emoji'],
  ])('%j becomes %j', (text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  test('never throws and leaves no control character, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(cleanText(text)).not.toMatch(/[^\P{Cc}\n\t]/u);
      }),
    );
  });

  describe('a text over 20,000 characters', () => {
    const filler = (length: number): string => '가나다라마바사 '.repeat(length / 8);

    test.each(['\n', '\r\n', '\r', ' '])(
      'is cut at the last %j that is at least 50 characters before the limit',
      (gap) => {
        const kept = '가'.repeat(19_940);
        expect(cleanText(`${kept}${gap}${'나'.repeat(5)}${'다'.repeat(100)}`)).toBe(kept);
        expect(cleanText(`${kept}${gap}${'나'.repeat(10)} ${'다'.repeat(100)}`)).toBe(kept);
      },
    );

    test.each(
      cases([
        '010-1234-5678',
        '010 1234 5678',
        '0 1 0 1 2 3 4 5 6 7 8',
        '4111 1111 1111 1111',
        '900101 - 1234567',
      ]),
    )('keeps no half number at the cut: %s', (number) => {
      for (let moved = 0; moved < 80; moved += 1) {
        const text = `${filler(19_920)}${'가'.repeat(moved)} ${number} ${filler(8000)}`;
        expect(cleanText(text)).not.toMatch(/\d/);
      }
    });

    test('is cut 50 characters before the limit if it has no space', () => {
      expect(cleanText('가'.repeat(60_000))).toHaveLength(19_950);
    });

    test('is not cut at exactly 20,000 characters', () => {
      const whole = '가'.repeat(20_000);
      expect(cleanText(whole)).toBe(whole);
    });
  });
});
