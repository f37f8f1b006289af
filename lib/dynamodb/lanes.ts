import * as z from 'zod/mini';
import { defined } from '../domain/defined.ts';
import type { KnownChannels } from '../domain/delivery/known-channel.ts';
import type { Lane, Lanes } from '../workflows/ports/store.ts';
import { allOf, CONDITIONS } from './conditions.ts';
import { laneKey } from './item-keys.ts';
import { instant, maybeInstant } from './shared-schema.ts';
import { schemaOf } from './parse-item.ts';
import type { Item, Table } from './table.ts';

/** One item a vendor (R18). Each holder has its own token, so that each write can be repeated (R4). */
export const createLanes = (table: Table): Lanes => ({
  read: async (vendor) => {
    const item = await table.get(laneKey(vendor));
    return item && laneIn(item);
  },

  take: async (vendor, { token, now, until, heldSince = now }) => {
    const item = await table.update(laneKey(vendor), {
      write: { token, until, heldSince, called: undefined },
      condition: CONDITIONS.laneIsFree,
      values: {
        ':token': token,
        ':now': now,
        // Two clocks may differ, but by less than a lane's time.
        ':farthest': until + (until - now),
        ':string': 'S',
        ':number': 'N',
      },
    });
    return item && laneIn(item);
  },

  call: async (vendor, token) => {
    const called = await table.update(laneKey(vendor), {
      write: { called: true },
      condition: CONDITIONS.laneIsMine,
      values: { ':token': token },
    });
    return called !== undefined;
  },

  renew: async (vendor, token, until) => {
    const renewed = await table.update(laneKey(vendor), {
      write: { until, called: undefined },
      condition: CONDITIONS.laneIsMine,
      values: { ':token': token },
    });
    return renewed !== undefined;
  },

  release: async (vendor, token, { waits, channels, forced }) => {
    const key = laneKey(vendor);
    const released = await table.update(key, {
      write: {
        token: undefined,
        called: undefined,
        ...(!forced && { until: undefined, heldSince: undefined }),
        waits,
        ...defined({ channels }),
        releasedBy: token,
      },
      condition: forced ? CONDITIONS.laneIsMine : allOf(CONDITIONS.laneIsMine, CONDITIONS.notCalled),
      values: { ':token': token },
    });
    const item = released ?? (await table.get(key));
    // A repeated request recognises its first try.
    if (item?.['releasedBy'] === token) return 'released';
    return item?.['token'] === token ? 'called' : 'lost';
  },
});

/**
 * An unreadable field counts as absent, since an error would stop the vendor's messages for good. A lost wait only costs one
 * more 429.
 * @internal
 */
export const laneIn = (item: Item): Lane => {
  const token = readable(z.string(), item['token']);
  const heldSince = readable(instant, item['heldSince']);
  const channels = readable(channelsSchema, item['channels']);
  return {
    ...defined({ token }),
    until: readable(instant, item['until']) ?? 0,
    ...defined({ heldSince }),
    ...('called' in item && { called: true }),
    waits: readable(waitsSchema, item['waits']) ?? {},
    ...defined({ channels }),
  };
};

const readable = <Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> | undefined => {
  const read = z.safeParse(schema, value);
  return read.success ? read.data : undefined;
};

const waitsSchema = schemaOf<Lane['waits']>()(
  z.record(z.string(), z.object({ until: instant, forMs: instant })),
);

const channelsSchema = schemaOf<KnownChannels>()(
  z.record(z.string(), z.object({ ts: z.string().check(z.regex(/^\d+\.\d+$/)), refusedAt: maybeInstant })),
);
