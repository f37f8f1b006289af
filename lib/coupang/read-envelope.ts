import * as z from 'zod/mini';
import { defined } from '../domain/defined.ts';
import { maskPersonalData } from '../domain/inquiry/mask.ts';
import { recordSchema } from './read-fields.ts';

export type Envelope = {
  /** `undefined` if it is neither a number nor a numeric string. */
  code?: number;
  /** The code is the word for success. */
  isSuccess?: true;
  message: string;
  /** Coupang's support asks for this id. Absent if it does not look like an id, or looks like a number of a person. */
  transactionId?: string;
  data: unknown;
};

export const readEnvelope = (body: string): Envelope | undefined => {
  const parsed = recordSchema.safeParse(parse(body));
  if (!parsed.success) return undefined;
  const { code, message, transactionId, data } = parsed.data;
  const number = codeSchema.safeParse(code);
  return {
    ...defined({
      code: number.success ? Number(number.data) : undefined,
      isSuccess: successSchema.safeParse(code).success ? (true as const) : undefined,
      transactionId: transactionIdSchema.safeParse(transactionId).data,
    }),
    message: typeof message === 'string' ? message : '',
    data,
  };
};

/** Short, since messages name an unknown code, and an id or a phone number is no code. */
const codeSchema = z.union([
  z.int().check(z.nonnegative(), z.lte(999_999)),
  z.string().check(z.regex(/^\s*\d{1,6}\s*$/)),
]);
/** Coupang's document also prints it with one S. */
const successSchema = z.string().check(z.regex(/^\s*SUCCESS?\s*$/i));
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const transactionIdSchema = z.string().check(
  z.regex(/^[\w-]{1,64}$/),
  // It is logged. A part of a UUID may look like a phone number.
  z.refine((id) => UUID.test(id) || maskPersonalData(id) === id),
);

const parse = (body: string): unknown => {
  try {
    return parseLossless(body);
  } catch {
    return undefined;
  }
};

/**
 * `JSON.parse`, but an integer beyond 2^53 becomes a string of its digits. Coupang's ids may be so large.
 * @throws SyntaxError if the text is not JSON
 * @internal
 */
export const parseLossless = (text: string): unknown =>
  MAY_HOLD_LONG_INTEGER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);

/** 2^53 has 16 digits. */
const MAY_HOLD_LONG_INTEGER = /\d{16}/;
const INTEGER = /^-?\d+$/;

const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && INTEGER.test(source) ? source : value;
};
