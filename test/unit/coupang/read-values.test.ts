import { describe, expect, test } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { cleanText } from '../../../lib/coupang/clean-text.ts';
import { parseLossless, readEnvelope } from '../../../lib/coupang/read-envelope.ts';
import { parseTimestamp } from '../../../lib/coupang/read-fields.ts';
import { readPage } from '../../../lib/coupang/read-rows.ts';
import { anyCharacter } from '../../fixtures/domain/any-text.ts';
import { cases } from '../../fixtures/draws.ts';
import { fc } from '../../fixtures/fast-check.ts';

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

describe('time stamps', () => {
  test.each([
    ['2025-01-15T14:17:13.973885-08:00', '2025-01-15T22:17:13.973Z'],
    ['2025-01-15T14:17:13.973885123+09:00', '2025-01-15T05:17:13.973Z'],
    ['2025-01-15T14:17:13Z', '2025-01-15T14:17:13Z'],
    ['2025-01-15T14:17:13+0900', '2025-01-15T05:17:13Z'],
    ['2025-01-15T14:17:13+09', '2025-01-15T05:17:13Z'],
    ['2025-01-15T14:17+09:00', '2025-01-15T05:17:00Z'],
    ['2025-01-15T14:17:13.5', '2025-01-15T05:17:13.5Z'],
    ['2025-01-15 14:17:13', '2025-01-15T05:17:13Z'],
    [' 2025-01-15 14:17:13 ', '2025-01-15T05:17:13Z'],
    ['2024-02-29T00:00:00+09:00', '2024-02-28T15:00:00Z'],
    ['2026-01-15 14:17:13', '2026-01-15T06:17:13Z', 'Asia/Taipei'],
  ])('%s is read', (text, expected, zone = 'Asia/Seoul') => {
    expect(parseTimestamp(text, zone)).toBe(Date.parse(expected));
  });

  test.each([
    '',
    '2025-01-15',
    '2025-02-29T00:00:00Z',
    '2025-13-01T00:00:00Z',
    '2025-01-15T24:00:00Z',
    '2025-01-15T10:60:00Z',
    '2025-01-15T10:00:00+24:00',
    '2025-01-15T10:00:00+09:60',
    '2025-01-15T10:00:00.1234567890Z',
    '15/01/2025 10:00:00',
    '1736918233973',
    '20**-01-15 14:17:13',
  ])('«%s» is not a time stamp', (text) => {
    expect(parseTimestamp(text, 'Asia/Seoul')).toBeUndefined();
  });
});

const wallClock = fc
  .integer({ min: Date.UTC(2010, 0, 1), max: Date.UTC(2099, 11, 30) })
  .map((at) => new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19));
const fraction = fc.oneof(
  fc.constant(''),
  fc.stringMatching(/^\d{1,9}$/).map((digits) => `.${digits}`),
);
const offset = fc.oneof(
  fc.constant('Z'),
  fc
    .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([sign, hours, minutes]) => `${sign}${pad(hours)}:${pad(minutes)}`),
);
const pad = (value: number) => String(value).padStart(2, '0');

