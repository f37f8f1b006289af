import * as z from 'zod/mini';
import { COUNSELING_STATUSES } from '../../domain/inquiry/inquiry.ts';
import { cleanText } from '../clean-text.ts';

/**
 * One schema per field, so that a bad field affects no other. Messages contain no value. Sources: Coupang's v5 list
 * endpoint, and coupang-api.md section 3 where it contradicts itself.
 */

export const recordSchema = z.record(z.string(), z.unknown(), 'is no object');

export const listSchema = z.array(z.unknown(), 'is no list');

const NO_ID = 'is no whole number that can be trusted to the last digit';

/** A Java `Long` of up to 19 digits, as a number or text. The result has no leading zeros. */
export const idSchema = z.pipe(
  z.union(
    [z.int(NO_ID).check(z.nonnegative(NO_ID)), z.string().check(z.regex(/^\s*\d{1,19}\s*$/, NO_ID))],
    NO_ID,
  ),
  z.transform((id) =>
    String(id)
      .trim()
      .replace(/^0+(?=\d)/, ''),
  ),
);

export const textSchema = z.string('is no text');

/** Coupang may add words. They become `unknown`, without a problem. */
const wordSchema = <Word extends string>(words: readonly Word[]) =>
  z.pipe(
    z.unknown(),
    z.transform((value): Word | 'unknown' => words.find((word) => word === value) ?? 'unknown'),
  );

export const transferSchema = wordSchema(['none', 'requestAnswer', 'answered']);

export const counselingSchema = z.enum(COUNSELING_STATUSES, 'is no known word');

export const completeReasonSchema = wordSchema([
  'NONE',
  'DISPUTE_PROCESS',
  'DISPUTE_PROCESS_COMPLETE',
  'CANCEL',
]);

export const answerTypeSchema = wordSchema(['csAgent', 'vendor']);

/** One line of at most 50 visible characters, not all of them masked. */
const LOGIN = /^(?=.*[^*\s])[^\p{C}\p{Zl}\p{Zp}]{1,50}$/u;

/**
 * A WING login may be a mail address or a phone number, so it is masked like free text. Anything but a short text or
 * number is dropped without a problem, since nothing depends on it.
 */
export const loginSchema = z.pipe(
  z.unknown(),
  z.transform((value): string | undefined => {
    const text = Number.isSafeInteger(value) ? String(value) : value;
    const login = typeof text === 'string' ? cleanText(text).trim() : '';
    return LOGIN.test(login) ? login : undefined;
  }),
);

const NO_FLAG = 'is neither true nor false';

export const flagSchema = z.union(
  [
    z.boolean(),
    z.pipe(
      z.enum(['true', 'false'], NO_FLAG),
      z.transform((word) => word === 'true'),
    ),
  ],
  NO_FLAG,
);
