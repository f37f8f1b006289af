import { createHash } from 'node:crypto';
import type { ListStatus } from '../domain/sources.ts';
import type { Inquiry } from '../domain/inquiry/inquiry.ts';
import type { Reading, UnusableItem } from '../domain/reading/reading.ts';
import { weekOf } from '../domain/time/date-windows.ts';
import { HOUR_MS } from '../domain/time/durations.ts';
import { hashOf, type ItemRead } from './read-fields.ts';
import { UnreadRow } from './read-rows.ts';

export type ItemReader = (value: unknown) => ItemRead;

/**
 * Rows may move between pages, and a reading may take two passes. The last form of an inquiry counts.
 * @param items in the order in which they came
 */
export const collectItems = (
  items: unknown[],
  read: ItemReader,
  status: ListStatus,
): Pick<Reading, 'inquiries' | 'unusable' | 'droppedFields'> => {
  const inquiries = new Map<string, Inquiry>();
  const unusable = new Map<string, UnusableItem>();
  const droppedFields = new Set<string>();
  for (const value of items) {
    const { item, droppedFields: dropped } = value instanceof UnreadRow ? unread(value, status) : read(value);
    if ('inquiry' in item) inquiries.set(item.inquiry.inquiryId, item.inquiry);
    else unusable.set(item.unusable.hash, addUnread(item.unusable, unusable.get(item.unusable.hash)));
    for (const field of dropped) droppedFields.add(field);
  }
  return {
    inquiries: [...inquiries.values()],
    unusable: [...unusable.values()],
    droppedFields: [...droppedFields],
  };
};

const addUnread = (item: UnusableItem, before: UnusableItem | undefined): UnusableItem =>
  item.unread === undefined ? item : { ...item, unread: item.unread + (before?.unread ?? 0) };

/** Such rows cannot be distinguished, so each date or week is announced once (R13). */
const unread = ({ dates: { firstDate, lastDate } }: UnreadRow, status: ListStatus): ItemRead => {
  const isDate = firstDate === lastDate;
  const dates = isDate ? firstDate : `${firstDate} to ${lastDate}`;
  const problem = `item: cannot be read even alone; look in WING at the inquiries of ${dates}`;
  const about = isDate ? firstDate : `week ${weekOf(firstDate)}`;
  const hash = createHash('sha256').update(`unread/${status}/${about}`).digest('hex');
  return { item: { unusable: { hash, problem, unread: 1 } }, droppedFields: [] };
};

/** The oldest windows are read every 3 hours. */
const KEPT_MS = 4 * HOUR_MS;
const MOST = 3_500;

/**
 * Reads items as `read` does. An unchanged item costs a hash, since its masked result is cached for four to eight hours,
 * or less when many items are read.
 * @param now epoch ms
 */
export const cacheItems = (read: ItemReader, now: () => number): ItemReader => {
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
    if (key === undefined) return read(value);
    const item = fresh.get(key) ?? older.get(key) ?? read(value);
    fresh.set(key, item);
    return item;
  };
};
