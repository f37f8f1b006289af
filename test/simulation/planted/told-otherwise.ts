import type { Inquiry } from '../../../lib/domain/inquiry/inquiry.ts';
import type { Breakage } from '../breakage.ts';

/** A breakage in how an inquiry is understood, for all readers. */
export const toldOtherwise =
  (understand: (inquiry: Inquiry) => Inquiry): NonNullable<Breakage['breakSource']> =>
  (source) => ({
    ...source,
    read: async (...asked) => {
      const { reading, ...rest } = await source.read(...asked);
      return { reading: { ...reading, inquiries: reading.inquiries.map(understand) }, ...rest };
    },
    readPages: async (...asked) => {
      const { inquiries, ...rest } = await source.readPages(...asked);
      return { inquiries: inquiries.map(understand), ...rest };
    },
    inquiry: async (...asked) => {
      const inquiry = await source.inquiry(...asked);
      return inquiry && understand(inquiry);
    },
  });
