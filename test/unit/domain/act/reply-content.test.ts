import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { anyCharacter } from '../../../fixtures/domain/any-text.ts';
import { isBlank, readReply } from '../../../../lib/domain/act/reply-content.ts';

const contentOf = (text: string, signature?: string): string | undefined => {
  const reply = readReply(text, signature);
  return 'content' in reply ? reply.content : undefined;
};

describe('the text of an answer', () => {
  test.each([
    ['첫 줄\r\n둘째 줄\r셋째 줄', '첫 줄\n둘째 줄\n셋째 줄'],
    ['  앞뒤 공백 \n', '앞뒤 공백'],
    ['탭\t은 남고\u0000 다른 것은 간다\u0007', '탭\t은 남고 다른 것은 간다'],
    ['네.', '네.'],
    ['네, 확인'.normalize('NFD'), '네, 확인'],
    ['반쪽\ud83d 글자\udc4d', '반쪽 글자'],
    ['\ud83d\u0000\udc4d', '👍'],
  ])('%j is sent as %j', (text, content) => {
    expect(contentOf(text)).toBe(content);
  });

  test.each(['', '네', ' \r\n 네 \r\n', '가'.repeat(1001), '\r\n'.repeat(2000)])('%j is refused', (text) => {
    expect(contentOf(text)).toBeUndefined();
  });

  test.each(['', '네', '가'.repeat(1001)])('counts the length of %j with the signature', (text) => {
    expect(readReply(text, '고객지원팀')).toEqual(
      text === '네' ? { content: '네\n고객지원팀' } : { refusal: text === '' ? 'blank' : 'content-length' },
    );
  });

  test('accepts 1000 characters, with line breaks counted once', () => {
    expect(contentOf(`${'가\r\n'.repeat(499)}가나`)).toHaveLength(1000);
    expect(contentOf('가'.repeat(1000))).toBe('가'.repeat(1000));
  });

  test('is JSON without a CR and has a legal length, for every accepted text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 1200 }), (text) => {
        const content = contentOf(text);
        if (content === undefined) return;
        expect(content).not.toMatch(/\r/);
        expect(content.isWellFormed()).toBe(true);
        expect(content.length).toBeGreaterThanOrEqual(2);
        expect(content.length).toBeLessThanOrEqual(1000);
        expect(contentOf(content)).toBe(content);
      }),
    );
  });
});

describe('refuses a reply without visible characters', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['spaces of every kind', ' \t\r\n\u00a0\u2003\u3000\u2028'],
    ['zero-width characters', '\u200b\u200c\u200d\u2060\ufeff'],
    ['Hangul fillers', '\u3164\u115f\u1160\uffa0'],
    ['blank Braille', '\u2800\u2800'],
    ['combining marks alone', '\u0301\u20dd\ufe0f'],
    ['halves of characters', '\ud83d\ud83d \udc4d\ud83d'],
    ['characters that replace a missing one', '\ufffd\ufffc'],
    ['marks of direction', '\u200e\u202e\u2066'],
    ['tags and variation selectors', '\u{e0041}\u{e0101}'],
    ['private and unassigned characters', '\ue000\u{e0fff}\u{50000}'],
    ['empty signs', '\u{1d159}\u{13441}'],
    ['control characters', '\u0000\u0007\u0085'],
    ['a mix of them', '\u200b \u3164\n\u2800\u0301'],
  ])('%s', (_what, text) => {
    expect(readReply(text)).toEqual({ refusal: 'blank' });
    expect(readReply(text, '고객지원팀')).toEqual({ refusal: 'blank' });
    expect(readReply(`${text}\n고객지원팀`, '고객지원팀')).toEqual({ refusal: 'blank' });
  });

  test.each(['네.', '--', '👍', '❤️', 'é', '가\u200b', '？！', '1)', '한\u3164글'])('accepts %j', (text) => {
    expect(isBlank(text)).toBe(false);
  });

  test('treats all characters of the categories for spaces, marks and others as invisible', () => {
    const seen = Array.from({ length: 0x110000 }, (_, code) => String.fromCodePoint(code)).filter(
      (character) =>
        /[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}]/u.test(character) && !isBlank(character),
    );
    expect(seen).toEqual([]);
  });
});
