import { DAY_MS } from '../time.ts';
import { createFailing, type FailureLimits } from '../failing.ts';
import type { FailureMode } from '../failures.ts';
import type { SimulatedVendor } from '../simulated-vendor.ts';
import { createSource } from '../source.ts';
import type { Vendors } from '../simulated-vendor.ts';
import type { Question } from './make-question.ts';
import type { AnsweredType, ProductParts } from './product-calls.ts';
import { agedQuestion, createQuestionWorld, newQuestions, takesQuestions } from './question-world.ts';
import {
  oddQuestionShapes,
  QUESTION_SHAPES,
  type QuestionShapes,
  renderQuestion,
} from './render-question.ts';
import type { QuestionState, SimulatedQuestion } from './simulated-question.ts';

/** Coupang's clock is the same for all calls. */
export type ProductFailureMode = Exclude<FailureMode, 'clock-skewed' | 'wrong-date'>;

/** The controls of the product inquiries. They change no hand-over. */
export type ProductControls = {
  /** All of them, also the deleted ones. */
  questions: () => SimulatedQuestion[];
  /**
   * A customer asks, by default now and the first vendor that has this source. `leftMs`: the rest of the question's 24
   * hours, instead of `inquiryAt`.
   */
  ask: (
    how?: Partial<Question> & { vendor?: SimulatedVendor; leftMs?: number },
  ) => Promise<SimulatedQuestion>;
  /** Somebody answers in WING. Default: a made-up answer. */
  answer: (inquiryId: string, content?: string) => Promise<void>;
  /** The customer deletes the question. */
  remove: (inquiryId: string) => Promise<void>;
  /** The customer asks again after an answer: NOANSWER lists the question, with its comments. */
  askAgain: (inquiryId: string) => Promise<void>;
  /** Moves the question's times back, so that its 24 hours end after `leftMs`. */
  age: (inquiryId: string, leftMs: number) => Promise<void>;
  /**
   * Moves the question to a list that does not fit its comments: an answered question to NOANSWER, or one without a
   * comment to ANSWERED.
   */
  move: (inquiryId: string, list: Exclude<AnsweredType, 'ALL'>) => Promise<void>;
  /** Edits a question in any way. */
  edit: (inquiryId: string, to: (question: SimulatedQuestion) => SimulatedQuestion) => Promise<void>;
  show: ProductParts['questions']['show'];
  /** A claimed question does not end by itself. */
  leaveClaimed: (isClaimed: IsClaimedQuestion) => void;
  /**
   * Lets the list and the replies fail, and no call of the hand-overs. `query: 'seller-products'`: the product's name
   * instead. A failure of the whole fake also applies to these calls.
   */
  fail: (mode: ProductFailureMode, limits?: FailureLimits) => void;
  /** Ends these failures, and no failure of the whole fake. */
  recover: () => void;
};

type IsClaimedQuestion = (question: SimulatedQuestion) => Promise<boolean>;

export type ProductInquiries = {
  controls: ProductControls;
  parts: ProductParts;
  /** @returns false if nothing was due */
  tick: (arrivals: boolean) => Promise<boolean>;
  /** Absent until the first question, so that a vendor that gets this source later begins like a new one. */
  state: () => QuestionState | undefined;
  /** Shows what was saved. */
  showSaved: (saved: QuestionState | undefined) => void;
};

export type ProductOptions = {
  vendors: Vendors;
  seed: number;
  /** Coupang's clock, epoch ms. */
  now: () => number;
  examples: boolean;
  longIds: boolean;
  /** Saves the whole fake. */
  save: () => Promise<void>;
};

/** @param from the saved state, if there is any */
export const createProductInquiries = (
  from: QuestionState | undefined,
  { vendors, seed, now, examples, longIds, save }: ProductOptions,
): ProductInquiries => {
  const world = createQuestionWorld(
    from ?? newQuestions(vendors, { seed, now, examples }),
    vendors,
    now,
    longIds,
  );
  const failing = createFailing();
  const source = createSource<SimulatedQuestion, AnsweredType, QuestionShapes>({
    failing,
    current: world.questions,
    render: renderQuestion,
    document: QUESTION_SHAPES,
    odd: oddQuestionShapes(seed),
    otherIdField: 'onlineInquiryId',
  });
  let isClaimed: IsClaimedQuestion = () => Promise.resolve(false);

  const thenSave = async (change: () => void) => {
    change();
    await save();
  };
  const answer: ProductControls['answer'] = (inquiryId, content) =>
    thenSave(() => world.act(inquiryId, 'answer', content === undefined ? {} : { content }));

  return {
    controls: {
      questions: world.questions,
      ask: async ({
        vendor = vendors.find(takesQuestions) ?? vendors[0],
        leftMs = DAY_MS,
        inquiryAt = now() + leftMs - DAY_MS,
        topic,
      } = {}) => {
        const question = world.ask(vendor, { inquiryAt, ...(topic !== undefined && { topic }) });
        await save();
        return question;
      },
      answer,
      remove: (inquiryId) => thenSave(() => world.act(inquiryId, 'delete')),
      askAgain: (inquiryId) => thenSave(() => world.act(inquiryId, 'ask-again')),
      age: (inquiryId, leftMs) =>
        thenSave(() => world.change(inquiryId, (question) => agedQuestion(question, leftMs, now()))),
      move: (inquiryId, list) =>
        thenSave(() => world.change(inquiryId, ({ plan: _plan, ...question }) => ({ ...question, list }))),
      edit: (inquiryId, to) => thenSave(() => world.change(inquiryId, to)),
      show: source.show,
      leaveClaimed: (wanted) => {
        isClaimed = wanted;
      },
      fail: (mode, limits) => failing.fail(mode, { query: 'onlineInquiries', ...limits }),
      recover: failing.recover,
    },
    parts: { questions: source, reply: answer },
    tick: async (arrivals) => {
      for (const question of world.soonToEnd()) {
        if (await isClaimed(question)) world.postpone(question.inquiryId);
      }
      return world.tick(arrivals);
    },
    state: () => {
      const state = world.state();
      return state.questions.length > 0 ? state : undefined;
    },
    showSaved: (saved) => source.save(saved?.questions ?? []),
  };
};
