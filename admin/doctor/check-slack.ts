import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { Config, VendorConfig } from '../../lib/config/schema.ts';
import { channelsOf } from '../../lib/config/find-vendor.ts';
import type { SlackSecret, Workspace } from '../../lib/config/read-secret.ts';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { claimGroups, type ScopeSettings, slackScopes } from '../../lib/slack/client/scopes.ts';
import { type Check, fail, ok, warn, type Words } from './check.ts';

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
    words,
  }: Pick<Config, 'vendors'> &
    Partial<Pick<Config, 'acting'>> &
    Pick<SlackSecret, 'workspace'> & { words: Words },
  besides?: string,
): Promise<Check[]> => {
  const { slack } = words.doctor;
  const access = { client, token, words: slack };
  const tested = await testToken(access, workspace);
  if (!tested.scopes) return [tested.check];
  const checks = [tested.check, judgeScopes(tested.scopes, { vendors, acting }, slack)];
  if (acting === 'on') checks.push(...(await checkPeople(access, vendors, tested.scopes)));
  for (const group of claimGroups({ vendors, acting })) checks.push(await checkGroup(access, group));
  const channels = new Set([...vendors.flatMap(channelsOf), ...(besides === undefined ? [] : [besides])]);
  for (const channel of channels) checks.push(await checkChannel(access, channel));
  return checks;
};

type Texts = Words['doctor']['slack'];
type SlackAccess = { client: WebClient; token: string; words: Texts };

const tokenAnswer = z.object({
  team_id: z.optional(z.string()),
  enterprise_id: z.nullish(z.string()),
  team: z.optional(z.string()),
  user: z.optional(z.string()),
  response_metadata: z.object({ scopes: z._default(z.array(z.string()), []) }),
});

const testToken = async (
  { client, token, words }: SlackAccess,
  workspace: Workspace | undefined,
): Promise<{ check: Check; scopes?: string[] }> => {
  const texts = words.token;
  const store = 'npm run secrets -- slack';
  try {
    const answer = tokenAnswer.parse(await client.auth.test({ token }));
    const { scopes } = answer.response_metadata;
    const difference = workspace && describeDifference(answer, workspace, texts);
    const check =
      difference === undefined
        ? ok(texts.name, texts.accepted(answer.user, answer.team))
        : fail(texts.name, difference, texts.storeRight(store));
    return { check, scopes };
  } catch (error) {
    const { kind, reason } = wordOf(error);
    const toDo = kind === 'token-unusable' ? texts.install(store) : texts.seeStatus;
    return { check: fail(texts.name, words.answers(reason), toDo) };
  }
};

/** A workspace may join an enterprise after its ids were stored. Returns `undefined` if the ids match. */
const describeDifference = (
  { team_id: teamId, enterprise_id: enterpriseId }: z.infer<typeof tokenAnswer>,
  stored: Workspace,
  texts: Texts['token'],
): string | undefined => {
  if (teamId === undefined) return undefined;
  if (teamId !== stored.teamId) return texts.otherWorkspace(teamId, stored.teamId);
  if ((enterpriseId || undefined) === stored.enterpriseId) return undefined;
  return texts.otherEnterprise(enterpriseId || undefined, stored.enterpriseId);
};

const judgeScopes = (granted: readonly string[], config: ScopeSettings, { scopes: texts }: Texts): Check => {
  const needed = slackScopes(config);
  const missing = Object.entries(needed).filter(([scope]) => !granted.includes(scope));
  if (missing.length === 0) return ok(texts.name, Object.keys(needed).join(', '));
  const losses = missing.map(([scope, loss]): [string, string] => [scope, texts.loss(scope, loss)]);
  return fail(texts.name, texts.missing(losses), texts.put(config.acting === 'on' ? texts.printed : INSTALL));
};

const channelAnswer = z.object({
  channel: z.object({
    name: z.optional(z.string()),
    is_member: z._default(z.boolean(), false),
    is_archived: z._default(z.boolean(), false),
  }),
});

