import { answered, autoClosed, confirmed, decided, handedOverAgain, withdrawn } from './act-on-inquiry.ts';
import type { SimulatorState } from './keep-state.ts';
import type { SimulatedVendor } from './list-inquiries.ts';
import { type HandOver, makeInquiry, monthAndDay, planFor } from './make-inquiry.ts';
import { createRandom } from './random.ts';
import { seedInquiries } from './seed-inquiries.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { agentText } from './texts.ts';

export type Vendors = [SimulatedVendor, ...SimulatedVendor[]];
export type Act = NonNullable<SimulatedInquiry['plan']>['act'] | 'auto-close' | 'decide';

/** What goes on at Coupang, in memory: the same state and the same clock give the same course of events. */
export type World = {
  inquiries: () => SimulatedInquiry[];
  handOver: (vendor: SimulatedVendor, how: HandOver) => SimulatedInquiry;
  /** Throws RangeError for an inquiry that does not exist. */
  act: (inquiryId: string, act: Act) => SimulatedInquiry;
  /** Does what is due by itself: auto-closing after 24 h, planned acts, an arrival. False: nothing was. */
  tick: () => boolean;
  state: () => SimulatorState;
};

const FIRST_INQUIRY_ID = 1_015_700_000n;
/** 2^53: whoever reads an id as a JavaScript number loses its last digit. */
const FIRST_ANSWER_ID = 9_007_199_254_740_992n;
const MOST_OPEN = 8;
const DAY_MS = 86_400_000;
const ANSWERED_AFTER_MS = 180_000;

export const newState = (vendors: Vendors, seed: number, now: number): SimulatorState => ({
  idsUsed: 0,
  randomState: seed,
  nextArrivalAt: now + 20_000,
  inquiries: seedInquiries(vendors[0], now),
});

export const createWorld = (from: SimulatorState, vendors: Vendors, now: () => number): World => {
  const random = createRandom(from.randomState);
  const inquiries = [...from.inquiries];
  let { idsUsed, nextArrivalAt } = from;

  const nextIds = () => {
    idsUsed += 1;
    const used = BigInt(idsUsed);
    return { inquiryId: String(FIRST_INQUIRY_ID + used), answerId: String(FIRST_ANSWER_ID + used) };
  };
  const post = () => ({ answerId: nextIds().answerId, at: now() });
  const acts: Record<Act, (inquiry: SimulatedInquiry) => SimulatedInquiry> = {
    answer: (inquiry) => answered(inquiry, post()),
    confirm: (inquiry) => confirmed(inquiry, now()),
    withdraw: (inquiry) => withdrawn(inquiry, now()),
    decide: (inquiry) => decided(inquiry, now()),
    'auto-close': (inquiry) => autoClosed(inquiry, post()),
    'hand-over-again': (inquiry) => {
      const facts = { ...inquiry, monthAndDay: monthAndDay(now()) };
      return handedOverAgain(inquiry, { ...post(), content: agentText(random, facts) });
    },
  };

  const handOver = (vendor: SimulatedVendor, how: HandOver) => {
    const inquiry = makeInquiry(vendor, how, nextIds(), random);
    inquiries.push(inquiry);
    return inquiry;
  };
  const act = (inquiryId: string, what: Act): SimulatedInquiry => {
    const index = inquiries.findIndex((inquiry) => inquiry.inquiryId === inquiryId);
    const inquiry = inquiries[index];
    if (inquiry === undefined) throw new RangeError(`The simulator has no inquiry ${inquiryId}.`);
    const after = acts[what](inquiry);
    inquiries[index] = after;
    return after;
  };
  const arrive = (at: number) => {
    const kind = random.next() < 0.7 ? 'reply' : 'confirm';
    const inquiryAt = at - random.between(1, 600) * 1000;
    const inquiry = handOver(random.pick(vendors), { kind, askedAt: at, inquiryAt });
    inquiry.plan = planFor(kind, at, random);
  };

  return {
    inquiries: () => [...inquiries],
    handOver,
    act,
    tick: () => {
      const at = now();
      const due = open(inquiries).flatMap((inquiry) => dueAct(inquiry, at));
      for (const { inquiryId, what } of due) {
        const after = act(inquiryId, what);
        if (what === 'hand-over-again') after.plan = { act: 'answer', at: at + ANSWERED_AFTER_MS };
      }
      if (at < nextArrivalAt) return due.length > 0;
      nextArrivalAt = at + random.between(20, 40) * 1000;
      if (open(inquiries).length < MOST_OPEN) arrive(at);
      return true;
    },
    state: () => ({ idsUsed, nextArrivalAt, randomState: random.state(), inquiries: [...inquiries] }),
  };
};

const open = (inquiries: SimulatedInquiry[]): SimulatedInquiry[] =>
  inquiries.filter((inquiry) => inquiry.list !== 'ANSWER');

const dueAct = (inquiry: SimulatedInquiry, now: number): Array<{ inquiryId: string; what: Act }> => {
  const { inquiryId, plan } = inquiry;
  if (inquiry.list === 'NO_ANSWER' && now - askedAt(inquiry) >= DAY_MS) {
    return [{ inquiryId, what: 'auto-close' }];
  }
  return plan !== undefined && now >= plan.at ? [{ inquiryId, what: plan.act }] : [];
};

const askedAt = (inquiry: SimulatedInquiry): number =>
  Math.min(
    ...inquiry.posts.filter((post) => post.transferStatus === 'requestAnswer').map((post) => post.replyAt),
  );
