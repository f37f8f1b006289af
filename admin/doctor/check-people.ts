import type { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { classifySlackError } from '../../lib/slack/client/classify-slack-error.ts';
import { type Check, fail, ok, warn } from './check.ts';

const NEEDS = 'users:read';
const CHANGE = 'Change acting.people of the vendor, or acting.sharing, and deploy.';

/** Who may confirm and reply for each vendor, by which WING login, and whether these people are in the workspace (A6). */
export const checkPeople = async (
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
      ok(name, `were not looked up: that needs ${NEEDS}, which the app needs for nothing else`),
    ];
  const faults: Check[] = [];
  for (const id of ids) faults.push(...(await checkPerson(client, token, id)));
  return [...checks, ...(faults.length > 0 ? faults : [ok(name, 'are all in the workspace')])];
};

const namePeople = ({ market, id, acting: { people } }: VendorConfig): Check => {
  const name = `people of ${market} ${id}`;
  const all = Object.entries(people);
  if (all.length === 0)
    return warn(name, 'nobody may confirm or reply from Slack', `${CHANGE} docs/setup.md, Acting in Slack.`);
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
    if (user.deleted) return [fail(name, 'has left the workspace', CHANGE)];
    return user.is_bot ? [fail(name, 'is an app and no person', CHANGE)] : [];
  } catch (error) {
    const { reason } = classifySlackError(error, { call: 'post', what: 'a check' });
    if (/^user(s)?_not_(found|visible)$/.test(reason)) return [fail(name, 'is not in the workspace', CHANGE)];
    return [warn(name, `Slack answers ${reason}`, 'Run the doctor again.')];
  }
};
