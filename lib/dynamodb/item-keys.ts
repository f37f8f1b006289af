import type { ContactName } from '../domain/order/orders-of.ts';
import * as z from 'zod/mini';
import { TABLE } from '../config/names.ts';
import { MARKETS, type VendorRef } from '../domain/inquiry/inquiry.ts';
import { isSource } from '../domain/sources.ts';
import { isOneOf } from '../domain/is-one-of.ts';
import { isNoticeName, type NoticeKey } from '../domain/notice/notice.ts';
import { type DeliverableKey, isNoticeKey } from '../domain/delivery/deliverable.ts';
import type { TicketKey } from '../domain/ticket/ticket.ts';
import { ANSWER_ID } from '../domain/ticket/ticket-id.ts';
import type { InquiryRef } from '../workflows/ports/store.ts';
import { StoreError } from './store-error.ts';
import { type Item, type ItemKey, nameOf } from './table.ts';

/** `T#KR#A00012345#call-center#<inquiryId>`: all tickets of an inquiry share one partition (R4). */
export const inquiryPartition = ({ market, vendorId, source, inquiryId }: InquiryRef): string =>
  `T#${market}#${vendorId}#${source}#${inquiryId}`;

export const ticketItemKey = (key: TicketKey): ItemKey => ({ pk: inquiryPartition(key), sk: key.answerId });

export const noticeItemKey = (key: NoticeKey): ItemKey => ({
  pk: `N#${vendorPartition(key)}`,
  sk: key.notice,
});

export const deliverableItemKey = (key: DeliverableKey): ItemKey =>
  isNoticeKey(key) ? noticeItemKey(key) : ticketItemKey(key);

/** `KR#A00012345`, also the partition of both indexes. */
export const vendorPartition = ({ market, vendorId }: VendorRef): string => `${market}#${vendorId}`;

export const vendorStateKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'state',
});

/** Apart from the state, which polls write as a whole. */
export const laneKey = (vendor: VendorRef): ItemKey => ({ pk: `V#${vendorPartition(vendor)}`, sk: 'lane' });

export const textRemovalKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'text-removal',
});

export const recentRepliesKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'recent-replies',
});

export const orderCallsKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'order-calls',
});

export const homeViewsKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'homes',
});

/** The names of a product, by `sellerProductId`. */
export const productNamesKey = (vendor: VendorRef, sellerProductId: string): ItemKey => ({
  pk: `P#${vendorPartition(vendor)}`,
  sk: sellerProductId,
});

/** The partition of an order's or an option's pointers to tickets. */
export const contactPartition = (vendor: VendorRef, named: ContactName): string => {
  const name = 'order' in named ? `order#${named.order}` : `option#${named.option}`;
  return `O#${vendorPartition(vendor)}#${name}`;
};

/** Keys with the same beginning sort by time, until the year 2286. */
export const contactSortTime = (at: number): string => String(Math.floor(at)).padStart(13, '0');

export const contactKey = (
  { source, inquiryId, answerId, ...vendor }: TicketKey,
  openedAt: number,
  named: ContactName,
): ItemKey => ({
  pk: contactPartition(vendor, named),
  sk: [contactSortTime(openedAt), source, inquiryId, answerId].join('#'),
});

export const parseContactKey = (vendor: VendorRef, item: Item): { key: TicketKey; openedAt: number } => {
  const [, openedAt, source, inquiryId, answer] = matchOf(CONTACT, item['sk']);
  const [answerId] = matchOf(ANSWER_ID, answer);
  if (!isSource(source) || inquiryId === undefined || answerId === undefined) throw noKey(item, "pointer's");
  const { market, vendorId } = vendor;
  return { key: { market, vendorId, source, inquiryId, answerId }, openedAt: Number(openedAt) };
};

/** The partition that lists the vendors, so that no scan is needed. */
export const KNOWN_VENDORS = 'VENDORS';

export const knownVendorKey = (vendor: VendorRef): ItemKey => ({
  pk: KNOWN_VENDORS,
  sk: vendorPartition(vendor),
});

export const parseKnownVendor = (item: Item): VendorRef => {
  const [, market, vendorId] = item['pk'] === KNOWN_VENDORS ? matchOf(VENDOR, item['sk']) : [];
  if (!isOneOf(market, MARKETS) || vendorId === undefined) throw noKey(item, "vendor's");
  return { market, vendorId };
};

export const egressStateKey = (egress: string): ItemKey => ({ pk: `E#${egress}`, sk: 'state' });

export const parseTicketKey = (item: Item): TicketKey => {
  const [, market, vendorId, source, inquiryId] = matchOf(TICKET_PARTITION, item['pk']);
  const [answerId] = matchOf(ANSWER_ID, item['sk']);
  if (
    !isOneOf(market, MARKETS) ||
    vendorId === undefined ||
    !isSource(source) ||
    inquiryId === undefined ||
    answerId === undefined
  )
    throw noKey(item, "ticket's");
  return { market, vendorId, source, inquiryId, answerId };
};

export const parseNoticeKey = (item: Item): NoticeKey => {
  const [, market, vendorId] = matchOf(NOTICE_PARTITION, item['pk']);
  const { sk: notice } = item;
  if (!isOneOf(market, MARKETS) || vendorId === undefined || !isNoticeName(notice))
    throw noKey(item, "notice's");
  return { market, vendorId, notice };
};

export const isNoticeItem = ({ pk }: Item): boolean => typeof pk === 'string' && pk.startsWith('N#');

const DECIMAL = /^\d+$/;
// Patterns instead of schemas: a busy poll reads thousands of keys.
const VENDOR = /^(KR|TW)#([^#]+)$/;
const NOTICE_PARTITION = /^N#(KR|TW)#([^#]+)$/;
const CONTACT = /^(\d{13})#([a-z-]+)#(\d+)#(.+)$/;
const TICKET_PARTITION = /^T#(KR|TW)#([^#]+)#([a-z-]+)#(\d+)$/;

/** An id of Coupang, which may exceed 2^53. */
export const decimal = z.string().check(z.regex(DECIMAL));

const matchOf = (pattern: RegExp, part: unknown): readonly (string | undefined)[] =>
  (typeof part === 'string' && pattern.exec(part)) || [];

const noKey = (item: Item, whose: string): StoreError =>
  new StoreError('unreadable', `${nameOf(item)} is no ${whose} key.`);

const KEPT_S = 400 * 24 * 60 * 60;

/** `undefined` removes the item from the index. */
export const attention = (vendor: VendorRef, at: number | undefined): Item => ({
  [TABLE.attention.partitionKey]: at === undefined ? undefined : vendorPartition(vendor),
  [TABLE.attention.sortKey]: at,
});

export const closing = (vendor: VendorRef, at: number | undefined): Item => ({
  [TABLE.closed.partitionKey]: at === undefined ? undefined : vendorPartition(vendor),
  [TABLE.closed.sortKey]: at,
  ...expiry(at),
});

/** D1: DynamoDB may delete the item 400 days after its end or last change. Epoch ms in, epoch seconds out. */
export const expiry = (at: number | undefined): Item => ({
  [TABLE.expiryAttribute]: at === undefined ? undefined : Math.ceil(at / 1000) + KEPT_S,
});
