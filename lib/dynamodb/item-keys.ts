import * as z from 'zod/mini';
import { MARKETS, type VendorRef } from '../domain/inquiry/inquiry.ts';
import { isOneOf } from '../domain/is-one-of.ts';
import { isNoticeName, type NoticeKey } from '../domain/notice/notice.ts';
import { type DeliverableKey, isNoticeKey } from '../domain/delivery/deliverable.ts';
import type { TicketKey } from '../domain/ticket/ticket.ts';
import { ANSWER_ID } from '../domain/ticket/ticket-id.ts';
import type { InquiryRef } from '../workflows/ports/ticket-store.ts';
import { StoreError } from './store-error.ts';
import type { ItemKey } from './table.ts';

/** `T#KR#A00012345#call-center#<inquiryId>`: all tickets of an inquiry share one partition (R4). */
export const inquiryPartition = ({ market, vendorId, source, inquiryId }: InquiryRef): string =>
  `T#${market}#${vendorId}#${source}#${inquiryId}`;

export const ticketItemKey = (key: TicketKey): ItemKey => ({ pk: inquiryPartition(key), sk: key.answerId });

/** `N#KR#A00012345` and the notice's name. */
export const noticeItemKey = (key: NoticeKey): ItemKey => ({
  pk: `N#${vendorPartition(key)}`,
  sk: key.notice,
});

export const deliverableItemKey = (key: DeliverableKey): ItemKey =>
  isNoticeKey(key) ? noticeItemKey(key) : ticketItemKey(key);

/** `KR#A00012345`: the partition of both indexes. */
export const vendorPartition = ({ market, vendorId }: VendorRef): string => `${market}#${vendorId}`;

export const vendorStateKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'state',
});

/** An item of its own: polls write the vendor's state as a whole. */
export const laneKey = (vendor: VendorRef): ItemKey => ({ pk: `V#${vendorPartition(vendor)}`, sk: 'lane' });

export const textRemovalKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'text-removal',
});

export const recentRepliesKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'recent-replies',
});

export const homeViewsKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'homes',
});

/** The partition that lists the vendors with a state, so that no scan is needed. */
export const KNOWN_VENDORS = 'VENDORS';

export const knownVendorKey = (vendor: VendorRef): ItemKey => ({
  pk: KNOWN_VENDORS,
  sk: vendorPartition(vendor),
});

export const parseKnownVendor = (item: Record<string, unknown>): VendorRef => {
  const [, market, vendorId] = item['pk'] === KNOWN_VENDORS ? matchOf(VENDOR, item['sk']) : [];
  if (!isOneOf(market, MARKETS) || vendorId === undefined) throw noKey(item, "vendor's");
  return { market, vendorId };
};

export const egressStateKey = (egress: string): ItemKey => ({ pk: `E#${egress}`, sk: 'state' });

/** The index always projects `pk` and `sk`. So a row's ticket is known without further attributes. */
export const parseTicketKey = (item: Record<string, unknown>): TicketKey => {
  const [, market, vendorId, inquiryId] = matchOf(TICKET_PARTITION, item['pk']);
  const [answerId] = matchOf(ANSWER_ID, item['sk']);
  if (
    !isOneOf(market, MARKETS) ||
    vendorId === undefined ||
    inquiryId === undefined ||
    answerId === undefined
  )
    throw noKey(item, "ticket's");
  return { market, vendorId, source: 'call-center', inquiryId, answerId };
};

export const parseNoticeKey = (item: Record<string, unknown>): NoticeKey => {
  const [, market, vendorId] = matchOf(NOTICE_PARTITION, item['pk']);
  const { sk: notice } = item;
  if (!isOneOf(market, MARKETS) || vendorId === undefined || !isNoticeName(notice))
    throw noKey(item, "notice's");
  return { market, vendorId, notice };
};

/** Distinguishes the rows and items of notices from those of tickets. */
export const isNoticeItem = ({ pk }: Record<string, unknown>): boolean =>
  typeof pk === 'string' && pk.startsWith('N#');

const DECIMAL = /^\d+$/;
// A busy poll reads thousands of keys. So these are patterns instead of schemas.
const VENDOR = /^(KR|TW)#([^#]+)$/;
const NOTICE_PARTITION = /^N#(KR|TW)#([^#]+)$/;
const TICKET_PARTITION = /^T#(KR|TW)#([^#]+)#call-center#(\d+)$/;

/** Coupang's ids, which may exceed 2^53. */
export const decimal = z.string().check(z.regex(DECIMAL));

const matchOf = (pattern: RegExp, part: unknown): readonly (string | undefined)[] =>
  (typeof part === 'string' && pattern.exec(part)) || [];

const noKey = (item: Record<string, unknown>, whose: string): StoreError =>
  new StoreError('unreadable', `${nameOfItem(item)} is no ${whose} key.`);

/** How errors name an item, whatever its key is. */
export const nameOfItem = ({ pk, sk }: Record<string, unknown>): string => `${shown(pk)}/${shown(sk)}`;

const shown = (part: unknown): string => (typeof part === 'string' ? part : typeof part);
