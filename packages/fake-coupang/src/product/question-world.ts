import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';
import { shopOf } from '../catalogue.ts';
import type { SimulatedVendor } from '../simulated-vendor.ts';
import { MARKET_TEXTS } from '../market-texts.ts';
import { createRandom } from '../random.ts';
import type { Vendors } from '../simulated-vendor.ts';
import { FIRST_ANSWER_ID, FIRST_SHORT_ANSWER_ID } from '../world.ts';
import { FIRST_QUESTIONS, makeQuestion, planQuestion, type Question } from './make-question.ts';
import { wordsOf } from './question-texts.ts';
import type { QuestionAct, QuestionState, SimulatedQuestion } from './simulated-question.ts';

/** The product inquiries at Coupang, in memory. The same state and the same clock give the same events. */
export type QuestionWorld = {
  /** All of them, also the deleted ones. */
  questions: () => SimulatedQuestion[];
  ask: (vendor: SimulatedVendor, question: Question) => SimulatedQuestion;
  /**
   * `at`: epoch ms, by default now. `content`: the text of the answer, by default made up.
   * @throws RangeError for an unknown question
   */
  act: (inquiryId: string, act: QuestionAct, how?: { at?: number; content?: string }) => void;
  /** @throws RangeError for an unknown question */
  change: (inquiryId: string, to: (question: SimulatedQuestion) => SimulatedQuestion) => void;
  /** The questions that would soon end by themselves. */
  soonToEnd: () => SimulatedQuestion[];
  /** Somebody deals with the question, so it does not end by itself yet. */
  postpone: (inquiryId: string) => void;
  /**
   * Carries out everything that is due, and an arrival if wanted.
   * @returns false if nothing was due
   */
  tick: (arrivals: boolean) => boolean;
  state: () => QuestionState;
};

/** No hand-over has these numbers, so that a person who types one names one ticket. */
const FIRST_QUESTION_ID = 1_045_700_000n;
/** Every fifth number is too long for a JavaScript number, which would round it. */
const FIRST_LONG_QUESTION_ID = 1_152_921_504_636_846_976n;
const MOST_OPEN = 4;
const POSTPONED_MS = 3 * MINUTE_MS;
/** Longer than it takes to find out who deals with a question. */
const SOON_MS = 3000;
const ASKS_AGAIN = 0.2;

export const takesQuestions = ({ sources }: SimulatedVendor): boolean =>
  sources?.includes('product') ?? false;

/** The questions of the first start, if a vendor has this source. */
export const newQuestions = (
  vendors: Vendors,
  { seed, now, examples }: { seed: number; now: () => number; examples: boolean },
): QuestionState => {
  const empty = { idsUsed: 0, randomState: seed, nextArrivalAt: now() + MINUTE_MS, questions: [] };
  const vendor = vendors.find(takesQuestions);
  if (vendor === undefined || !examples) return empty;
  const world = createQuestionWorld(empty, vendors, now);
  for (const { topic, agoMs, isAnswered } of FIRST_QUESTIONS) {
    const inquiryAt = now() - agoMs;
    const { inquiryId } = world.ask(vendor, { topic, inquiryAt });
    if (isAnswered) world.act(inquiryId, 'answer', { at: inquiryAt + HOUR_MS });
  }
  return world.state();
};

