import * as z from 'zod/mini';
import { listSchema, recordSchema } from './item-schema.ts';
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
  const transaction = transactionIdSchema.safeParse(transactionId);
  return {
    ...(number.success ? { code: Number(number.data) } : {}),
    message: typeof message === 'string' ? message : '',
    ...(transaction.success ? { transactionId: transaction.data } : {}),
    data,
  };
};

export type Page = {
  /** `undefined` if the answer had no data. Empty if it has pagination, but no content. */
  items?: unknown[];
  totalPages?: number;
  totalElements?: number;
};

/** One page of the list, from the envelope's `data`. */
export const readPage = (data: unknown): Page => {
  const record = recordSchema.safeParse(data);
  if (!record.success) return {};
  const pagination = recordSchema.safeParse(record.data['pagination']);
  const items = listSchema.safeParse(record.data['content'] ?? (pagination.success ? [] : undefined));
  const totals = pagination.success ? pagination.data : {};
  const totalPages = countSchema.safeParse(totals['totalPages']);
  const totalElements = countSchema.safeParse(totals['totalElements']);
  return {
    ...(items.success ? { items: items.data } : {}),
    ...(totalPages.success ? { totalPages: totalPages.data } : {}),
    ...(totalElements.success ? { totalElements: totalElements.data } : {}),
  };
};

const codeSchema = z.union([z.int(), z.string().check(z.regex(/^\s*\d{1,6}\s*$/))]);
const transactionIdSchema = z.string().check(z.regex(/^[\w-]{1,64}$/));
const countSchema = z.pipe(
  z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(/^\d{1,9}$/))]),
  z.transform(Number),
);

const parse = (body: string): unknown => {
  try {
    return parseLossless(body);
  } catch {
    return undefined;
  }
};
