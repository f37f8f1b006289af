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
import { Temporal } from 'temporal-polyfill';
import {
  formatAbsolute,
  formatBetween,
  formatDuration,
  formatLeft,
  formatSlackDate,
  formatTime,
} from '../../../../lib/slack/format/format-due.ts';
import { formatShare, formatThreshold, roundShare } from '../../../../lib/slack/format/format-share.ts';
import { HOUR } from '../../../fixtures/domain/made-up.ts';
import { DUE_AT } from '../made-up-ticket.ts';

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

const SEOUL = 'Asia/Seoul';

describe('times', () => {
  test('are absolute, in the zone given', () => {
    expect(formatAbsolute(DUE_AT, SEOUL, ko)).toBe('11/25(수) 14:17');
    expect(formatAbsolute(DUE_AT, 'Asia/Taipei', ko)).toBe('11/25(수) 13:17');
    expect(formatAbsolute(DUE_AT, SEOUL, en)).toBe('11/25 (Wed) 14:17');
    expect(formatTime(DUE_AT, SEOUL)).toBe('14:17');
  });

  test('are never zero if they are the time left, and rounded down to the minute', () => {
    expect([0, 59_999, 60_000, 119_999].map((ms) => formatLeft(ms, ko))).toEqual([
      ko.underMinute,
      ko.underMinute,
      ko.duration(0, 1),
      ko.duration(0, 1),
    ]);
  });

  test('show midnight as 00:00 of the day that begins', () => {
    expect(formatAbsolute(Date.UTC(2026, 10, 27, 15, 0), SEOUL, ko)).toBe('11/28(토) 00:00');
  });

  test('have the absolute time as fallback of a Slack date', () => {
    expect(formatSlackDate(DUE_AT + 999, SEOUL, ko)).toBe(
      '<!date^1795583820^{date_short_pretty} {time}|11/25(수) 14:17>',
    );
  });

  test('agree with Temporal', () => {
    const instant = fc.integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2100, 0, 1) });
    fc.assert(
      fc.property(instant, fc.constantFrom(SEOUL, 'Asia/Taipei'), (at, zone) => {
        const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
        const two = (value: number): string => String(value).padStart(2, '0');
        const weekday = ko.weekdays[local.dayOfWeek % 7];
        expect(formatAbsolute(at, zone, ko)).toBe(
          `${two(local.month)}/${two(local.day)}(${weekday}) ${two(local.hour)}:${two(local.minute)}`,
        );
      }),
    );
  });
});

test('the time between two times agrees with the displayed times', () => {
  expect(formatBetween(DUE_AT + 59_000, DUE_AT + 60_000, ko)).toBe('1분');
  expect(formatBetween(DUE_AT, DUE_AT + 59_000, ko)).toBe('1분 미만');
});

describe('formatDuration', () => {
  test.each([
    [2 * HOUR + 14 * 60_000, '2시간 14분', '2 h 14 min'],
    [8 * HOUR - 2000, '8시간', '8 h'],
    [14 * 60_000 + 29_999, '14분', '14 min'],
    [14 * 60_000 + 30_000, '15분', '15 min'],
    [30_000, '1분', '1 min'],
    [29_999, '1분 미만', 'under 1 min'],
    [2 * HOUR, '2시간', '2 h'],
    [26 * HOUR + 60_000, '26시간 1분', '26 h 1 min'],
    [0, '1분 미만', 'under 1 min'],
    [-5, '1분 미만', 'under 1 min'],
  ])('%d ms', (ms, korean, english) => {
    expect(formatDuration(ms, ko)).toBe(korean);
    expect(formatDuration(ms, en)).toBe(english);
  });
});

test.each([
  [9, 10, '90%'],
  [10, 10, '100%'],
  [0, 7, '0%'],
  [2, 3, '67%'],
  [29, 100, '29%'],
  // Something was missed, or was in time.
  [996, 1000, '99.6%'],
  [9996, 10_000, '99.96%'],
  [1, 300, '0.3%'],
])('%i of %i is %s', (inTime, counted, shown) => {
  expect(formatShare({ inTime, counted })).toBe(shown);
});

test.each([
  [947, 1000, 0.95, '94.7%'],
  [9499, 10_000, 0.95, '94.99%'],
  [95, 100, 0.95, '95%'],
  [953, 1000, 0.95, '95.3%'],
  [994, 1000, 0.994, '99.4%'],
  [995, 1000, 0.995, '99.5%'],
  [7, 100, 0.07, '7%'],
  [3, 10, 0, '30%'],
])(
  'S8: %i of %i never looks equal to a threshold of %d without being it: %s',
  (inTime, counted, at, shown) => {
    expect(formatShare({ inTime, counted }, at)).toBe(shown);
  },
);

test('a share is shown within half a percent, and on its side of 0%, 100% and the threshold', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(5000),
      fc.integer({ min: 0, max: 1000 }),
      (counted, part, permille) => {
        const inTime = Math.min(part, counted);
        const shown = roundShare({ inTime, counted }, permille / 1000) ?? Number.NaN;
        expect(Math.abs(shown - (inTime * 100) / counted)).toBeLessThanOrEqual(0.5);
        for (const mark of [0, permille, 1000])
          expect(Math.sign(Math.round((shown * 10 - mark) * 1e6))).toBe(
            Math.sign(inTime * 1000 - mark * counted),
          );
      },
    ),
  );
});

test('zero has no share', () => {
  expect(formatShare({ inTime: 0, counted: 0 })).toBeUndefined();
});

test('a threshold is shown as configured', () => {
  expect([0.95, 0.995, 1, 0.07, 0.9].map(formatThreshold)).toEqual(['95%', '99.5%', '100%', '7%', '90%']);
});
