import {
  type FakeCoupang,
  type HandOver,
  type SimulatedInquiry,
  type SimulatedQuestion,
  type SimulatedVendor,
  takesQuestions,
} from 'fake-coupang';
import type { FakeSlack } from 'fake-slack';
import { defined } from '../../lib/domain/defined.ts';
import { isOneOf } from '../../lib/domain/is-one-of.ts';
import type { Source } from '../../lib/domain/sources.ts';
import { MINUTE_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';
import type { Leap, LeapTo } from '../board/next-event.ts';
import {
  type ActionDone,
  type Command,
  type CoupangTrouble,
  ENDING,
  type ProductTrouble,
  QUESTION_ENDING,
  RefusedCommand,
  type SlackTrouble,
} from './command.ts';

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
  const troubles: Troubles = { coupang: null, product: null, slack: null };
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
  const inquiries = () => newestFirst(simulator?.inquiries() ?? [], lastPostAt);
  const questions = () => newestFirst(simulator?.product.questions() ?? [], lastChangeAt);

  const failCoupang = async <Trouble extends CoupangTrouble | ProductTrouble>(
    { recover, fail }: { recover: () => void; fail: (mode: Trouble, limits?: { query: string }) => void },
    trouble: Trouble | null,
  ): Promise<void> => {
    recover();
    if (trouble === null) await forgetStops?.();
    // A poll reads again by itself. An act is different, because Coupang may have carried it out.
    else if (trouble === 'lost-answer' || trouble === 'slow') fail(trouble, { query: ACTS });
    else fail(trouble);
  };
  /** The notifier must see a new deadline before it passes. */
  const leftMs = POLLS_LEFT * pollSeconds * SECOND_MS;
  const handOver = async (made: Arrival, vendor: ReturnType<typeof nextVendor>): Promise<string> => {
    const { inquiryId } = await need().handOver({ ...made, ...defined({ vendor }) });
    touch(inquiryId);
    return inquiryId;
  };
  const end = async (did: Ending, wanted: string | undefined): Promise<ActionDone> => {
    const { lists, run } = ENDINGS[did];
    const source = isOneOf(did, QUESTION_ENDING) ? 'product' : 'call-center';
    const inquiryId = choose(source === 'product' ? questions() : inquiries(), wanted, lists);
    await run(need(), inquiryId, leftMs);
    touch(inquiryId, source);
    return { did, inquiryId };
  };

  return {
    hasSimulator: simulator !== undefined,
    canLeap: leap !== undefined,
    troubles: () => troubles,
    hasQuestions: simulator !== undefined && askers.length > 0,
    hasTouched: (inquiryId, source = 'call-center') => touched.has(`${source}/${inquiryId}`),
    questions: () =>
      ['NOANSWER', 'ANSWERED'].flatMap((list) => questions().filter((each) => each.list === list)),
    waitingQuestions: () => questions().filter(({ list }) => list === 'NOANSWER'),
    waiting: () => inquiries().filter(({ list }) => list !== 'ANSWER'),
    run: async (command) => {
      const { do: did } = command;
      switch (did) {
        case 'coupang':
          await failCoupang(need(), command.trouble);
          troubles.coupang = command.trouble;
          return { did, trouble: command.trouble };
        case 'product':
          await failCoupang(need().product, command.trouble);
          troubles.product = command.trouble;
          return { did, trouble: command.trouble };
        case 'slack': {
          const { trouble } = command;
          slack.recover();
          // Lose only answers to posts. If look-ups failed too, the program could never find out whether a post arrived.
          if (trouble !== null)
            slack.fail(trouble, trouble === 'lost-answer' ? { method: 'chat.postMessage' } : {});
          troubles.slack = trouble;
          return { did, trouble };
        }
        case 'leap':
          if (leap === undefined) throw new RefusedCommand('not-here');
          return { did, ...(await leap(command.to)) };
        case 'hand-over-reply':
        case 'hand-over-confirm':
        case 'hand-over-ladder':
        case 'hand-over-late': {
          const vendor = nextVendor();
          return {
            did,
            inquiryId: await handOver(ARRIVALS[did], vendor),
            ...defined({ label: vendor?.label }),
          };
        }
        case 'burst': {
          const vendor = nextVendor();
          for (let made = 0; made < BURST; made += 1)
            await handOver({ kind: made % 4 === 3 ? 'confirm' : 'reply' }, vendor);
          return { did, ...defined({ label: vendor?.label }) };
        }
        case 'ask': {
          const vendor = nextAsker();
          if (vendor === undefined) throw new RefusedCommand('not-here');
          const { inquiryId } = await need().product.ask({ vendor });
          touch(inquiryId, 'product');
          return { did, inquiryId, label: vendor.label };
        }
        default:
          return end(did, command.inquiryId);
      }
    },
  };
};

