import type { Source } from '../../../lib/domain/sources.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { SimulatedQuestion } from 'fake-coupang';
import { type Endpoint, type Habit, restOf, type Spell } from '../inconsistent/habits.ts';
import type { HandOvers, Questions, Request, Version } from '../inconsistent/record.ts';

/** When a list last showed an inquiry. */
export type LastShown = (list: Endpoint, inquiryId: string) => number | undefined;

/** One source of a vendor: its requests, how its lists are hindered, and where the sources differ. */
export type JudgedSource = {
  source: Source;
  /** The lists whose rows ask. */
  openLists: readonly Endpoint[];
  spells: readonly Spell[];
  requests: readonly Request[];
  /** When an inquiry began. */
  beganAt: (inquiryId: string) => number;
  /** How far the time of a post may be from the truth. */
  stampErrorMs: number;
  /** Until when pages may date an answer after the request, and its flag may be that of a list that lags. */
  looksAnsweredUntil: (request: Request) => number;
  /** When a look-up could first show the end of a request, as far as is known at a time. */
  endShowsAt: (request: Request, at: number, lastShown: LastShown) => number;
  /** The inquiries of which an unreadable row hides the end of a request. */
  besides: (request: Request) => readonly string[];
  /** Whether a habit keeps the program from asking Coupang about an inquiry, or from a true answer. */
  hindersLookUp: (habit: Habit, inquiryId: string) => boolean;
  /** Whether a habit may show that an inquiry ended which is open. */
  mayShowEnd: (habit: Habit) => boolean;
  /** Whether a habit takes an inquiry out of all open lists, and no total counts it. */
  hides: (habit: Habit, inquiryId: string) => boolean;
};

/** A list may lag so long behind an answer (R10, R15). */
export const LISTS_LAG_MS = 2 * HOUR_MS;

export const judgedHandOvers = (
  truth: HandOvers,
  spells: readonly Spell[],
  stampErrorMs: number,
): JudgedSource => ({
  source: 'call-center',
  openLists: ['NO_ANSWER', 'TRANSFER'],
  spells,
  requests: truth.requests,
  beganAt: (inquiryId) => truth.versions.get(inquiryId)?.[0]?.row.inquiryAt ?? 0,
  stampErrorMs,
  looksAnsweredUntil: ({ inquiryId, askedAt }) =>
    Math.max(
      ...truth
        .latest(inquiryId)
        .posts.filter(
          ({ answerType, replyAt }) =>
            answerType === 'vendor' && replyAt <= askedAt && replyAt > askedAt - 2 * stampErrorMs,
        )
        .map(({ replyAt }) => replyAt + stampErrorMs + LISTS_LAG_MS),
    ),
  endShowsAt: ({ ended }) => ended?.at ?? Infinity,
  besides: ({ inquiryId }) => [inquiryId],
  hindersLookUp: (habit, inquiryId) => {
    switch (habit.is) {
      case 'behind':
        return habit.on.includes('look-up') && habit.byMs > MINUTE_MS;
      case 'refuses':
        return habit.on.includes('look-up');
      case 'breaks-row':
        return restOf(inquiryId, 5) === habit.rest;
      case 'renames':
        return habit.field !== 'replyAt';
      // A withdrawal is a word of the post.
      case 'no-ids':
        return true;
      default:
        return false;
    }
  },
  // Only a post ends a request.
  mayShowEnd: () => false,
  hides: (habit) => habit.is === 'empty' && habit.on.length > 1,
});

/** ALL must lack a question for so long before its deletion is known (R31). */
const GONE_FOR_MS = 20 * MINUTE_MS;
/** When look-ups come after the lists lacked a question, then hourly (R15). */
const LOOK_UPS_MS = [0, 5, 15, 35].map((minutes) => minutes * MINUTE_MS);

