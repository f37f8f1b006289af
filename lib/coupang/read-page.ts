import * as z from 'zod/mini';
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

const countSchema = z.pipe(
  z.union([z.int().check(z.nonnegative()), z.string().check(z.regex(/^\d{1,9}$/))]),
  z.transform(Number),
);
