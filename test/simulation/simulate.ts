import type { Notice } from '../../lib/domain/notice.ts';
import { checkOutcome } from './check-outcome.ts';
import { createFaultyWorld } from './create-faulty-world.ts';
import type { Breakage } from './breakage.ts';
import type { TraceLine } from './trace.ts';
import type { Violation } from './violation.ts';

export type SimulationResult = {
  seed: number;
  violation?: Violation;
  trace: TraceLine[];
  counts: {
    calls: number;
    faults: number;
    kills: number;
    processes: number;
    tickets: number;
    /** Of these kinds of notices. */
    digests: number;
    allClears: number;
    unusable: number;
    /** Last shifts and openings. */
    shiftLists: number;
    /** Steps that were reached, told or passed. */
    steps: number;
    messages: number;
  };
};

const MINUTE_MS = 60_000;

/**
 * When nothing fails any more: enough rounds for every back-off, for the windows that are read every 3 hours, and for what they
 * show. Nobody polls in between, so that the last of them end a blind time: it is told, counted to the end, and settled.
 */
const REST_MINUTES = [1, 1, 2, 4, 8, 16, 16, 31, 61, 61, 181, 1, 1, 1, 1];

/**
 * One seed: a bad day of the whole program, then a quiet one, then the rules that must hold. The same seed gives the
 * same trace. Stops at the first violation.
 */
export const simulate = async (seed: number, breakage?: Breakage): Promise<SimulationResult> => {
  const world = await liveThrough(seed, breakage);
  if (!world.violation()) {
    const found = checkOutcome(world.aftermath());
    if (found) world.report(found);
  }
  const violation = world.violation();
  const { notices, tickets } = world.aftermath();
  const steps = tickets.reduce((sum, ticket) => sum + ticket.steps.length, 0);
  const counts = { ...world.counts(), ...countNotices(notices), steps };
  return { seed, trace: world.trace, counts, ...(violation && { violation }) };
};

type FaultyWorld = ReturnType<typeof createFaultyWorld>;

const liveThrough = async (seed: number, breakage?: Breakage): Promise<FaultyWorld> => {
  const world = createFaultyWorld(seed, breakage);
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
    await world.startNotify();
    if (random.chance(mood.acts)) world.act();
    await world.mayClaim();
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
    if (await world.step()) continue;
    if (random.chance(0.3)) world.act();
    world.jumpTo(Math.min(nextPoll, nextTrack, outageEndsAt, endsAt));
    if (pauseMs > 0 && world.now() > startedAt + (mood.minutes * MINUTE_MS) / 2) {
      world.note('the system', `stands still for ${mood.pauseHours} h`);
      world.jumpTo(world.now() + pauseMs);
      endsAt += pauseMs;
      pauseMs = 0;
    }
  }
};

const quietDay = async (world: FaultyWorld): Promise<void> => {
  for (const minutes of REST_MINUTES) {
    if (world.violation()) return;
    await rest(world);
    world.jumpTo(world.now() + minutes * MINUTE_MS);
    await world.startPoll();
    await rest(world);
    await world.startTrackSla();
  }
  await rest(world);
};

/** Until no call waits and no message can be seen. */
const rest = async (world: FaultyWorld): Promise<void> => {
  do await world.startNotify();
  while ((await world.step()) && !world.violation());
};

const countNotices = (notices: readonly Notice[]) => {
  const count = (about: Notice['facts']['about']): number =>
    notices.filter(({ facts }) => facts.about === about).length;
  return {
    digests: count('digest'),
    allClears: count('all-clear'),
    unusable: count('unusable'),
    shiftLists: count('last-shift') + count('opening'),
  };
};
