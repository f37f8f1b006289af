import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readReplyContent } from '../../../../lib/domain/act/reply-content.ts';

describe('the text of an answer', () => {
  test.each([
    ['첫 줄\r\n둘째 줄\r셋째 줄', '첫 줄\n둘째 줄\n셋째 줄'],
    ['  앞뒤 공백 \n', '앞뒤 공백'],
    ['탭\t은 남고\u0000 다른 것은 간다\u0007', '탭\t은 남고 다른 것은 간다'],
    ['네.', '네.'],
    ['네, 확인'.normalize('NFD'), '네, 확인'],
  ])('%j is sent as %j', (text, content) => {
    expect(readReplyContent(text)).toBe(content);
  });

  test.each(['', '네', ' \r\n 네 \r\n', '가'.repeat(1001), '\r\n'.repeat(2000)])('%j is refused', (text) => {
    expect(readReplyContent(text)).toBeUndefined();
  });

  test('1000 characters are accepted, with line breaks counted once', () => {
    expect(readReplyContent(`${'가\r\n'.repeat(499)}가나`)).toHaveLength(1000);
    expect(readReplyContent('가'.repeat(1000))).toBe('가'.repeat(1000));
  });

  test('every accepted text is JSON without a CR, and has a legal length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1200 }), (text) => {
        const content = readReplyContent(text);
        if (content === undefined) return;
        expect(content).not.toMatch(/\r/);
        expect(content.isWellFormed()).toBe(true);
        expect(content.length).toBeGreaterThanOrEqual(2);
        expect(content.length).toBeLessThanOrEqual(1000);
        expect(readReplyContent(content)).toBe(content);
      }),
    );
  });
});
