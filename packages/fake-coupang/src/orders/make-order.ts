import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';
import { MARKET_TEXTS } from '../market-texts.ts';
import { randomOf } from '../odd-shapes.ts';
import type { Random } from '../random.ts';
import type { SimulatedInquiry } from '../simulated-inquiry.ts';
import type { OrderPlot } from './order-plot.ts';

type BoxStatus = 'ACCEPT' | 'INSTRUCT' | 'DEPARTURE' | 'DELIVERING' | 'FINAL_DELIVERY' | 'NONE_TRACKING';
type ReturnStatus =
  | 'RELEASE_STOP_UNCHECKED'
  | 'RETURNS_UNCHECKED'
  | 'VENDOR_WAREHOUSE_CONFIRM'
  | 'REQUEST_COUPANG_CHECK'
  | 'RETURNS_COMPLETED';
type ExchangeStatus = 'RECEIPT' | 'PROGRESS' | 'SUCCESS' | 'REJECT' | 'CANCEL';
/** `WMS`: the warehouse. `GENERAL`: nobody in particular. */
type FaultBy = 'COUPANG' | 'VENDOR' | 'CUSTOMER' | 'WMS' | 'GENERAL';

/** The facts behind an order. Instants are epoch ms. `since`: when the plot began; an order on its way moves on from there. */
export type OrderSubject = Pick<
  SimulatedInquiry,
  'market' | 'vendorId' | 'orderId' | 'vendorItemId' | 'itemName'
> & { orderedAt: number; plot: OrderPlot; since: number };

export type SimulatedBox = {
  boxId: string;
  status: BoxStatus;
  inTransitAt?: number;
  deliveredAt?: number;
  carrier?: string;
  invoice?: string;
  items: SimulatedItem[];
};
export type SimulatedItem = { vendorItemId: string; name: string; count: number; cancelled: number };
export type SimulatedReturn = {
  receiptId: string;
  type: 'RETURN' | 'CANCEL';
  status: ReturnStatus;
  at: number;
  reason: number;
  fault: FaultBy;
  isRefundedFirst: boolean;
  /** Cancelled before anybody prepared the order. Only the list of such cancellations shows it. */
  isAtPayment?: true;
};
export type SimulatedExchange = { exchangeId: string; status: ExchangeStatus; at: number; fault: FaultBy };

export type SimulatedOrder = OrderSubject & {
  paidAt: number;
  /** An order of the older version: amounts are numbers, and times have no offset. */
  isOlder: boolean;
  isCancelled: boolean;
  boxes: [SimulatedBox, ...SimulatedBox[]];
  returns: SimulatedReturn[];
  exchanges: SimulatedExchange[];
};

const FIRST_BOX_ID = 642_538_970_000_000_001n;
const FIRST_RECEIPT_ID = 1_152_921_504_606_000_001n;

/** A made-up order that fits its inquiry. The same seed, subject and time give the same order. */
export const makeOrder = (subject: OrderSubject, seed: number, now: number): SimulatedOrder => {
  const random = randomOf(seed, subject.orderId);
  const plot = plotAt(subject, now);
  const isOlder = random.next() < 0.3;
  const boxes = makeBoxes(subject, plot, random);
  const isCancelled = ['returned', 'cancelled', 'cancelled-early'].includes(plot);
  return {
    ...subject,
    plot,
    paidAt: subject.orderedAt + MINUTE_MS,
    isOlder,
    isCancelled,
    boxes,
    returns: isCancelled ? [makeReturn(subject, plot, random)] : [],
    exchanges: plot === 'exchanged' ? [makeExchange(subject, random)] : [],
  };
};

const plotAt = ({ plot, since }: OrderSubject, now: number): OrderPlot => {
  const passedMs = now - since;
  if (plot === 'preparing' && passedMs >= DAY_MS) return passedMs < 3 * DAY_MS ? 'in-transit' : 'delivered';
  return plot === 'in-transit' && passedMs >= 2 * DAY_MS ? 'delivered' : plot;
};

