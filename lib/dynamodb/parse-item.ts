import * as z from 'zod/mini';
import { StoreError } from './store-error.ts';

/**
 * Takes an item through its schema. Throws StoreError (`unreadable`) that names the item and the attributes at
 * fault, never what stands in them.
 */
export const parseItem = <Schema extends z.ZodMiniType>(
  schema: Schema,
  item: unknown,
  name: string,
): z.output<Schema> => {
  const result = z.safeParse(schema, item);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')} (${issue.code})`);
  throw new StoreError(
    'unreadable',
    `${name} cannot be read: ${faults.join(', ')}. Repair the item, or deploy the release that wrote it.`,
  );
};
