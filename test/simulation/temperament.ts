import type { Habits } from './coupang-habits.ts';
import type { DayLadder } from './draw-ladder.ts';
import type { DaySharing } from './draw-sharing.ts';
import type { Reach } from './draw-reach.ts';
import { drawOutage, type Outage } from './outage.ts';
import type { Random } from './random.ts';
import type { PageFault } from './coupang-source.ts';
import { NO_SICKNESS, type Sickness } from './slack-sickness.ts';
import { FALLBACK_CHANNEL, CHANNEL, STEP_CHANNEL } from './memory-slack.ts';
import type { EntryFault, WakeUpFault } from './wake-up-bus.ts';
import { TRACK_EVERY_MS } from './create-world.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/**
 * How bad a seed's day is. Each seed draws which faults exist at all. So some days test one kind deeply, and others
 * have all.
 */
export type Temperament = Reach & {
  storeFails: number;
  slackFails: number;
  coupangFails: number;
  pageFaults: number;
  entryFaults: number;
  forgottenWrites: number;
  absentLookUps: number;
  /** How often a failing look-up in Slack's history is a refused one (R19). */
  refusedLookUps: number;
  kills: number;
  restarts: number;
  indexLagMs: number;
  historyLagMs: number;
  /** How far the times that Coupang writes into posts are from our clock (R6). */
  postsDifferByMs: number;
  /** Coupang's `Date` minus our clock (R6). */
  dateDiffersByMs: number;
  /** The usual step of the clock between two calls, ms. */
  stepMs: number;
  /** How often something happens at Coupang between two calls. */
  acts: number;
  mostInquiries: number;
  /** How often a person presses something in Slack between two calls. */
  presses: number;
  /** How many hand-overs may come at once. */
  burst: number;
  /** How many exist before the first poll. */
  firstSight: number;
  /** How often an item has no asking post (R10, R11), and how often it cannot be read at all (R13). */
  unasked: number;
  unusable: number;
  /** How often the key changes between two polls. */
  keyChanges: number;
  digestAbove: number;
  pageSize: number;
  newestFirst: boolean;
  bothLists: boolean;
  /** Older windows have been read before. */
  knowsOlderWindows: boolean;
  startsAt: number;
  /** Polls are more frequent than in production, so that they overlap with deliveries. */
  pollEveryMs: number;
  minutes: number;
  /** Once, for this long, nothing runs. */
  pauseHours: number;
  outage: Outage | undefined;
  /** How often the machine sleeps and then continues, with all processes alive. */
  sleeps: number;
  /** Whether its monotonic clock stops meanwhile. */
  clockSleeps: boolean;
  wakeUpFaults: number;
  /** How often one worker is frozen for a while, and then continues. */
  pauses: number;
  /** How often a write takes long. */
  slowWrites: number;
  /** How often Scheduler runs track-sla twice. */
  doubledRuns: number;
  sickness: Sickness;
  ladder: DayLadder;
  sharing: DaySharing | undefined;
  habits: Habits;
};

export const drawTemperament = (
  random: Random,
): Omit<Temperament, 'ladder' | 'sharing' | 'habits' | 'presses' | keyof Delivering | keyof Reach> => {
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
    indexLagMs: some(0.6, 100, 2000, 20_000, 600_000),
    historyLagMs: some(0.5, 5000, 20_000, 40_000),
    postsDifferByMs: some(0.3, -300_000, -30_000, 30_000, 300_000),
    dateDiffersByMs: some(0.3, -7_200_000, -420_000, 420_000, 7_200_000),
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
  };
};

/** Lasting problems with Slack and on the way to it, drawn with their own random numbers. */
export type Delivering = Pick<
  Temperament,
  'sleeps' | 'clockSleeps' | 'wakeUpFaults' | 'pauses' | 'slowWrites' | 'doubledRuns' | 'sickness'
>;

export const drawDelivering = (random: Random, minutes: number): Delivering => {
  const some = (likely: number, ...rates: [number, ...number[]]): number =>
    random.chance(likely) ? random.pick(rates) : 0;
  const spell = () => {
    const from = random.below(minutes * MINUTE_MS);
    return { from, until: from + random.pick([1, 3, 60]) * MINUTE_MS };
  };
  const sickness: Sickness = {
    refusedMessages: some(0.25, 0.05, 0.3),
    channels: random.chance(0.2)
      ? [{ ...spell(), channel: random.pick(CHANNELS), problem: random.pick(['gone', 'wait']) }]
      : [],
    token: random.chance(0.1) ? [spell()] : [],
  };
  return {
    sleeps: some(0.3, 0.02, 0.05),
    clockSleeps: random.chance(0.5),
    wakeUpFaults: some(0.5, 0.1, 0.4),
    pauses: some(0.4, 0.01, 0.05, 0.2),
    slowWrites: some(0.1, 0.5),
    doubledRuns: some(0.2, 0.3),
    sickness,
  };
};

const CHANNELS: [string, ...string[]] = [CHANNEL, STEP_CHANNEL, FALLBACK_CHANNEL];

/** For the rest of the day, without faults. */
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
  wakeUpFaults: 0,
  pauses: 0,
  slowWrites: 0,
  doubledRuns: 0,
  trackMs: TRACK_EVERY_MS,
  sickness: NO_SICKNESS,
  indexLagMs: Math.min(temperament.indexLagMs, 20_000),
  acts: 0,
  presses: 0,
  keyChanges: 0,
  outage: undefined,
  stepMs: Math.min(temperament.stepMs, 200),
  ladder: { ...temperament.ladder, slackDown: undefined, claims: 0 },
});

/** On every other day nobody presses anything, so that such a day stays as it was. */
export const drawPresses = (random: Random): number =>
  random.chance(0.5) ? random.pick([0.01, 0.03, 0.06]) : 0;

export const pageFault = (random: Random, rate: number): PageFault | undefined =>
  random.chance(rate)
    ? random.pick(['empty', 'no-data', 'other-totals', 'hidden', 'short', 'other-order'])
    : undefined;

export const entryFault = (random: Random, rate: number): EntryFault | undefined =>
  random.chance(rate) ? random.pick(['lost', 'sent-reported-failed', 'sent-twice']) : undefined;

export const wakeUpFault = (random: Random, rate: number): WakeUpFault | undefined =>
  random.chance(rate)
    ? random.pick(['lost', 'lost-reported-sent', 'sent-reported-failed', 'sent-twice', 'late'])
    : undefined;
