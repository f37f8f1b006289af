import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { Temporal } from 'temporal-polyfill';
import { parseTimestamp } from '../../../lib/coupang/read-fields.ts';

const FROM = Date.UTC(2010, 0, 1);
const TO = Date.UTC(2099, 11, 30);
const ZONES = ['Asia/Seoul', 'Asia/Taipei'] as const;

const wallClock = fc
  .integer({ min: FROM, max: TO })
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
        fc.constantFrom(...ZONES),
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
