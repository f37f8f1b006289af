import type { InquiryFacts, VendorRef } from '../inquiry/inquiry.ts';
import { type Source, SOURCES } from '../sources.ts';

/** The numbers of a ticket's orders, each once. A masked number is no number. */
export const ordersOf = ({
  orderId,
  orderIds = [],
}: Pick<InquiryFacts, 'orderId' | 'orderIds'>): string[] => [
  ...new Set([...(orderId === undefined ? [] : [orderId]), ...orderIds]),
];

/** A name by which earlier tickets are found. */
export type ContactName = { order: string } | { option: string };

/** The numbers of a ticket's orders, and its option. */
export const contactNamesOf = (
  facts: Pick<InquiryFacts, 'orderId' | 'orderIds' | 'vendorItemId'>,
): ContactName[] => [
  ...ordersOf(facts).map((order) => ({ order })),
  ...(facts.vendorItemId === undefined ? [] : [{ option: facts.vendorItemId }]),
];

/**
 * Whether people may see this part of an order. Coupang has exchanges in Korea alone. Facts go into a reply, and everybody reads a public
 * reply.
 */
export const isOffered = (
  part: 'order' | 'exchanges' | 'facts',
  { market, source }: Pick<VendorRef, 'market'> & { source: Source },
): boolean => {
  if (part === 'exchanges') return market === 'KR';
  return part === 'order' || !SOURCES[source].isPublic;
};
