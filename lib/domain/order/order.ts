/**
 * The part of an order that people see (A10). The Coupang client reads these fields alone, and none of them identifies a person. All instants are
 * epoch ms; ids are decimal strings of up to 19 digits. Source: coupang-api.md section 8.
 */

export const BOX_STATUSES = [
  'ACCEPT',
  'INSTRUCT',
  'DEPARTURE',
  'DELIVERING',
  'FINAL_DELIVERY',
  'NONE_TRACKING',
] as const;
export type BoxStatus = (typeof BOX_STATUSES)[number];

/** A shipment box. A field that Coupang left out, or that cannot be read, is absent. */
export type Box = {
  boxId?: string;
  status?: BoxStatus;
  orderedAt?: number;
  paidAt?: number;
  inTransitAt?: number;
  deliveredAt?: number;
  carrier?: string;
  invoice?: string;
  items: OrderItem[];
};

export type OrderItem = {
  vendorItemId?: string;
  name?: string;
  /** How many are sent. */
  count?: number;
  /** How many were cancelled. */
  cancelled?: number;
};

export const RETURN_STATUSES = [
  'RELEASE_STOP_UNCHECKED',
  'RETURNS_UNCHECKED',
  'VENDOR_WAREHOUSE_CONFIRM',
  'REQUEST_COUPANG_CHECK',
  'RETURNS_COMPLETED',
] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

/** `WMS`: the warehouse. `GENERAL`: nobody in particular. */
export const FAULTS = ['COUPANG', 'VENDOR', 'CUSTOMER', 'WMS', 'GENERAL'] as const;
export type FaultBy = (typeof FAULTS)[number];

export type ReturnRequest = {
  receiptId?: string;
  /** `cancel`: before the delivery. */
  type?: 'return' | 'cancel';
  status?: ReturnStatus;
  since?: number;
  /** Masked: only words that name no person. */
  reason?: string;
  fault?: FaultBy;
  isRefundedFirst?: boolean;
  items: Pick<OrderItem, 'vendorItemId' | 'name' | 'cancelled'>[];
};

export const EXCHANGE_STATUSES = ['RECEIPT', 'PROGRESS', 'SUCCESS', 'REJECT', 'CANCEL'] as const;
export type ExchangeStatus = (typeof EXCHANGE_STATUSES)[number];

export type Exchange = {
  exchangeId?: string;
  status?: ExchangeStatus;
  since?: number;
  fault?: FaultBy;
  /** When the old item was back at the seller. */
  collectedAt?: number;
  items: Pick<OrderItem, 'name' | 'count'>[];
};

/** Coupang's answer about an order. `cancelled`: cancelled or returned. Its returns say which; absent if they could not be read. */
export type OrderFacts =
  | { is: 'boxes'; boxes: Box[] }
  | { is: 'cancelled'; returns?: ReturnRequest[] }
  | { is: 'exchanges'; exchanges: Exchange[]; from: number; to: number }
  /** Coupang does not know the number, or the order is another seller's. */
  | { is: 'wrong-number' | 'other-seller' };

/** Facts for a reply, as they are filled into a template. They are the only facts that a reply form keeps. */
export type ReplyFacts = { status?: string; carrier?: string; invoice?: string; delivered?: string };
