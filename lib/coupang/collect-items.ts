import { createHash } from 'node:crypto';
import type { Inquiry, ListStatus } from '../domain/inquiry/inquiry.ts';
import type { Reading, UnusableItem } from '../domain/reading/reading.ts';
import { type ItemRead, readItem } from './read-item.ts';
import { TooLongRow } from './read-rows.ts';
import type { DateWindow } from '../domain/time/date-windows.ts';

/**
 * Reads all items of a reading. Rows may move between pages, and a reading may take two passes. An inquiry that came twice
 * counts once, in its last form.
 * @param items in the order in which they came
 */
export const collectItems = (
  items: unknown[],
  zone: string,
  list: { window: DateWindow; status: ListStatus },
): Pick<Reading, 'inquiries' | 'unusable' | 'droppedFields'> => {
  const inquiries = new Map<string, Inquiry>();
  const unusable = new Map<string, UnusableItem>();
  const droppedFields = new Set<string>();
  for (const value of items) {
    const read = value instanceof TooLongRow ? tooLong(list) : readItem(value, zone);
    if ('inquiry' in read.item) inquiries.set(read.item.inquiry.inquiryId, read.item.inquiry);
    else unusable.set(read.item.unusable.hash, read.item.unusable);
    for (const field of read.droppedFields) droppedFields.add(field);
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
