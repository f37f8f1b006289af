import * as z from 'zod/mini';
import { DAY_MS } from '../time.ts';
import { findStory } from '../catalogue.ts';
import { MARKET_TEXTS } from '../market-texts.ts';
import { orderPlotOf } from '../product/question-texts.ts';
import type { SimulatedQuestion } from '../product/simulated-question.ts';
import type { SimulatedInquiry } from '../simulated-inquiry.ts';
import { makeOrder, type OrderSubject, type SimulatedOrder } from './make-order.ts';
import { ORDER_PLOTS, type OrderPlot } from './order-plot.ts';

/** The plots that a test has set. `at`: epoch ms. An older file has none. */
export const orderState = z.array(
  z.object({ orderId: z.string().check(z.regex(/^\d+$/)), plot: z.enum(ORDER_PLOTS), at: z.number() }),
);
type OrderState = z.infer<typeof orderState>;

/** The controls of the orders behind inquiries and questions. */
export type OrderControls = {
  /** The order as Coupang would answer now. Undefined if no inquiry and no question names it. */
  of: (orderId: string) => SimulatedOrder | undefined;
  /** Sets the state of the order, from now on. By default its newest inquiry decides. */
  set: (orderId: string, plot: OrderPlot) => Promise<void>;
};

export type Orders = {
  controls: OrderControls;
  /** Absent until a plot is set. */
  state: () => OrderState | undefined;
  all: () => SimulatedOrder[];
};

export type OrderOptions = {
  inquiries: () => SimulatedInquiry[];
  questions: () => SimulatedQuestion[];
  seed: number;
  /** Coupang's clock, epoch ms. */
  now: () => number;
  /** Saves the whole fake. */
  save: () => Promise<void>;
};

/** Makes up an order for each number that an inquiry or a question names. Only what is set needs to be kept. */
export const createOrders = (
  from: OrderState | undefined,
  { inquiries, questions, seed, now, save }: OrderOptions,
): Orders => {
  const set = new Map(from?.map((kept) => [kept.orderId, kept]));
  const find = (orderId: string): SimulatedOrder | undefined => {
    const subject = newest([
      ...inquiries()
        .filter((inquiry) => inquiry.orderId === orderId)
        .map(ofInquiry),
      ...questions()
        .filter(({ orderIds }) => orderIds.includes(orderId))
        .map(ofQuestion(orderId)),
    ]);
    if (subject === undefined) return undefined;
    const kept = set.get(orderId);
    return makeOrder({ ...subject, ...(kept && { plot: kept.plot, since: kept.at }) }, seed, now());
  };
  return {
    controls: {
      of: find,
      set: (orderId, plot) => {
        set.set(orderId, { orderId, plot, at: now() });
        return save();
      },
    },
    all: () => {
      const numbers = new Set([
        ...inquiries().map(({ orderId }) => orderId),
        ...questions().flatMap(({ orderIds }) => orderIds),
      ]);
      return [...numbers].flatMap((orderId) => find(orderId) ?? []);
    },
    state: () => (set.size === 0 ? undefined : [...set.values()]),
  };
};

/** The newest request says best what happened since. */
const newest = (subjects: OrderSubject[]): OrderSubject | undefined =>
  subjects.toSorted((a, b) => b.since - a.since)[0];

const ofInquiry = (inquiry: SimulatedInquiry): OrderSubject => {
  const { market, vendorId, orderId, vendorItemId, itemName, orderDate, inquiryAt, receiptCategory } =
    inquiry;
  const plot = findStory(MARKET_TEXTS[market].catalogue, receiptCategory)?.order ?? 'delivered';
  return { market, vendorId, orderId, vendorItemId, itemName, orderedAt: orderDate, plot, since: inquiryAt };
};

/** A question names no date of an order. */
const ofQuestion =
  (orderId: string) =>
  ({
    market,
    vendorId,
    vendorItemId,
    itemName,
    productName,
    inquiryAt,
    topic,
  }: SimulatedQuestion): OrderSubject => ({
    market,
    vendorId,
    orderId,
    vendorItemId,
    itemName: `${productName}, ${itemName}`,
    orderedAt: inquiryAt - 2 * DAY_MS,
    plot: orderPlotOf(topic),
    since: inquiryAt,
  });
