import { startError } from '../common/start-error.ts';
import { countEdits } from '../../lib/config/nearest-word.ts';

/** All variables that `npm start` reads. */
const VARIABLES = [
  'COUPANG_BASE_URL',
  'COUPANG_ACCESS_KEY',
  'COUPANG_SECRET_KEY',
  'COUPANG_VENDOR_ID',
  'SLACK_API_URL',
  'SLACK_BOT_TOKEN',
  'SLACK_APP_TOKEN',
  'SLACK_CHANNEL',
  'NOTIFIER_CONFIG',
  'DATA_DIR',
  'PORT',
  'POLL_SECONDS',
  'SIMULATOR_SEED',
];
/** One wrong letter is allowed for this many letters. PATH and SLACK_USER_TOKEN belong to other programs. */
const LETTERS_AN_EDIT = 6;
const OTHERS = ['SLACK_API_TOKEN'];

/**
 * A shell sets many variables. Only a near miss of an unset variable of ours is a mistake.
 * @throws ConfigError that names the variable and its correction, and no value
 */
export const refuseMisspelt = (env: Record<string, string | undefined>): void => {
  const isSet = (name: string): boolean => (env[name] ?? '').trim() !== '';
  const absent = VARIABLES.filter((known) => !isSet(known));
  for (const name of Object.keys(env)) {
    if (!isSet(name) || VARIABLES.includes(name) || OTHERS.includes(name)) continue;
    const meant = absent.find((known) => isNearMiss(name.toUpperCase(), known));
    if (meant !== undefined) throw startError((errors) => errors.misspelt(name, meant));
  }
};

/**
 * `npm start` takes no arguments.
 * @throws ConfigError that names the variable for the first one, and repeats no value, which may be a key
 */
export const refuseArguments = ([first]: readonly string[]): void => {
  if (first === undefined) return;
  const named = first.replace(/^-+/, '').replace(/=.*/s, '').replaceAll('-', '_').toUpperCase();
  const isKnown = named !== 'PORT' && VARIABLES.includes(named);
  const example = isKnown ? `${named}=<value>` : 'PORT=4401';
  throw startError((errors) => errors.noArguments(example));
};

/** POST is a word, so in PORT only an extra letter counts as a slip. */
const isNearMiss = (name: string, known: string): boolean => {
  if (!name.startsWith(known.slice(0, 1))) return false;
  const edits = countEdits(name, known);
  return edits <= known.length / LETTERS_AN_EDIT || (edits === 1 && name.length > known.length);
};
