import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { tidyLine, tidyLines } from '../../../../lib/slack/format/cut-text.ts';
import { hostileText } from '../arbitrary-ticket.ts';
import { cpuSeconds } from '../../../fixtures/cpu-seconds.ts';

describe('tidyLine', () => {
  test('turns breaks and controls into one blank, and removes direction overrides', () => {
    expect(tidyLine(' a\r\n\u0000b\u2028\u202Ec ')).toBe('a b c');
  });

  test('keeps an emoji of several parts whole', () => {
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
