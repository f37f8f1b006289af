import * as z from 'zod/mini';
import { TABLE } from '../../lib/config/names.ts';
import type { Item } from './item-bytes.ts';
import { readUnits, writeUnits } from './request-units.ts';
import type { Exchange } from './start-forwarder.ts';

export type Units = { requests: number; read: number; write: number };

const item = z.custom<Item>((value) => typeof value === 'object' && value !== null);
const requestSchema = z.looseObject({
  Key: z.optional(item),
  Item: z.optional(item),
  IndexName: z.optional(z.string()),
  ConsistentRead: z.optional(z.boolean()),
});
const answered = z.looseObject({
  Item: z.optional(item),
  Items: z.optional(z.array(item)),
  Attributes: z.optional(item),
});

export const TABLE_KEY = [TABLE.partitionKey, TABLE.sortKey];
const INDEXES = [TABLE.attention, TABLE.closed];

/**
 * Computes DynamoDB's request units from the requests that it sees. It must see every write, since the cost of a write
 * depends on the item before it.
 */
export const createUnitCounter = () => {
  const stored = new Map<string, Item>();
  const lastOpen = new Map<string, Item>();
  const totals = new Map<string, Units>();
  const keyOf = (of: Item): string => TABLE_KEY.map((name) => of[name]?.S ?? '').join('/');

  const unitsOf = ({ operation, ok, ...texts }: Exchange): Omit<Units, 'requests'> => {
    const request = requestSchema.parse(JSON.parse(texts.requestBody));
    const answer = answered.parse(JSON.parse(texts.answered));
    if (operation === 'GetItem' || operation === 'Query' || operation === 'Scan') {
      const items = answer.Items ?? (answer.Item ? [answer.Item] : []);
      return { read: readUnits(items, { consistent: request.ConsistentRead === true }), write: 0 };
    }
    const key = keyOf(request.Item ?? request.Key ?? {});
    const before = stored.get(key);
    const after = ok ? (request.Item ?? answer.Attributes) : before;
    if (after) stored.set(key, after);
    if (after?.['dueAt'] && after['state']?.S !== 'closed') lastOpen.set(key, after);
    return { read: 0, write: writeUnits(before, after, TABLE_KEY, INDEXES) };
  };

  return {
    /** @param by the function that sent the request */
    count: (exchange: Exchange, by: string): void => {
      const { read, write } = unitsOf(exchange);
      const name = `${by} ${exchange.operation}`;
      const before = totals.get(name) ?? { requests: 0, read: 0, write: 0 };
      totals.set(name, {
        requests: before.requests + 1,
        read: before.read + read,
        write: before.write + write,
      });
    },
    totals: () => new Map(totals),
    /** Each ticket as it last was open. */
    openTickets: () => [...lastOpen.values()],
    reset: () => {
      totals.clear();
      lastOpen.clear();
    },
  };
};
