import * as z from 'zod/mini';
import { COUNSELING_STATUSES } from '../domain/inquiry/inquiry.ts';
import { cleanText } from './clean-text.ts';

/**
 * The fields of an inquiry and of its posts, with one schema for each, so that a bad field affects no other. Messages hold
 * no value. Sources: Coupang's v5 list endpoint; coupang-api.md section 3 where that contradicts itself.
 */

export const recordSchema = z.record(z.string(), z.unknown(), 'is no object');

export const listSchema = z.array(z.unknown(), 'is no list');

const NO_ID = 'is no whole number that can be trusted to the last digit';

/** A Java `Long`: up to 19 digits, as a number or as text. The result has digits without leading zeros. */
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

/** An unknown word is `unknown` and no problem: Coupang may add some. */
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

/** One line of at most 50 characters. None is invisible, and not all are masked. */
const LOGIN = /^(?=.*[^*\s])[^\p{C}\p{Zl}\p{Zp}]{1,50}$/u;

/**
 * A WING login, masked like all free text: it may be a mail address or a phone number. Anything but a short text or number
 * is left out. That is no problem, since nothing else depends on it.
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
