import * as z from 'zod/mini';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { isNoticeName } from '../domain/notice/notice-name.ts';
import type { NoticeKey, NoticeName } from '../domain/notice/notice.ts';
import { type DeliverableKey, isNoticeKey } from '../domain/delivery/deliverable.ts';
import type { TicketKey } from '../domain/ticket/ticket.ts';
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
  const [market, vendorId] = parseKey(knownVendorSchema, item, "vendor's").sk;
  return { market, vendorId };
};

export const egressStateKey = (egress: string): ItemKey => ({ pk: `E#${egress}`, sk: 'state' });

/** The index always projects `pk` and `sk`. So a row's ticket is known without further attributes. */
export const parseTicketKey = (item: Record<string, unknown>): TicketKey => {
  const { pk, sk } = parseKey(ticketKeySchema, item, "ticket's");
  const [, market, vendorId, source, inquiryId] = pk;
  return { market, vendorId, source, inquiryId, answerId: sk };
};

export const parseNoticeKey = (item: Record<string, unknown>): NoticeKey => {
  const { pk, sk } = parseKey(noticeKeySchema, item, "notice's");
  const [, market, vendorId] = pk;
  return { market, vendorId, notice: sk };
};

/** Distinguishes the rows and items of notices from those of tickets. */
export const isNoticeItem = ({ pk }: Record<string, unknown>): boolean =>
  typeof pk === 'string' && pk.startsWith('N#');

/** Coupang's ids, which may exceed 2^53. */
export const decimal = z.string().check(z.regex(/^\d+$/));

const parseKey = <Schema extends z.ZodMiniType>(
  schema: Schema,
  item: Record<string, unknown>,
  whose: string,
): z.output<Schema> => {
  const result = z.safeParse(schema, item);
  if (result.success) return result.data;
  throw new StoreError('unreadable', `${nameOfItem(item)} is no ${whose} key.`);
};

/** How errors name an item, whatever its key is. */
export const nameOfItem = ({ pk, sk }: Record<string, unknown>): string => `${shown(pk)}/${shown(sk)}`;

const shown = (part: unknown): string => (typeof part === 'string' ? part : typeof part);

const parts = z.pipe(
  z.string(),
  z.transform((pk) => pk.split('#')),
);
const market = z.enum(['KR', 'TW']);
const vendorId = z.string().check(z.minLength(1));

const ticketKeySchema = z.object({
  pk: z.pipe(parts, z.tuple([z.literal('T'), market, vendorId, z.enum(['call-center']), decimal])),
  sk: decimal,
});

const knownVendorSchema = z.object({
  pk: z.literal(KNOWN_VENDORS),
  sk: z.pipe(parts, z.tuple([market, vendorId])),
});

const noticeKeySchema = z.object({
  pk: z.pipe(parts, z.tuple([z.literal('N'), market, vendorId])),
  sk: z.custom<NoticeName>(isNoticeName),
});
