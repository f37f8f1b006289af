import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { parseLossless } from '../../../lib/coupang/read-envelope.ts';

describe('lossless parsing', () => {
  test('keeps each digit of an integer beyond 2^53, at any place', () => {
    expect(parseLossless('{"a":[9007199254740993,{"b":-9223372036854775808}],"c":9007199254740991}')).toEqual(
      {
        a: ['9007199254740993', { b: '-9223372036854775808' }],
        c: 9007199254740991,
      },
    );
  });

  test('keeps the smallest such integer as text, and the largest safe integer as a number', () => {
    expect(parseLossless('9007199254740992')).toBe('9007199254740992');
    expect(parseLossless('9007199254740991')).toBe(9007199254740991);
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

  test('keeps every integer up to 2^63-1', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }), (id) => {
        expect(String(parseLossless(String(id)))).toBe(String(id));
        expect(parseLossless(`{"id":${id}}`)).toEqual({
          id: id <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(id) : String(id),
        });
      }),
    );
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
