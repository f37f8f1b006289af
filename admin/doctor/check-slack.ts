import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { channelsOf } from '../../lib/config/find-vendor.ts';
import type { SlackSecret, Workspace } from '../../lib/config/read-secret.ts';
import type { Config } from '../../lib/config/schema.ts';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { claimGroups, type ScopeSettings, slackScopes } from '../../lib/slack/client/scopes.ts';
import { checkGroup } from './check-group.ts';
import { checkPeople } from './check-people.ts';
import { type Check, fail, ok } from './check.ts';

const INSTALL = 'docs/slack-app-manifest.json';

/**
 * Whether Slack accepts the token, the token has the needed scopes, and the app is in each channel. If a workspace is stored, also
 * whether the token belongs to it.
 * @param besides a channel that the configuration does not name
 */
export const checkSlack = async (
  client: WebClient,
  token: string,
  {
    vendors,
    acting = 'off',
    workspace,
  }: Pick<Config, 'vendors'> & Partial<Pick<Config, 'acting'>> & Pick<SlackSecret, 'workspace'>,
  besides?: string,
): Promise<Check[]> => {
  const tested = await testToken(client, token, workspace);
  if (!tested.scopes) return [tested.check];
  const checks = [tested.check, judgeScopes(tested.scopes, { vendors, acting })];
  if (acting === 'on') checks.push(...(await checkPeople(client, token, vendors, tested.scopes)));
  for (const group of claimGroups({ vendors, acting })) checks.push(await checkGroup(client, token, group));
  const channels = new Set([...vendors.flatMap(channelsOf), ...(besides === undefined ? [] : [besides])]);
  for (const channel of channels) checks.push(await checkChannel(client, token, channel));
  return checks;
};

const tokenAnswer = z.object({
  team_id: z.optional(z.string()),
  enterprise_id: z.nullish(z.string()),
  team: z.optional(z.string()),
  user: z.optional(z.string()),
  response_metadata: z.object({ scopes: z._default(z.array(z.string()), []) }),
});

const testToken = async (
  client: WebClient,
  token: string,
  workspace: Workspace | undefined,
): Promise<{ check: Check; scopes?: string[] }> => {
  const name = 'Slack token';
  try {
    const answer = tokenAnswer.parse(await client.auth.test({ token }));
    const { scopes } = answer.response_metadata;
    const differing = workspace && findDiffering(answer, workspace);
    if (differing !== undefined)
      return {
        check: fail(
          name,
          `belongs to ${differing} is stored: presses are refused`,
          'Store the right one; press Enter to keep both keys: npm run secrets -- slack',
        ),
        scopes,
      };
    return {
      check: ok(name, `is accepted: ${answer.user ?? 'the app'} in ${answer.team ?? 'its workspace'}`),
      scopes,
    };
  } catch (error) {
    const { kind, reason } = wordOf(error);
    const toDo =
      kind === 'token-unusable'
        ? 'Install the app to the workspace, then store its token: npm run secrets -- slack'
        : 'Run the doctor again. If it says the same, see status.slack.com and the connection from here to Slack.';
    return { check: fail(name, `Slack answers ${reason}`, toDo) };
  }
};

/** A workspace may join an enterprise after its ids were stored. `undefined`: the stored ids are those of the token. */
const findDiffering = (
  { team_id: teamId, enterprise_id: enterpriseId }: z.infer<typeof tokenAnswer>,
  stored: Workspace,
): string | undefined => {
  if (teamId === undefined) return undefined;
  if (teamId !== stored.teamId) return `the workspace ${teamId}, but ${stored.teamId}`;
  if ((enterpriseId || undefined) === stored.enterpriseId) return undefined;
  return `${enterpriseId ? `the enterprise ${enterpriseId}` : 'no enterprise'}, but ${stored.enterpriseId ?? 'none'}`;
};

const judgeScopes = (granted: readonly string[], config: ScopeSettings): Check => {
  const name = 'Slack scopes';
  const needed = slackScopes(config);
  const missing = Object.entries(needed).filter(([scope]) => !granted.includes(scope));
  if (missing.length === 0) return ok(name, Object.keys(needed).join(', '));
  const manifest = config.acting === 'on' ? 'what npm run manifest prints' : INSTALL;
  return fail(
    name,
    `missing: ${missing.map(([scope, loss]) => `${scope} (without it ${loss})`).join('; ')}`,
    `Put ${manifest} into the app's settings, reinstall the app, and store its token if that changed.`,
  );
};

const channelAnswer = z.object({
  channel: z.object({
    name: z.optional(z.string()),
    is_member: z._default(z.boolean(), false),
    is_archived: z._default(z.boolean(), false),
  }),
});

/** Whether the app can post into a channel, by its id. */
const checkChannel = async (client: WebClient, token: string, channel: string): Promise<Check> => {
  const name = `Slack channel ${channel}`;
  const invite = 'In the channel, type /invite and the name of the app.';
  try {
    const { channel: found } = channelAnswer.parse(await client.conversations.info({ channel, token }));
    const shown = found.name === undefined ? 'the channel' : `#${found.name}`;
    if (found.is_archived) return fail(name, `${shown} is archived`, 'Unarchive it, or configure another.');
    return found.is_member
      ? ok(name, `the app is in ${shown}`)
      : fail(name, `the app is not in ${shown}`, invite);
  } catch (error) {
    const { reason } = wordOf(error);
    if (reason === 'channel_not_found') {
      return fail(name, 'does not exist, or is private and the app is not in it', `Check the id. ${invite}`);
    }
    const toDo =
      reason === 'missing_scope'
        ? `Give the app channels:read and groups:read (${INSTALL}) and reinstall it.`
        : 'Run the doctor again. If it says the same, find the word among the errors of conversations.info.';
    return fail(name, `Slack answers ${reason}`, toDo);
  }
};

/** Words and codes only: a message could quote the token. */
const wordOf = (error: unknown) => classifySlackError(error, { call: 'post', what: 'a check' });
