import { readItem } from '../../../lib/coupang/read-item.ts';
import type { Breakage } from '../breakage.ts';

/** What was read of an item is kept by the inquiry's number, and a change of it is not seen (decision 124). */
export const itemKeptByItsNumber: Breakage = {
  name: 'an item kept by its number',
  itemReader: (zone) => {
    const kept = new Map<string, ReturnType<typeof readItem>>();
    return (value) => {
      const read = readItem(value, zone);
      const number = 'inquiry' in read.item ? read.item.inquiry.inquiryId : read.item.unusable.hash;
      const known = kept.get(number) ?? read;
      kept.set(number, known);
      return known;
    };
  },
};
