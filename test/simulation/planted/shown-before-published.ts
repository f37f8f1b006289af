import type { Notice, NoticeName, NoticeRow } from '../../../lib/domain/notice/notice.ts';
import { withFields } from '../../fixtures/domain/make-ticket.ts';
import type { Breakage } from '../breakage.ts';

/** A digest is shown as soon as it is in the store, before the tickets that name it (R24). */
export const shownBeforePublished: Breakage = {
  name: 'a digest shown before it is published',
  breakDrain: (services) => ({
    ...services,
    reader: {
      ...services.reader,
      attention: async (vendor) => {
        const { tickets, notices } = await services.reader.attention(vendor);
        return { tickets, notices: notices.map(rowAsPublished) };
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

const atLeastOne = (publishedVersion: number): number => Math.max(1, publishedVersion);

const isDigest = (name: NoticeName): boolean => name.startsWith('digest/');

const rowAsPublished = (row: NoticeRow): NoticeRow =>
  isDigest(row.notice) ? { ...row, publishedVersion: atLeastOne(row.publishedVersion) } : row;

const asPublished = (notice: Notice): Notice =>
  isDigest(notice.key.notice)
    ? withFields(notice, { publishedVersion: atLeastOne(notice.outbox.publishedVersion) })
    : notice;
