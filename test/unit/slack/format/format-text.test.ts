import { describe, expect, test } from '@jest/globals';
import {
  cutText,
  escapeText,
  tidyLine,
  tidyLines,
  unescapeText,
} from '../../../../lib/slack/format/cut-text.ts';
import { joinParts, listLines } from '../../../../lib/slack/format/list-lines.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { cpuSeconds } from '../../../fixtures/cpu-seconds.ts';
import { fc } from '../../../fixtures/fast-check.ts';
import { hostileText } from '../arbitrary-ticket.ts';
import { textsOf } from '../texts-of.ts';

const { en, ko } = WORDING;

describe('cutText', () => {
  test.each([
    ['a short text', 'abc', { limit: 3 }, 'abc'],
    ['a long text', 'abcd', { limit: 3 }, 'ab…'],
    ['half an escape', 'ab<c', { limit: 6 }, 'ab…'],
    ['a whole escape', 'ab<c', { limit: 7 }, 'ab&lt;c'],
    ['a plain text', 'a<b', { limit: 3, plain: true }, 'a<b'],
    ['a long plain text', '<<<<', { limit: 3, plain: true }, '<<…'],
    ['an emoji of several characters', 'a👩‍👩‍👧‍👦b', { limit: 12 }, 'a…'],
    ['no room', 'abc', { limit: 0 }, ''],
    ['room for the ending alone', 'abc', { limit: 1 }, '…'],
  ])('shows of %s: %j with %j: %j', (_what, text, options, shown) => {
    expect(cutText(text, options)).toBe(shown);
  });

  test('C6: states how much is missing, in both languages', () => {
    expect(cutText('가'.repeat(100), { limit: 30, more: (left) => ko.more(String(left)) })).toBe(
      `${'가'.repeat(9)}… 외 91자 (전체는 WING에서)`,
    );
    expect(cutText('a'.repeat(100), { limit: 50, more: (left) => en.more(String(left)) })).toBe(
      `${'a'.repeat(8)}… +92 more characters (all of it in WING)`,
    );
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

describe('escapeText', () => {
  test.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['a & b', 'a &amp; b'],
    ['&lt;!channel&gt; &amp;amp;', '&amp;lt;!channel&amp;gt; &amp;amp;amp;'],
  ])('makes %s literal', (text, expected) => {
    expect(escapeText(text)).toBe(expected);
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

describe('tidyLine', () => {
  test('turns breaks and controls into one blank, removes direction overrides, and keeps an emoji whole', () => {
    expect(tidyLine(' a\r\n\u0000b\u2028\u202Ec ')).toBe('a b c');
    expect(tidyLine('👩‍👩‍👧‍👦')).toBe('👩‍👩‍👧‍👦');
  });

  test('is one well-formed line without a backtick, for any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = tidyLine(text);
        expect(line).not.toMatch(/[\n\r\u2028\u2029\u202a-\u202e\u2066-\u2069`]/);
        expect(line.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('tidyLines', () => {
  test('keeps lines, and removes blanks at their ends and repeated empty lines', () => {
    expect(tidyLines('\r\na \r\nb\r\n\r\n\r\n\r\nc\t\n')).toBe('a\nb\n\nc');
  });

  test('takes little time for a hostile run of blanks', () => {
    const blanks = ' '.repeat(300_000);
    // Quadratic work takes minutes.
    expect(cpuSeconds(() => expect(tidyLines(`a${blanks}b`)).toHaveLength(300_002))).toBeLessThan(10);
  });

  test('is well formed and has no direction override', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = tidyLines(text);
        expect(lines).not.toMatch(/[\r\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        expect(lines.isWellFormed()).toBe(true);
      }),
    );
  });
});

const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => `줄 ${at}`);

describe('listLines', () => {
  test('shows up to twenty, ten per section, under a heading', () => {
    const texts = textsOf(listLines({ lines: numbered(20), count: 20, heading: '*머리*' }, ko));
    expect(texts.map((text) => text.split('\n').length)).toEqual([10, 10, 1]);
    expect(texts.join('\n').split('\n')).toEqual(['*머리*', ...numbered(20)]);
  });

  test('shows how many more there are, whether given or only counted', () => {
    expect(textsOf(listLines({ lines: numbered(23), count: 23 }, ko)).at(-1)).toBe('외 3건');
    expect(textsOf(listLines({ lines: numbered(20), count: 400 }, ko)).at(-1)).toBe('외 380건');
    expect(textsOf(listLines({ lines: numbered(2), count: 2 }, ko))).toEqual(['줄 0\n줄 1']);
    expect(listLines({ lines: [], count: 0 }, ko)).toEqual([]);
  });

  test('C6: takes no more space than allowed and no section longer than Slack accepts, and counts everything left out', () => {
    fc.assert(
      fc.property(
        fc.array(
          hostileText.map((text) => text.slice(0, 2900).replaceAll(/[\n<>&]/g, ' ')),
          { maxLength: 24 },
        ),
        fc.integer({ min: 100, max: 9000 }),
        (lines, room) => {
          const blocks = listLines({ lines, count: lines.length, room }, ko);
          const texts = textsOf(blocks);
          const more = Number(/^외 (\d+)건$/.exec(texts.at(-1) ?? '')?.[1] ?? 0);
          const shown = more > 0 ? texts.slice(0, -1) : texts;
          expect(shown.every((text) => text.length <= 3000)).toBe(true);
          expect(JSON.stringify(shown.join('\n')).length).toBeLessThanOrEqual(room + 2);
          const all = shown.length === 0 ? [] : shown.join('\n').split('\n');
          expect(all).toEqual(lines.slice(0, lines.length - more));
        },
      ),
    );
  });
});

test('joined parts leave no gap for missing parts', () => {
  expect(joinParts('a', '', undefined, 'b')).toBe('a · b');
});
