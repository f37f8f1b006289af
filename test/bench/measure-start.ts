import { importCpuMs } from './cpu-ms.ts';
import type { Budgeted } from './measure-delivery.ts';

const ROUNDS = 5;
const PARTS = ['local/run/create-handlers.ts', 'local/run/start-system.ts'];

/** What `npm start` loads before the page: without what Node kept of an earlier start, and with it. */
export const measureStart = (): Budgeted[] => {
  const load = (flags: readonly string[]) => importCpuMs(PARTS, process.env, flags);
  const asStarted = ['-r', './local/prepare-node.cjs'];
  load(asStarted);
  const times = Array.from({ length: ROUNDS }, () => ({ first: load([]), later: load(asStarted) }));
  const [one, other] = [least(times.map(({ first }) => first)), least(times.map(({ later }) => later))];
  return [
    {
      what: `times the CPU of loading at the first npm start: a later one, ${other.toFixed(0)} to ${one.toFixed(0)} ms, least of ${ROUNDS} in turns`,
      figure: other / one,
      budget: 0.7,
    },
  ];
};

const least = (times: readonly number[]): number => Math.min(...times);
