import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { Manifest } from './build-manifest.ts';
import { type Names, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import { describeStack } from '../../lib/deployment/describe-stack.ts';
import { describeAwsFailure } from '../../lib/deployment/name-aws-error.ts';
import type { AdminTexts } from '../wording/wording.ts';
import { openClients } from '../doctor/open-clients.ts';

type Texts = AdminTexts['manifest'];
type Options = { slack: WebClient; token: string; appId: string; words: Texts };

/**
 * Puts a manifest into an app. Only its name, description and colour stay.
 * @returns whether its scopes changed: then the app must be installed again
 * @throws ConfigError that says what Slack does not accept, and what to do
 */
export const setManifest = async (
  manifest: Manifest,
  { slack, token, appId, words }: Options,
): Promise<{ scopesChanged: boolean }> => {
  const app = { token, app_id: appId };
  const before = exported.parse(
    await callSlack(words, 'apps.manifest.export', () => slack.apps.manifest.export(app)),
  ).manifest;
  const wanted = {
    ...manifest,
    display_information: { ...manifest.display_information, ...before.display_information },
    features: {
      ...manifest.features,
      bot_user: { ...manifest.features.bot_user, ...before.features?.bot_user },
    },
  };
  const text = JSON.stringify(wanted);
  await callSlack(words, 'apps.manifest.validate', () =>
    slack.apiCall('apps.manifest.validate', { ...app, manifest: text }),
  );
  const answer = await callSlack(words, 'apps.manifest.update', () =>
    slack.apiCall('apps.manifest.update', { ...app, manifest: text }),
  );
  return { scopesChanged: updated.parse(answer).permissions_updated };
};

const exported = z.object({
  manifest: z.looseObject({
    display_information: z.optional(z.looseObject({})),
    features: z.optional(z.looseObject({ bot_user: z.optional(z.looseObject({})) })),
  }),
});
const updated = z.object({ permissions_updated: z._default(z.boolean(), false) });
const refused = z.object({
  data: z.object({
    error: z.string(),
    errors: z._default(z.array(z.object({ message: z.string(), pointer: z.optional(z.string()) })), []),
  }),
});

/** Repeats only Slack's words: another error could quote the token. */
const callSlack = async <T>(words: Texts, method: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    const read = refused.safeParse(error);
    if (!read.success) throw new ConfigError(words.noAnswer(method));
    const { error: word, errors } = read.data.data;
    if (errors.length === 0) throw new ConfigError(words.answers(method, word));
    const faults = errors.map(({ message, pointer }) => `\n  ${pointer ?? 'manifest'}: ${message}`);
    throw new ConfigError(words.refused(method, word, faults.join('')));
  }
};

export const findUrl = async (
  region: string,
  { stacks }: Names,
  { manifest: words, awsErrors }: Pick<AdminTexts, 'manifest' | 'awsErrors'>,
): Promise<string> => {
  const { cloudFormation } = openClients(region);
  const found = await describeStack(cloudFormation, stacks.notifier).catch((error: unknown) => {
    throw new ConfigError(
      describeAwsFailure(error, awsErrors, (reason) => words.notLookedUp(region, reason)),
    );
  });
  const url = found?.outputs[OUTPUTS.slackActionsUrl];
  if (url !== undefined) return url;
  throw new ConfigError(words.noAddress(region, `npx cdk deploy ${STACKS.notifier}`));
};
