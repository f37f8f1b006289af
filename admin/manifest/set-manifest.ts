import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { ConfigError } from '../../lib/config/config-error.ts';
import type { Manifest } from './build-manifest.ts';
import { type Names, OUTPUTS, STACKS } from '../../lib/config/names.ts';
import { describeStack } from '../../lib/deployment/describe-stack.ts';
import { nameAwsError } from '../../lib/deployment/name-aws-error.ts';
import { openClients } from '../doctor/open-clients.ts';

const HOW_TO_GET_A_TOKEN =
  'Make a configuration token at api.slack.com/apps, "Your App Configuration Tokens". It lasts 12 hours, and its owner must be a collaborator of the app.';

type Options = { slack: WebClient; token: string; appId: string };

/**
 * Puts a manifest into an app. Only its name, description and colour stay.
 * @returns whether its scopes changed: then the app must be installed again
 * @throws ConfigError that says what Slack does not accept, and what to do
 */
export const setManifest = async (
  manifest: Manifest,
  { slack, token, appId }: Options,
): Promise<{ scopesChanged: boolean }> => {
  const app = { token, app_id: appId };
  const before = exported.parse(
    await callSlack('apps.manifest.export', () => slack.apps.manifest.export(app)),
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
  await callSlack('apps.manifest.validate', () =>
    slack.apiCall('apps.manifest.validate', { ...app, manifest: text }),
  );
  const answer = await callSlack('apps.manifest.update', () =>
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
const callSlack = async <T>(method: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    const read = refused.safeParse(error);
    if (!read.success)
      throw new ConfigError(
        `${method}: Slack did not answer. Try again, or put the manifest into the app by hand.`,
      );
    const { error: word, errors } = read.data.data;
    if (errors.length === 0) throw new ConfigError(`${method}: Slack answers ${word}. ${HOW_TO_GET_A_TOKEN}`);
    const faults = errors.map(({ message, pointer }) => `\n  ${pointer ?? 'manifest'}: ${message}`);
    throw new ConfigError(
      `${method}: Slack does not accept the manifest (${word}).${faults.join('')}\nAn address that did not answer: npm run doctor says why.`,
    );
  }
};

export const findUrl = async (region: string, { stacks }: Names): Promise<string> => {
  const { cloudFormation } = openClients(region);
  const found = await describeStack(cloudFormation, stacks.notifier).catch((error: unknown) => {
    throw new ConfigError(
      `The address that Slack calls could not be looked up in ${region}: ${nameAwsError(error)} Or name it: --url`,
    );
  });
  const url = found?.outputs[OUTPUTS.slackActionsUrl];
  if (url !== undefined) return url;
  throw new ConfigError(
    `No address that Slack could call is in ${region} yet. Deploy with acting: 'on': npx cdk deploy ${STACKS.notifier}. Or name it: --url`,
  );
};
