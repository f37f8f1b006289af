import type { SimulatedQuestion, FakeCoupang } from 'fake-coupang';
import { defined } from '../../lib/domain/defined.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { type ActionDone, QUESTION_ENDING, RefusedCommand } from './command.ts';

type Ending = (typeof QUESTION_ENDING)[number];
type Fits = (question: SimulatedQuestion) => boolean;

/** The panel's acts on product questions. Each resolves with its inquiry's number. */
export type QuestionControls = {
  ask: (vendor: (VendorRef & { label: string }) | undefined) => Promise<ActionDone & { inquiryId: string }>;
  /** @param leftMs how much of its 24 hours a question keeps that becomes due */
  end: (
    name: Ending,
    wanted: string | undefined,
    leftMs: number,
  ) => Promise<ActionDone & { inquiryId: string }>;
};

export const createQuestionControls = ({ product }: FakeCoupang): QuestionControls => {
  const run: Record<Ending, (id: string, leftMs: number) => Promise<void>> = {
    'answer-question': (id) => product.answer(id),
    'delete-question': (id) => product.remove(id),
    'ask-again': (id) => product.askAgain(id),
    'expire-question': (id, leftMs) => product.age(id, leftMs),
  };
  return {
    ask: async (vendor) => {
      const { inquiryId } = await product.ask(defined({ vendor }));
      return { did: 'ask', inquiryId, label: vendor?.label ?? '' };
    },
    end: async (name, wanted, leftMs) => {
      const { inquiryId } = choose(newestFirst(product.questions()), wanted, FITS[name]);
      await run[name](inquiryId, leftMs);
      return { did: name, inquiryId };
    },
  };
};

export const isUnanswered: Fits = ({ list }) => list === 'NOANSWER';
const isAnswered: Fits = ({ list }) => list === 'ANSWERED';

const FITS: Record<Ending, Fits> = {
  'answer-question': isUnanswered,
  'delete-question': (question) => isUnanswered(question) || isAnswered(question),
  'ask-again': isAnswered,
  'expire-question': isUnanswered,
};

/** The questions that an act of the panel can apply to. */
export const listQuestions = (questions: SimulatedQuestion[]): SimulatedQuestion[] =>
  newestFirst(questions.filter(FITS['delete-question'])).toSorted(
    (a, b) => Number(isAnswered(a)) - Number(isAnswered(b)),
  );

const choose = (
  questions: SimulatedQuestion[],
  wanted: string | undefined,
  fits: Fits,
): SimulatedQuestion => {
  if (wanted === undefined) {
    const newest = questions.find(fits);
    if (newest === undefined) throw new RefusedCommand('none-fits');
    return newest;
  }
  const named = questions.find(({ inquiryId }) => inquiryId === wanted);
  if (named === undefined) throw new RefusedCommand('no-such-inquiry');
  if (!fits(named)) throw new RefusedCommand('does-not-fit');
  return named;
};

const newestFirst = (questions: SimulatedQuestion[]): SimulatedQuestion[] =>
  questions.toReversed().toSorted((a, b) => changedAt(b) - changedAt(a));

const changedAt = ({ inquiryAt, comments }: SimulatedQuestion): number =>
  Math.max(inquiryAt, ...comments.map(({ at }) => at));
