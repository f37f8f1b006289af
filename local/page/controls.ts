import {
  type HandOver,
  type SimulatedInquiry,
  type SimulatedQuestion,
  type SimulatedVendor,
  type FakeCoupang,
  takesQuestions,
} from 'fake-coupang';
import { defined } from '../../lib/domain/defined.ts';
import type { Source } from '../../lib/domain/sources.ts';
import type { FakeSlack } from 'fake-slack';
import type { Leap, LeapTo } from '../board/next-event.ts';
import {
  type ActionDone,
  type ActionName,
  type Arrival,
  type Command,
  type CoupangTrouble,
  type ProductTrouble,
  RefusedCommand,
  type SlackTrouble,
} from './command.ts';
import { createQuestionControls, isUnanswered, listQuestions } from './question-controls.ts';
import { MINUTE_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';

export type Troubles = {
  coupang: CoupangTrouble | null;
  product: ProductTrouble | null;
  slack: SlackTrouble | null;
};

export type Controls = {
  hasSimulator: boolean;
  /** Whether a vendor of the simulator reads product questions. */
  hasQuestions: boolean;
  canLeap: boolean;
  troubles: () => Troubles;
  waiting: () => SimulatedInquiry[];
  /** The product questions, first those that wait. */
  questions: () => SimulatedQuestion[];
  waitingQuestions: () => SimulatedQuestion[];
  /** Whether somebody made or changed the inquiry with the panel since the start. */
  hasTouched: (inquiryId: string, source?: Source) => boolean;
  /** @throws RefusedCommand if the command cannot be carried out */
  run: (command: Command) => Promise<ActionDone>;
};

export type ControlsParts = {
  simulator: FakeCoupang | undefined;
  slack: Pick<FakeSlack, 'fail' | 'recover'>;
  vendors: (SimulatedVendor & { label: string })[];
  /** Moves the clock of the simulator and of all deadlines. Absent if that clock cannot be moved. */
  leap?: (to: LeapTo) => Promise<Leap>;
  /** The notifier's poll interval. Default: 5. */
  pollSeconds?: number;
  /** Ends the pause that the notifier makes after a failure of Coupang. */
  forgetStops?: () => Promise<void>;
};

const BURST = 12;
/** Ten minutes before the first warning of the usual ladder. */
const LADDER_LEFT_MS = 190 * MINUTE_MS;
const LATE_LEFT_MS = 50 * MINUTE_MS;
/** Only the addresses of replies, confirmations and exchanges contain this. */
const ACTS = '/api/v4/';
const POLLS_LEFT = 3;

export const createControls = ({
  simulator,
  slack,
  vendors,
  leap,
  pollSeconds = 5,
  forgetStops,
}: ControlsParts): Controls => {
  let troubles: Troubles = { coupang: null, product: null, slack: null };
  const turns = { handOver: 0, question: 0 };
  const touched = new Set<string>();
  const need = (): FakeCoupang => {
    if (simulator === undefined) throw new RefusedCommand('not-here');
    return simulator;
  };
  const touch = (inquiryId: string, source: Source = 'call-center') => touched.add(`${source}/${inquiryId}`);
  const nextVendor = () => vendors[turns.handOver++ % vendors.length];
  const askers = vendors.filter(takesQuestions);
  const nextAsker = () => askers[turns.question++ % askers.length];

  const runCoupang = async (trouble: CoupangTrouble | null): Promise<ActionDone> => {
    const { recover, fail } = need();
    recover();
    if (trouble === null) await forgetStops?.();
    // A poll reads again by itself. An act is different, because Coupang may have carried it out.
    else fail(trouble, trouble === 'lost-answer' || trouble === 'slow' ? { query: ACTS } : {});
    troubles = { ...troubles, coupang: trouble };
    return { did: 'coupang', trouble };
  };
  const runProduct = async (trouble: ProductTrouble | null): Promise<ActionDone> => {
    const { product } = need();
    product.recover();
    if (trouble === null) await forgetStops?.();
    else product.fail(trouble);
    troubles = { ...troubles, product: trouble };
    return { did: 'product', trouble };
  };
  const runSlack = (trouble: SlackTrouble | null): ActionDone => {
    slack.recover();
    // Lose only answers to posts. If look-ups failed too, the program could never find out whether a post arrived.
    if (trouble !== null)
      slack.fail(trouble, trouble === 'lost-answer' ? { method: 'chat.postMessage' } : {});
    troubles = { ...troubles, slack: trouble };
    return { did: 'slack', trouble };
  };
  const leapNow = async (to: LeapTo): Promise<ActionDone> => {
    if (leap === undefined) throw new RefusedCommand('not-here');
    return { did: 'leap', ...(await leap(to)) };
  };
  /** The notifier must see a new deadline before it passes. */
  const leftMs = POLLS_LEFT * pollSeconds * SECOND_MS;
  const arrive = async (did: Arrival): Promise<ActionDone> => {
    const vendor = nextVendor();
    const { inquiryId } = await need().handOver({
      ...ARRIVALS[did],
      ...defined({ vendor }),
    });
    touch(inquiryId);
    return { did, inquiryId, label: vendor?.label ?? '' };
  };
  const burst = async (): Promise<ActionDone> => {
    const vendor = nextVendor();
    for (let made = 0; made < BURST; made += 1) {
      const kind = made % 4 === 3 ? 'confirm' : 'reply';
      touch((await need().handOver({ kind, ...defined({ vendor }) })).inquiryId);
    }
    return { did: 'burst', count: BURST, label: vendor?.label ?? '' };
  };
  const handOverAgain = async (inquiryId: string | undefined): Promise<ActionDone> => {
    const chosen = choose(need().inquiries(), inquiryId, () => true);
    await need().handOverAgain(chosen.inquiryId);
    touch(chosen.inquiryId);
    return { did: 'hand-over-again', inquiryId: chosen.inquiryId };
  };
  const act = async (name: Ending, wanted: string | undefined): Promise<ActionDone> => {
    const { fits, run } = ENDINGS[name];
    const { inquiryId } = choose(need().inquiries(), wanted, fits);
    await run(need(), inquiryId, leftMs);
    touch(inquiryId);
    return { did: name, inquiryId };
  };
  const touchQuestion = async (change: Promise<ActionDone & { inquiryId: string }>): Promise<ActionDone> => {
    const done = await change;
    touch(done.inquiryId, 'product');
    return done;
  };

  return {
    hasSimulator: simulator !== undefined,
    canLeap: leap !== undefined,
    troubles: () => troubles,
    hasQuestions: simulator !== undefined && askers.length > 0,
    hasTouched: (inquiryId, source = 'call-center') => touched.has(`${source}/${inquiryId}`),
    questions: () => listQuestions(simulator?.product.questions() ?? []),
    waitingQuestions: () => (simulator?.product.questions() ?? []).filter(isUnanswered),
    waiting: () => newestFirst(simulator?.inquiries() ?? []).filter(isWaiting),
    run: async (command) => {
      switch (command.do) {
        case 'coupang':
          return runCoupang(command.trouble);
        case 'product':
          return runProduct(command.trouble);
        case 'slack':
          return runSlack(command.trouble);
        case 'leap':
          return leapNow(command.to);
        case 'hand-over-reply':
        case 'hand-over-confirm':
        case 'hand-over-ladder':
        case 'hand-over-late':
          return arrive(command.do);
        case 'burst':
          return burst();
        case 'hand-over-again':
          return handOverAgain(command.inquiryId);
        case 'answer':
        case 'confirm':
        case 'withdraw':
        case 'decide':
        case 'auto-close':
          return act(command.do, command.inquiryId);
        case 'ask':
          if (askers.length === 0) throw new RefusedCommand('not-here');
          return touchQuestion(createQuestionControls(need()).ask(nextAsker()));
        case 'answer-question':
        case 'delete-question':
        case 'ask-again':
        case 'expire-question':
          return touchQuestion(createQuestionControls(need()).end(command.do, command.inquiryId, leftMs));
      }
    },
  };
};

const ARRIVALS: Record<Arrival, { kind: HandOver['kind']; leftMs?: number }> = {
  'hand-over-reply': { kind: 'reply' },
  'hand-over-confirm': { kind: 'confirm' },
  'hand-over-ladder': { kind: 'reply', leftMs: LADDER_LEFT_MS },
  'hand-over-late': { kind: 'reply', leftMs: LATE_LEFT_MS },
};

type Ending = Extract<ActionName, 'answer' | 'confirm' | 'withdraw' | 'decide' | 'auto-close'>;
type Fits = (inquiry: SimulatedInquiry) => boolean;

const isWaiting: Fits = ({ list }) => list !== 'ANSWER';
const waitsForReply: Fits = ({ list }) => list === 'NO_ANSWER';

/** As in WING, a confirmation cannot be answered and a reply cannot be confirmed. */
const ENDINGS: Record<
  Ending,
  { fits: Fits; run: (simulator: FakeCoupang, id: string, leftMs: number) => Promise<void> }
> = {
  answer: { fits: waitsForReply, run: ({ answer }, id) => answer(id) },
  confirm: { fits: ({ list }) => list === 'TRANSFER', run: ({ confirm }, id) => confirm(id) },
  withdraw: { fits: isWaiting, run: ({ withdraw }, id) => withdraw(id) },
  decide: { fits: isWaiting, run: ({ decide }, id) => decide(id) },
  'auto-close': { fits: waitsForReply, run: ({ age }, id, leftMs) => age(id, leftMs) },
};

const choose = (inquiries: SimulatedInquiry[], wanted: string | undefined, fits: Fits): SimulatedInquiry => {
  if (wanted === undefined) {
    const newest = newestFirst(inquiries).find(fits);
    if (newest === undefined) throw new RefusedCommand('none-fits');
    return newest;
  }
  const named = inquiries.find(({ inquiryId }) => inquiryId === wanted);
  if (named === undefined) throw new RefusedCommand('no-such-inquiry');
  if (!fits(named)) throw new RefusedCommand('does-not-fit');
  return named;
};

/** Puts the later of two inquiries in the same millisecond first. */
const newestFirst = (inquiries: SimulatedInquiry[]): SimulatedInquiry[] =>
  inquiries.toReversed().toSorted((a, b) => lastPostAt(b) - lastPostAt(a));

const lastPostAt = ({ posts }: SimulatedInquiry): number =>
  Math.max(0, ...posts.map(({ replyAt }) => replyAt));
