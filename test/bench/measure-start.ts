import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Budgeted } from './measure-delivery.ts';

const ROUNDS = 5;
/** Without Node's compile cache, like a first start. */
const FIRST = { NODE_DISABLE_COMPILE_CACHE: '1' };

/** `npm start` to its page and to its first card: the first start, and a later one. The minimum of some rounds, as wall time. */
export const measureStart = async (): Promise<Budgeted[]> => {
  // Fills the caches that later starts find.
  await startOnce({}, 'SIGINT');
  const rounds: { first: Start; later: Start }[] = [];
  for (let round = 0; round < ROUNDS; round += 1)
    rounds.push({ first: await startOnce(FIRST), later: await startOnce({}) });
  const row = (what: keyof Start, name: string, budget: number): Budgeted => {
    const [first, later] = [
      Math.min(...rounds.map((round) => round.first[what])),
      Math.min(...rounds.map((round) => round.later[what])),
    ];
    return {
      what: `times as long as the first npm start: a later one to ${name}, ${later.toFixed(0)} to ${first.toFixed(0)} ms, least of ${ROUNDS} in turns`,
      figure: later / first,
      budget,
    };
  };
  return [row('pageMs', 'its page', 0.8), row('cardMs', 'its first card', 0.85)];
};

type Start = { pageMs: number; cardMs: number };

const startOnce = async (
  env: Record<string, string>,
  signal: 'SIGINT' | 'SIGKILL' = 'SIGKILL',
): Promise<Start> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'notifier-bench-start-'));
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    env: { ...process.env, LC_ALL: 'en_US.UTF-8', DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Its signal goes to npm and to what npm started.
    detached: true,
  });
  try {
    let pageMs = Number.NaN;
    for await (const line of createInterface(child.stdout)) {
      const page = /Look at (http:\S+)/.exec(line)?.[1];
      if (page !== undefined) {
        await (await fetch(page)).text();
        pageMs = performance.now() - began;
      }
      if (/ Slack \S+ \+ /.test(line)) return { pageMs, cardMs: performance.now() - began };
    }
    throw new Error('npm start ended before its first card.');
  } finally {
    const ended = once(child, 'close');
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal);
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  }
};
