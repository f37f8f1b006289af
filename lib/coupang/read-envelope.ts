import * as z from 'zod/mini';
import { defined } from '../domain/defined.ts';
import { recordSchema } from './item-schema.ts';
import { parseLossless } from './parse-lossless.ts';

/** The fields around Coupang's data, on success and on failure. */
export type Envelope = {
  /** `undefined` if it is neither a number nor a numeric string. */
  code?: number;
  message: string;
  /** The id that Coupang's support asks for, if it looks like one. */
  transactionId?: string;
  data: unknown;
};

/** `undefined` if the body is not a JSON object. */
export const readEnvelope = (body: string): Envelope | undefined => {
  const parsed = recordSchema.safeParse(parse(body));
  if (!parsed.success) return undefined;
  const { code, message, transactionId, data } = parsed.data;
  const number = codeSchema.safeParse(code);
  return {
    ...defined({
      code: number.success ? Number(number.data) : undefined,
      transactionId: transactionIdSchema.safeParse(transactionId).data,
    }),
    message: typeof message === 'string' ? message : '',
    data,
  };
};

const codeSchema = z.union([z.int(), z.string().check(z.regex(/^\s*\d{1,6}\s*$/))]);
const transactionIdSchema = z.string().check(z.regex(/^[\w-]{1,64}$/));

const parse = (body: string): unknown => {
  try {
    return parseLossless(body);
  } catch {
    return undefined;
  }
};
