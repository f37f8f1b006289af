import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import type { Inquiry } from '../domain/inquiry/inquiry.ts';
import type { UnusableItem } from '../domain/reading/reading.ts';
import { offsetMs } from '../domain/time/dates.ts';
import { MINUTE_MS } from '../domain/time/durations.ts';
import { cleanText, isTooLong } from './clean-text.ts';

/**
 * One schema per field, so that a bad field affects no other. Messages contain no value. Sources: Coupang's v5 list
 * endpoint, and coupang-api.md section 3 where it contradicts itself.
 */

export const recordSchema = z.record(z.string(), z.unknown(), 'is no object');

export const listSchema = z.array(z.unknown(), 'is no list');

const NO_ID = 'is no whole number that can be trusted to the last digit';

/** A Java `Long` of up to 19 digits, as a number or text. The result has no leading zeros. */
const idSchema = z.pipe(
  z.union(
    [z.int(NO_ID).check(z.nonnegative(NO_ID)), z.string().check(z.regex(/^\s*\d{1,19}\s*$/, NO_ID))],
    NO_ID,
  ),
  z.transform((id) =>
    String(id)
      .trim()
      .replace(/^0+(?=\d)/, ''),
  ),
);

const textSchema = z.string('is no text');

const NO_COUNT = 'is no number of things';

export const countSchema = z.pipe(
  z.union(
    [z.int(NO_COUNT).check(z.nonnegative(NO_COUNT)), z.string().check(z.regex(/^\d{1,9}$/, NO_COUNT))],
    NO_COUNT,
  ),
  z.transform(Number),
);

const NO_FLAG = 'is neither true nor false';

export const flagSchema = z.union(
  [
    z.boolean(),
    z.pipe(
      z.enum(['true', 'false'], NO_FLAG),
      z.transform((word) => word === 'true'),
    ),
  ],
  NO_FLAG,
);

export type ItemRead = {
  item: { inquiry: Inquiry } | { unusable: UnusableItem };
  /** `field: problem`, without any value. */
  droppedFields: string[];
};

/**
 * Reads an inquiry of a list or a look-up. An unreadable field is dropped and named. Only an item without an inquiryId is
 * unusable (R13).
 * @param zone for timestamps without an offset
 */
export const readInquiry = (
  value: unknown,
  zone: string,
  readFacts: (fields: Fields) => Omit<Inquiry, 'inquiryId'>,
): ItemRead => {
  const record = recordSchema.safeParse(value);
  if (!record.success) return unusable(value, 'item: is no object');
  const fields = fieldsOf(record.data, zone);
  const inquiryId = fields.id('inquiryId');
  if (inquiryId === undefined) return unusable(value, fields.dropped[0] ?? 'inquiryId: is missing');
  const inquiry = { inquiryId, ...readFacts(fields) };
  return { item: { inquiry }, droppedFields: fields.dropped };
};

export type Fields = {
  read: <T>(name: string, schema: z.ZodMiniType<T>) => T | undefined;
  id: (name: string) => string | undefined;
  /** An id, or the only id of a list. Several ids name nothing in particular. */
  onlyId: (name: string) => string | undefined;
  /** A list of ids. */
  ids: (name: string) => string[];
  text: (name: string) => string | undefined;
  /** The beginning of a text that names something. */
  name: (name: string) => string | undefined;
  isCut: (name: string) => true | undefined;
  time: (name: string) => number | undefined;
  /** The fields of an object inside. */
  part: (name: string) => Fields | undefined;
  /** Reads each object of a list, `most` at most. */
  each: <T>(name: string, read: (fields: Fields) => T, most?: number) => T[];
  dropped: string[];
};

/** A stored item holds at most 400 KB. A card shows far less of a name. */
const LONGEST_NAME = 500;
const MOST_IDS = 50;

