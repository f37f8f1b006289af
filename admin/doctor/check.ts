import { ConfigError } from '../../lib/config/config-error.ts';
import { describeAwsFailure, isCredentialsError, nameAwsError } from '../../lib/deployment/name-aws-error.ts';
import type { AdminTexts } from '../wording/wording.ts';

/** The texts of the doctor, of keys and webhooks, and of errors of AWS. */
export type Words = Pick<AdminTexts, 'doctor' | 'secrets' | 'awsErrors' | 'webhooks'>;

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
export const lookAt = async (
  name: string,
  { doctor, awsErrors }: Words,
  look: () => Promise<Check[]>,
): Promise<Check[]> => {
  try {
    return await look();
  } catch (error) {
    if (isCredentialsError(error)) {
      throw new ConfigError(describeAwsFailure(error, awsErrors, doctor.refusesAll));
    }
    const [what = '', ...advice] = nameAwsError(error, awsErrors).split('. ');
    return [fail(name, doctor.notChecked(what), advice.join('. '))];
  }
};

/** `2026-11-25 14:17`, in a zone. */
export const formatInstant = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(instant);

export const printLines = (checks: readonly Check[], { doctor: { states } }: Words): string => {
  const width = Math.max(...checks.map(({ name }) => columnsOf(name)));
  const stateWidth = Math.max(5, ...Object.values(states).map(columnsOf));
  return checks
    .flatMap(({ name, state, what, toDo }) => [
      `${pad(states[state], stateWidth)} ${pad(name, width)}  ${what}`,
      ...(toDo === undefined ? [] : [`${' '.repeat(width + stateWidth + 1)}  -> ${toDo}`]),
    ])
    .join('\n');
};

/** A terminal shows East Asian letters in two columns. */
export const columnsOf = (text: string): number =>
  text.length + (text.match(/[\u1100-\uffef]/g)?.length ?? 0);
const pad = (text: string, columns: number): string => text + ' '.repeat(columns - columnsOf(text));
export const padStart = (text: string, columns: number): string =>
  ' '.repeat(Math.max(0, columns - columnsOf(text))) + text;

export const printChecks = (checks: readonly Check[], words: Words): string =>
  [printLines(checks, words), '', summarise(checks, words)].join('\n');

export const hasFailed = (checks: readonly Check[]): boolean => checks.some(({ state }) => state === 'fail');

const summarise = (checks: readonly Check[], { doctor }: Words): string => {
  const count = (state: Check['state']) => checks.filter((check) => check.state === state).length;
  return doctor.summary(count('ok'), count('warn'), count('fail'));
};
