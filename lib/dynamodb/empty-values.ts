import type { Item } from './table.ts';

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
