import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { type Check, fail, ok, warn } from './check.ts';

const CHANGE = 'Change acting.claim of the vendor, and deploy.';

const groupAnswer = z.object({ users: z.array(z.string()) });

/** Whether Slack says who is in a user group whose members may claim (A6). */
export const checkGroup = async (client: WebClient, token: string, group: string): Promise<Check> => {
  const name = `Slack user group ${group}`;
  try {
    const { users } = groupAnswer.parse(await client.usergroups.users.list({ usergroup: group, token }));
    return users.length > 0
      ? ok(name, `may claim: ${users.length} people`)
      : warn(name, 'has nobody in it', `Add people to it, or: ${CHANGE}`);
  } catch (error) {
    const { reason } = classifySlackError(error, { call: 'look-up', what: 'a check' });
    if (reason === 'missing_scope')
      return fail(name, 'cannot be read without usergroups:read', 'See the line Slack scopes.');
    if (reason === 'no_such_subteam') return fail(name, 'is not in the workspace', CHANGE);
    if (reason === 'plan_upgrade_required')
      return fail(name, 'cannot be read: the workspace’s plan has no user groups', CHANGE);
    return warn(name, `Slack answers ${reason}`, 'Run the doctor again.');
  }
};
