import { ConfigError } from '../../lib/config/config-error.ts';
import { isCredentialsError, nameAwsError } from '../../lib/deployment/name-aws-error.ts';

export type Check = {
  name: string;
  /** `warn`: it works, is planned, or passes by itself. `fail`: a person must act. */
  state: 'ok' | 'warn' | 'fail';
  what: string;
  /** The next step for a person, in one line. Absent if there is nothing to do. */
  toDo?: string;
};

export const ok = (name: string, what: string): Check => ({ name, state: 'ok', what });
export const warn = (name: string, what: string, toDo: string): Check => ({
  name,
  state: 'warn',
  what,
  toDo,
});
export const fail = (name: string, what: string, toDo: string): Check => ({
  name,
  state: 'fail',
  what,
  toDo,
});

/**
 * Runs a check at AWS. A refusal by AWS is a finding too.
 * @throws ConfigError if no request to AWS can succeed
 */
export const lookAt = async (name: string, look: () => Promise<Check[]>): Promise<Check[]> => {
  try {
    return await look();
  } catch (error) {
    if (isCredentialsError(error)) {
      throw new ConfigError(`AWS refuses every request: ${nameAwsError(error)}`);
    }
    const [what = '', ...advice] = nameAwsError(error).split('. ');
    return [fail(name, `could not be checked: ${what}`, advice.join('. '))];
  }
};

/** `2026-11-25 14:17`, in a zone. */
export const formatInstant = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(instant);

export const printLines = (checks: readonly Check[]): string => {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .flatMap(({ name, state, what, toDo }) => [
      `${state.padEnd(5)} ${name.padEnd(width)}  ${what}`,
      ...(toDo === undefined ? [] : [`${' '.repeat(width + 6)}  -> ${toDo}`]),
    ])
    .join('\n');
};

export const printChecks = (checks: readonly Check[]): string =>
  [printLines(checks), '', summarise(checks)].join('\n');

export const hasFailed = (checks: readonly Check[]): boolean => checks.some(({ state }) => state === 'fail');

const summarise = (checks: readonly Check[]): string => {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  return `${count('ok')} ok, ${count('warn')} to note, ${count('fail')} to fix.`;
};
