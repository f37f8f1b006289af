import type { Check } from './check.ts';

/** One line per check, and a second one if there is something to do. */
export const printLines = (checks: readonly Check[]): string => {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .flatMap(({ name, state, what, toDo }) => [
      `${state.padEnd(5)} ${name.padEnd(width)}  ${what}`,
      ...(toDo === undefined ? [] : [`${' '.repeat(width + 6)}  -> ${toDo}`]),
    ])
    .join('\n');
};

/** The lines, and how many there are of each state. */
export const printChecks = (checks: readonly Check[]): string =>
  [printLines(checks), '', summarise(checks)].join('\n');

export const hasFailed = (checks: readonly Check[]): boolean => checks.some(({ state }) => state === 'fail');

const summarise = (checks: readonly Check[]): string => {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  return `${count('ok')} ok, ${count('warn')} to note, ${count('fail')} to fix.`;
};
