import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importCpuMs } from './cpu-ms.ts';
import type { Budgeted } from './measure-delivery.ts';

const ROUNDS = 5;
const PARTS = ['local/run/create-handlers.ts', 'local/run/start-system.ts'];

/** What `npm start` loads before the page: a first start, and a later one with the compile cache that the script names. */
export const measureStart = (): Budgeted[] => {
  const dir = mkdtempSync(join(tmpdir(), 'notifier-bench-start-'));
  const hasCache = readFileSync('package.json', 'utf8').includes('"start": "NODE_COMPILE_CACHE=');
  const later = hasCache ? { NODE_COMPILE_CACHE: dir } : {};
  const importOnce = (env: Record<string, string>) => importCpuMs(PARTS, { ...process.env, ...env });
  try {
    importOnce(later);
    const times = Array.from({ length: ROUNDS }, () => ({ first: importOnce({}), later: importOnce(later) }));
    const [one, other] = [least(times.map(({ first }) => first)), least(times.map((time) => time.later))];
    return [
      {
        what: `times the CPU of loading at the first npm start: a later one, ${other.toFixed(0)} to ${one.toFixed(0)} ms, least of ${ROUNDS} in turns`,
        figure: other / one,
        budget: 0.7,
      },
    ];
  } finally {
    rmSync(dir, { recursive: true });
  }
};

const least = (times: readonly number[]): number => Math.min(...times);
