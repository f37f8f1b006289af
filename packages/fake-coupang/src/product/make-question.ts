import { DAY_MS, HOUR_MS } from '../time.ts';
import type { Product } from '../catalogue.ts';
import type { SimulatedVendor } from '../simulated-vendor.ts';
import { MARKET_TEXTS } from '../market-texts.ts';
import type { Random } from '../random.ts';
import { CONTACTS, meaningOf, type Topic, topicsFor, wordsOf } from './question-texts.ts';
import type { SimulatedQuestion } from './simulated-question.ts';

export type Question = {
  /** Epoch ms. */
  inquiryAt: number;
  /** Random if absent. */
  topic?: Topic;
  /** The questions so far. Now and then a customer asks about the same order again. */
  earlier?: readonly SimulatedQuestion[];
};

const FIRST_PRODUCT_ID = 7_300_000_000n;
const FIRST_SELLER_PRODUCT_ID = 13_800_000_000n;
const FIRST_VENDOR_ITEM_ID = 80_000_000_000n;
/** More than 2^53, and no post's id. */
const FIRST_SELLER_ITEM_ID = 9_107_199_254_740_992n;
/** The second order of a question has more digits than a JavaScript number. */
const FIRST_LONG_ORDER_ID = 20_000_000_000_000_000n;

/** A made-up question without an answer. Only `random` decides its content. */
export const makeQuestion = (
  vendor: SimulatedVendor,
  { inquiryAt, topic: wanted, earlier = [] }: Question,
  inquiryId: string,
  random: Random,
): SimulatedQuestion => {
  const { market, vendorId } = vendor;
  const all = MARKET_TEXTS[market].catalogue.products;
  const [first = all[0], ...others] = all.filter(
    ({ goods }) => wanted === undefined || topicsFor(goods).includes(wanted),
  );
  const product = random.pick([first, ...others]);
  const [firstTopic = 'restock', ...otherTopics] = topicsFor(product.goods);
  const topic = wanted ?? random.pick([firstTopic, ...otherTopics]);
  const contact = topic === 'restock' && random.next() < 0.4 ? CONTACTS[market] : '';
  const ids = idsOf(vendorId, all.indexOf(product));
  const orderIds = Array.from({ length: meaningOf(topic).orders }, (_, index) => orderId(index, random));
  return {
    market,
    vendorId,
    inquiryId,
    list: 'NOANSWER',
    ...ids,
    ...namesOf(product),
    topic,
    content: `${wordsOf(market, topic)?.text ?? ''}${contact}`,
    inquiryAt,
    orderIds: withEarlier(orderIds, earlier, ids),
    comments: [],
  };
};

/** The same product of a vendor always has the same ids. */
const idsOf = (vendorId: string, index: number) => {
  const number = BigInt(vendorId.replaceAll(/\D/g, '')) * 100n + BigInt(index);
  return {
    productId: String(FIRST_PRODUCT_ID + number),
    sellerProductId: String(FIRST_SELLER_PRODUCT_ID + number),
    sellerItemId: String(FIRST_SELLER_ITEM_ID + number * 10n),
    vendorItemId: String(FIRST_VENDOR_ITEM_ID + number * 10n),
  };
};

/** The catalogue has a product's name and its option in one text. */
const namesOf = ({ name }: Product) => {
  const [productName = name, ...option] = name.split(/[,，] ?/);
  return { productName, itemName: option.join(', ') || productName };
};

const withEarlier = (
  [first, ...others]: string[],
  earlier: readonly SimulatedQuestion[],
  { vendorItemId }: Pick<SimulatedQuestion, 'vendorItemId'>,
): string[] => {
  if (first === undefined) return [];
  const before = earlier.findLast(
    (question) => question.vendorItemId === vendorItemId && question.orderIds.length > 0,
  );
  return [Number(first) % 3 === 0 ? (before?.orderIds[0] ?? first) : first, ...others];
};

const orderId = (index: number, random: Random): string => {
  const drawn = random.between(10_000_000_000_000, 99_999_999_999_999);
  return String(index === 0 ? drawn : FIRST_LONG_ORDER_ID + BigInt(drawn));
};

/** How a question ends by itself. Most end within minutes, so that a board never fills up. */
export const planQuestion = (askedAt: number, random: Random): NonNullable<SimulatedQuestion['plan']> => {
  const at = askedAt + random.between(60, random.next() < 0.8 ? 420 : 2400) * 1000;
  return { act: random.next() < 0.12 ? 'delete' : 'answer', at };
};

/** The questions of the first start: two that wait, an answered one, and three that nobody answered for days. */
export const FIRST_QUESTIONS: readonly { topic: Topic; agoMs: number; isAnswered?: true }[] = [
  { topic: 'measures', agoMs: 5 * DAY_MS },
  { topic: 'restock', agoMs: 3 * DAY_MS },
  { topic: 'arrival', agoMs: 2 * DAY_MS },
  { topic: 'expiry', agoMs: 30 * HOUR_MS, isAnswered: true },
  { topic: 'size', agoMs: 19 * HOUR_MS },
  { topic: 'shipping', agoMs: 2 * HOUR_MS },
];
