import * as z from 'zod/mini';
import { TABLE } from '../config/names.ts';
import { defined } from '../domain/defined.ts';
import type { ShortReading } from '../domain/reading/believe-short.ts';
import type { BrokenParts } from '../domain/reading/repairs.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import {
  type Absences,
  BLIND_CAUSES,
  type BlindCause,
  type CatchUp,
  type Failure,
  type KeyStop,
  type ReadPlace,
  type SecondaryKind,
  type SecondaryStops,
  type Stop,
  type VendorState,
} from '../domain/reading/vendor-state.ts';
import type { VendorStates } from '../workflows/ports/vendor-states.ts';
import { CONDITIONS } from './conditions.ts';
import { everyField, parseItem } from './parse-item.ts';
import {
  egressStateKey,
  KNOWN_VENDORS,
  knownVendorKey,
  parseKnownVendor,
  vendorStateKey,
} from './item-keys.ts';
import { count, instant, maybeInstant, pause, text } from './deliverable-schema.ts';
import { nameOf, type Table } from './table.ts';
import { brotliCompressSync, constants, brotliDecompressSync } from 'node:zlib';

/**
 * Packs the complete readings of a state, some 190 (R8): 5.5 KB as a map, 0.8 KB packed. Each poll writes the state twice,
 * and a write costs by the kilobytes of the whole item. As a map they would cost more than all other requests of a vendor's
 * day.
 * @internal
 */
export const packReadings = (readings: Record<string, number>): Uint8Array =>
  brotliCompressSync(JSON.stringify(readings), { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });

/** Takes 3 ms. One less makes it a quarter larger. */
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

/** A map, as in a state, or packed, as in its item. */
const readingsSchema = z.union([map, z.pipe(packed, map)]);

/** The state items, one a vendor and one an egress IP, and the list of vendors with a state. */
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
    // Before the first ticket: only a vendor on the list can be ended once the configuration no longer names it.
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
    // `track-sla`, `report`, `act` or a Home may have written these after this poll read the state.
    const { trackedAt, resumedAt, pause: _, homesUntil, remindedAt, actStop, ...fields } = all;
    const completeReadings = packReadings(fields.completeReadings);
    const released = await table.update(key, {
      write: {
        ...fields,
        completeReadings,
        lease: undefined,
        releasedBy: token,
        [IS_LISTED]: true,
      },
      condition: CONDITIONS.leaseIsMine,
      values: { ':token': token },
    });
    // A repeated request finds that its first try freed the lease (R4).
    return released !== undefined || (await table.get(key))?.['releasedBy'] === token;
  },

  noteActStop: async (vendor, { since, until, code, problem, cause: why, keyFingerprint }) => {
    await table.update(vendorStateKey(vendor), {
      write: { actStop: { ...defined({ since }), until, code, problem, cause: why, keyFingerprint } },
      condition: CONDITIONS.exists,
    });
  },

  noteReminded: async (vendor, remindedAt) => {
    await table.update(vendorStateKey(vendor), { write: { remindedAt }, condition: CONDITIONS.exists });
  },

  egressBlock: async (egress) => {
    const key = egressStateKey(egress);
    const item = await table.get(key);
    return item && parseItem(egressSchema, item, nameOf(key));
  },

  // Two vendors behind one address may meet the block at once. The longer block stays.
  blockEgress: async (egress, { until, code, problem, cause }) => {
    await table.update(egressStateKey(egress), {
      write: { until, code, problem, cause },
      condition: CONDITIONS.blockEndsEarlier,
      values: { ':until': until },
    });
  },
});

/** Set on the state of a vendor that is on the list, so that later polls need not write the list. */
const IS_LISTED = 'isListed';

const listVendor = (table: Table, vendor: VendorRef): Promise<boolean> =>
  table.put(knownVendorKey(vendor), CONDITIONS.isNew);

// The cause is only shown to people. A missing or unknown one must not make the state unreadable. Not `z.catch`, which adds
// 10 KB of zod to each bundle.
const unknownCause = z.transform((): BlindCause => 'coupang-down');
const cause = z._default(z.union([z.enum(BLIND_CAUSES), z.pipe(z.unknown(), unknownCause)]), 'coupang-down');

const stop = {
  since: maybeInstant,
  until: instant,
  code: z.string(),
  problem: z.string(),
  cause,
} satisfies Record<keyof Stop, z.ZodMiniType>;
const keyStop = { ...stop, keyFingerprint: z.string() } satisfies Record<keyof KeyStop, z.ZodMiniType>;
const kindStop = z.exactOptional(z.object({ ...stop, since: instant, tries: count }));
const secondaryStops = {
  keyFingerprint: z.string(),
  all: z.exactOptional(z.object(stop)),
  kinds: z.object({
    'look-up': kindStop,
    older: kindStop,
    answer: kindStop,
  } satisfies Record<SecondaryKind, z.ZodMiniType>),
} satisfies Record<keyof SecondaryStops, z.ZodMiniType>;
const failure = { cause, ip: text } satisfies Record<keyof Failure, z.ZodMiniType>;
const readPlace = { windows: z.array(z.string()), page: z.int() } satisfies Record<
  keyof ReadPlace,
  z.ZodMiniType
>;
const catchUp = {
  since: instant,
  until: instant,
  ...readPlace,
  doneAt: maybeInstant,
  partial: z.exactOptional(z.literal(true)),
} satisfies Record<keyof CatchUp, z.ZodMiniType>;

const absence = { since: instant, asks: count } satisfies Record<keyof Absences[string], z.ZodMiniType>;

const shortReading = { by: count, runs: count, at: instant } satisfies Record<
  keyof ShortReading,
  z.ZodMiniType
>;

const brokenList = { since: instant, parts: z.array(z.string()) } satisfies Record<
  keyof BrokenParts[string],
  z.ZodMiniType
>;

const vendorStateSchema = z.object({
  completeReadings: z._default(readingsSchema, {}),
  shortReadings: z._default(z.record(z.string(), z.object(shortReading)), {}),
  brokenPages: z.exactOptional(z.record(z.string(), z.object(brokenList))),
  backOff: z.exactOptional(
    z.object({ ...keyStop, list: z.exactOptional(z.enum(['NO_ANSWER', 'TRANSFER'])) }),
  ),
  secondaryStops: z.exactOptional(z.object(secondaryStops)),
  actStop: z.exactOptional(z.object(keyStop)),
  clockDiffersByMs: z.exactOptional(z.number()),
  watchedSince: maybeInstant,
  trackedAt: maybeInstant,
  resumedAt: maybeInstant,
  pause: z.exactOptional(z.object(pause)),
  firstPollAt: maybeInstant,
  polledAt: maybeInstant,
  recentCompleteAt: maybeInstant,
  completeInARow: z.exactOptional(count),
  failure: z.exactOptional(z.object(failure)),
  keyExpiresOn: text,
  homesUntil: maybeInstant,
  remindedAt: maybeInstant,
  catchUps: z._default(z.array(z.object(catchUp)), []),
  absences: z.exactOptional(z.record(z.string(), z.object(absence))),
  answeredSearch: z.exactOptional(z.object(readPlace)),
} satisfies Record<keyof VendorState, z.ZodMiniType>);

const egressSchema = z.object(stop);
