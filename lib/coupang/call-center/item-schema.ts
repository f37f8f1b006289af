import * as z from 'zod/mini';
import { COUNSELING_STATUSES } from '../../domain/inquiry/inquiry.ts';
import { cleanText } from '../clean-text.ts';

/**
 * One schema per field, so that a bad field affects no other. Messages contain no value. Sources: Coupang's v5 list
 * endpoint, and coupang-api.md section 3 where it contradicts itself.
 */

/** Coupang may add words. They become `unknown`, without a problem. */
const wordSchema = <Word extends string>(words: readonly Word[]) =>
  z.pipe(
    z.unknown(),
    z.transform((value): Word | 'unknown' => words.find((word) => word === value) ?? 'unknown'),
  );

export const transferSchema = wordSchema(['none', 'requestAnswer', 'answered']);

/** `inquiryStatus`. */
export const statusSchema = wordSchema(['progress', 'complete']);

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
