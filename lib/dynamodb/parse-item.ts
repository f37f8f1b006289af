import * as z from 'zod/mini';
import { StoreError } from './store-error.ts';
import { defined } from '../domain/defined.ts';
import type { Item } from './table.ts';

/**
 * Parses an item by its schema. Throws StoreError (`unreadable`) that names the item and the wrong attributes, never their
 * values.
 */
export const parseItem = <Schema extends z.ZodMiniType>(
  schema: Schema,
  item: unknown,
  name: string,
): z.output<Schema> => {
  const result = z.safeParse(schema, item);
  if (result.success) return result.data;
  throw unreadable(name, result.error.issues);
};

/** Parses the groups of an item, which are flat in it, each by its own schema. Throws like `parseItem`. */
export function parseGroups<Schemas extends Record<string, z.ZodMiniType>>(
  schemas: Schemas,
  item: unknown,
  name: string,
): { [Group in keyof Schemas]: z.output<Schemas[Group]> };
export function parseGroups(schemas: Record<string, z.ZodMiniType>, item: unknown, name: string): object {
  const results = Object.entries(schemas).map(([group, schema]) => ({ group, ...z.safeParse(schema, item) }));
  const issues = results.flatMap(({ error }) => error?.issues ?? []);
  if (issues.length > 0) throw unreadable(name, issues);
  return Object.fromEntries(results.map(({ group, data }) => [group, data]));
}

const unreadable = (name: string, issues: readonly { path: PropertyKey[]; code?: string }[]): StoreError => {
  const faults = issues.map(({ path, code }) => `${path.join('.')} (${code})`);
  return new StoreError(
    'unreadable',
    `${name} cannot be read: ${faults.join(', ')}. Repair the item, or deploy the release that wrote it.`,
  );
};

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

/**
 * Fields that are empty in most tickets. The schemas supply the value of an absent field. `events` and `posted` are not
 * here: DynamoDB writes into a map only if it exists.
 */
const OFTEN_EMPTY = new Set(['askedAtUncertain', 'lookUps', 'siblings', 'steps', 'history', 'retries']);

/** An empty value is removed instead of written, so that a ticket fits one write unit. */
export const withoutEmpty = (write: Item): Item =>
  Object.fromEntries(
    Object.entries(write).map(([name, value]) => [
      name,
      OFTEN_EMPTY.has(name) && isEmpty(value) ? undefined : value,
    ]),
  );

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value;
