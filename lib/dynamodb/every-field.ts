import type * as z from 'zod/mini';
import { defined } from '../domain/defined.ts';
import { parseItem } from './parse-item.ts';
import type { Item } from './table.ts';

/**
 * All fields of a schema as attributes. An absent field is `undefined`, so that a change removes it. Other fields are left
 * out. Throws StoreError (`unreadable`) if the item could not be read back: one such item would stop its vendor's polls.
 * @param names of all possible fields
 * @param name what is written, for the error
 */
export const everyField = <Schema extends z.ZodMiniType<object>>(
  schema: Schema,
  names: readonly string[],
  fields: object,
  name: string,
): Item & z.output<Schema> => ({
  ...Object.fromEntries(names.map((field) => [field, undefined])),
  ...parseItem(schema, defined({ ...fields }), name),
});