/** One box with the item of the inquiry, now and then a second box with another item that is a step behind. */
const makeBoxes = (
  { market, vendorItemId, itemName, orderedAt, since }: OrderSubject,
  plot: OrderPlot,
  random: Random,
): SimulatedOrder['boxes'] => {
  const { catalogue, carriers } = MARKET_TEXTS[market];
  const carrier = random.pick(carriers);
  const other = {
    vendorItemId: String(BigInt(vendorItemId) + 7n),
    name: random.pick(catalogue.products).name,
  };
  const box = (status: BoxStatus, items: SimulatedItem[]): SimulatedBox => {
    const boxId = String(FIRST_BOX_ID + BigInt(random.between(0, 99_999_999)) * 100n);
    const invoice = String(random.between(100_000_000_000, 999_999_999_999));
    const inTransitAt = orderedAt + Math.min(20 * HOUR_MS, (since - orderedAt) * 0.4);
    const deliveredAt = orderedAt + Math.min(44 * HOUR_MS, (since - orderedAt) * 0.8);
    return {
      boxId,
      status,
      ...(SHIPPED.includes(status) && { carrier, invoice, inTransitAt }),
      ...(status === 'FINAL_DELIVERY' && { deliveredAt }),
      items,
    };
  };
  const hasCancelled = random.next() < 0.25;
  const hasSecondBox = random.next() < 0.3;
  const first = box(STATUSES[plot], [
    { vendorItemId, name: itemName, count: random.between(1, 3), cancelled: 0 },
    ...(hasCancelled && !hasSecondBox ? [{ ...other, count: 0, cancelled: 1 }] : []),
  ]);
  const late = plot === 'delivered' ? 'DELIVERING' : STATUSES.preparing;
  return hasSecondBox
    ? [first, box(late, [{ ...other, count: 1, cancelled: hasCancelled ? 1 : 0 }])]
    : [first];
};

const STATUSES: Record<OrderPlot, BoxStatus> = {
  preparing: 'INSTRUCT',
  'in-transit': 'DELIVERING',
  delivered: 'FINAL_DELIVERY',
  untracked: 'NONE_TRACKING',
  exchanged: 'FINAL_DELIVERY',
  returned: 'FINAL_DELIVERY',
  cancelled: 'INSTRUCT',
  'cancelled-early': 'ACCEPT',
};
const SHIPPED: readonly BoxStatus[] = ['DEPARTURE', 'DELIVERING', 'FINAL_DELIVERY'];

const makeReturn = ({ orderedAt, since }: OrderSubject, plot: OrderPlot, random: Random): SimulatedReturn => {
  const receiptId = String(FIRST_RECEIPT_ID + BigInt(random.between(0, 999_999)) * 10n);
  const reason = random.between(0, 2);
  const at = orderedAt + (since - orderedAt) * 0.9;
  const cancelled = {
    receiptId,
    type: 'CANCEL',
    at,
    reason,
    fault: 'CUSTOMER',
    isRefundedFirst: false,
  } as const;
  if (plot === 'cancelled') return { ...cancelled, status: 'RELEASE_STOP_UNCHECKED' };
  if (plot === 'cancelled-early') return { ...cancelled, status: 'RETURNS_COMPLETED', isAtPayment: true };
  const [status, isRefundedFirst] = random.pick<[ReturnStatus, boolean]>([
    ['RETURNS_UNCHECKED', false],
    ['VENDOR_WAREHOUSE_CONFIRM', false],
    ['REQUEST_COUPANG_CHECK', true],
  ]);
  const fault = random.pick<FaultBy>(['CUSTOMER', 'VENDOR', 'WMS']);
  return { receiptId, type: 'RETURN', status, at, reason, fault, isRefundedFirst };
};

/** Asked for a few hours before the inquiry, so that the last seven days show it. */
const makeExchange = ({ since }: OrderSubject, random: Random): SimulatedExchange => ({
  exchangeId: String(random.between(100_000_000, 999_999_999)),
  status: random.pick(['RECEIPT', 'PROGRESS']),
  at: since - random.between(1, 5) * HOUR_MS,
  fault: random.pick(['CUSTOMER', 'VENDOR']),
});
