import type { Notice } from '../../../lib/domain/notice/notice.ts';
import type { Breakage } from '../breakage.ts';

/** A digest is shown as soon as it stands in the store: before the tickets that name it are there (R24). */
export const shownBeforePublished: Breakage = {
  name: 'a digest shown before it is published',
  breakDrain: (services) => ({
    ...services,
    reader: {
      ...services.reader,
      attention: async (vendor) => {
        const { tickets, notices } = await services.reader.attention(vendor);
        return { tickets, notices: notices.map(asPublished) };
      },
    },
    notices: {
      ...services.notices,
      read: async (key) => {
        const notice = await services.notices.read(key);
        return notice && asPublished(notice);
      },
    },
  }),
};

const asPublished = <Item extends Pick<Notice, 'notice' | 'publishedVersion'>>(item: Item): Item =>
  item.notice.startsWith('digest/')
    ? { ...item, publishedVersion: Math.max(1, item.publishedVersion) }
    : item;
