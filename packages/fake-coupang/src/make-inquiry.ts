import { askingPost, type Kind, listedAs, type Written } from './act-on-inquiry.ts';
import type { SimulatedVendor } from './simulated-vendor.ts';
import { pickWish } from './catalogue.ts';
import { MARKET_TEXTS } from './market-texts.ts';
import { defined } from './defined.ts';
import type { Random } from './random.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { pickTemplate, storyKind, type Template } from './texts.ts';
import { DAY_MS } from './time.ts';

export type HandOver = {
  kind: Kind;
  inquiryAt: number;
  /** When the agent hands the inquiry over, epoch ms. */
  askedAt: number;
  /** The kind of the agent's post. Random if absent. */
  template?: Template;
  /** The category of the story. Random if absent. */
  story?: string;
  /** The text of the agent's post. Made up if absent. */
  content?: string;
  /** The earlier inquiry of the same buyer and order. By default an order is now and then the same. */
  sameOrderAs?: string;
};

export type Agent = Pick<Written, 'answerId' | 'by' | 'shop'>;

export type NewInquiry = Agent & {
  inquiryId: string;
  /** The inquiries so far. Default: none. */
  earlier?: readonly SimulatedInquiry[];
};

/** The products of the last inquiries are not drawn again, so that cards differ. */
const RECENT = 5;

/** A made-up inquiry with one asking post. Only `random` and the earlier inquiries decide its content. */
export const makeInquiry = (
  { market, vendorId }: SimulatedVendor,
  how: HandOver,
  { inquiryId, earlier = [], ...agent }: NewInquiry,
  random: Random,
): SimulatedInquiry => {
  const { kind, inquiryAt, askedAt, template, story, sameOrderAs } = how;
  const { catalogue, agentText } = MARKET_TEXTS[market];
  const wanted = template ?? pickTemplate(random, kind);
  const before = earlier.find((inquiry) => inquiry.inquiryId === sameOrderAs);
  const { itemName, category, request } = pickWish(
    catalogue,
    {
      kind: storyKind(wanted),
      recent: earlier.slice(-RECENT).map((inquiry) => inquiry.itemName),
      ...defined({ story, itemName: before?.itemName }),
    },
    random,
  );
  const drawn = String(random.between(10_000_000_000_000, 99_999_999_999_999));
  const ofOption =
    before ?? earlier.findLast((inquiry) => inquiry.vendorId === vendorId && inquiry.itemName === itemName);
  const isSameOrder = before !== undefined || Number(drawn) % 3 === 0;
  const ofOrder = isSameOrder && ofOption && ofOption.orderDate < inquiryAt ? ofOption : undefined;
  const orderId = ofOrder?.orderId ?? drawn;
  const facts = { orderId, itemName, request, arrivedOn: monthAndDay(inquiryAt - DAY_MS) };
  const content = how.content ?? agentText(random, wanted, facts);
  const own = {
    vendorItemId: String(random.between(3_000_000_000, 3_999_999_999)),
    buyerPhone: `+1(555)01${random.between(0, 9)}-${random.between(1000, 9999)}`,
    orderDate: inquiryAt - random.between(1, 14) * DAY_MS,
  };
  return {
    market,
    vendorId,
    inquiryId,
    ...listedAs(kind),
    vendorItemId: ofOption?.vendorItemId ?? own.vendorItemId,
    itemName,
    inquiryAt,
    answeredAt: null,
    buyerPhone: ofOrder?.buyerPhone ?? own.buyerPhone,
    orderId,
    orderDate: ofOrder?.orderDate ?? own.orderDate,
    receiptCategory: category,
    posts: [askingPost({ ...agent, at: askedAt, content }, kind)],
  };
};

/** `12/30`, as agents write it. */
export const monthAndDay = (at: number): string => new Date(at).toISOString().slice(5, 10).replace('-', '/');

/** How an arrival ends by itself. Most end within minutes, so that a board never fills up. */
export const planFor = (
  kind: Kind,
  askedAt: number,
  random: Random,
): NonNullable<SimulatedInquiry['plan']> => {
  const at = askedAt + random.between(45, random.next() < 0.8 ? 300 : 1800) * 1000;
  const chance = random.next();
  if (chance < 0.08) return { act: 'withdraw', at };
  if (chance < 0.12) return { act: 'decide', at };
  if (kind === 'confirm') return { act: 'confirm', at };
  return { act: chance < 0.25 ? 'hand-over-again' : 'answer', at };
};
