import type { Notice } from '../../lib/domain/notice/notice.ts';
import { checkOutcome } from './check-outcome.ts';
import { createFaultyWorld, type FaultyWorld } from './create-faulty-world.ts';
import type { Breakage } from './breakage.ts';
import { quietDay } from './quiet-day.ts';
import type { TraceLine } from './trace.ts';
import type { Violation } from './violation.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

export type SimulationResult = {
  seed: number;
  violation?: Violation;
  trace: TraceLine[];
  counts: {
    calls: number;
    faults: number;
    kills: number;
    pauses: number;
    processes: number;
    presses: number;
    /** Presses that Coupang had to be told. */
    acts: number;
    /** Refusals that people read. */
    told: number;
    /** Tickets that the roster assigned, and direct messages. */
    assigned: number;
    direct: number;
    tickets: number;
    /** The number of notices of these kinds. */
    digests: number;
    bundles: number;
    allClears: number;
    unusable: number;
    /** Lists of last shifts and openings. */
    shiftLists: number;
    /** Reached steps, announced or passed over. */
    steps: number;
    messages: number;
    /** Requests to the bus with another one of the same run under way. */
    atOnce: number;
    /** Items that a poll did not have to read again. */
    keptItems: number;
    /** Runs of track-sla in a process that did not have the last one. */
    overtaken: number;
    otherVendors: number;
    /** Runs of track-sla that did not look at every vendor. */
    cutRuns: number;
  };
};

/**
 * One seed: a bad day of the whole program, a quiet day, then the rules that must hold. The same seed gives the same
 * trace. It stops at the first violation.
 */
export const simulate = async (seed: number, breakage?: Breakage): Promise<SimulationResult> => {
  const world = await liveThrough(seed, breakage);
  world.checkActs();
  if (!world.violation()) {
    const found = checkOutcome(world.aftermath());
    if (found) world.report(found);
  }
  const violation = world.violation();
  const { notices, tickets } = world.aftermath();
  const steps = tickets.reduce((sum, ticket) => sum + ticket.facts.steps.length, 0);
  const counts = { ...world.counts(), ...countNotices(notices), steps };
  return { seed, trace: world.trace, counts, ...(violation && { violation }) };
};

const liveThrough = async (seed: number, breakage?: Breakage): Promise<FaultyWorld> => {
  const world = createFaultyWorld(seed, breakage, (drawn) => ({ ...drawn, ...breakage?.worse }));
  await badDay(world);
  world.endFaults();
  await quietDay(world);
  return world;
};

const badDay = async (world: FaultyWorld): Promise<void> => {
  const { random, mood } = world;
  const startedAt = world.now();
  let nextPoll = startedAt;
  let nextTrack = startedAt + random.below(MINUTE_MS);
  let endsAt = startedAt + mood.minutes * MINUTE_MS;
  let pauseMs = mood.pauseHours * 60 * MINUTE_MS;
  let outage = mood.outage;
  let outageEndsAt = Number.POSITIVE_INFINITY;
  while (world.now() < endsAt && !world.violation()) {
    if (world.now() >= nextPoll) {
      nextPoll = Math.max(nextPoll + mood.pollEveryMs, world.now() + 1);
      await world.startPoll();
    }
    if (world.now() >= nextTrack) {
      nextTrack = Math.max(nextTrack + MINUTE_MS, world.now() + 1);
      await world.startTrackSla();
    }
    await world.startWoken();
    if (random.chance(mood.acts)) world.act();
    await world.mayClaim();
    await world.mayPress();
    if (random.chance(mood.restarts)) world.restart();
    await world.maySleep();
    if (outage && world.now() >= startedAt + random.below(mood.minutes * MINUTE_MS)) {
      world.beginOutage(outage.kind);
      outageEndsAt = world.now() + outage.forMs;
      endsAt += outage.forMs;
      outage = undefined;
    }
    if (world.now() >= outageEndsAt) {
      world.endOutage();
      outageEndsAt = Number.POSITIVE_INFINITY;
    }
    const next = Math.min(nextPoll, nextTrack, outageEndsAt, endsAt, world.nextWakeUp());
    if (await world.step(next)) continue;
    if (random.chance(0.3)) world.act();
    world.jumpTo(next);
    if (pauseMs > 0 && world.now() > startedAt + (mood.minutes * MINUTE_MS) / 2) {
      world.note('the system', `stands still for ${mood.pauseHours} h`);
      world.standStill(pauseMs);
      endsAt += pauseMs;
      pauseMs = 0;
    }
  }
};

const countNotices = (notices: readonly Notice[]) => {
  const count = (about: Notice['facts']['about']): number =>
    notices.filter(({ facts }) => facts.about === about).length;
  return {
    digests: count('digest'),
    bundles: count('bundle'),
    allClears: count('all-clear'),
    unusable: count('unusable'),
    shiftLists: count('last-shift') + count('opening'),
  };
};
