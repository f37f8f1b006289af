import type { ListStatus } from '../../../lib/domain/sources.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Random } from '../random.ts';

/** The kinds of calls that Coupang can hinder alone. A list of hand-overs without `older` is of the recent week. */
export type Endpoint = ListStatus | 'look-up' | 'older' | 'NOANSWER' | 'ALL';

/** How many calls an old copy answers. `alternate`: those of every other minute. */
type Share = number | 'alternate';

/** One way in which Coupang is inconsistent or fails. `on`: the calls that show it. Epoch ms. */
export type Habit =
  /** An old state: of the rows' membership in the lists, of their posts, or of both. */
  | { is: 'behind'; on: readonly Endpoint[]; what: 'rows' | 'posts' | 'all'; byMs: number; share: Share }
  /** The lists show what they showed when the habit began. */
  | { is: 'frozen'; on: readonly Endpoint[] }
  | { is: 'empty'; on: readonly Endpoint[] }
  /** Some rows are missing. `isCounted`: the total counts them. */
  | { is: 'hides-rows'; on: readonly Endpoint[]; isCounted: boolean }
  /** `body` of a 403: a plain refusal, a refusal of the address, or a page of Coupang's edge. */
  | {
      is: 'refuses';
      on: readonly Endpoint[];
      status: number;
      body: 'plain' | 'address' | 'page';
      retryAfterS?: number;
    }
  /** 400 `Read timed out`: for each call, or for those of more than 10 rows or more than a day. */
  | { is: 'times-out'; on: readonly Endpoint[]; isLarge: boolean }
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

/** A habit of a made-up Coupang from `from` until `until`. Epoch ms. */
export type Spell = { from: number; until: number; habit: Habit };

type Choices<T> = readonly [T, ...T[]];

/** The habits that the calls for one source can have. */
type Vocabulary = {
  /** The calls that one old copy answers, and those of which one list fails. */
  copies: Choices<readonly Endpoint[]>;
  lists: Choices<readonly Endpoint[]>;
  refused: Choices<readonly Endpoint[]>;
  statuses: Choices<number>;
  bodies: Choices<'plain' | 'address' | 'page'>;
  fields: Choices<string>;
  own: (random: Random) => Choices<Habit>;
};

const HAND_OVER_LISTS = ['NO_ANSWER', 'TRANSFER', 'ANSWER'] as const;

export const OF_HAND_OVERS: Vocabulary = {
  copies: [HAND_OVER_LISTS, HAND_OVER_LISTS, HAND_OVER_LISTS, ['look-up']],
  lists: [['NO_ANSWER', 'TRANSFER'], ['NO_ANSWER'], ['TRANSFER']],
  refused: [['look-up'], ['NO_ANSWER'], ['TRANSFER'], ['ANSWER'], ['older']],
  statuses: [403, 404, 429, 429, 429, 500, 503],
  bodies: ['plain'],
  fields: ['inquiryId', 'inquiryId', 'answerId', 'partnerTransferStatus', 'replyAt'],
  own: (random) => [
    { is: 'refuses', on: ['look-up'], status: 404, body: 'plain' },
    { is: 'unknown-flags', keepsNeedAnswer: random.chance(0.5) },
    { is: 'no-ids' },
    { is: 'wrong-date', byMs: random.pick([-1, 1]) * random.pick([4, 12, 90]) * MINUTE_MS },
  ],
};

export const OF_QUESTIONS: Vocabulary = {
  copies: [['NOANSWER'], ['ALL']],
  lists: [['NOANSWER'], ['NOANSWER'], ['ALL']],
  refused: [['NOANSWER'], ['ALL'], ['NOANSWER', 'ALL']],
  statuses: [401, 403, 403, 403, 404, 429, 429, 429, 500, 503],
  bodies: ['plain', 'plain', 'address', 'page'],
  fields: ['inquiryId', 'inquiryAt'],
  own: (random) => [{ is: 'times-out', on: random.pick(OF_QUESTIONS.refused), isLarge: random.chance(0.7) }],
};

const drawHabit = (random: Random, words: Vocabulary): Habit => {
  const behind = {
    is: 'behind',
    on: random.pick(words.copies),
    what: random.pick(['rows', 'posts', 'all', 'all'] as const),
    byMs: random.pick([1, 3, 8, 30, 300]) * MINUTE_MS,
    share: random.pick<Share>([1, 1, 0.5, 'alternate']),
  } as const;
  const on = random.pick(words.lists);
  const retryAfterS = random.pick([undefined, 30, HOUR_MS / 1000, DAY_MS / 1000]);
  const refuses = {
    is: 'refuses',
    on: random.pick(words.refused),
    status: random.pick(words.statuses),
    body: random.pick(words.bodies),
    ...(retryAfterS !== undefined && { retryAfterS }),
  } as const;
  return random.pick<Habit>([
    behind,
    behind,
    behind,
    { is: 'frozen', on },
    { is: 'empty', on },
    { is: 'empty', on: words.lists[0] },
    { is: 'hides-rows', on, isCounted: random.chance(0.5) },
    { is: 'hides-rows', on, isCounted: false },
    refuses,
    refuses,
    { is: 'breaks-first-row' },
    { is: 'breaks-row', rest: random.below(5) },
    { is: 'breaks-page', pageNum: random.pick([1, 1, 2]) },
    { is: 'ignores-filter', filter: random.pick(['status', 'status', 'dates']) },
    { is: 'renames', field: random.pick(words.fields) },
    ...words.own(random),
  ]);
};

/**
 * The habits of a day, alone and together.
 * @param minutes how long the day is; a longer day has longer spells
 */
export const drawSpells = (random: Random, words: Vocabulary, startsAt: number, minutes: number): Spell[] =>
  Array.from({ length: random.pick([0, 0, 1, 1, 1, 2, 2, 3, 5]) }, () => {
    const from = random.chance(0.2) ? -Infinity : startsAt + random.below(minutes * 0.6) * MINUTE_MS;
    const forMs = random.pick([3 * MINUTE_MS, 12 * MINUTE_MS, (minutes * MINUTE_MS) / 2, Infinity]);
    return { from, until: Math.max(from, startsAt) + forMs, habit: drawHabit(random, words) };
  });

/** The remainder of an id, which may have more digits than a number. */
export const restOf = (id: string, divisor: 2 | 5): number => Number(id.slice(-1)) % divisor;

/** Whether an old copy answers a call. */
export const isOldCopy = (share: Share, now: number, chance: (often: number) => boolean): boolean =>
  share === 'alternate' ? Math.floor(now / MINUTE_MS) % 2 === 0 : chance(share);

/** Finds the habits of a kind that are there now. */
export const findActive =
  (spells: readonly Spell[], now: () => number) =>
  <Is extends Habit['is']>(is: Is): { from: number; habit: Extract<Habit, { is: Is }> }[] => {
    const isMeant = (habit: Habit): habit is Extract<Habit, { is: Is }> => habit.is === is;
    return spells.flatMap(({ from, until, habit }) =>
      isMeant(habit) && from <= now() && now() < until ? [{ from, habit }] : [],
    );
  };
