import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import type { Notice } from '../domain/notice/notice.ts';
import type { NoticeFacts } from '../domain/notice/notice-facts.ts';
import { rankOf } from '../domain/delivery/urgency.ts';
import { parseGroups, rowParser, toStored, withoutEmpty } from './parse-item.ts';
import { attention, expiry, noticeItemKey, parseNoticeKey, vendorPartition } from './item-keys.ts';
import { briefNoticeSchema, noticeFactsSchema, noticeRowSchema, noticeSchemas } from './notice-schema.ts';
import { type Item, type ItemKey, nameOf } from './table.ts';

/**
 * The item of a new notice, in `attention` at once, since its event is unpublished (R3). Throws StoreError (`unreadable`) if it
 * could not be read back.
 */
export const newNoticeItem = (notice: Notice): Item & ItemKey => {
  const { key, facts, outbox, index } = notice;
  const itemKey = noticeItemKey(key);
  parseNoticeKey(itemKey);
  return {
    ...itemKey,
    ...defined(
      withoutEmpty({
        ...noticeAttributesOf(notice),
        ...noticeAttributes(key, facts, outbox.changedAt),
        ...attention(key, index.attentionAt ?? outbox.changedAt),
        rank: rankOf(notice),
      }),
    ),
  };
};

export const noticeAttributesOf = ({ facts, outbox, delivery, index }: Notice): Item => ({
  facts,
  ...outbox,
  ...delivery,
  ...index,
});

/** Throws StoreError for an incomplete notice. */
export const parseNotice = (item: Item): Notice => {
  const key = parseNoticeKey(item);
  const groups = parseGroups(noticeSchemas, item, nameOf(item));
  return { type: 'notice', key, ...groups, ...groups.facts };
};

export const parseNoticeRow = rowParser(parseNoticeKey, noticeRowSchema);
export const parseBriefNotice = rowParser(parseNoticeKey, briefNoticeSchema);

/**
 * The facts, as one attribute, and the expiry. Throws StoreError (`unreadable`) if they could not be read back.
 * @param at when they changed, epoch ms
 */
export const noticeAttributes = (vendor: VendorRef, facts: NoticeFacts, at: number): Item => ({
  facts: toStored(noticeFactsSchema, facts, `A write to a notice of ${vendorPartition(vendor)}`),
  ...expiry(at),
});
