import type { Notice } from '../../lib/domain/notice/notice.ts';
import { checkOutcome } from './judge/check-outcome.ts';
import { createFaultyWorld, type FaultyWorld } from './create-faulty-world.ts';
import { quietDay } from './quiet-day.ts';
import type { TraceLine } from './trace.ts';
import type { Violation } from './judge/violation.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

export type SimulationResult = {
  seed: number;
  violation?: Violation;
  trace: TraceLine[];
  /** Counts of the events that were reached, by name. */
  counts: Record<string, number>;
};

/**
 * One seed: a bad day of the whole program, a quiet day, then the rules that must hold. The same seed gives the same
 * trace. It stops at the first violation.
 * @param worse fields of the temperament with other values; `shares`: how likely people share tickets by a roster
 */
export const simulate = async (
  seed: number,
  { shares, ...worse }: Record<string, number> = {},
): Promise<SimulationResult> => {
  const world = createFaultyWorld(seed, (drawn) => Object.assign(drawn, worse), shares);
  await badDay(world);
  return { seed, ...(await endDay(world)) };
};

/**
 * After the faults a quiet day passes. Then the rules must hold.
 * @param unwatched rules that are not checked
 */
export const endDay = async (
  world: FaultyWorld,
  unwatched: readonly string[] = [],
): Promise<Omit<SimulationResult, 'seed'>> => {
  world.endFaults();
  await quietDay(world);
  world.checkActs();
  if (!world.violation()) {
    const found = checkOutcome(world.aftermath(), unwatched);
    if (found) world.report(found);
  }
  const violation = world.violation();
  const { notices, tickets } = world.aftermath();
  /** Announced or passed over. */
  const steps = tickets.reduce((sum, ticket) => sum + ticket.facts.steps.length, 0);
  const counts = { ...world.counts(), ...countNotices(notices), steps };
  return { trace: world.trace, counts, ...(violation && { violation }) };
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
      world.note('the system', `pauses for ${mood.pauseHours} h`);
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
    lists: count('list'),
    allClears: count('all-clear'),
    unusable: count('unusable'),
    shiftLists: count('last-shift') + count('opening'),
  };
};