export const fieldsOf = (
  record: Record<string, unknown>,
  zone: string,
  { path, dropped }: { path: string; dropped: string[] } = { path: '', dropped: [] },
): Fields => {
  const drop = (name: string, problem: string): undefined => {
    dropped.push(`${path}${name}: ${problem}`);
    return undefined;
  };
  const read = <T>(name: string, schema: z.ZodMiniType<T>): T | undefined => {
    const value = record[name];
    if (value === undefined || value === null || value === '') return undefined;
    const result = schema.safeParse(value);
    return result.success ? result.data : drop(name, result.error.issues[0]?.message ?? 'cannot be read');
  };
  const readText = (name: string): string | undefined => {
    const text = read(name, textSchema);
    return text === undefined ? undefined : cleanText(text);
  };
  const readId = (name: string): string | undefined => {
    const id = read(name, idSchema);
    return id === '0' ? undefined : id;
  };
  const readIds = (name: string): string[] =>
    (read(name, listSchema) ?? []).slice(0, MOST_IDS).flatMap((value) => {
      const id = idSchema.safeParse(value);
      if (id.success) return id.data;
      drop(`${name}[]`, NO_ID);
      return [];
    });
  return {
    read,
    dropped,
    part: (name) => {
      const item = read(name, recordSchema);
      return item && fieldsOf(item, zone, { path: `${path}${name}.`, dropped });
    },
    each: (name, readOne, most) =>
      (read(name, listSchema) ?? []).slice(0, most).flatMap((value) => {
        const item = recordSchema.safeParse(value);
        if (item.success) return [readOne(fieldsOf(item.data, zone, { path: `${path}${name}[].`, dropped }))];
        drop(`${name}[]`, 'is no object');
        return [];
      }),
    id: readId,
    ids: readIds,
    onlyId: (name) => {
      if (!Array.isArray(record[name])) return readId(name);
      const [id, ...more] = readIds(name).filter((each) => each !== '0');
      return more.length > 0 ? undefined : id;
    },
    text: readText,
    name: (name) =>
      readText(name)
        ?.slice(0, LONGEST_NAME)
        .replace(/[\ud800-\udbff]$/, ''),
    isCut: (name) => {
      const text = record[name];
      return typeof text === 'string' && isTooLong(text) ? true : undefined;
    },
    time: (name) => {
      const text = read(name, textSchema);
      if (text === undefined) return undefined;
      const at = parseTimestamp(text, zone);
      return at !== undefined && at >= FIRST && at < LAST ? at : drop(name, 'is no time stamp');
    },
  };
};

/** This service has no earlier or later times, so calendars need not handle them. */
const FIRST = Date.UTC(2010, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

const unusable = (value: unknown, problem: string): ItemRead => ({
  item: { unusable: { hash: hashOf(value) ?? NESTED_TOO_DEEPLY, problem } },
  droppedFields: [],
});

const sha256 = (text: string): string => hash('sha256', text, 'hex');

const NESTED_TOO_DEEPLY = sha256('nested too deeply to be written');

/**
 * SHA-256 of an item as Coupang sent it, hex; `undefined` if the item is nested too deeply.
 */
export const hashOf = (value: unknown): string | undefined => {
  try {
    return sha256(JSON.stringify(value) ?? '');
  } catch {
    return undefined;
  }
};

/**
 * Reads Coupang's timestamps: ISO 8601 with any offset and 0 to 9 fraction digits, or without an offset, or `yyyy-MM-dd
 * HH:mm:ss`. Without an offset the market's zone counts. Source: coupang-api.md section 3.
 * @param zone IANA name
 * @returns epoch ms, without the rest of the fraction; `undefined` if it is not a timestamp
 * @internal
 */
export const parseTimestamp = (text: string, zone: string): number | undefined => {
  const groups = SHAPE.exec(text.trim())?.groups;
  if (groups === undefined) return undefined;
  const wallClock = toWallClock(groups);
  if (wallClock === undefined) return undefined;
  const offset = groups['offset'];
  const aheadMs = offset === undefined ? offsetMs(zone) : parseOffset(offset);
  return aheadMs === undefined ? undefined : wallClock - aheadMs;
};

const SHAPE =
  /^(?<date>\d{4}-\d\d-\d\d)[T ](?<time>\d\d:\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{0,9}))?)?(?<offset>Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** Reads the fields as UTC, epoch ms. `undefined` for a date that does not exist. */
const toWallClock = (groups: Record<string, string | undefined>): number | undefined => {
  const seconds = `${groups['date']}T${groups['time']}:${groups['second'] ?? '00'}`;
  const at = Date.parse(`${seconds}Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(seconds)) return undefined;
  return at + Number((groups['fraction'] ?? '').slice(0, 3).padEnd(3, '0'));
};

const OFFSET = /^(?<sign>[+-])(?<hours>\d\d):?(?<minutes>\d\d)?$/;

const parseOffset = (offset: string): number | undefined => {
  if (offset.toUpperCase() === 'Z') return 0;
  const groups = OFFSET.exec(offset)?.groups;
  const [hours, minutes] = ['hours', 'minutes'].map((part) => Number(groups?.[part] ?? 0));
  if (groups === undefined || hours === undefined || minutes === undefined) return undefined;
  if (hours > 23 || minutes > 59) return undefined;
  return (groups['sign'] === '-' ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
};
