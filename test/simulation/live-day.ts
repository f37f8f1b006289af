import { createFaultyWorld, type FaultyWorld } from './create-faulty-world.ts';
import { drawLadder } from './draw-ladder.ts';
import { drawLongDay, type LongDay, OTHER_CHANNEL } from './draw-long-day.ts';
import { runUntil } from './quiet-day.ts';
import { createRandom } from './random.ts';
import { endDay, type SimulationResult } from './simulate.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const MINUTES = 24 * 60;
/** Each function runs at its own second of the minute. */
const TRACK_AT_MS = 30_000;

/**
 * One day of lasting partial failure, with the intervals of AWS. Healthy messages do not wait for failing ones, calls
 * per message are limited, and all is well in the end. The same seed gives the same day.
 */
export const liveDay = async (seed: number): Promise<SimulationResult> => {
  const day = drawLongDay(createRandom(seed + 5_000_000_000));
  const world = createFaultyWorld(seed, day.shape);
  // The ladder's watch does not know a changed ladder.
  const unwatched = day.newLadder === undefined ? [] : LADDER_RULES;
  world.ignore(unwatched);
  await live(world, day, seed);
  const most = mostProbes(world);
  if (world.probes() > most)
    world.report({
      rule: 'calls',
      problem: `Slack was asked in vain ${world.probes()} times, and not ${most}`,
    });
  const ended = await endDay(world, unwatched);
  return { seed, ...ended, counts: { ...ended.counts, probes: world.probes() } };
};

const LADDER_RULES = ['R23', 'R16', 'S2', 'S4', 'S6', 'S7', 'C4', 'R3'];

/**
 * A rate-limited channel is tried by each method when its time has come. A lost token or channel is tried each minute.
 */
const PROBES_A_MINUTE = 8;
const FEW = 50;

const mostProbes = ({ mood: { sickness } }: FaultyWorld): number =>
  [...sickness.channels, ...sickness.token].reduce(
    (sum, { from, until }) => sum + (PROBES_A_MINUTE * (until - from)) / MINUTE_MS,
    FEW,
  );

const live = async (world: FaultyWorld, day: LongDay, seed: number): Promise<void> => {
  const startedAt = world.now();
  const ladders = createRandom(seed + 6_000_000_000);
  for (let minute = 0; minute < MINUTES && !world.violation(); minute += 1) {
    const at = startedAt + minute * MINUTE_MS;
    if (world.now() >= at + MINUTE_MS) continue;
    await runUntil(world, at);
    const sinceStart = minute * MINUTE_MS;
    if (minute === day.newChannel) world.deploy({ channel: OTHER_CHANNEL });
    if (minute === day.newLadder) world.deploy({ ladder: drawLadder(ladders, world.now()) });
    const isNamed = !day.unnamed || sinceStart < day.unnamed.from || sinceStart >= day.unnamed.until;
    if (isNamed !== world.isConfigured()) world.configure(isNamed);
    await world.startPoll();
    if (world.random.chance(day.acts)) world.act();
    await world.maySleep();
    await runUntil(world, at + TRACK_AT_MS);
    await world.mayClaim();
    await world.mayPress();
    await world.startTrackSla();
    if (isNamed) world.health.check();
  }
  if (!world.isConfigured()) world.configure(true);
};
