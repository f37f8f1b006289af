import { createHash } from 'node:crypto';
import type { Inquiry, ListStatus } from '../domain/inquiry/inquiry.ts';
import type { Reading, UnusableItem } from '../domain/reading/reading.ts';
import { weekOf } from '../domain/time/date-windows.ts';
import type { ItemReader } from './create-item-reader.ts';
import type { ItemRead } from './read-item.ts';
import { UnreadRow } from './read-rows.ts';

/**
 * Reads all items of a reading. Rows may move between pages, and a reading may take two passes. An inquiry that came twice
 * counts once, in its last form.
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

/** Such rows cannot be distinguished. Those of one date, or of one week, are announced once (R13). */
const unread = ({ dates: { firstDate, lastDate } }: UnreadRow, status: ListStatus): ItemRead => {
  const isDate = firstDate === lastDate;
  const dates = isDate ? firstDate : `${firstDate} to ${lastDate}`;
  const problem = `item: cannot be read even alone; look in WING at the inquiries of ${dates}`;
  const about = isDate ? firstDate : `week ${weekOf(firstDate)}`;
  const hash = createHash('sha256').update(`unread/${status}/${about}`).digest('hex');
  return { item: { unusable: { hash, problem, unread: 1 } }, droppedFields: [] };
};
