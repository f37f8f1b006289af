import type { InquiryFacts } from '../inquiry/inquiry.ts';

/** The numbers of a ticket's orders, each once. A masked number is no number. */
export const ordersOf = ({
  orderId,
  orderIds = [],
}: Pick<InquiryFacts, 'orderId' | 'orderIds'>): string[] => [
  ...new Set([...(orderId === undefined ? [] : [orderId]), ...orderIds]),
];
