import { agentPost } from './act-on-inquiry.ts';
import type { SimulatedVendor } from './list-inquiries.ts';
import type { Random } from './random.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { agentText, pickCategory, pickProduct } from './texts.ts';

export type HandOver = {
  kind: 'reply' | 'confirm';
  /** When the buyer asked, epoch ms. */
  inquiryAt: number;
  /** When the agent hands it over, epoch ms. */
  askedAt: number;
};

const DAY_MS = 86_400_000;

/** A made-up inquiry with one post that asks. Which one, only the source of chance decides. */
export const makeInquiry = (
  vendor: SimulatedVendor,
  { kind, inquiryAt, askedAt }: HandOver,
  { inquiryId, answerId }: { inquiryId: string; answerId: string },
  random: Random,
): SimulatedInquiry => {
  const itemName = pickProduct(random);
  const orderId = String(random.between(10_000_000_000_000, 99_999_999_999_999));
  const facts = { orderId, itemName, monthAndDay: monthAndDay(inquiryAt) };
  const post = agentPost(answerId, askedAt, agentText(random, facts));
  return {
    ...vendor,
    inquiryId,
    list: kind === 'reply' ? 'NO_ANSWER' : 'TRANSFER',
    inquiryStatus: kind === 'reply' ? 'progress' : 'complete',
    vendorItemId: String(random.between(3_000_000_000, 3_999_999_999)),
    itemName,
    inquiryAt,
    answeredAt: null,
    buyerPhone: `+1(555)01${random.between(0, 9)}-${random.between(1000, 9999)}`,
    orderId,
    orderDate: inquiryAt - random.between(1, 14) * DAY_MS,
    receiptCategory: pickCategory(random),
    posts: [{ ...post, needAnswer: kind === 'reply' }],
  };
};

/** `12/30`, as agents write it. */
export const monthAndDay = (at: number): string => new Date(at).toISOString().slice(5, 10).replace('-', '/');

/** What becomes of an arrival by itself: most are dealt with in minutes, so that a board is never full. */
export const planFor = (
  kind: HandOver['kind'],
  askedAt: number,
  random: Random,
): NonNullable<SimulatedInquiry['plan']> => {
  const at = askedAt + random.between(45, random.next() < 0.8 ? 300 : 1800) * 1000;
  const chance = random.next();
  if (chance < 0.1) return { act: 'withdraw', at };
  if (kind === 'confirm') return { act: 'confirm', at };
  return { act: chance < 0.25 ? 'hand-over-again' : 'answer', at };
};
