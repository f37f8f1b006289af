import type { Inquiry } from '../domain/inquiry.ts';
import type { Reading, UnusableItem } from '../domain/reading.ts';
import { readItem } from './read-item.ts';

/**
 * Reads all items of a reading. Pages shift while one pages, and a reading may take two passes: an inquiry that
 * came twice counts once, as it came last.
 * @param items in the order in which they came
 */
export const collectItems = (
  items: unknown[],
  zone: string,
): Pick<Reading, 'inquiries' | 'unusable' | 'droppedFields'> => {
  const inquiries = new Map<string, Inquiry>();
  const unusable = new Map<string, UnusableItem>();
  const droppedFields = new Set<string>();
  for (const value of items) {
    const read = readItem(value, zone);
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
