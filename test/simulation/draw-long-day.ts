import { PLAIN_HABITS } from './coupang-habits.ts';
import { CHANNEL, STEP_CHANNEL } from './memory-slack.ts';
import type { Random } from './random.ts';
import type { SickChannel, Spell } from './slack-sickness.ts';
import type { Temperament } from './temperament.ts';
import { MINUTE_MS, HOUR_MS, DAY_MS } from '../../lib/domain/time/durations.ts';

/** A whole day with the intervals of AWS. Few random faults, but something is wrong for hours. */
export type LongDay = {
  shape: (drawn: Temperament) => Temperament;
  /** The minute of a deploy. */
  newChannel: number | undefined;
  newLadder: number | undefined;
  /** When the vendor is missing in the configuration, ms from the day's start. */
  unnamed: Spell | undefined;
  /** How often something happens at Coupang in a minute. */
  acts: number;
};

export const OTHER_CHANNEL = 'C0OTHER';

export const drawLongDay = (random: Random): LongDay => {
  const some = (likely: number, ...rates: [number, ...number[]]): number =>
    random.chance(likely) ? random.pick(rates) : 0;
  const spell = (...hours: [number, ...number[]]): Spell => {
    const from = random.below(12 * HOUR_MS);
    return { from, until: from + random.pick(hours) * HOUR_MS };
  };
  const channels: SickChannel[] = [
    ...(random.chance(0.5)
      ? [{ ...spell(3, 12, 24), channel: CHANNEL, problem: random.pick(['gone', 'wait'] as const) }]
      : []),
    ...(random.chance(0.4)
      ? [{ ...spell(3, 12, 24), channel: STEP_CHANNEL, problem: random.pick(['gone', 'wait'] as const) }]
      : []),
  ];
  const token = Array.from({ length: random.pick([0, 0, 1, 2]) }, () => spell(1));
  const refusedMessages = some(0.6, 0.05, 0.2);
  const indexLagMs = random.pick([0, 2000, 20_000, 120_000, 600_000]);
  const wakeUpFaults = some(0.6, 0.1, 0.4);
  const pauses = some(0.5, 0.001, 0.005);
  const slowWrites = some(0.5, 0.5);
  const doubledRuns = some(0.4, 0.2);
  const sleeps = some(0.3, 0.0005);
  const kills = some(0.4, 0.0005);
  const slackFails = some(0.4, 0.01, 0.05);
  const storeFails = some(0.3, 0.002);
  const mostInquiries = random.pick([8, 20]);
  const burst = random.pick([1, 4, 12]);
  return {
    shape: (drawn) => ({
      ...drawn,
      minutes: DAY_MS / MINUTE_MS,
      pollEveryMs: MINUTE_MS,
      stepMs: 20,
      coupangFails: 0,
      pageFaults: 0,
      entryFaults: some(0.3, 0.02),
      forgottenWrites: 0,
      absentLookUps: 0,
      refusedLookUps: 0,
      restarts: 0,
      postsDifferByMs: 0,
      dateDiffersByMs: 0,
      unusable: 0,
      keyChanges: 0,
      unasked: 0,
      pauseHours: 0,
      otherVendors: 0,
      trackMs: MINUTE_MS,
      outage: undefined,
      pageSize: 30,
      knowsOlderWindows: true,
      habits: PLAIN_HABITS,
      ladder: { ...drawn.ladder, slackDown: undefined, claims: drawn.ladder.claims / 20 },
      sickness: { refusedMessages, channels, token },
      indexLagMs,
      wakeUpFaults,
      pauses,
      slowWrites,
      doubledRuns,
      sleeps,
      kills,
      slackFails,
      storeFails,
      mostInquiries,
      burst,
    }),
    newChannel: random.chance(0.3) ? random.below(DAY_MS / MINUTE_MS) : undefined,
    newLadder: random.chance(0.2) ? random.below(DAY_MS / MINUTE_MS) : undefined,
    unnamed: random.chance(0.2) ? spell(1) : undefined,
    acts: random.pick([0.02, 0.05, 0.1]),
  };
};
