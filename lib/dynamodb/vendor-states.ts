import * as z from 'zod/mini';
import type { Stop, VendorState, VendorStates } from '../workflows/ports.ts';
import { CONDITIONS } from './conditions.ts';
import { egressStateKey, vendorStateKey } from './item-keys.ts';
import { readItem } from './read-item.ts';
import { nameOf, type Table } from './table.ts';

/** The state items: one a vendor, one an egress IP. */
export const createVendorStates = (table: Table): VendorStates => ({
  takeLease: async (vendor, { token, now, until }) => {
    const key = vendorStateKey(vendor);
    const item = await table.update(key, {
      write: { lease: { token, until } },
      condition: CONDITIONS.leaseIsFree,
      values: { ':now': now, ':token': token },
    });
    return item ? readItem(vendorStateSchema, item, nameOf(key)) : 'taken';
  },

  releaseLease: async (vendor, token, { completeReadings, alone, clockOffsetMs }) => {
    const key = vendorStateKey(vendor);
    const released = await table.update(key, {
      write: { completeReadings, alone, clockOffsetMs, lease: undefined, releasedBy: token },
      condition: CONDITIONS.leaseIsMine,
      values: { ':token': token },
    });
    // A repeated request finds its lease gone by its own first try (R4).
    return released !== undefined || (await table.get(key))?.['releasedBy'] === token;
  },

  egressBlock: async (egress) => {
    const key = egressStateKey(egress);
    const item = await table.get(key);
    return item && readItem(egressSchema, item, nameOf(key));
  },

  // Two vendors behind one address meet the block at once: the longer stop stands.
  blockEgress: async (egress, { until, code, problem }) => {
    await table.update(egressStateKey(egress), {
      write: { until, code, problem },
      condition: CONDITIONS.blockEndsEarlier,
      values: { ':until': until },
    });
  },
});

const stop = { until: z.number(), code: z.string(), problem: z.string() } satisfies Record<
  keyof Stop,
  z.ZodMiniType
>;

const vendorStateSchema = z.object({
  completeReadings: z._default(z.record(z.string(), z.number()), {}),
  alone: z.exactOptional(z.object({ ...stop, cause: z.string(), keyFingerprint: z.string() })),
  clockOffsetMs: z._default(z.number(), 0),
} satisfies Record<keyof VendorState, z.ZodMiniType>);

const egressSchema = z.object(stop);
