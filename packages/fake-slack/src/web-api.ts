import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { openDirect, teamInfo, withDirect } from './acts/direct.ts';
import { groupMembers, postEphemeral, userInfo } from './acts/person-methods.ts';
import type { Ephemerals } from './acts/ephemerals.ts';
import { openView, publishView, pushView, updateView, type Viewing } from './acts/view-methods.ts';
import { answerUntaken, spoilAnswer, tooMany, type SlackFailureMode } from './failures.ts';
import { channelInfo, type Access, type AppAccess, checkAccess } from './check-access.ts';
import type { Channels } from './channels.ts';
import type { RateLimits } from './create-rate-limits.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';
import { postMessage, updateMessage } from './post-methods.ts';
import { type Arguments, readArguments } from './read-arguments.ts';
import { getPermalink, history, type Reading, replies } from './read-methods.ts';
import { WORKSPACE } from './workspace.ts';
import type { TokenCheck } from './token-check.ts';

export type WebApiOptions = {
  channels: Channels;
  /** `apps.connections.open`. */
  openSocket: (authorization: string | undefined) => Promise<MethodAnswer>;
  nextFailure: (method: string) => SlackFailureMode | undefined;
  token: TokenCheck;
  access: AppAccess;
  rateLimits: RateLimits;
  historyLagMs: number;
  /** Epoch ms. */
  now: () => number;
  viewing: Viewing;
  ephemerals: Ephemerals;
  /** The people in do-not-disturb, and when, epoch ms. */
  resting: ReadonlyMap<string, { from: number; until: number }>;
};

type NodeHono = Hono<{ Bindings: HttpBindings }>;

/** The methods of Slack's Web API, under `/api/`. */
export const webApi = (options: WebApiOptions): NodeHono => {
  const app: NodeHono = new Hono();
  app.post('/api/:method', async (c) => {
    const method = c.req.param('method');
    const failure = options.nextFailure(method);
    const untaken = failure === undefined ? undefined : answerUntaken(failure);
    if (untaken !== undefined) return untaken;
    if (typeof failure === 'object' && 'heldMs' in failure) await sleep(failure.heldMs);
    const args = readArguments(c.req.header('content-type') ?? '', await c.req.text());
    const answer = await takeCall(method, args, c.req.header('authorization'), options);
    return failure === undefined ? answer : spoilAnswer(answer, failure, c.env.outgoing);
  });
  app.onError((_error, c) => c.json(refuse('internal_error'), 500));
  return app;
};

/** Checks the token, then scopes and channel, then rate limits. A refused call does not count against the limits. */
const takeCall = async (
  method: string,
  given: Arguments | undefined,
  authorization: string | undefined,
  options: WebApiOptions,
): Promise<Response> => {
  if (given === undefined) return Response.json(refuse('invalid_post_type'));
  if (method === 'apps.connections.open') return Response.json(await options.openSocket(authorization));
  const { token, access, rateLimits, viewing } = options;
  const args = withDirect(given, viewing.people);
  const refused = token.refusalOf(authorization?.replace(/^Bearer /, '') ?? args['token']);
  if (refused !== undefined) return Response.json(refuse(refused));
  const kind = ACCESS[method];
  const channel = typeof args['channel'] === 'string' ? args['channel'] : undefined;
  const denied = kind && channel !== undefined ? checkAccess(kind, channel, access) : undefined;
  const waitSeconds = denied ? undefined : rateLimits(method, channel ?? '');
  if (waitSeconds !== undefined) return tooMany(waitSeconds);
  const answer = denied ?? (await answerMethod(method, args, options));
  return Response.json(answer, { headers: { 'X-OAuth-Scopes': access.scopes.granted().join(',') } });
};

const ACCESS: Record<string, Access> = {
  'chat.postMessage': 'post',
  'chat.postEphemeral': 'post',
  'chat.update': 'edit',
  'chat.getPermalink': 'link',
  'conversations.history': 'read',
  'conversations.replies': 'read',
};

const answerMethod = async (
  method: string,
  args: Arguments,
  { channels, access, historyLagMs, now, viewing, ephemerals, resting }: WebApiOptions,
): Promise<MethodAnswer> => {
  // One report claims that an app can read its own metadata without the scope. This is the stricter reading.
  const mayReadMetadata = access.scopes.has('metadata.message:read');
  const reading: Reading = { channels, now: now(), historyLagMs, mayReadMetadata };
  switch (method) {
    case 'auth.test':
      return {
        ok: true,
        url: WORKSPACE.url,
        team: 'Local',
        user: 'app',
        team_id: WORKSPACE.teamId,
        user_id: WORKSPACE.botUserId,
        bot_id: WORKSPACE.botId,
      };
    case 'chat.postMessage':
      return postMessage(channels, args);
    case 'chat.update':
      return updateMessage(channels, args);
    case 'chat.getPermalink':
      return getPermalink(reading, args);
    case 'conversations.info':
      return channelInfo(access, args);
    case 'conversations.history':
      return history(reading, args);
    case 'conversations.replies':
      return replies(reading, args);
    case 'conversations.open':
      return openDirect(access.scopes, viewing.people, args);
    case 'dnd.teamInfo':
      return teamInfo(access.scopes, viewing.people, resting, args);
    case 'chat.postEphemeral':
      return postEphemeral(ephemerals, viewing.people, args);
    case 'users.info':
      return userInfo(access.scopes, viewing.people, args);
    case 'usergroups.users.list':
      return groupMembers(access.scopes, viewing.people, args);
    case 'views.open':
      return openView(viewing, args);
    case 'views.push':
      return pushView(viewing, args);
    case 'views.update':
      return updateView(viewing, args);
    case 'views.publish':
      return publishView(viewing, args);
    default:
      return refuse('unknown_method');
  }
};
