import * as z from 'zod/mini';
import type { VendorRef } from '../domain/inquiry.ts';
import type { TicketKey } from '../domain/ticket.ts';
import type { InquiryRef } from '../workflows/ports.ts';
import { StoreError } from './store-error.ts';
import type { ItemKey } from './table.ts';

/** `T#KR#A00012345#call-center#<inquiryId>`: all tickets of an inquiry stand together (R4). */
export const inquiryPartition = ({ market, vendorId, source, inquiryId }: InquiryRef): string =>
  `T#${market}#${vendorId}#${source}#${inquiryId}`;

/** Throws StoreError for a key that could not be read back, such as an id that is no decimal. */
export const ticketItemKey = (key: TicketKey): ItemKey => {
  const itemKey = { pk: inquiryPartition(key), sk: key.answerId };
  parseTicketKey(itemKey);
  return itemKey;
};

/** `KR#A00012345`: the partition of both indexes. */
export const vendorPartition = ({ market, vendorId }: VendorRef): string => `${market}#${vendorId}`;

export const vendorStateKey = (vendor: VendorRef): ItemKey => ({
  pk: `V#${vendorPartition(vendor)}`,
  sk: 'state',
});

export const egressStateKey = (egress: string): ItemKey => ({ pk: `E#${egress}`, sk: 'state' });

/** The index projects `pk` and `sk` always, so a row's ticket is known without further attributes. */
export const parseTicketKey = (item: Record<string, unknown>): TicketKey => {
  const parts = z.safeParse(keySchema, item);
  if (parts.success) {
    const { pk, sk } = parts.data;
    const [, market, vendorId, source, inquiryId] = pk;
    return { market, vendorId, source, inquiryId, answerId: sk };
  }
  throw new StoreError('unreadable', `${shown(item['pk'])}/${shown(item['sk'])} is no ticket's key.`);
};

const shown = (part: unknown): string => (typeof part === 'string' ? part : typeof part);

const decimal = z.string().check(z.regex(/^\d+$/));

const keySchema = z.object({
  pk: z.pipe(
    z.pipe(
      z.string(),
      z.transform((pk) => pk.split('#')),
    ),
    z.tuple([
      z.literal('T'),
      z.enum(['KR', 'TW']),
      z.string().check(z.minLength(1)),
      z.enum(['call-center']),
      decimal,
    ]),
  ),
  sk: decimal,
});
