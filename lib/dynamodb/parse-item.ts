import * as z from 'zod/mini';
import { StoreError } from './store-error.ts';

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
