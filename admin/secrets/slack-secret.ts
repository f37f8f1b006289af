import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { WebClient } from '@slack/web-api';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { Names } from '../../lib/config/names.ts';
import { readSlackSecret, type SlackSecret, type Workspace } from '../../lib/config/read-secret.ts';
import { isAccessDenied } from '../../lib/deployment/name-aws-error.ts';
import { defined } from '../../lib/domain/defined.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { findWorkspace } from '../../lib/slack/client/create-web-client.ts';
import { readSecret } from '../doctor/check-secrets.ts';
import type { AdminTexts } from '../wording/wording.ts';

/** How long a replaced signing secret stays valid. Requests that Slack signed with it arrive within minutes. */
const ROTATION_MS = HOUR_MS;

/**
 * The stored keys of Slack.
 * @returns `undefined` if no usable keys are stored, `denied` if this user may not read them
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
 * A replaced signing secret stays valid for an hour.
 * @param stored the replaced secret; `undefined` if no old signing secret stays valid
 * @param now epoch ms
 */
export const buildSlackSecret = (
  keys: SlackSecret,
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

/**
 * Asks Slack for the workspace of a bot token. It is stored with the token, so that `slack-actions` need not call Slack
 * for it.
 * @throws ConfigError if Slack does not accept the token
 */
export const findTokenWorkspace = async (
  slack: WebClient,
  botToken: string,
  texts: AdminTexts['secrets'],
): Promise<Workspace> =>
  findWorkspace(slack, botToken).catch((error: unknown) => {
    // Without `cause`, since the client's error may quote the token.
    const { reason } = classifySlackError(error, { call: 'look-up', what: 'the workspace' });
    throw new ConfigError(texts.tokenRefused(reason));
  });