export const judgedQuestions = (truth: Questions, spells: readonly Spell[]): JudgedSource => {
  const questions = truth.latest();
  const beganAt = (inquiryId: string): number => truth.versions.get(inquiryId)?.[0]?.row.inquiryAt ?? 0;
  const mayShowEnd = (habit: Habit): boolean =>
    habit.is !== 'renames' && !('on' in habit && !habit.on.includes('ALL'));
  return {
    source: 'product',
    openLists: ['NOANSWER'],
    spells,
    requests: [...truth.versions.values()].flatMap(findRequests),
    beganAt,
    stampErrorMs: 0,
    looksAnsweredUntil: () => 0,
    /**
     * A comment shows at once. A deletion shows in what lists lack alone: NOANSWER and ALL must lack the question, and ALL lags unless it
     * showed the question before or shows a younger one (R31). No other call shows a deletion.
     */
    endShowsAt: ({ inquiryId, ended }, at, lastShown) => {
      if (!ended || ended.how === 'hidden') return Infinity;
      if (ended.how !== 'deleted') return ended.at;
      const inAllAt = lastShown('ALL', inquiryId);
      const lackedAt = Math.max(ended.at, lastShown('NOANSWER', inquiryId) ?? 0, inAllAt ?? 0);
      if (inAllAt !== undefined) return lackedAt + GONE_FOR_MS;
      const ageMs = (other: { inquiryAt: number }): number => other.inquiryAt - beganAt(inquiryId);
      const younger = questions.filter((other) => ageMs(other) > 0 && ageMs(other) < DAY_MS);
      const provedAt = Math.min(
        ...younger
          .filter((other) => (truth.versionAt(other.inquiryId, at)?.list ?? 'DELETED') !== 'DELETED')
          .map((other) => truth.versions.get(other.inquiryId)?.[0]?.at ?? Infinity),
      );
      const lookedUpAt = LOOK_UPS_MS.map((afterMs) => lackedAt + afterMs).find((next) => next >= provedAt);
      return lookedUpAt ?? provedAt + HOUR_MS;
    },
    // A row that nobody can read may be the question's, so it hides a deletion.
    besides: ({ inquiryId, ended }) =>
      ended?.how !== 'deleted'
        ? [inquiryId]
        : questions
            .filter(({ inquiryAt }) => Math.abs(inquiryAt - beganAt(inquiryId)) < 2 * DAY_MS)
            .map((question) => question.inquiryId),
    hindersLookUp: (habit, inquiryId) => {
      if (habit.is === 'breaks-row') return restOf(inquiryId, 5) === habit.rest;
      if (habit.is === 'behind') return habit.on.includes('ALL') && habit.byMs > MINUTE_MS;
      return habit.is === 'renames' || mayShowEnd(habit);
    },
    mayShowEnd: (habit) => mayShowEnd(habit) || (habit.is === 'renames' && habit.field === 'inquiryId'),
    hides: (habit, inquiryId) =>
      (habit.is === 'empty' ||
        (habit.is === 'hides-rows' && !habit.isCounted && restOf(inquiryId, 2) === 0)) &&
      habit.on.includes('NOANSWER'),
  };
};

/** A question asks while it has no comment. It asks again if it is still listed two hours after its newest comment. */
const findRequests = (versions: readonly Version<SimulatedQuestion>[]): Request[] => {
  const requests: Request[] = [];
  let before: string | undefined;
  let comments = 0;
  for (const { at, row } of versions) {
    const { inquiryId, inquiryAt, list, comments: shown } = row;
    const [isDeleted, isListed] = [list === 'DELETED', list === 'NOANSWER'];
    const newest = shown.at(-1);
    const answerId = newest ? `after-${newest.commentId}` : '0';
    const isSame = before === answerId && !isDeleted;
    const isAnswered = shown.length > comments;
    [before, comments] = [answerId, shown.length];
    // A request that was to come later never comes.
    if ((requests.at(-1)?.madeAt ?? 0) > at) requests.pop();
    const open = requests.find(({ ended }) => !ended);
    if (open && isSame && isListed) continue;
    if (open) open.ended = { at, how: isDeleted ? 'deleted' : isAnswered ? 'answered' : 'hidden' };
    if (isDeleted || (!newest && !isListed)) continue;
    const madeAt = newest ? Math.max(at, newest.at + LISTS_LAG_MS) : at;
    const hidden = { ended: { at: madeAt, how: 'hidden' } };
    const answered = newest && { answeredAt: newest.at };
    requests.push({ inquiryId, answerId, askedAt: inquiryAt, madeAt, ...answered, ...(!isListed && hidden) });
  }
  return requests;
};
