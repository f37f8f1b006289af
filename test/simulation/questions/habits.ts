import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { drawOldCopy, type Share, type SpellOf } from '../inconsistent/spells.ts';
import type { Random } from '../random.ts';

export type QuestionList = 'NOANSWER' | 'ALL';
const LISTS: readonly [QuestionList, QuestionList] = ['NOANSWER', 'ALL'];

/** One way in which the lists of questions are inconsistent or fail. Epoch ms. */
export type QuestionHabit =
  /** An old state: of the rows' membership, of their comments, or of both. */
  | { is: 'behind'; list: QuestionList; what: 'rows' | 'comments' | 'all'; byMs: number; share: Share }
  /** The list shows what it showed when the habit began. */
  | { is: 'frozen'; list: QuestionList }
  | { is: 'empty'; list: QuestionList }
  /** Some rows are missing. `isCounted`: the total counts them. */
  | { is: 'hides-rows'; list: QuestionList; isCounted: boolean }
  /** `body`: a plain refusal, a refusal of the address, or a page of Coupang's edge. */
  | {
      is: 'refuses';
      lists: readonly QuestionList[];
      status: 401 | 403 | 404 | 429 | 500 | 503;
      body: 'plain' | 'address' | 'page';
      retryAfterS?: number;
    }
  /** 400 `Read timed out`: for each call, or for those of more than 10 rows or more than a day. */
  | { is: 'times-out'; lists: readonly QuestionList[]; isLarge: boolean }
  | { is: 'ignores-filter'; filter: 'status' | 'dates' }
  /** A page with this row answers 500. `rest`: of the question's id, divided by 5. */
  | { is: 'breaks-row'; rest: number }
  /** A page with the first row of a list answers 500. */
  | { is: 'breaks-first-row' }
  | { is: 'breaks-page'; pageNum: number }
  | { is: 'renames'; field: 'inquiryId' | 'inquiryAt' };

export type QuestionSpell = SpellOf<QuestionHabit>;

const drawHabit = (random: Random): QuestionHabit => {
  const list = random.pick(LISTS);
  const lists = random.pick<readonly QuestionList[]>([['NOANSWER'], ['ALL'], LISTS]);
  const draws: readonly [() => QuestionHabit, ...(() => QuestionHabit)[]] = [
    () => behind(random, list),
    () => behind(random, list),
    () => behind(random, list),
    () => ({ is: 'frozen', list }),
    () => ({ is: 'empty', list }),
    () => ({ is: 'empty', list: 'NOANSWER' }),
    () => ({ is: 'hides-rows', list, isCounted: random.chance(0.5) }),
    () => ({ is: 'hides-rows', list: 'NOANSWER', isCounted: false }),
    () => ({ is: 'breaks-first-row' }),
    () => drawRefusal(random, lists),
    () => drawRefusal(random, lists),
    () => ({ is: 'times-out', lists, isLarge: random.chance(0.7) }),
    () => ({ is: 'ignores-filter', filter: random.pick(['status', 'status', 'dates']) }),
    () => ({ is: 'breaks-row', rest: random.below(5) }),
    () => ({ is: 'breaks-page', pageNum: random.pick([1, 1, 2]) }),
    () => ({ is: 'renames', field: random.pick(['inquiryId', 'inquiryAt']) }),
  ];
  return random.pick(draws)();
};

const behind = (random: Random, list: QuestionList): QuestionHabit => ({
  is: 'behind',
  list,
  what: random.pick(['rows', 'comments', 'all', 'all']),
  ...drawOldCopy(random),
});

const drawRefusal = (random: Random, lists: readonly QuestionList[]): QuestionHabit => {
  const status = random.pick([401, 403, 403, 403, 404, 429, 429, 429, 500, 503] as const);
  const retryAfterS = random.pick([undefined, 30, HOUR_MS / 1000, DAY_MS / 1000]);
  const body = random.pick(['plain', 'plain', 'address', 'page'] as const);
  return { is: 'refuses', lists, status, body, ...(retryAfterS !== undefined && { retryAfterS }) };
};

/**
 * The habits of a day, alone and together. `Infinity`: for the whole day.
 * @param minutes how long the day is
 */
export const drawQuestionSpells = (random: Random, startsAt: number, minutes: number): QuestionSpell[] =>
  Array.from({ length: random.pick([0, 0, 1, 1, 1, 2, 2, 3]) }, () => {
    const from = startsAt + (random.chance(0.2) ? 0 : random.below(minutes * 0.6) * MINUTE_MS);
    const forMs = random.pick([3 * MINUTE_MS, 12 * MINUTE_MS, (minutes * MINUTE_MS) / 3, Infinity]);
    return { from, until: from + forMs, habit: drawHabit(random) };
  });

/** Whether a habit lets the lists hide a question, or show what is not so. */
export const hindersLists = (habit: QuestionHabit): boolean =>
  habit.is !== 'renames' || habit.field === 'inquiryId';

/** Whether ALL may hide a question, or show what is not so. */
export const hindersAll = (habit: QuestionHabit): boolean =>
  hindersLists(habit) &&
  !('list' in habit && habit.list === 'NOANSWER') &&
  !('lists' in habit && !habit.lists.includes('ALL'));

/** Whether a habit keeps the program from asking Coupang about a question, or from a true answer. */
export const hindersLookUp = (habit: QuestionHabit, inquiryId: string): boolean => {
  switch (habit.is) {
    case 'behind':
      return habit.list === 'ALL' && habit.byMs > MINUTE_MS;
    case 'breaks-row':
      return Number(inquiryId) % 5 === habit.rest;
    default:
      return hindersAll(habit) || habit.is === 'renames';
  }
};
