import type { NoticeStore } from '../workflows/ports/notice-store.ts';
import { noticeItemKey } from './item-keys.ts';
import { newNoticeItem, noticeAttributes, parseNotice } from './notice-item.ts';
import { createOutboxWriter } from './outbox-writer.ts';
import type { Table } from './table.ts';

/** @param newToken names one write, so that the SDK's repeated request recognises itself (R4) */
export const createNoticeStore = (table: Table, newToken: () => string): NoticeStore => {
  const outbox = createOutboxWriter(table, newToken, parseNotice);
  return {
    read: async (key) => {
      const item = await table.get(noticeItemKey(key));
      return item && parseNotice(item);
    },
    create: async (notice) => outbox.create(newNoticeItem(notice)),
    change: async (before, facts, type, at) =>
      outbox.change(before, noticeAttributes(before.key, facts, at), { type, at }),
  };
};
