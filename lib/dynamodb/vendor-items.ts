import * as z from 'zod/mini';
import { TABLE } from '../config/names.ts';
import { QUEUE_KINDS, QUEUE_WHO } from '../domain/act/queue.ts';
import { MARKETS, type VendorRef } from '../domain/inquiry/inquiry.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../domain/time/durations.ts';
import type { TicketKey } from '../domain/ticket/ticket.ts';
import type {
  HomeView,
  HomeViews,
  OrderCalls,
  RecentReplies,
  TextRemoval,
} from '../workflows/ports/store.ts';
import type { NameStore } from '../workflows/ports/coupang.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { instant, keyStop } from './shared-schema.ts';
import {
  homeViewsKey,
  orderCallsKey,
  productNamesKey,
  recentRepliesKey,
  textRemovalKey,
  ticketItemKey,
  vendorStateKey,
} from './item-keys.ts';
import { parseItem, schemaOf } from './parse-item.ts';
import { nameOf, type Table } from './table.ts';
import { oneOf, readItem } from './unknown-values.ts';

// Each of these ports has one small item a vendor.

/** Each person has an attribute. DynamoDB deletes the item some days after the last look. */
export const createHomeViews = (table: Table): HomeViews => ({
  read: async (vendor) => {
    const item = await table.get(homeViewsKey(vendor));
    return Object.entries(item ?? {}).flatMap(([by, value]) => {
      const view = readItem(viewSchema, value);
      return view.success ? [{ by, ...view.data }] : [];
    });
  },

  note: async (vendor, { by, ...view }) => {
    await table.update(homeViewsKey(vendor), {
      write: { [by]: view, [TABLE.expiryAttribute]: Math.ceil(view.until / 1000) },
      condition: CONDITIONS.ofThisVersion,
    });
    await table.update(vendorStateKey(vendor), {
      write: { homesUntil: view.until },
      condition: CONDITIONS.exists,
    });
  },

  noteMark: async (vendor, { by, until }, mark) => {
    await table.update(homeViewsKey(vendor), {
      write: { [`${by}.mark`]: mark },
      condition: CONDITIONS.viewAsRead,
      values: { ':until': until },
      names: { '#by': by },
    });
  },
});

/** @internal */
export const viewSchema = schemaOf<Omit<HomeView, 'by'>>()(
  z.object({
    filter: z.object({
      who: oneOf(QUEUE_WHO, 'all'),
      kind: oneOf(QUEUE_KINDS, 'all'),
      vendor: z.exactOptional(z.object({ market: oneOf(MARKETS, 'KR'), vendorId: z.string() })),
      page: z.int(),
    }),
    mark: z.string(),
    until: instant,
  }),
);

const MOST_REPLIES = 5;

/** A hand-over is there once, with its newest reply. */
export const createRecentReplies = (table: Table): RecentReplies => {
  const read = async (vendor: VendorRef) => {
    const key = recentRepliesKey(vendor);
    const item = await table.get(key);
    return item && parseItem(repliesSchema, item, nameOf(key));
  };
  return {
    toOthers: async (key) =>
      ((await read(key))?.replies ?? []).filter(({ to }) => to !== nameIn(key)).map(({ mark }) => mark),

    note: async (key, mark) => {
      const before = await read(key);
      const to = nameIn(key);
      const others = (before?.replies ?? []).filter((reply) => reply.to !== to);
      await table.update(recentRepliesKey(key), {
        write: {
          replies: [{ to, mark }, ...others].slice(0, MOST_REPLIES),
          version: (before?.version ?? 0) + 1,
        },
        condition: before ? CONDITIONS.versionAsRead : CONDITIONS.isNew,
        ...(before && { values: { ':version': before.version } }),
      });
    },
  };
};

const nameIn = ({ inquiryId, answerId }: TicketKey): string => `${inquiryId}/${answerId}`;

const repliesSchema = z.object({
  replies: z.array(z.object({ to: z.string(), mark: z.string() })),
  version: z.int(),
});

