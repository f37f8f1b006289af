import type { Random } from './random.ts';
import { MINUTE_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

/** What a post says of when its agent asked; `later`: nothing at first; `late`: forty minutes after it. */
export type Stamp = 'true' | 'none' | 'later' | 'late' | 'ahead' | 'future';

/**
 * What nobody has measured of Coupang, as one vendor's made-up Coupang does it. Source: coupang-api.md, sections 5 and 10.
 * All durations in ms.
 */
export type Habits = {
  /** A post goes on saying `requestAnswer`, though a vendor answered, the agent asked again, it was decided, or a day went by. */
  keepsFlag: { atAnswer: boolean; atHandOver: boolean; atReason: boolean; atDeadline: boolean };
  /** How the flag of a post that asks is told: by its word, or by one that the program does not know. */
  flag: 'requestAnswer' | 'unknown';
  /** An answer names the post that it answers. */
  namesParent: boolean;
  /** A vendor writes what ends nothing. */
  vendorWrites: boolean;
  /** So long after its deadline a TRANSFER is listed. */
  listsTransferForMs: number;
  /** So long after its deadline a NO_ANSWER is closed by itself; Infinity: only when somebody does it. */
  closesAfterMs: number;
  /** The system posts its text behind an answer, too. */
  closesAnswered: boolean;
  stamps: readonly [Stamp, ...Stamp[]];
  /** A request reads otherwise on every other page. */
  flapsText: boolean;
  /** What the pages of an open list say. */
  pages: {
    repeatsRow: boolean;
    totalElementsOffBy: number;
    /** Whatever it is; `undefined`: the truth. */
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

/** Each habit is a plain one on most days, so that a day has few odd ones and goes deep. */
export const drawHabits = (random: Random): Habits => {
  const flag = random.chance(0.1) ? 'unknown' : 'requestAnswer';
  const some = <T>(likely: number, plain: T, ...odd: [T, ...T[]]): T =>
    random.chance(likely) ? random.pick(odd) : plain;
  return {
    keepsFlag: {
      // Where its word is not known, a flag that stays tells nothing.
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
