import type { Workspace } from '../../config/read-secret.ts';

/**
 * The ids in a request. `person`: the person's workspace or enterprise. `team`: the workspace of the event. `enterprise`: the
 * enterprise of that workspace.
 */
export type Origin = {
  person?: string | undefined;
  team?: string | undefined;
  enterprise?: string | undefined;
};

/**
 * Whether a request comes from our workspace or, on Enterprise Grid, from a workspace of our enterprise. In a channel shared with
 * another company, a press names the app's workspace as `team`, and only `user.team_id` names the person's workspace. A submitted
 * form names the person's workspace in both fields. On Grid `user.team_id` may be the enterprise's id. If the app is installed in
 * the whole enterprise, there is no `team`. Then the request counts as ours if it names our enterprise. Sources: docs.slack.dev,
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
