import type { Item } from './table.ts';

/** Without the fields that are `undefined`: in a change those would remove what is stored. */
export const definedOnly = (fields: Item): Item =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
