import { askingPost, type Kind, listedAs, type Written } from './act-on-inquiry.ts';
import type { SimulatedVendor } from './list-inquiries.ts';
import { pickWish } from './catalogue.ts';
import { MARKET_TEXTS } from './market-texts.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { Random } from './random.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { pickTemplate, storyKind, type Template } from './texts.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';

export type HandOver = {
  kind: Kind;
  inquiryAt: number;
  /** When the agent hands the inquiry over, epoch ms. */
  askedAt: number;
  /** The kind of the agent's post. Random if absent. */
  template?: Template;
  /** The category of the story. Random if absent. */
  story?: string;
};

export type Agent = Pick<Written, 'answerId' | 'by' | 'shop'>;

/** A made-up inquiry with one asking post. Only `random` decides its content. */
export const makeInquiry = (
  { market, vendorId }: SimulatedVendor,
  { kind, inquiryAt, askedAt, template, story }: HandOver,
  { inquiryId, ...agent }: Agent & { inquiryId: string },
  random: Random,
): SimulatedInquiry => {
  const { catalogue, agentText } = MARKET_TEXTS[market];
  const wanted = template ?? pickTemplate(random, kind);
  const { itemName, category, request } = pickWish(
    catalogue,
    { kind: storyKind(wanted), ...defined({ story }) },
    random,
  );
  const orderId = String(random.between(10_000_000_000_000, 99_999_999_999_999));
  const facts = { orderId, itemName, request, arrivedOn: monthAndDay(inquiryAt - DAY_MS) };
  const content = agentText(random, wanted, facts);
  return {
    market,
    vendorId,
    inquiryId,
    ...listedAs(kind),
    vendorItemId: String(random.between(3_000_000_000, 3_999_999_999)),
    itemName,
    inquiryAt,
    answeredAt: null,
    buyerPhone: `+1(555)01${random.between(0, 9)}-${random.between(1000, 9999)}`,
    orderId,
    orderDate: inquiryAt - random.between(1, 14) * DAY_MS,
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
