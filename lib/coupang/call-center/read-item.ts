import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { defined } from '../../domain/defined.ts';
import { isAutomaticText } from '../../domain/call-center/automatic-post.ts';
import type { Inquiry, Post } from '../../domain/inquiry/inquiry.ts';
import type { UnusableItem } from '../../domain/reading/reading.ts';
import { cleanText, isTooLong } from '../clean-text.ts';
import {
  answerTypeSchema,
  completeReasonSchema,
  counselingSchema,
  flagSchema,
  idSchema,
  listSchema,
  loginSchema,
  recordSchema,
  textSchema,
  transferSchema,
} from './item-schema.ts';
import { offsetMs } from '../../domain/time/dates.ts';
import { HOUR_MS, MINUTE_MS } from '../../domain/time/durations.ts';

/** A stored item holds at most 400 KB. A card shows far less of a name. */
const LONGEST_NAME = 500;

export type ItemRead = {
  item: { inquiry: Inquiry } | { unusable: UnusableItem };
  /** `field: problem`, without any value. */
  droppedFields: string[];
};

/**
 * Reads an item of a list or a look-up. An unreadable field is dropped and named. Only an item without an inquiryId is
 * unusable (R13). Never throws. Ignores the buyer's phone and mail.
 * @param zone for timestamps without an offset
 */
export const readItem = (value: unknown, zone: string): ItemRead => {
  const record = recordSchema.safeParse(value);
  if (!record.success) return unusable(value, 'item: is no object');
  const fields = fieldsOf(record.data, '', zone);
  const inquiryId = fields.id('inquiryId');
  if (inquiryId === undefined) return unusable(value, fields.dropped[0] ?? 'inquiryId: is missing');
  const posts = readPosts(fields, zone);
  const inquiry: Inquiry = defined({
    inquiryId,
    inquiryAt: fields.time('inquiryAt'),
    product: fields.name('itemName'),
    category: fields.name('receiptCategory'),
    orderId: fields.id('orderId'),
    orderDate: fields.time('orderDate'),
    content: fields.text('content') ?? '',
    isCut: fields.isCut('content'),
    counselingStatus: fields.read('csPartnerCounselingStatus', counselingSchema),
    posts: posts.posts,
  });
  return { item: { inquiry }, droppedFields: [...fields.dropped, ...posts.dropped] };
};

type Fields = {
  read: <T>(name: string, schema: z.ZodMiniType<T>) => T | undefined;
  id: (name: string) => string | undefined;
  text: (name: string) => string | undefined;
  /** The beginning of a text that names something. */
  name: (name: string) => string | undefined;
  isCut: (name: string) => true | undefined;
  time: (name: string) => number | undefined;
  dropped: string[];
};

const fieldsOf = (record: Record<string, unknown>, path: string, zone: string): Fields => {
  const dropped: string[] = [];
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
  return {
    read,
    dropped,
    id: (name) => {
      const id = read(name, idSchema);
      return id === '0' ? undefined : id;
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

const readPosts = (fields: Fields, zone: string): { posts: Post[]; dropped: string[] } => {
  const dropped: string[] = [];
  const posts = (fields.read('replies', listSchema) ?? []).flatMap((value) => {
    const record = recordSchema.safeParse(value);
    if (!record.success) {
      dropped.push('replies[]: is no object');
      return [];
    }
    const reply = fieldsOf(record.data, 'replies[].', zone);
    const post = readPost(reply);
    dropped.push(...reply.dropped);
    return [post];
  });
  return { posts, dropped };
};

/** This service has no earlier or later times, so calendars need not handle them. */
const FIRST = Date.UTC(2010, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

const readPost = (fields: Fields): Post => {
  const answerId = fields.id('answerId');
  const at = fields.time('replyAt');
  const parentAnswerId = fields.id('parentAnswerId');
  const text = fields.text('content') ?? '';
  const answerType = fields.read('answerType', answerTypeSchema) ?? 'unknown';
  const by: Post['by'] = isAutomaticText(text) ? 'system' : answerType;
  return defined({
    answerId,
    by,
    login: by === 'vendor' ? fields.read('receptionist', loginSchema) : undefined,
    at,
    text,
    isCut: fields.isCut('content'),
    transfer: fields.read('partnerTransferStatus', transferSchema) ?? 'unknown',
    needAnswer: fields.read('needAnswer', flagSchema) ?? false,
    completeReason: fields.read('partnerTransferCompleteReason', completeReasonSchema) ?? 'NONE',
    parentAnswerId,
  });
};

const unusable = (value: unknown, problem: string): ItemRead => ({
  item: { unusable: { hash: hashOf(value) ?? NESTED_TOO_DEEPLY, problem } },
  droppedFields: [],
});

const sha256 = (text: string): string => hash('sha256', text, 'hex');

const NESTED_TOO_DEEPLY = sha256('nested too deeply to be written');

/**
 * SHA-256 of an item as Coupang sent it, hex; `undefined` if the item is nested too deeply.
 * @internal
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

export type ItemReader = (value: unknown) => ItemRead;

/** The oldest windows are read every 3 hours. */
const KEPT_MS = 4 * HOUR_MS;
/**
 * Reads items as `readItem` does, and caches their masked results by hash for four to eight hours, or less when many items are
 * read. All vendors of a market may share a reader.
 * @param now epoch ms
 */
const MOST = 3_500;

/**
 * Reads items as `readItem` does. An unchanged item costs a hash, since its masked result is cached for four to eight
 * hours, or less when many items are read. All vendors of a market may share a reader.
 * @param now epoch ms
 */
export const createItemReader = (zone: string, now: () => number): ItemReader => {
  let since = now();
  let fresh = new Map<string, ItemRead>();
  let older = new Map<string, ItemRead>();
  return (value) => {
    if (now() - since >= KEPT_MS || fresh.size >= MOST) {
      since = now();
      older = fresh;
      fresh = new Map();
    }
    const key = hashOf(value);
    if (key === undefined) return readItem(value, zone);
    const read = fresh.get(key) ?? older.get(key) ?? readItem(value, zone);
    fresh.set(key, read);
    return read;
  };
};
