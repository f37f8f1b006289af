import type { ListStatus } from '../../../lib/domain/sources.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Random } from '../random.ts';
import { drawOldCopy, type Share, type SpellOf } from './spells.ts';

/** The kinds of calls that Coupang can hinder alone. A list without `older` is of the recent week. */
export type Endpoint = 'look-up' | ListStatus | 'older';

const ENDPOINTS = ['look-up', 'NO_ANSWER', 'TRANSFER', 'ANSWER', 'older'] as const;

/** One way in which Coupang is inconsistent. Epoch ms. */
export type Habit =
  /** An old state: of the rows' membership in the lists, of their posts, or of both. */
  | { is: 'behind'; what: 'rows' | 'posts' | 'all'; of: 'lists' | 'look-up'; byMs: number; share: Share }
  /** The lists show what they showed when the habit began. */
  | { is: 'frozen'; lists: readonly ListStatus[] }
  | { is: 'empty'; lists: readonly ListStatus[] }
  /** Some rows are in no list, and no total counts them. */
  | { is: 'hides-rows' }
  | { is: 'refuses'; endpoint: Endpoint; status: 403 | 404 | 429 | 500 | 503; retryAfterS?: number }
  /** A page with this row, or its look-up, answers 500. `rest`: of the inquiry's id, divided by 5. */
  | { is: 'breaks-row'; rest: number }
  /** A page with the first row of a list answers 500. Its look-up works. */
  | { is: 'breaks-first-row' }
  | { is: 'breaks-page'; pageNum: number }
  | { is: 'ignores-filter'; filter: 'status' | 'dates' }
  | { is: 'renames'; field: string }
  | { is: 'unknown-flags'; keepsNeedAnswer: boolean }
  | { is: 'no-ids' }
  | { is: 'wrong-date'; byMs: number };

export type Spell = SpellOf<Habit>;

const drawHabit = (random: Random): Habit => {
  const open = random.pick<readonly ListStatus[]>([['NO_ANSWER'], ['TRANSFER'], ['NO_ANSWER', 'TRANSFER']]);
  const draws: readonly [() => Habit, ...(() => Habit)[]] = [
    () => behind(random, 'rows', 'lists'),
    () => behind(random, 'posts', 'lists'),
    () => behind(random, 'all', 'look-up'),
    () => behind(random, 'all', 'lists'),
    () => ({ is: 'frozen', lists: open }),
    () => ({ is: 'empty', lists: open }),
    () => ({ is: 'hides-rows' }),
    () => drawRefusal(random),
    () => drawRefusal(random),
    () => ({ is: 'refuses', endpoint: 'look-up', status: 404 }),
    () => ({ is: 'breaks-first-row' }),
    () => ({ is: 'breaks-row', rest: random.below(5) }),
    () => ({ is: 'breaks-page', pageNum: random.pick([1, 1, 2]) }),
    () => ({ is: 'ignores-filter', filter: random.pick(['status', 'status', 'dates']) }),
    () => ({
      is: 'renames',
      field: random.pick(['inquiryId', 'inquiryId', 'answerId', 'partnerTransferStatus', 'replyAt']),
    }),
    () => ({ is: 'unknown-flags', keepsNeedAnswer: random.chance(0.5) }),
    () => ({ is: 'no-ids' }),
    () => ({ is: 'wrong-date', byMs: random.pick([-1, 1]) * random.pick([4, 12, 90]) * MINUTE_MS }),
  ];
  return random.pick(draws)();
};

const behind = (random: Random, what: 'rows' | 'posts' | 'all', of: 'lists' | 'look-up'): Habit => ({
  is: 'behind',
  what,
  of,
  ...drawOldCopy(random),
});

const drawRefusal = (random: Random): Habit => {
  const endpoint = random.pick(ENDPOINTS);
  const status = random.pick([403, 404, 429, 429, 429, 500, 503] as const);
  const retryAfterS = random.pick([undefined, 30, HOUR_MS / 1000, DAY_MS / 1000]);
  return { is: 'refuses', endpoint, status, ...(retryAfterS !== undefined && { retryAfterS }) };
};

/**
 * The habits of a day, alone and together.
 * @param minutes how long the day is; a longer day has longer spells
 */
export const drawSpells = (random: Random, startsAt: number, minutes: number): Spell[] =>
  Array.from({ length: random.pick([0, 1, 1, 1, 2, 2, 3, 5]) }, () => {
    const from = random.chance(0.2) ? -Infinity : startsAt + random.below(minutes * 0.6) * MINUTE_MS;
    const forMs = random.pick([3 * MINUTE_MS, 12 * MINUTE_MS, (minutes * MINUTE_MS) / 3, Infinity]);
    return { from, until: Math.max(from, startsAt) + forMs, habit: drawHabit(random) };
  });
