import type { InquiryFacts } from '../inquiry/inquiry.ts';

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
