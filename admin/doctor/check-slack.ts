import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { channelsOf } from '../../lib/config/find-vendor.ts';
import type { SlackSecret, Workspace } from '../../lib/config/read-secret.ts';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { claimGroups, type ScopeSettings, slackScopes } from '../../lib/slack/client/scopes.ts';
import { type Check, fail, ok, warn } from './check.ts';

const INSTALL = 'docs/slack-app-manifest.json';

/**
 * Checks token, scopes, workspace and channels.
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

/** A workspace may join an enterprise after its ids were stored. Returns `undefined` if the ids match. */
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

/** Whether the app can post into a channel. */
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

const wordOf = (error: unknown) => classifySlackError(error, { call: 'post', what: 'a check' });

const CHANGE_CLAIM = 'Change acting.claim of the vendor, and deploy.';

const groupAnswer = z.object({ users: z.array(z.string()) });

/** Whether Slack returns the members of a user group that may claim (A6). */
const checkGroup = async (client: WebClient, token: string, group: string): Promise<Check> => {
  const name = `Slack user group ${group}`;
  try {
    const { users } = groupAnswer.parse(await client.usergroups.users.list({ usergroup: group, token }));
    return users.length > 0
      ? ok(name, `may claim: ${users.length} people`)
      : warn(name, 'has nobody in it', `Add people to it, or: ${CHANGE_CLAIM}`);
  } catch (error) {
    const { reason } = classifySlackError(error, { call: 'look-up', what: 'a check' });
    if (reason === 'missing_scope')
      return fail(name, 'cannot be read without usergroups:read', 'See the line Slack scopes.');
    if (reason === 'no_such_subteam') return fail(name, 'is not in the workspace', CHANGE_CLAIM);
    if (reason === 'plan_upgrade_required')
      return fail(name, 'cannot be read: the workspace’s plan has no user groups', CHANGE_CLAIM);
    return warn(name, `Slack answers ${reason}`, 'Run the doctor again.');
  }
};

const NEEDS = 'users:read';
const CHANGE_PEOPLE = 'Change acting.people of the vendor, or acting.sharing, and deploy.';

/** Lists who may confirm and reply, and checks that they are in the workspace (A6). */
const checkPeople = async (
  client: WebClient,
  token: string,
  vendors: readonly VendorConfig[],
  scopes: readonly string[],
): Promise<Check[]> => {
  const ids = new Set(
    vendors.flatMap(({ acting: { people, sharing } }) => [...Object.keys(people), ...Object.keys(sharing)]),
  );
  const checks = vendors.map(namePeople);
  if (ids.size === 0) return checks;
  const name = 'Slack people';
  if (!scopes.includes(NEEDS))
    return [
      ...checks,
      ok(name, `were not checked: that needs ${NEEDS}, which the app needs for nothing else`),
    ];
  const faults: Check[] = [];
  for (const id of ids) faults.push(...(await checkPerson(client, token, id)));
  return [...checks, ...(faults.length > 0 ? faults : [ok(name, 'are all in the workspace')])];
};

const namePeople = ({ market, id, acting: { people } }: VendorConfig): Check => {
  const name = `people of ${market} ${id}`;
  const all = Object.entries(people);
  if (all.length === 0)
    return warn(
      name,
      'nobody may confirm or reply from Slack',
      `${CHANGE_PEOPLE} docs/setup.md, Acting in Slack.`,
    );
  return ok(
    name,
    `may confirm and reply: ${all.map(([user, { wingId }]) => `${user} as ${wingId}`).join(', ')}`,
  );
};

const userAnswer = z.object({
  user: z.object({ deleted: z._default(z.boolean(), false), is_bot: z._default(z.boolean(), false) }),
});

const checkPerson = async (client: WebClient, token: string, id: string): Promise<Check[]> => {
  const name = `Slack person ${id}`;
  try {
    const { user } = userAnswer.parse(await client.users.info({ user: id, token }));
    if (user.deleted) return [fail(name, 'has left the workspace', CHANGE_PEOPLE)];
    return user.is_bot ? [fail(name, 'is an app and no person', CHANGE_PEOPLE)] : [];
  } catch (error) {
    const { reason } = classifySlackError(error, { call: 'post', what: 'a check' });
    if (/^user(s)?_not_(found|visible)$/.test(reason))
      return [fail(name, 'is not in the workspace', CHANGE_PEOPLE)];
    return [warn(name, `Slack answers ${reason}`, 'Run the doctor again.')];
  }
};