type Arrival = { kind: HandOver['kind']; leftMs?: number };

const ARRIVALS = {
  'hand-over-reply': { kind: 'reply' },
  'hand-over-confirm': { kind: 'confirm' },
  'hand-over-ladder': { kind: 'reply', leftMs: LADDER_LEFT_MS },
  'hand-over-late': { kind: 'reply', leftMs: LATE_LEFT_MS },
} satisfies Record<string, Arrival>;

type Ending = (typeof ENDING)[number] | (typeof QUESTION_ENDING)[number];
type List = (SimulatedInquiry | SimulatedQuestion)['list'];
type End = (simulator: FakeCoupang, id: string, leftMs: number) => Promise<unknown>;

/** From which lists. As in WING, a confirmation cannot be answered and a reply cannot be confirmed. */
const ENDINGS: Record<Ending, { lists: readonly List[]; run: End }> = {
  answer: { lists: ['NO_ANSWER'], run: ({ answer }, id) => answer(id) },
  confirm: { lists: ['TRANSFER'], run: ({ confirm }, id) => confirm(id) },
  withdraw: { lists: ['NO_ANSWER', 'TRANSFER'], run: ({ withdraw }, id) => withdraw(id) },
  decide: { lists: ['NO_ANSWER', 'TRANSFER'], run: ({ decide }, id) => decide(id) },
  'auto-close': { lists: ['NO_ANSWER'], run: ({ age }, id, leftMs) => age(id, leftMs) },
  'hand-over-again': { lists: ['NO_ANSWER', 'TRANSFER', 'ANSWER'], run: (on, id) => on.handOverAgain(id) },
  'answer-question': { lists: ['NOANSWER'], run: ({ product }, id) => product.answer(id) },
  'delete-question': { lists: ['NOANSWER', 'ANSWERED'], run: ({ product }, id) => product.remove(id) },
  'ask-again': { lists: ['ANSWERED'], run: ({ product }, id) => product.askAgain(id) },
  'expire-question': { lists: ['NOANSWER'], run: ({ product }, id, leftMs) => product.age(id, leftMs) },
};

/** @returns the number of the wanted inquiry, or of the newest that fits */
const choose = (
  items: readonly { inquiryId: string; list: List }[],
  wanted: string | undefined,
  lists: readonly List[],
): string => {
  const chosen = items.find(({ inquiryId, list }) =>
    wanted === undefined ? lists.includes(list) : inquiryId === wanted,
  );
  if (chosen === undefined) throw new RefusedCommand(wanted === undefined ? 'none-fits' : 'no-such-inquiry');
  if (!lists.includes(chosen.list)) throw new RefusedCommand('does-not-fit');
  return chosen.inquiryId;
};

/** Puts the later of two that changed in the same millisecond first. */
const newestFirst = <Item>(items: Item[], changedAt: (item: Item) => number): Item[] =>
  items.toReversed().toSorted((a, b) => changedAt(b) - changedAt(a));

const lastPostAt = ({ posts }: SimulatedInquiry): number =>
  Math.max(0, ...posts.map(({ replyAt }) => replyAt));

const lastChangeAt = ({ inquiryAt, comments }: SimulatedQuestion): number =>
  Math.max(inquiryAt, ...comments.map(({ at }) => at));