/** Removing a text changes no fact that is shown, so it makes no version and no event. */
export const createTextRemoval = (table: Table): TextRemoval => ({
  removedUntil: async (vendor) => {
    const key = textRemovalKey(vendor);
    const item = await table.get(key);
    return item && parseItem(progressSchema, item, nameOf(key)).removedUntil;
  },

  remove: async (key, closedAt) => {
    await table.update(ticketItemKey(key), {
      write: { text: '', formLink: undefined, act: undefined },
      condition: allOf(CONDITIONS.isClosed, CONDITIONS.closedAsRead),
      values: { ':closed': 'closed', ':closedAt': closedAt },
    });
  },

  noteRemoved: async (vendor, until) => {
    await table.update(textRemovalKey(vendor), {
      write: { removedUntil: until },
      condition: CONDITIONS.removedEarlier,
      values: { ':until': until },
    });
  },
});

const progressSchema = z.object({ removedUntil: instant });

/** Each product has an item, which DynamoDB deletes some time after `until`. A product may have hundreds of items. */
const MOST_ITEMS = 200;

export const createNameStore = (table: Table): NameStore => ({
  read: async (vendor, sellerProductId, now) => {
    const key = productNamesKey(vendor, sellerProductId);
    const item = await table.get(key);
    const stored = item && parseItem(namesSchema, item, nameOf(key));
    return stored && stored.until > now ? { product: stored.product, items: stored.items } : undefined;
  },

  note: async (vendor, sellerProductId, { product, items }, until) => {
    const kept = Object.fromEntries(Object.entries(items).slice(0, MOST_ITEMS));
    await table.update(productNamesKey(vendor, sellerProductId), {
      write: { product, items: kept, until, [TABLE.expiryAttribute]: Math.ceil(until / 1000) },
      condition: CONDITIONS.ofThisVersion,
    });
  },
});

const namesSchema = z.object({
  product: z.string(),
  items: z.record(z.string(), z.string()),
  until: instant,
});

const MOST_CALLS = 10;
/** Another process may have read its clock later, or have a clock that is a little ahead. `act` gives up after ten seconds. */
const MOST_AHEAD_MS = 10 * SECOND_MS;

/** The item has the times of the last calls. It expires when neither they nor the stop count any more. */
export const createOrderCalls = (table: Table): OrderCalls => {
  const read = async (vendor: VendorRef) => {
    const key = orderCallsKey(vendor);
    return parseItem(orderCallsSchema, (await table.get(key)) ?? {}, nameOf(key));
  };
  return {
    stop: async (vendor) => (await read(vendor)).stop,

    noteStop: async (vendor, stop) => {
      await table.update(orderCallsKey(vendor), {
        write: { stop, ...expiresAfter(stop.until) },
        condition: CONDITIONS.ofThisVersion,
      });
    },

    take: async (vendor, now) => {
      // Each lost race means that another process took a call. So the last try finds all of them taken.
      for (let tries = 0; tries <= MOST_CALLS; tries += 1) {
        const { calls, version, stop } = await read(vendor);
        const counted = calls.filter((at) => now - at <= MINUTE_MS);
        // Times that are too far in the future are from before the clock went back. They count as now, so that they do not count for hours.
        const passed = counted.map((at) => (at > now + MOST_AHEAD_MS ? now : at));
        const isFree = passed.length < MOST_CALLS;
        if (!isFree && passed.every((at, place) => at === counted[place])) return false;
        const written = await table.update(orderCallsKey(vendor), {
          write: {
            calls: isFree ? [...passed, now] : passed,
            version: (version ?? 0) + 1,
            ...expiresAfter(Math.max(now, stop?.until ?? 0)),
          },
          condition: version === undefined ? CONDITIONS.noVersion : CONDITIONS.versionAsRead,
          ...(version !== undefined && { values: { ':version': version } }),
        });
        if (written) return isFree;
      }
      return false;
    },
  };
};

const expiresAfter = (at: number) => ({ [TABLE.expiryAttribute]: Math.ceil((at + DAY_MS) / 1000) });

/** @internal */
export const orderCallsSchema = z.object({
  calls: z._default(z.array(instant), []),
  version: z.exactOptional(z.int()),
  stop: z.exactOptional(z.object(keyStop)),
});