describe('time stamps, compared with Temporal', () => {
  test('may be ISO with any offset and 0 to 9 fraction digits', () => {
    fc.assert(
      fc.property(wallClock, fraction, offset, (clock, digits, zone) => {
        const text = `${clock}${digits}${zone}`;
        expect(parseTimestamp(text, 'Asia/Seoul')).toBe(Temporal.Instant.from(text).epochMilliseconds);
      }),
    );
  });

  test('are in the given zone without an offset', () => {
    fc.assert(
      fc.property(
        wallClock,
        fraction,
        fc.constantFrom('Asia/Seoul', 'Asia/Taipei'),
        fc.constantFrom('T', ' '),
        (clock, digits, zone, t) => {
          const expected = Temporal.PlainDateTime.from(`${clock}${digits}`)
            .toZonedDateTime(zone)
            .toInstant().epochMilliseconds;
          expect(parseTimestamp(`${clock.replace('T', t)}${digits}`, zone)).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('never throw or become an invalid instant, for any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\dT:.+Z -]{10,35}$/)), (text) => {
        const at = parseTimestamp(text, 'Asia/Seoul');
        expect(at === undefined || Number.isInteger(at)).toBe(true);
      }),
    );
  });
});

describe('lossless parsing', () => {
  test('keeps each digit of an integer beyond 2^53, at any place', () => {
    expect(parseLossless('{"a":[9007199254740993,{"b":-9223372036854775808}],"c":9007199254740991}')).toEqual(
      { a: ['9007199254740993', { b: '-9223372036854775808' }], c: 9007199254740991 },
    );
    expect(parseLossless('9007199254740992')).toBe('9007199254740992');
  });

  test('keeps long runs of digits in texts and fractions', () => {
    expect(parseLossless('{"a":"12345678901234567890","b":0.1234567890123456}')).toEqual({
      a: '12345678901234567890',
      b: 0.1234567890123456,
    });
  });

  test('refuses text that is not JSON, with and without long digits', () => {
    expect(() => parseLossless('{"orderId": 1000001*******6}')).toThrow(SyntaxError);
    expect(() => parseLossless('{"orderId": 1000001234566789012*}')).toThrow(SyntaxError);
  });

  test('equals JSON.parse apart from integers beyond 2^53, with and without a long run of digits', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value);
        expect(parseLossless(json)).toEqual(withDigits(JSON.parse(json)));
        expect(parseLossless(`["1234567890123456",${json}]`)).toEqual([
          '1234567890123456',
          withDigits(JSON.parse(json)),
        ]);
      }),
    );
  });
});

/** The expected result for values that `JSON.stringify` wrote. */
const withDigits = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withDigits);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withDigits(inner)]));
  }
  const long = Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(String(value));
  return long ? String(value) : value;
};

describe('the envelope', () => {
  test.each([
    ['{"code":200,"message":"OK","data":{}}', { code: 200, message: 'OK', data: {} }],
    ['{"code":"200","message":"OK"}', { code: 200, message: 'OK', data: undefined }],
    ['\ufeff{"code":200}', undefined],
    ['{"code":"ERROR","message":"m","transactionId":"t-1"}', { message: 'm', transactionId: 't-1' }],
    ['{"code":200.5,"message":7,"transactionId":"has words in it"}', { message: '' }],
    ['{"code":"ERROR","message":"m","transactionId":"01012345678"}', { message: 'm' }],
    ['{"code":"ERROR","message":"m","transactionId":"P123456789012"}', { message: 'm' }],
    [
      '{"code":"ERROR","message":"m","transactionId":"4d631df0-b78c-46b5-ae04-04724648accb"}',
      { message: 'm', transactionId: '4d631df0-b78c-46b5-ae04-04724648accb' },
    ],
    ['[]', undefined],
    ['null', undefined],
    ['"200"', undefined],
    ['', undefined],
    ['<html></html>', undefined],
    ['{"code":200,', undefined],
  ])('%s', (body, expected) => {
    expect(readEnvelope(body)).toEqual(expected);
  });

  test.each([
    [null, {}],
    [undefined, {}],
    ['x', {}],
    [{}, {}],
    [{ content: null }, {}],
    [{ content: [] }, { items: [] }],
    [{ pagination: { totalPages: 0 } }, { items: [], totalPages: 0 }],
    [{ content: null, pagination: {} }, { items: [] }],
    [{ content: {}, pagination: null }, {}],
    [
      { content: [1], pagination: { totalPages: '2', totalElements: 31 } },
      { items: [1], totalPages: 2, totalElements: 31 },
    ],
    [{ content: [], pagination: { totalPages: -1, totalElements: 'many' } }, { items: [] }],
  ])('reads the data %j as the page %j', (data, expected) => {
    expect(readPage(data)).toEqual(expected);
  });
});
