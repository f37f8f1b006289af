import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { escapeText, unescapeText } from '../../../../lib/slack/format/cut-text.ts';
import { hostileText } from '../arbitrary-ticket.ts';

describe('escapeText', () => {
  test.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['<@U0BOSS>', '&lt;@U0BOSS&gt;'],
    ['<https://evil.example|WING>', '&lt;https://evil.example|WING&gt;'],
    ['a & b', 'a &amp; b'],
  ])('%s becomes literal', (text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  test('text that looks escaped is escaped again', () => {
    expect(escapeText('&lt;!channel&gt; &amp;amp;')).toBe('&amp;lt;!channel&amp;gt; &amp;amp;amp;');
  });

  test('no angle bracket is left, and no ampersand but ours', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
      }),
    );
  });

  test('a reader sees the original text', () => {
    fc.assert(fc.property(hostileText, (text) => unescapeText(escapeText(text)) === text));
  });
});
