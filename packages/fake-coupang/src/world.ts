import {
  aged,
  answered,
  confirmed,
  decided,
  handedOverAgain,
  type Kind,
  withdrawn,
  type Written,
} from './act-on-inquiry.ts';
import { endsAt, nextToClose, type SimulatedInquiry } from './simulated-inquiry.ts';
import { findStory, shopOf } from './catalogue.ts';
import type { WorldState } from './world-state.ts';
import type { SimulatedVendor, Vendors } from './simulated-vendor.ts';
import { type HandOver, makeInquiry, planFor } from './make-inquiry.ts';
import { MARKET_TEXTS } from './market-texts.ts';
import { createRandom } from './random.ts';
import { seedInquiries } from './seed-inquiries.ts';

export type Act = NonNullable<SimulatedInquiry['plan']>['act'] | 'auto-close';
export type ActHow = {
  /** Epoch ms. Default: now. */
  at?: number;
  /** The kind of the second hand-over. Default: `reply`. */
  kind?: Kind;
  /**
   * The post that the answer names and ends. Default: the answer names none and ends each post that asks. Coupang's own answer names the post
   * that is over first.
   */
  parentAnswerId?: string | null | undefined;
  /** Text of the post, and author of the answer. Default: made up. Coupang's own answer has its own text. */
  content?: string | null;
  by?: string | null;
};

/** The events at Coupang, in memory. The same state and the same clock give the same events. */
export type World = {
  inquiries: () => SimulatedInquiry[];
  handOver: (vendor: SimulatedVendor, how: HandOver) => SimulatedInquiry;
  /** @throws RangeError for an unknown inquiry */
  act: (inquiryId: string, act: Act, how?: ActHow) => SimulatedInquiry;
  /**
   * Changes anything about an inquiry.
   * @throws RangeError for an unknown inquiry
   */
  change: (inquiryId: string, to: (inquiry: SimulatedInquiry) => SimulatedInquiry) => SimulatedInquiry;
  /**
   * Moves the inquiry's times back, so that Coupang closes it after `leftMs`.
   * @throws RangeError for an unknown inquiry
   */
  age: (inquiryId: string, leftMs: number) => void;
  /** The inquiries that would soon end by themselves. */
  soonToEnd: () => SimulatedInquiry[];
  /**
   * Somebody deals with the inquiry, so it does not end by itself yet.
   * @throws RangeError for an unknown inquiry
   */
  postpone: (inquiryId: string) => void;
  /**
   * Carries out everything that is due: auto-closing after 24 h, planned acts, and an arrival if wanted.
   * @returns false
   * if nothing was due
   */
  tick: (arrivals: boolean) => boolean;
  state: () => WorldState;
};

const FIRST_INQUIRY_ID = 1_015_700_000n;
/** Every fifth inquiry number is too long for a JavaScript number, which would round it. */
const FIRST_LONG_INQUIRY_ID = 1_152_921_504_606_846_976n;
/** 2^53. */
export const FIRST_ANSWER_ID = 9_007_199_254_740_992n;
export const FIRST_SHORT_ANSWER_ID = 2_000_000_000n;
const MOST_OPEN = 8;
const ANSWERED_AFTER_MS = 180_000;
/** Longer than it takes to find out who deals with an inquiry. */
const SOON_MS = 3000;
const AGENTS: [string, ...string[]] = ['10000058', '10000412', 'D002236', 'D001874'];
const SELLER = 'aamall';

export const newState = (vendors: Vendors, seed: number, now: number, withExamples = true): WorldState => ({
  idsUsed: 0,
  randomState: seed,
  nextArrivalAt: now + 20_000,
  inquiries: withExamples ? seedInquiries(vendors[0], now) : [],
});

export type WorldOptions = {
  /** Whether ids of inquiries, posts and comments can be too long for a JavaScript number. Default: true. */
  longIds?: boolean;
  /** How long after its 24 hours Coupang closes a post that wants a reply. Default: 0. Infinity: it stays open. */
  closesAfterMs?: number;
};

