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
import { ADMIN_WORDING } from '../wording/wording.ts';
import { type Check, fail, ok, warn } from './check.ts';

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
  now: number,
): Promise<Check[]> => {
  const name = `secret ${market} ${vendorId}`;
  const again = `npm run secrets -- ${vendorId} --market ${market}`;
  const read = await readSecret(client, names.secrets.coupang(market, vendorId), (text) =>
    readCoupangSecret(text, { market, vendorId }, names),
  );
  if ('wrong' in read) {
    const { wrong } = read;
    return [wrong.isUnset && !live ? warn(name, wrong.what, wrong.toDo) : fail(name, wrong.what, wrong.toDo)];
  }
  const { expiresOn } = read.value;
  if (expiresOn === undefined) {
    const toDo = `Store the key once more, with the last day that WING shows: ${again}`;
    return [warn(name, 'holds no last day of the key: nothing warns before it ends', toDo)];
  }
  const days = daysBetween(dateAt(now, MARKET_ZONES[market]), expiresOn);
  const renew = `Reissue it in WING, which ends the old key at once, then: ${again}`;
  if (days < 0) return [fail(name, `the key ended on ${expiresOn}`, renew)];
  if (days <= EXPIRES_SOON_DAYS) return [warn(name, `the key ends on ${expiresOn}, in ${days} days`, renew)];
  return [ok(name, `is stored; the key ends on ${expiresOn}, in ${days} days`)];
};

/** Whether Slack's keys are stored. Returns them for the checks that call Slack. Acting needs the signing secret. */
export const checkSlackSecret = async (
  client: SecretsManagerClient,
  names: Names,
  acting: Config['acting'] = 'off',
): Promise<{ checks: Check[]; secret?: SlackSecret }> => {
  const read = await readSecret(client, names.secrets.slack, (text) => readSlackSecret(text, names));
  if ('wrong' in read) return { checks: [fail('secret Slack', read.wrong.what, read.wrong.toDo)] };
  return { checks: [judgeSlackSecret(read.value, acting)], secret: read.value };
};

const judgeSlackSecret = ({ signingSecret, workspace }: SlackSecret, acting: Config['acting']): Check => {
  const name = 'secret Slack';
  const [judge, again] = [acting === 'on' ? fail : warn, 'npm run secrets -- slack'];
  if (signingSecret === undefined)
    return judge(name, 'has no signing secret', `Store both keys again: ${again}`);
  if (workspace === undefined && acting === 'on')
    return fail(
      name,
      'has no id of the workspace: nobody can claim, confirm or reply',
      `Store it; press Enter to keep both keys: ${again}`,
    );
  return ok(name, 'is stored');
};

type Wrong = { what: string; toDo: string; isUnset?: true };

export const readSecret = async <Value>(
  client: SecretsManagerClient,
  SecretId: string,
  read: (text: string | undefined) => Value,
): Promise<{ value: Value } | { wrong: Wrong }> => {
  try {
    return { value: read(await fetchSecret(client, SecretId)) };
  } catch (error) {
    if (error instanceof NotSetUp) return { wrong: { ...split(error.message), isUnset: true } };
    if (error instanceof ConfigError) return { wrong: split(error.message) };
    if (error instanceof InvalidRequestException)
      return {
        wrong: split(markedForDeletion(SecretId, await client.config.region(), ADMIN_WORDING.en.secrets)),
      };
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
