import * as z from 'zod/mini';
import { StoreError } from './store-error.ts';
import { defined } from '../domain/defined.ts';
import { type Item, nameOf } from './table.ts';
import { readItem, withStored } from './unknown-values.ts';

type Whole<T> = T extends object ? { [Name in keyof T]-?: Whole<T[Name]> } : T;
// A type without an optional field is assignable to one that has it. So the types are also compared with all fields required.
type Both<T> = [T, Whole<T>];
type IfSame<A, B> = [Both<A>, Both<B>] extends [Both<B>, Both<A>]
  ? unknown
  : 'the schema and the type differ';

/**
 * Ties a schema to a type of the domain or of a port. The compiler refuses a field or value, at any depth, that only one has.
 */
export const schemaOf =
  <T>() =>
  <Schema extends z.ZodMiniType<T>>(schema: Schema & IfSame<z.output<Schema>, T>): Schema =>
    schema;

/**
 * Throws StoreError (`unreadable`) that names the item and the wrong attributes, never their values.
 */
export const parseItem = <Schema extends z.ZodMiniType>(
  schema: Schema,
  item: unknown,
  name: string,
): z.output<Schema> => {
  const result = readItem(schema, item);
  if (result.success) return result.data;
  throw unreadable(name, result.error.issues);
};

/** The parser of index rows. It throws StoreError for an incomplete row. */
export const rowParser =
  <Key, Schema extends z.ZodMiniType<object>>(parseKey: (row: Item) => Key, schema: Schema) =>
  (row: Item): Key & z.output<Schema> => ({ ...parseKey(row), ...parseItem(schema, row, nameOf(row)) });

/** Parses the groups of a flat item, each by its own schema. Throws like `parseItem`. */
export function parseGroups<Schemas extends Record<string, z.ZodMiniType>>(
  schemas: Schemas,
  item: unknown,
  name: string,
): { [Group in keyof Schemas]: z.output<Schemas[Group]> };
export function parseGroups(schemas: Record<string, z.ZodMiniType>, item: unknown, name: string): object {
  const results = Object.entries(schemas).map(([group, schema]) => ({ group, ...readItem(schema, item) }));
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
 * A value as it is stored. Throws StoreError (`unreadable`) if it could not be read back: one such item would stop its vendor's
 * polls.
 * @param name what is written, for the error
 */
export const toStored = <Schema extends z.ZodMiniType<object>>(
  schema: Schema,
  value: object,
  name: string,
): z.output<Schema> => withStored(parseItem(schema, defined(withStored(value)), name));

/**
 * All fields of a schema as attributes. An absent field is `undefined`, so that a change removes it. Throws like `toStored`.
 * @param names of all possible fields
 */
export const everyField = <Schema extends z.ZodMiniType<object>>(
  schema: Schema,
  names: readonly string[],
  fields: object,
  name: string,
): Item & z.output<Schema> => ({
  ...Object.fromEntries(names.map((field) => [field, undefined])),
  ...toStored(schema, fields, name),
});

/**
 * Fields that are empty in most tickets, and have a default in the schema. Not `events` and `posted`: DynamoDB writes into a
 * map only if it exists.
 */
const OFTEN_EMPTY = new Set(['askedAtUncertain', 'lookUps', 'siblings', 'steps', 'history', 'retries']);

/** Removes empty values, so that a ticket fits one write unit. */
export const withoutEmpty = (write: Item): Item =>
  Object.fromEntries(
    Object.entries(write).map(([name, value]) => [
      name,
      OFTEN_EMPTY.has(name) && isEmpty(value) ? undefined : value,
    ]),
  );

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.keys(value).length === 0 : !value;
