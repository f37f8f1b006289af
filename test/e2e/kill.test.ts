import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, jest, test } from '@jest/globals';
import { createRandom, type Random } from 'fake-coupang';
import { findLosses } from './find-losses.ts';
import type { RunPlan } from './kill-plan.ts';
import { makeDataDir, removeDataDir } from './start-laptop.ts';
import { killAll, startKilledSystem } from './start-killed-system.ts';

/** `KILL_SEED` repeats a run's moments and events. `KILLS` makes it longer. */
const seed = Number(process.env['KILL_SEED'] ?? randomInt(2 ** 31));
const kills = Number(process.env['KILLS'] ?? 8);

/** Spread over the kills. Each may be handed over several times. */
const INQUIRIES = Math.max(40, kills * 0.4);
/** Only for a system that hangs. */
const SWEPT_WITHIN_MS = 120_000;
/**
 * Each life leaves some messages that are not in Slack yet, and a channel takes one a second. A look-up that failed is repeated
 * after five minutes.
 */
const REST_WITHIN_MS = 360_000 + kills * 5000;
const STOP_WITHIN_MS = 10_000;
/** All jumps together stay under five minutes: Coupang's clock is real, and it accepts no older signature. */
const AHEAD_BY_THE_KILLS_MS = 200_000;
const AHEAD_AT_LAST_MS = 75_000;
const LONGEST_LIFE_MS = 4000;
jest.setTimeout(500_000 + kills * 10_000);

const dataDirs: string[] = [];
afterAll(async () => {
  killAll();
  for (const dataDir of dataDirs) await removeDataDir(dataDir);
});

test('R5, R19: the notifier loses nothing and posts nothing twice when it is killed at any moment and restarted', async () => {
  const dataDir = await makeDataDir();
  dataDirs.push(dataDir);
  const random = createRandom(seed);
  let aheadMs = 0;
  let mostInquiries = 10;
  const run = (until: RunPlan['until'], diesAfterWrites?: number) =>
    startKilledSystem({
      dataDir,
      seed: random.between(1, 2 ** 30),
      aheadMs,
      mostInquiries: Math.ceil(mostInquiries),
      until,
      restWithinMs: REST_WITHIN_MS,
      ...(diesAfterWrites !== undefined && { diesAfterWrites }),
    });

  const first = run('sweep');
  expect({ seed, code: await first.ended(SWEPT_WITHIN_MS), stderr: first.stderr() }).toEqual({
    seed,
    code: 0,
    stderr: '',
  });
  for (let kill = 0; kill < kills; kill += 1) {
    await liveAndDie(run, random);
    aheadMs += Math.floor(random.next() * (AHEAD_BY_THE_KILLS_MS / kills));
    mostInquiries += INQUIRIES / kills;
  }
  aheadMs += AHEAD_AT_LAST_MS;
  const last = run('rest');
  expect({
    seed,
    code: await last.ended(REST_WITHIN_MS + SWEPT_WITHIN_MS + STOP_WITHIN_MS),
    stderr: last.stderr(),
  }).toEqual({ seed, code: 0, stderr: '' });

  const { losses, ...counts } = await findLosses(dataDir);
  process.stdout.write(`seed ${seed}, ${kills} kills: ${JSON.stringify(counts)}\n`);
  expect({ seed, losses }).toEqual({ seed, losses: [] });
  // A run without events would prove nothing.
  expect(counts.cards).toBeGreaterThan(kills / 4);
  expect(counts.questionCards).toBeGreaterThan(0);
  // A few kills may not produce these.
  const least = kills < 20 ? 0 : 1;
  expect(counts.breaches).toBeGreaterThanOrEqual(least);
  expect(counts.lists['new'] ?? 0).toBeGreaterThanOrEqual(least);
  // Six inquiries of one vendor must be open at once.
  expect(counts.lists['breach'] ?? 0).toBeGreaterThanOrEqual(kills < 200 ? 0 : 1);
});

type Run = (until: 'act', diesAfterWrites?: number) => ReturnType<typeof startKilledSystem>;

/** One life. It is cut off during the start, at a later moment, or between a message in Slack and its answer. */
const liveAndDie = async (run: Run, random: Random): Promise<void> => {
  const death = random.next();
  const system = run('act', death < 0.5 ? random.between(1, 4) : undefined);
  if (death < 0.9) await system.ready();
  await Promise.race([
    system.ended(LONGEST_LIFE_MS * 2),
    sleep(death < 0.5 ? LONGEST_LIFE_MS : random.between(200, 1500)),
  ]);
  system.kill();
  expect({ seed, code: await system.ended(SWEPT_WITHIN_MS), stderr: system.stderr() }).toEqual({
    seed,
    code: null,
    stderr: '',
  });
};
