import * as z from 'zod/mini';
import { defined } from '../domain/defined.ts';
import { listSchema, recordSchema } from './item-schema.ts';

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
  const totals = pagination.data;
  return defined({
    items: listSchema.safeParse(record.data['content'] ?? (totals && [])).data,
    totalPages: countSchema.safeParse(totals?.['totalPages']).data,
    totalElements: countSchema.safeParse(totals?.['totalElements']).data,
  });
};

const countSchema = z.pipe(
  z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(/^\d{1,9}$/))]),
  z.transform(Number),
);
