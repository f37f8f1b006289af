import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { cutText, escapeText } from '../../../../lib/slack/format/cut-text.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { hostileText } from '../arbitrary-ticket.ts';

const { en, ko } = WORDING;

describe('cutText', () => {
  test('keeps a short text', () => {
    expect(cutText('abc', { limit: 3 })).toBe('abc');
  });

  test('ends a long text with an ellipsis, within the limit', () => {
    expect(cutText('abcd', { limit: 3 })).toBe('ab…');
  });

  test('C6: states how much is missing, in both languages', () => {
    expect(cutText('가'.repeat(100), { limit: 30, more: (left) => ko.more(String(left)) })).toBe(
      `${'가'.repeat(9)}… 외 91자 (전체는 WING에서)`,
    );
    expect(cutText('a'.repeat(100), { limit: 50, more: (left) => en.more(String(left)) })).toBe(
      `${'a'.repeat(8)}… +92 more characters (all of it in WING)`,
    );
  });

  test('never splits an escape', () => {
    expect(cutText('ab<c', { limit: 6 })).toBe('ab…');
    expect(cutText('ab<c', { limit: 7 })).toBe('ab&lt;c');
  });

  test('cuts a plain text as it is', () => {
    expect(cutText('a<b', { limit: 3, plain: true })).toBe('a<b');
    expect(cutText('<<<<', { limit: 3, plain: true })).toBe('<<…');
  });

  test('keeps or removes an emoji of several characters as a whole', () => {
    expect(cutText('a👩‍👩‍👧‍👦b', { limit: 12 })).toBe('a…');
  });

  test('returns nothing longer than a limit that is too small for any ending', () => {
    expect(cutText('abc', { limit: 0 })).toBe('');
    expect(cutText('abc', { limit: 1 })).toBe('…');
  });

  test('keeps the limit, begins as the text does, and is well formed if the text is', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 1, max: 200 }), (text, limit) => {
        const cut = cutText(text, { limit });
        expect(cut.length).toBeLessThanOrEqual(limit);
        const escaped = escapeText(text);
        expect(cut === escaped || (cut.endsWith('…') && escaped.startsWith(cut.slice(0, -1)))).toBe(true);
        if (text.isWellFormed()) expect(cut.isWellFormed()).toBe(true);
        expect(cut).not.toMatch(/&(?!(amp|lt|gt);)/);
      }),
    );
  });

  test('counts the missing characters correctly', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '가', '😀'), { maxLength: 200 }), (characters) => {
        const cut = cutText(characters.join(''), { limit: 40, more: (left) => `+${left}` });
        const [kept = '', left = '0'] = cut.split('+');
        expect(Array.from(kept).length + Number(left)).toBe(characters.length);
      }),
    );
  });
});
