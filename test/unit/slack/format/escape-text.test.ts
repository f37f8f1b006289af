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
  ])('makes %s literal', (text, expected) => {
    expect(escapeText(text)).toBe(expected);
  });

  test('escapes a text that looks escaped again', () => {
    expect(escapeText('&lt;!channel&gt; &amp;amp;')).toBe('&amp;lt;!channel&amp;gt; &amp;amp;amp;');
  });

  test('leaves no angle bracket, and no ampersand but its own', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
      }),
    );
  });

  test('shows the reader the original text', () => {
    fc.assert(fc.property(hostileText, (text) => unescapeText(escapeText(text)) === text));
  });
});
