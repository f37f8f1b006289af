import { randomBytes } from 'node:crypto';
import { WORKSPACE } from '../workspace.ts';
import type { Sent } from './send-to-app.ts';
import type { Person } from './direct.ts';

/**
 * Sources: docs.slack.dev, block_actions and view payloads, slash commands, Events API; the types of @slack/bolt 5.1.0
 * and @slack/types (events).
 */
const TEAM = { id: WORKSPACE.teamId, domain: 'local' } as const;
/** Signatures replaced this token, and the app must not trust it. */
const TOKEN = 'local-verification-token';

const interaction = (payload: Record<string, unknown>): Sent => ({
  type: 'interactive',
  payload: { ...payload, api_app_id: WORKSPACE.appId, token: TOKEN, team: TEAM },
});

const common = ({ id, name }: Person) => ({
  user: { id, username: name, name, team_id: WORKSPACE.teamId },
  enterprise: null,
  is_enterprise_install: false,
});

/** `at`: the message or view of the press. */
export const blockActions = (
  person: Person,
  actions: Record<string, unknown>[],
  triggerId: string,
  at: Record<string, unknown>,
): Sent => interaction({ type: 'block_actions', ...common(person), trigger_id: triggerId, ...at, actions });

export const viewSubmission = (person: Person, view: Record<string, unknown>, triggerId: string): Sent =>
  interaction({ type: 'view_submission', ...common(person), trigger_id: triggerId, view, response_urls: [] });

export const slashCommand = (
  { id, name }: Person,
  { command, text, channel }: { command: string; text: string; channel: string },
  triggerId: string,
): Sent => ({
  type: 'slash_commands',
  payload: {
    token: TOKEN,
    team_id: TEAM.id,
    team_domain: TEAM.domain,
    channel_id: channel,
    channel_name: channel.toLowerCase(),
    user_id: id,
    user_name: name,
    command,
    text,
    api_app_id: WORKSPACE.appId,
    is_enterprise_install: 'false',
    trigger_id: triggerId,
  },
});

export const event = (inner: Record<string, unknown>, now: number): Sent => ({
  type: 'events_api',
  payload: {
    token: TOKEN,
    team_id: TEAM.id,
    api_app_id: WORKSPACE.appId,
    event: inner,
    type: 'event_callback',
    event_id: `Ev${randomBytes(5).toString('hex').toUpperCase()}`,
    event_time: Math.floor(now / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: TEAM.id,
        user_id: WORKSPACE.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: false,
  },
});

export const urlVerification = (challenge: string): Sent => ({
  type: 'events_api',
  payload: { token: TOKEN, challenge, type: 'url_verification' },
});