/** Whether the app can post into a channel. */
const checkChannel = async ({ client, token, words }: SlackAccess, channel: string): Promise<Check> => {
  const texts = words.channel;
  const name = texts.name(channel);
  try {
    const { channel: found } = channelAnswer.parse(await client.conversations.info({ channel, token }));
    const shown = texts.shown(found.name);
    if (found.is_archived) return fail(name, texts.archived(shown), texts.unarchive);
    return found.is_member ? ok(name, texts.isIn(shown)) : fail(name, texts.isNotIn(shown), texts.invite);
  } catch (error) {
    const { reason } = wordOf(error);
    if (reason === 'channel_not_found') return fail(name, texts.missing, `${texts.checkId} ${texts.invite}`);
    const toDo = reason === 'missing_scope' ? texts.giveScopes(INSTALL) : texts.findWord;
    return fail(name, words.answers(reason), toDo);
  }
};

const wordOf = (error: unknown) => classifySlackError(error, { call: 'post', what: 'a check' });

const groupAnswer = z.object({ users: z.array(z.string()) });

/** Whether Slack returns the members of a user group that may claim (A6). */
const checkGroup = async ({ client, token, words }: SlackAccess, group: string): Promise<Check> => {
  const texts = words.group;
  const name = texts.name(group);
  try {
    const { users } = groupAnswer.parse(await client.usergroups.users.list({ usergroup: group, token }));
    return users.length > 0
      ? ok(name, texts.mayClaim(users.length))
      : warn(name, texts.empty, `${texts.addPeople} ${texts.change}`);
  } catch (error) {
    const { reason } = classifySlackError(error, { call: 'look-up', what: 'a check' });
    if (reason === 'missing_scope') return fail(name, texts.noScope, texts.seeScopes);
    if (reason === 'no_such_subteam') return fail(name, texts.missing, texts.change);
    if (reason === 'plan_upgrade_required') return fail(name, texts.noPlan, texts.change);
    return warn(name, words.answers(reason), words.runAgain);
  }
};

const NEEDS = 'users:read';

/** Lists who may confirm and reply, and checks that they are in the workspace (A6). */
const checkPeople = async (
  access: SlackAccess,
  vendors: readonly VendorConfig[],
  scopes: readonly string[],
): Promise<Check[]> => {
  const texts = access.words.people;
  const ids = new Set(
    vendors.flatMap(({ acting: { people, sharing } }) => [...Object.keys(people), ...Object.keys(sharing)]),
  );
  const checks = vendors.map((vendor) => namePeople(vendor, texts));
  if (ids.size === 0) return checks;
  if (!scopes.includes(NEEDS)) return [...checks, ok(texts.all, texts.notChecked(NEEDS))];
  const faults: Check[] = [];
  for (const id of ids) faults.push(...(await checkPerson(access, id)));
  return [...checks, ...(faults.length > 0 ? faults : [ok(texts.all, texts.allThere)])];
};

const namePeople = ({ market, id, acting: { people } }: VendorConfig, texts: Texts['people']): Check => {
  const name = texts.of(`${market} ${id}`);
  const all = Object.entries(people);
  return all.length === 0
    ? warn(name, texts.nobody, `${texts.change} ${texts.seeSetup}`)
    : ok(name, texts.may(all.map(([user, { wingId }]) => ({ user, wingId }))));
};

const userAnswer = z.object({
  user: z.object({ deleted: z._default(z.boolean(), false), is_bot: z._default(z.boolean(), false) }),
});

const checkPerson = async ({ client, token, words }: SlackAccess, id: string): Promise<Check[]> => {
  const texts = words.people;
  const name = texts.person(id);
  try {
    const { user } = userAnswer.parse(await client.users.info({ user: id, token }));
    if (user.deleted) return [fail(name, texts.left, texts.change)];
    return user.is_bot ? [fail(name, texts.isApp, texts.change)] : [];
  } catch (error) {
    const { reason } = wordOf(error);
    if (/^user(s)?_not_(found|visible)$/.test(reason)) return [fail(name, texts.missing, texts.change)];
    return [warn(name, words.answers(reason), words.runAgain)];
  }
};
