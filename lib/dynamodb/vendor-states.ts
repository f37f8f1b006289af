import * as z from 'zod/mini';
import { TABLE } from '../config/names.ts';
import { isSource, SOURCE_NAMES } from '../domain/sources.ts';
import { CALL_KINDS } from '../domain/reading/stops.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { Stop, VendorState } from '../domain/reading/vendor-state.ts';
import type { VendorStates } from '../workflows/ports/store.ts';
import { CONDITIONS } from './conditions.ts';
import { everyField, parseItem, schemaOf } from './parse-item.ts';
import {
  egressStateKey,
  KNOWN_VENDORS,
  knownVendorKey,
  parseKnownVendor,
  vendorStateKey,
} from './item-keys.ts';
import { blindCause, count, instant, keyStop, maybeInstant, pause, stop, text } from './shared-schema.ts';
import { nameOf, type Table } from './table.ts';
import { oneOf } from './unknown-values.ts';
import { brotliCompressSync, constants, brotliDecompressSync } from 'node:zlib';

/**
 * Packs some 190 complete readings (R8): 5.5 KB as a map, 0.8 KB packed. Each poll writes the state twice, and a write costs by
 * the kilobyte.
 * @internal
 */
export const packReadings = (readings: Record<string, number>): Uint8Array =>
  brotliCompressSync(JSON.stringify(readings), { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });

const packSources = (sources: VendorState['sources']) =>
  Object.fromEntries(
    Object.entries(sources).map(([source, state]) => [
      source,
      isSource(source) ? { ...state, completeReadings: packReadings(state.completeReadings) } : state,
    ]),
  );

/** It takes 3 ms. The next lower quality needs a quarter more bytes. */
const QUALITY = 10;

const map = z.record(z.string(), instant);

const packed = z.pipe(
  z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  z.transform((bytes, context): unknown => {
    try {
      return JSON.parse(brotliDecompressSync(bytes).toString());
    } catch {
      context.issues.push({ code: 'custom', message: 'cannot be unpacked', input: bytes });
      return z.NEVER;
    }
  }),
);

/** A write checks the map. An item has it packed. */
const readingsSchema = z.union([map, z.pipe(packed, map)]);

export const createVendorStates = (table: Table): VendorStates => ({
  vendors: async () => {
    const items = await table.query(
      { condition: `#${TABLE.partitionKey} = :partition`, values: { ':partition': KNOWN_VENDORS } },
      'the list of vendors',
    );
    return items.map(parseKnownVendor);
  },

  read: async (vendor) => {
    const key = vendorStateKey(vendor);
    const item = await table.get(key);
    return item && parseItem(vendorStateSchema, item, nameOf(key));
  },

  takeLease: async (vendor, { token, now, until, firstPollAt }) => {
    const key = vendorStateKey(vendor);
    const item = await table.update(key, {
      write: { lease: { token, until } },
      writeIfAbsent: { firstPollAt },
      condition: CONDITIONS.leaseIsFree,
      values: { ':now': now, ':token': token },
    });
    if (!item) return 'taken';
    // Before the first ticket, since only a listed vendor can be ended after the configuration drops it.
    if (item[IS_LISTED] !== true) await listVendor(table, vendor);
    return parseItem(vendorStateSchema, item, nameOf(key));
  },

  noteTracked: async (vendor, note) => {
    const isFirst = note.watchedSince !== undefined;
    if (isFirst) await listVendor(table, vendor);
    const key = vendorStateKey(vendor);
    const item = await table.update(key, {
      write: { ...note, ...(isFirst && { [IS_LISTED]: true }) },
      condition: isFirst ? CONDITIONS.isNew : CONDITIONS.exists,
    });
    return item && parseItem(vendorStateSchema, item, nameOf(key));
  },

  releaseLease: async (vendor, token, state) => {
    const key = vendorStateKey(vendor);
    const all = everyField(
      vendorStateSchema,
      Object.keys(vendorStateSchema.shape),
      state,
      `A write to ${nameOf(key)}`,
    );
    // Others may have written these after this poll read the state.
    const { trackedAt, resumedAt, pause: _, homesUntil, remindedAt, actStop, ...fields } = all;
    const released = await table.update(key, {
      write: {
        ...fields,
        sources: packSources(fields.sources),
        lease: undefined,
        releasedBy: token,
        [IS_LISTED]: true,
      },
      condition: CONDITIONS.leaseIsMine,
      values: { ':token': token },
    });
    // A repeated request recognises its first try (R4).
    return released !== undefined || (await table.get(key))?.['releasedBy'] === token;
  },

  noteActStop: async (vendor, actStop) => {
    await table.update(vendorStateKey(vendor), { write: { actStop }, condition: CONDITIONS.exists });
  },

  noteReminded: async (vendor, remindedAt) => {
    await table.update(vendorStateKey(vendor), { write: { remindedAt }, condition: CONDITIONS.exists });
  },

  egressBlock: async (egress) => {
    const key = egressStateKey(egress);
    const item = await table.get(key);
    return item && parseItem(egressSchema, item, nameOf(key));
  },

  blockEgress: async (egress, block) => {
    await table.update(egressStateKey(egress), {
      write: block,
      condition: CONDITIONS.blockEndsEarlier,
      values: { ':until': block.until },
    });
  },
});

/** Marks the state of a listed vendor, so that later polls need not write the list. */
const IS_LISTED = 'isListed';

const listVendor = (table: Table, vendor: VendorRef): Promise<boolean> =>
  table.put(knownVendorKey(vendor), CONDITIONS.isNew);

const callStop = z.object({ ...stop, tries: count });
const sourceState = z.object({
  firstPollAt: instant,
  offSince: maybeInstant,
  completeReadings: z._default(readingsSchema, {}),
  shortReadings: z._default(z.record(z.string(), z.object({ by: count, runs: count, at: instant })), {}),
  recentCompleteAt: maybeInstant,
  completeInARow: z.exactOptional(count),
  failure: z.exactOptional(z.object({ cause: blindCause, ip: text })),
  blindTimes: z.exactOptional(z.array(z.object({ since: instant, until: instant }))),
  namesReadAt: maybeInstant,
  past: z.exactOptional(z.object({ count, openedAt: instant })),
});

/** @internal */
export const vendorStateSchema = schemaOf<VendorState>()(
  z.object({
    sources: z._default(z.partialRecord(oneOf(SOURCE_NAMES, 'product'), sourceState), {}),
    stops: z.exactOptional(
      z.object({
        keyFingerprint: z.string(),
        calls: z.partialRecord(oneOf(CALL_KINDS, 'NO_ANSWER'), callStop),
      }),
    ),
    brokenPages: z.exactOptional(
      z.record(z.string(), z.object({ since: instant, parts: z.array(z.string()) })),
    ),
    actStop: z.exactOptional(z.object(keyStop)),
    clockDiffersByMs: z.exactOptional(z.number()),
    watchedSince: maybeInstant,
    trackedAt: maybeInstant,
    resumedAt: maybeInstant,
    pause: z.exactOptional(pause),
    firstPollAt: maybeInstant,
    polledAt: maybeInstant,
    keyExpiresOn: text,
    homesUntil: maybeInstant,
    remindedAt: maybeInstant,
    contactsUntil: maybeInstant,
  }),
);

/** @internal */
export const egressSchema = schemaOf<Stop>()(z.object(stop));
