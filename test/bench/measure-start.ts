import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Budgeted } from './measure-delivery.ts';

const ROUNDS = 5;
const PARTS = ['local/run/create-handlers.ts', 'local/run/start-system.ts'];

/** What `npm start` loads before the page: a first start, and a later one with the compile cache that the script names. */
export const measureStart = (): Budgeted[] => {
  const dir = mkdtempSync(join(tmpdir(), 'notifier-bench-start-'));
  const hasCache = readFileSync('package.json', 'utf8').includes('"start": "NODE_COMPILE_CACHE=');
  const later = hasCache ? { NODE_COMPILE_CACHE: dir } : {};
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

/** In ms of CPU. */
const importOnce = (env: Record<string, string>): number => {
  const parts = PARTS.map((file) => `await import(${JSON.stringify(pathToFileURL(file).href)});`).join(' ');
  const script = `const before = process.cpuUsage(); ${parts} const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000); process.exit();`;
  const options = ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script];
  return Number(
    execFileSync(process.execPath, options, { env: { ...process.env, ...env }, encoding: 'utf8' }),
  );
};

const least = (times: readonly number[]): number => Math.min(...times);
