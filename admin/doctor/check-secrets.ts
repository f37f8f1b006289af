import {
  GetSecretValueCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { ConfigError, NotSetUp } from '../../lib/config/config-error.ts';
import { MARKET_ZONES } from '../../lib/config/market.ts';
import type { Names } from '../../lib/config/names.ts';
import { readCoupangSecret, readSlackSecret, type SlackSecret } from '../../lib/config/read-secret.ts';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { dateAt, daysBetween } from '../../lib/domain/time/dates.ts';
import { markedForDeletion } from '../secrets/store-secret.ts';
import { type Check, fail, ok, warn, type Words } from './check.ts';

/** The first day of the countdown (O7). */
const EXPIRES_SOON_DAYS = 14;

/**
 * Whether a vendor's key is stored, and how long it is valid.
 * @param now epoch ms
 */
export const checkCoupangSecret = async (
  client: SecretsManagerClient,
  names: Names,
  { id: vendorId, market, live }: VendorConfig,
  { now, words }: { now: number; words: Words },
): Promise<Check[]> => {
  const texts = words.doctor.coupang.secret;
  const name = texts.name(`${market} ${vendorId}`);
  const again = `npm run secrets -- ${vendorId} --market ${market}`;
  const secretName = names.secrets.coupang(market, vendorId);
  const read = await readSecret(client, secretName, (text) =>
    readCoupangSecret(text, { market, vendorId }, names),
  );
  if ('wrong' in read) {
    const store = `npm run secrets -- ${vendorId}`;
    const { what, toDo } = describeWrong(read.wrong, { secretName, store }, words);
    return [read.wrong === 'unset' && !live ? warn(name, what, toDo) : fail(name, what, toDo)];
  }
  const { expiresOn } = read.value;
  if (expiresOn === undefined) return [warn(name, texts.noLastDay, texts.storeLastDay(again))];
  const days = daysBetween(dateAt(now, MARKET_ZONES[market]), expiresOn);
  const renew = texts.renew(again);
  if (days < 0) return [fail(name, texts.ended(expiresOn), renew)];
  if (days <= EXPIRES_SOON_DAYS) return [warn(name, texts.ends(expiresOn, days), renew)];
  return [ok(name, texts.stored(expiresOn, days))];
};

/** Whether Slack's keys are stored. Returns them for the checks that call Slack. Acting needs the signing secret. */
export const checkSlackSecret = async (
  client: SecretsManagerClient,
  names: Names,
  acting: Config['acting'],
  words: Words,
): Promise<{ checks: Check[]; secret?: SlackSecret }> => {
  const secretName = names.secrets.slack;
  const texts = words.doctor.coupang.secret;
  const read = await readSecret(client, secretName, (text) => readSlackSecret(text, names));
  if ('value' in read) return { checks: [judgeSlackSecret(read.value, acting, texts)], secret: read.value };
  const { what, toDo } = describeWrong(read.wrong, { secretName, store: STORE_SLACK }, words);
  return { checks: [fail(texts.slack, what, toDo)] };
};

const STORE_SLACK = 'npm run secrets -- slack';

const judgeSlackSecret = (
  { signingSecret, workspace }: SlackSecret,
  acting: Config['acting'],
  texts: Words['doctor']['coupang']['secret'],
): Check => {
  const judge = acting === 'on' ? fail : warn;
  if (signingSecret === undefined)
    return judge(texts.slack, texts.noSigningSecret, texts.storeBoth(STORE_SLACK));
  if (workspace === undefined && acting === 'on')
    return fail(texts.slack, texts.noWorkspace, texts.storeWorkspace(STORE_SLACK));
  return ok(texts.slack, texts.isStored);
};

/** `unset`: it does not exist. `region`: there it is marked for deletion. */
type Wrong = 'unset' | ConfigError | { region: string };

export const describeWrong = (
  wrong: Wrong,
  { secretName, store }: { secretName: string; store: string },
  { doctor, secrets }: Words,
): { what: string; toDo: string } => {
  const texts = doctor.coupang.secret;
  if (wrong === 'unset') return { what: texts.unset(secretName), toDo: texts.run(store) };
  if ('region' in wrong) return split(markedForDeletion(secretName, wrong.region, secrets));
  const faults = /cannot be used: (.*)\. Run:/.exec(wrong.message)?.[1] ?? '';
  return { what: texts.unusable(secretName, faults), toDo: texts.run(store) };
};

export const readSecret = async <Value>(
  client: SecretsManagerClient,
  SecretId: string,
  read: (text: string | undefined) => Value,
): Promise<{ value: Value } | { wrong: Wrong }> => {
  try {
    return { value: read(await fetchSecret(client, SecretId)) };
  } catch (error) {
    if (error instanceof NotSetUp) return { wrong: 'unset' };
    if (error instanceof ConfigError) return { wrong: error };
    if (error instanceof InvalidRequestException) return { wrong: { region: await client.config.region() } };
    throw error;
  }
};

/** `undefined` if the secret does not exist. */
const fetchSecret = async (client: SecretsManagerClient, SecretId: string): Promise<string | undefined> => {
  try {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }));
    return SecretString;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
};

/** Our errors say what happened, then what to do. */
const split = (message: string): { what: string; toDo: string } => {
  const at = message.indexOf('. ');
  return { what: message.slice(0, at), toDo: message.slice(at + 2) };
};
