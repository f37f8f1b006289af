import type { Random } from './random.ts';
import { MINUTE_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

/** The time of asking that a post shows. `later`: nothing at first. `late`: forty minutes later than true. */
export type Stamp = 'true' | 'none' | 'later' | 'late' | 'ahead' | 'future';

/**
 * Unmeasured behaviour of Coupang, as one made-up Coupang has it. Source: coupang-api.md, sections 5 and 10. All
 * durations in ms.
 */
export type Habits = {
  /**
   * When a post keeps saying `requestAnswer`: after a vendor's answer, after the agent asked again, after a decision,
   * or after a day.
   */
  keepsFlag: { atAnswer: boolean; atHandOver: boolean; atReason: boolean; atDeadline: boolean };
  /** The flag of an asking post: the known word, or one that the program does not know. */
  flag: 'requestAnswer' | 'unknown';
  /** An answer names the post that it answers. */
  namesParent: boolean;
  /** Vendors also write posts that end nothing. */
  vendorWrites: boolean;
  /** How long a TRANSFER stays listed after its deadline. */
  listsTransferForMs: number;
  /** How long after its deadline a NO_ANSWER closes by itself. Infinity: only by an act. */
  closesAfterMs: number;
  /** The system also posts its text after an answer. */
  closesAnswered: boolean;
  stamps: readonly [Stamp, ...Stamp[]];
  /** A request's text differs on every other page. */
  flapsText: boolean;
  /** The paging fields of an open list. */
  pages: {
    repeatsRow: boolean;
    totalElementsOffBy: number;
    /** A wrong number; `undefined`: the true number. */
    totalPages: number | undefined;
  };
};

export const PLAIN_HABITS: Habits = {
  keepsFlag: { atAnswer: false, atHandOver: true, atReason: false, atDeadline: true },
  flag: 'requestAnswer',
  namesParent: false,
  vendorWrites: false,
  listsTransferForMs: Infinity,
  closesAfterMs: Infinity,
  closesAnswered: false,
  stamps: ['true'],
  flapsText: false,
  pages: { repeatsRow: false, totalElementsOffBy: 0, totalPages: undefined },
};

/** On most days each habit is plain. So a day has few odd habits, and tests them deeply. */
export const drawHabits = (random: Random): Habits => {
  const flag = random.chance(0.1) ? 'unknown' : 'requestAnswer';
  const some = <T>(likely: number, plain: T, ...odd: [T, ...T[]]): T =>
    random.chance(likely) ? random.pick(odd) : plain;
  return {
    keepsFlag: {
      // With an unknown word, a flag that stays has no meaning.
      atAnswer: flag === 'requestAnswer' && random.chance(0.3),
      atHandOver: some(0.3, true, false),
      atReason: some(0.3, false, true),
      atDeadline: some(0.5, true, false),
    },
    flag,
    namesParent: some(0.4, false, true),
    vendorWrites: some(0.3, false, true),
    listsTransferForMs: some(0.5, Infinity, 0, 20 * MINUTE_MS, 3 * HOUR_MS),
    closesAfterMs: some(0.4, Infinity, 0, 3 * MINUTE_MS, 3 * HOUR_MS),
    closesAnswered: some(0.3, false, true),
    stamps: some<Habits['stamps']>(
      0.3,
      ['true'],
      ['none', 'true'],
      ['later', 'true'],
      ['late', 'true'],
      ['ahead', 'true'],
      ['future', 'true'],
    ),
    flapsText: some(0.1, false, true),
    pages: {
      repeatsRow: some(0.1, false, true),
      totalElementsOffBy: some(0.1, 0, 1, 3),
      totalPages: some(0.1, undefined, 0, 1),
    },
  };
};