export const createQuestionWorld = (
  from: QuestionState,
  vendors: Vendors,
  now: () => number,
  longIds = true,
): QuestionWorld => {
  const random = createRandom(from.randomState);
  const questions = [...from.questions];
  let { idsUsed, nextArrivalAt } = from;

  const nextNumber = () => {
    idsUsed += 1;
    return BigInt(idsUsed);
  };
  const nextQuestionId = () => {
    const number = nextNumber();
    return String((longIds && number % 5n === 0n ? FIRST_LONG_QUESTION_ID : FIRST_QUESTION_ID) + number);
  };
  const shopNameOf = (vendorId: string) =>
    vendors.find((vendor) => vendor.vendorId === vendorId)?.label ?? shopOf(vendorId);

  const ask: QuestionWorld['ask'] = (vendor, question) => {
    const asked = makeQuestion(vendor, { ...question, earlier: questions }, nextQuestionId(), random);
    questions.push(asked);
    return asked;
  };

  const change: QuestionWorld['change'] = (inquiryId, to) => {
    const index = questions.findIndex((question) => question.inquiryId === inquiryId);
    const question = questions[index];
    if (question === undefined) throw new RangeError(`The fake has no question ${inquiryId}.`);
    questions[index] = to(question);
  };
  const act: QuestionWorld['act'] = (inquiryId, what, { at = now(), content } = {}) =>
    change(inquiryId, ({ plan: _plan, ...question }) => {
      const words = wordsOf(question.market, question.topic);
      switch (what) {
        case 'answer': {
          const own = MARKET_TEXTS[question.market].sellersAnswer(
            shopNameOf(question.vendorId),
            words?.answer,
          );
          const comment = {
            commentId: String((longIds ? FIRST_ANSWER_ID : FIRST_SHORT_ANSWER_ID) + nextNumber()),
            at,
            content: content ?? own,
          };
          return { ...question, list: 'ANSWERED', comments: [...question.comments, comment] };
        }
        case 'ask-again':
          return {
            ...question,
            list: 'NOANSWER',
            content: `${question.content}\r\n\r\n${words?.again ?? ''}`.trim(),
          };
        case 'delete':
          return { ...question, list: 'DELETED' };
      }
    });
  const planNext = (inquiryId: string, done: QuestionAct, at: number) => {
    const comesBack = done === 'answer' && random.next() < ASKS_AGAIN;
    // A question that is still open an hour after its answer counts as a new request.
    const plan: SimulatedQuestion['plan'] =
      done === 'ask-again'
        ? { act: 'answer', at: at + random.between(75, 120) * MINUTE_MS }
        : { act: 'ask-again', at: at + random.between(1, 5) * MINUTE_MS };
    if (comesBack || done === 'ask-again') change(inquiryId, (question) => ({ ...question, plan }));
  };
  const carryOutDue = (at: number): boolean => {
    const due = questions.filter(({ plan }) => plan !== undefined && plan.at <= at);
    for (const { inquiryId, plan } of due) {
      if (plan === undefined) continue;
      // At its own time, even if it is carried out late. So a machine that slept changes nothing.
      act(inquiryId, plan.act, { at: plan.at });
      planNext(inquiryId, plan.act, plan.at);
    }
    return due.length > 0;
  };

  return {
    questions: () => [...questions],
    ask,
    act,
    change,
    soonToEnd: () => questions.filter(({ plan }) => plan !== undefined && plan.at <= now() + SOON_MS),
    postpone: (inquiryId) =>
      change(inquiryId, ({ plan, ...question }) => ({
        ...question,
        ...(plan && { plan: { ...plan, at: now() + POSTPONED_MS } }),
      })),
    tick: (arrivals) => {
      const at = now();
      let hasHappened = false;
      while (carryOutDue(at)) hasHappened = true;
      const [first, ...others] = vendors.filter(takesQuestions);
      if (!arrivals || first === undefined || at < nextArrivalAt) return hasHappened;
      nextArrivalAt = at + random.between(60, 120) * 1000;
      if (questions.filter(isWaiting).length < MOST_OPEN) {
        const { inquiryId } = ask(random.pick([first, ...others]), { inquiryAt: at });
        change(inquiryId, (question) => ({ ...question, plan: planQuestion(at, random) }));
      }
      return true;
    },
    state: () => ({ idsUsed, nextArrivalAt, randomState: random.state(), questions: [...questions] }),
  };
};

/** Without the questions that nobody answered for days, which would keep others from arriving. */
const isWaiting = ({ list, plan }: SimulatedQuestion): boolean => list === 'NOANSWER' && plan !== undefined;

/** Moves all times back, so that the question's 24 hours end after `leftMs`. It loses its own plan. */
export const agedQuestion = (
  { plan: _plan, ...question }: SimulatedQuestion,
  leftMs: number,
  now: number,
): SimulatedQuestion => {
  const earlierMs = Math.max(0, question.inquiryAt + DAY_MS - now - leftMs);
  return {
    ...question,
    inquiryAt: question.inquiryAt - earlierMs,
    comments: question.comments.map((comment) => ({ ...comment, at: comment.at - earlierMs })),
  };
};