export const createWorld = (
  from: WorldState,
  vendors: Vendors,
  now: () => number,
  { longIds = true, closesAfterMs = 0 }: WorldOptions = {},
): World => {
  const random = createRandom(from.randomState);
  const inquiries = [...from.inquiries];
  let { idsUsed, nextArrivalAt } = from;

  const nextIds = () => {
    idsUsed += 1;
    const used = BigInt(idsUsed);
    const first = longIds && idsUsed % 5 === 0 ? FIRST_LONG_INQUIRY_ID : FIRST_INQUIRY_ID;
    const firstAnswer = longIds ? FIRST_ANSWER_ID : FIRST_SHORT_ANSWER_ID;
    return { inquiryId: String(first + used), answerId: String(firstAnswer + used) };
  };
  const labelOf = (vendorId: string) =>
    vendors.find((vendor) => vendor.vendorId === vendorId)?.label ?? shopOf(vendorId);

  const handOver = (vendor: SimulatedVendor, how: HandOver) => {
    const agent = { by: random.pick(AGENTS), shop: labelOf(vendor.vendorId) };
    const inquiry = makeInquiry(vendor, how, { ...nextIds(), ...agent, earlier: inquiries }, random);
    inquiries.push(inquiry);
    return inquiry;
  };

  const change: World['change'] = (inquiryId, to) => {
    const index = inquiries.findIndex((inquiry) => inquiry.inquiryId === inquiryId);
    const inquiry = inquiries[index];
    if (inquiry === undefined) throw new RangeError(`The fake has no inquiry ${inquiryId}.`);
    const after = to(inquiry);
    inquiries[index] = after;
    return after;
  };
  const act = (inquiryId: string, what: Act, how: ActHow = {}): SimulatedInquiry =>
    change(inquiryId, (inquiry) => afterAct(inquiry, what, how));
  const afterAct = (inquiry: SimulatedInquiry, what: Act, how: ActHow): SimulatedInquiry => {
    const { at = now(), kind = 'reply' } = how;
    const shop = labelOf(inquiry.vendorId);
    const texts = MARKET_TEXTS[inquiry.market];
    const { answer, again } = findStory(texts.catalogue, inquiry.receiptCategory) ?? {};
    const byAgent = (content: string): Written => ({
      ...post(at, shop),
      content: how.content ?? content,
      by: random.pick(AGENTS),
    });
    switch (what) {
      case 'answer':
        return answered(inquiry, {
          ...post(at, shop),
          parentAnswerId: how.parentAnswerId ?? undefined,
          content: how.content ?? texts.sellersAnswer(shop, answer),
          by: how.by ?? SELLER,
        });
      case 'auto-close': {
        const parentAnswerId = how.parentAnswerId ?? nextToClose(inquiry)?.answerId;
        return answered(inquiry, {
          ...post(at, shop),
          parentAnswerId,
          content: texts.autoClosed,
          by: 'system',
        });
      }
      case 'confirm':
        return confirmed(inquiry, at);
      case 'withdraw':
        return withdrawn(inquiry, byAgent(texts.withdrawal(random)));
      case 'decide':
        return decided(inquiry, byAgent(texts.decision(random)));
      case 'hand-over-again':
        return handedOverAgain(inquiry, byAgent(texts.secondRequest(kind, { ...inquiry, again })), kind);
    }
  };
  const post = (at: number, shop: string) => ({ answerId: nextIds().answerId, at, shop });

  const arrive = (at: number) => {
    const kind = random.next() < 0.7 ? 'reply' : 'confirm';
    const inquiryAt = at - random.between(1, 600) * 1000;
    const inquiry = handOver(random.pick(vendors), { kind, askedAt: at, inquiryAt });
    inquiry.plan = planFor(kind, at, random);
  };

  const dueBy = (at: number) => open(inquiries).flatMap((inquiry) => dueAct(inquiry, at, closesAfterMs));

  return {
    inquiries: () => [...inquiries],
    handOver,
    act,
    change,
    age: (inquiryId, leftMs) =>
      void change(inquiryId, (inquiry) => {
        const closing = nextToClose(inquiry);
        const earlierMs = closing === undefined ? 0 : endsAt(closing) - now() - leftMs;
        return earlierMs > 0 ? aged(inquiry, earlierMs) : inquiry;
      }),
    soonToEnd: () => inquiries.filter(({ plan }) => plan !== undefined && plan.at <= now() + SOON_MS),
    postpone: (inquiryId) =>
      void change(inquiryId, ({ plan, ...inquiry }) => ({
        ...inquiry,
        ...(plan && { plan: { ...plan, at: now() + ANSWERED_AFTER_MS } }),
      })),
    tick: (arrivals) => {
      const at = now();
      let hasHappened = false;
      // After an act, the same inquiry may have another act due.
      for (let due = dueBy(at); due.length > 0; due = dueBy(at)) {
        hasHappened = true;
        for (const { inquiryId, what, dueAt } of due) {
          const after = act(inquiryId, what, { at: dueAt });
          if (what === 'hand-over-again') after.plan = { act: 'answer', at: dueAt + ANSWERED_AFTER_MS };
        }
      }
      if (!arrivals || at < nextArrivalAt) return hasHappened;
      nextArrivalAt = at + random.between(20, 40) * 1000;
      if (open(inquiries).length < MOST_OPEN) arrive(at);
      return true;
    },
    state: () => ({ idsUsed, nextArrivalAt, randomState: random.state(), inquiries: [...inquiries] }),
  };
};

const open = (inquiries: SimulatedInquiry[]): SimulatedInquiry[] =>
  inquiries.filter((inquiry) => inquiry.list !== 'ANSWER');

/**
 * The earlier act wins and gets its due time, even if it is carried out late. So a machine that slept changes nothing.
 */
const dueAct = (
  inquiry: SimulatedInquiry,
  now: number,
  closesAfterMs: number,
): Array<{ inquiryId: string; what: Act; dueAt: number }> => {
  const { inquiryId, plan } = inquiry;
  const closing = nextToClose(inquiry);
  const closesAt = closing === undefined ? Infinity : endsAt(closing) + closesAfterMs;
  const plannedAt = plan?.at ?? Infinity;
  if (now < Math.min(closesAt, plannedAt)) return [];
  return plan !== undefined && plannedAt < closesAt
    ? [{ inquiryId, what: plan.act, dueAt: plannedAt }]
    : [{ inquiryId, what: 'auto-close', dueAt: closesAt }];
};
