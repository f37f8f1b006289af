import { createHash } from 'node:crypto';
import type { Inquiry, ListStatus } from '../domain/inquiry/inquiry.ts';
import type { Reading, UnusableItem } from '../domain/reading/reading.ts';
import type { ItemReader } from './create-item-reader.ts';
import type { ItemRead } from './read-item.ts';
import { TooLongRow } from './read-rows.ts';
import type { DateWindow } from '../domain/time/date-windows.ts';

/**
 * Reads all items of a reading. Rows may move between pages, and a reading may take two passes. An inquiry that came twice
 * counts once, in its last form.
 * @param items in the order in which they came
 */
export const collectItems = (
  items: unknown[],
  read: ItemReader,
  list: { window: DateWindow; status: ListStatus },
): Pick<Reading, 'inquiries' | 'unusable' | 'droppedFields'> => {
  const inquiries = new Map<string, Inquiry>();
  const unusable = new Map<string, UnusableItem>();
  const droppedFields = new Set<string>();
  for (const value of items) {
    const { item, droppedFields: dropped } = value instanceof TooLongRow ? tooLong(list) : read(value);
    if ('inquiry' in item) inquiries.set(item.inquiry.inquiryId, item.inquiry);
    else unusable.set(item.unusable.hash, item.unusable);
    for (const field of dropped) droppedFields.add(field);
  }
  return {
    inquiries: [...inquiries.values()],
    unusable: [...unusable.values()],
    droppedFields: [...droppedFields],
  };
};

/** Such items cannot be distinguished. Those of one list are announced once (R13). */
const tooLong = ({ window, status }: { window: DateWindow; status: ListStatus }): ItemRead => {
  const problem = `item: is too long to be read even alone; look in WING at the inquiries from ${window.firstDate} on`;
  const hash = createHash('sha256').update(`too long/${status}/${window.firstDate}`).digest('hex');
  return { item: { unusable: { hash, problem } }, droppedFields: [] };
};
