import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Names } from '../../lib/config/names.ts';
import { readSlackSecret, type SlackSecret } from '../../lib/config/read-secret.ts';
import { isAccessDenied } from '../../lib/deployment/name-aws-error.ts';
import { defined } from '../../lib/domain/defined.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { readSecret } from '../doctor/check-secrets.ts';
import type { SlackKeys } from './ask-keys.ts';

/** Requests that Slack signed before a rotation arrive within minutes. */
const ROTATION_MS = HOUR_MS;

/**
 * The stored keys of Slack, as far as this user may read them.
 * @returns `undefined` if there are none that can be used, `denied` if the user may not look
 */
export const findStoredSlack = async (
  client: SecretsManagerClient,
  names: Names,
): Promise<SlackSecret | 'denied' | undefined> => {
  try {
    const read = await readSecret(client, names.secrets.slack, (text) => readSlackSecret(text, names));
    return 'value' in read ? read.value : undefined;
  } catch (error) {
    if (isAccessDenied(error)) return 'denied';
    throw error;
  }
};

/**
 * Slack's secret as it is stored. A signing secret that is replaced stays valid for an hour.
 * @param stored what it replaces; `undefined`: nothing stays valid
 * @param now epoch ms
 */
export const buildSlackSecret = (
  keys: SlackKeys,
  stored: SlackSecret | undefined,
  now: number,
): SlackSecret => {
  const old = stored?.signingSecret;
  const previous =
    old === undefined || old === keys.signingSecret
      ? stored?.previous
      : { signingSecret: old, until: new Date(now + ROTATION_MS).toISOString() };
  return { ...keys, ...defined({ previous }) };
};
