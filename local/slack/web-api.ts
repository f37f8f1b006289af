import { Hono } from 'hono';
import type { Channels } from './channels.ts';
import { type MethodAnswer, refuse } from './method-answer.ts';
import { postMessage, updateMessage } from './post-methods.ts';
import { type Arguments, readArguments } from './read-arguments.ts';
import { history, replies } from './read-methods.ts';
import { BOT } from './render-message.ts';

/**
 * What Slack can be told to do wrong: `rate-limited` is a 429; `lost-answer` takes the call and then answers a
 * 500, so that nobody can tell; `down` takes nothing; any other word is the `error` of an `ok: false`.
 */
export type SlackFailureMode = 'rate-limited' | 'lost-answer' | 'down' | { error: string };

export type WebApiOptions = {
  channels: Channels;
  token: string;
  /** Called once a request: what goes wrong with this one. */
  nextFailure: (method: string) => SlackFailureMode | undefined;
};

/** The methods of Slack's Web API that this program calls, under `/api/`. */
export const webApi = ({ channels, token, nextFailure }: WebApiOptions): Hono => {
  const app = new Hono();
  app.post('/api/:method', async (c) => {
    const method = c.req.param('method');
    const failure = nextFailure(method);
    if (failure === 'rate-limited') return c.text('', 429, { 'Retry-After': '1' });
    if (failure === 'down') return c.text('', 503);
    if (typeof failure === 'object') return c.json(refuse(failure.error));
    const args = readArguments(c.req.header('content-type') ?? '', await c.req.text());
    const answer = await call(method, args, c.req.header('authorization'), token, channels);
    return failure === 'lost-answer' ? c.text('', 500) : c.json(answer);
  });
  app.onError((_error, c) => c.json(refuse('internal_error'), 500));
  return app;
};

const call = async (
  method: string,
  args: Arguments | undefined,
  authorization: string | undefined,
  token: string,
  channels: Channels,
): Promise<MethodAnswer> => {
  if (args === undefined) return refuse('invalid_post_type');
  const given = authorization?.replace(/^Bearer /, '') ?? args['token'];
  if (given === undefined) return refuse('not_authed');
  if (given !== token) return refuse('invalid_auth');
  switch (method) {
    case 'auth.test':
      return {
        ok: true,
        url: 'https://local.slack.example/',
        team: 'Local',
        user: 'coupang-inquiry-notifier',
        team_id: BOT.teamId,
        user_id: BOT.userId,
        bot_id: BOT.botId,
      };
    case 'chat.postMessage':
      return postMessage(channels, args);
    case 'chat.update':
      return updateMessage(channels, args);
    case 'conversations.history':
      return history(channels, args);
    case 'conversations.replies':
      return replies(channels, args);
    default:
      return refuse('unknown_method');
  }
};
