import type { EntryFault } from './message-queue.ts';
import type { Habits } from './coupang-habits.ts';
import type { DayLadder } from './draw-ladder.ts';
import { drawOutage, type Outage } from './outage.ts';
import type { Random } from './random.ts';
import type { PageFault } from './serve-page.ts';

/**
 * How bad a day one seed has. Each seed draws which faults there are at all, so that some days have one sort only
 * and go deep, and others have all.
 */
export type Temperament = {
  storeFails: number;
  slackFails: number;
  coupangFails: number;
  pageFaults: number;
  entryFaults: number;
  forgottenWrites: number;
  absentLookUps: number;
  /** How often a failing look-up in Slack's history is one that is refused (R19). */
  refusedLookUps: number;
  kills: number;
  restarts: number;
  indexLagMs: number;
  historyLagMs: number;
  /** Coupang's clock minus ours (R6). */
  offsetMs: number;
  /** The usual step of the clock between two calls, ms. */
  stepMs: number;
  /** How often something happens at Coupang between two calls. */
  acts: number;
  mostInquiries: number;
  /** How many hand-overs may come at once. */
  burst: number;
  /** How many stand there before the first poll. */
  firstSight: number;
  /** How often an item has no post that asks (R10, R11), and how often one cannot be read at all (R13). */
  unasked: number;
  unusable: number;
  /** How often the key is changed between two polls. */
  keyChanges: number;
  digestAbove: number;
  pageSize: number;
  newestFirst: boolean;
  bothLists: boolean;
  /** Older windows have been read before. */
  knowsOlderWindows: boolean;
  startsAt: number;
  /** Polls come more often than in earnest, so that one meets a delivery. */
  pollEveryMs: number;
  minutes: number;
  /** Once, for so long, nothing runs at all. */
  pauseHours: number;
  outage: Outage | undefined;
  /** How often the machine sleeps and then goes on with what runs, nothing of it killed. */
  sleeps: number;
  ladder: DayLadder;
  habits: Habits;
};

export const drawTemperament = (random: Random): Omit<Temperament, 'ladder' | 'habits'> => {
  const some = (likely: number, ...rates: [number, ...number[]]): number =>
    random.chance(likely) ? random.pick(rates) : 0;
  const outage = drawOutage(random);
  return {
    storeFails: some(0.5, 0.01, 0.05, 0.15),
    slackFails: some(0.6, 0.05, 0.2, 0.5),
    coupangFails: some(0.4, 0.02, 0.1),
    pageFaults: some(0.6, 0.05, 0.2, 0.4),
    entryFaults: some(0.5, 0.05, 0.3),
    forgottenWrites: some(0.3, 0.02, 0.1),
    absentLookUps: some(0.3, 0.3),
    refusedLookUps: some(0.15, 0.3, 1),
    kills: some(0.6, 0.005, 0.02, 0.05),
    restarts: some(0.2, 0.002),
    indexLagMs: some(0.6, 100, 2000, 20_000),
    historyLagMs: some(0.5, 5000, 20_000, 40_000),
    offsetMs: some(0.3, -600_000, -30_000, 30_000, 600_000),
    stepMs: random.pick([20, 200, 200, 1000, 5000]),
    acts: random.pick([0.02, 0.05, 0.1, 0.2]),
    mostInquiries: random.pick([3, 5, 8, 12]),
    burst: random.pick([1, 1, 4, 6]),
    firstSight: some(0.3, 3, 6, 9),
    unasked: some(0.3, 0.1, 0.4),
    unusable: some(0.2, 0.02, 0.1),
    keyChanges: some(0.2, 0.2),
    digestAbove: random.pick([1, 2, 3, 4, 10]),
    pageSize: random.pick([2, 3]),
    newestFirst: random.chance(0.5),
    bothLists: random.chance(0.3),
    knowsOlderWindows: random.chance(0.9),
    startsAt: Date.parse('2026-11-24T00:00:00Z') + random.below(24 * 60) * 60_000,
    pollEveryMs: outage ? 60_000 : random.pick([5000, 15_000, 30_000, 60_000]),
    minutes: random.pick([3, 6, 10]),
    pauseHours: some(0.3, 1, 9, 30),
    outage,
    sleeps: 0,
  };
};

/** Drawn with dice of their own, so that the other days stay as they were. */
export const drawSleeps = (random: Random): number => (random.chance(0.3) ? random.pick([0.02, 0.05]) : 0);

/** The rest of the day, in which nothing fails any more. */
export const withoutFaults = (temperament: Temperament): Temperament => ({
  ...temperament,
  storeFails: 0,
  slackFails: 0,
  coupangFails: 0,
  pageFaults: 0,
  entryFaults: 0,
  forgottenWrites: 0,
  absentLookUps: 0,
  refusedLookUps: 0,
  kills: 0,
  restarts: 0,
  sleeps: 0,
  acts: 0,
  keyChanges: 0,
  outage: undefined,
  stepMs: Math.min(temperament.stepMs, 200),
  ladder: { ...temperament.ladder, slackDown: undefined, claims: 0 },
});

export const pageFault = (random: Random, rate: number): PageFault | undefined =>
  random.chance(rate)
    ? random.pick(['empty', 'no-data', 'other-totals', 'hidden', 'short', 'other-order'])
    : undefined;

export const entryFault = (random: Random, rate: number): EntryFault | undefined =>
  random.chance(rate) ? random.pick(['lost', 'sent-told-failed', 'sent-twice']) : undefined;
