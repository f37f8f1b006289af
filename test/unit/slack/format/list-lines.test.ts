import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { joinParts, listLines } from '../../../../lib/slack/format/list-lines.ts';
import { WORDING } from '../../../../lib/slack/wording/wording.ts';
import { hostileText } from '../arbitrary-ticket.ts';
import { textsOf } from '../texts-of.ts';

const { ko } = WORDING;

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

test('a list leaves no gap for missing parts', () => {
  expect(joinParts('a', '', undefined, 'b')).toBe('a · b');
});
