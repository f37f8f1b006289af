import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { Notice, NoticeFacts, NoticeRow } from '../domain/notice/notice.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import { attention, expiry } from './index-attributes.ts';
import { noticeItemKey, parseNoticeKey, vendorPartition } from './item-keys.ts';
import { noticeFactsSchema, noticeRowSchema, noticeSchema } from './notice-schema.ts';
import { parseItem } from './parse-item.ts';
import { withAttemptPlace } from './deliverable-schema.ts';
import { type Item, type ItemKey, nameOf } from './table.ts';

/** The item of a new notice. It is in `attention` from its first moment, since its event is unpublished (R3). */
export const newNoticeItem = (whole: Notice): Item & ItemKey => {
  const { market, vendorId, notice, ...attributes } = whole;
  return {
    ...noticeItemKey({ market, vendorId, notice }),
    ...defined({
      ...attributes,
      ...noticeAttributes(whole, whole.facts, whole.changedAt),
      ...attention(whole, whole.attentionAt ?? whole.changedAt),
      rank: rankOf(whole),
    }),
  };
};

/** Throws StoreError for an item that is no whole notice. */
export const parseNotice = (item: Item): Notice => {
  const key = parseNoticeKey(item);
  return { ...key, ...withAttemptPlace(parseItem(noticeSchema, item, nameOf(noticeItemKey(key)))) };
};

/** Throws StoreError for a row that is no whole projection. */
export const parseNoticeRow = (item: Item): NoticeRow => {
  const key = parseNoticeKey(item);
  return { ...key, ...parseItem(noticeRowSchema, item, nameOf(noticeItemKey(key))) };
};

/**
 * The facts, one attribute, and the expiry, which every change puts off. Throws StoreError (`unreadable`) for what could
 * not be read back.
 * @param at when they changed, epoch ms
 */
export const noticeAttributes = (vendor: VendorRef, facts: NoticeFacts, at: number): Item => ({
  facts: parseItem(noticeFactsSchema, facts, `A write to a notice of ${vendorPartition(vendor)}`),
  ...expiry(at),
});
