import type { Workspace } from '../../config/read-secret.ts';

/**
 * The ids that a request names: of the person's workspace or enterprise, of the workspace in which it happened, and of an
 * enterprise.
 */
export type Origin = {
  person?: string | undefined;
  team?: string | undefined;
  enterprise?: string | undefined;
};

/**
 * Whether a request comes from our workspace, or on Enterprise Grid from one of our enterprise. In a channel shared with another
 * company a press names the app's workspace as the team, and only `user.team_id` names the person's own. A form that is sent off
 * names the person's workspace in both places. On Grid `user.team_id` may be the enterprise's id, and for an app that is installed
 * in the whole enterprise there is no team. Such a request counts as ours if it names our enterprise. Sources: docs.slack.dev,
 * block_actions and block_suggestion payloads; slackapi/java-slack-sdk issue 1041; slackapi/bolt-js issue 1614;
 * slackapi/bolt-python, request/internals.py.
 */
export const isOwnRequest = (
  { person, team, enterprise }: Origin,
  { teamId, enterpriseId }: Workspace,
): boolean => {
  const isOwnEnterprise = enterpriseId !== undefined && enterprise === enterpriseId;
  if (enterprise !== undefined && enterpriseId !== undefined && !isOwnEnterprise) return false;
  // A person whom Slack names by another enterprise is of no branch of ours.
  const branch = isOwnEnterprise ? (team ?? person) : undefined;
  const own = [teamId, enterpriseId, ...(branch?.startsWith('E') ? [] : [branch])];
  const named = [person, team].filter((id) => id !== undefined);
  return named.length > 0 && named.every((id) => own.includes(id));
};
