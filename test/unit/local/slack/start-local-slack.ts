import { WebClient } from '@slack/web-api';
import * as z from 'zod/mini';
import { SILENT_LOGGER } from '../../../../lib/slack/client/create-web-client.ts';
import {
  type LocalSlack,
  type LocalSlackOptions,
  startLocalSlack as start,
} from '../../../../local/slack/local-slack.ts';
import { makeTempDir } from '../temp-dirs.ts';

export const TOKEN = 'xoxb-test';
export const CHANNEL = 'C0CS';
export const OTHER = 'C0OPS';
export const PRIVATE = 'C0PRIVATE';

const posted = z.looseObject({ ts: z.string() });

/** For tests that need neither. */
const QUICK = { historyLagMs: 0, rateLimits: false };

/**
 * A local Slack on its own stopped clock, by default without lag and limits, and a client that returns its answers.
 * `restart` starts it again on the same folder.
 */
export const startLocalSlack = async (
  changed: Partial<LocalSlackOptions> = {},
  basis: Partial<LocalSlackOptions> = QUICK,
) => {
  const clock = { now: 1_768_453_200_000 };
  const lines: string[] = [];
  const options: LocalSlackOptions = {
    dataDir: makeTempDir(),
    channels: [CHANNEL, OTHER, PRIVATE],
    privateChannels: [PRIVATE],
    token: TOKEN,
    now: () => clock.now,
    print: (line) => lines.push(line),
    ...basis,
    ...changed,
  };
  let slack: LocalSlack = await start(options);
  let client = clientOf(slack);

  const call = async (method: string, args: Record<string, unknown> = {}): Promise<unknown> =>
    client.apiCall(method, { channel: CHANNEL, ...args });
  const messagesOf = async (method: string, args: Record<string, unknown>) =>
    z.parse(
      z.looseObject({ messages: z.array(z.looseObject({ text: z.string() })) }),
      await call(method, args),
    ).messages;
  return {
    clock,
    lines,
    dataDir: options.dataDir,
    slack: (): LocalSlack => slack,
    client: (): WebClient => client,
    call,
    post: async (text: string, more: Record<string, unknown> = {}): Promise<string> =>
      posted.parse(await call('chat.postMessage', { text, ...more })).ts,
    history: (more: Record<string, unknown> = {}) => messagesOf('conversations.history', more),
    thread: (ts: string, more: Record<string, unknown> = {}) =>
      messagesOf('conversations.replies', { ts, ...more }),
    restart: async (): Promise<void> => {
      await slack.stop();
      slack = await start(options);
      client = clientOf(slack);
    },
    stop: (): Promise<void> => slack.stop(),
  };
};

export type StartedSlack = Awaited<ReturnType<typeof startLocalSlack>>;

export const clientOf = ({ apiUrl }: LocalSlack, token = TOKEN, timeout = 60_000): WebClient =>
  new WebClient(token, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout,
    // Slack's text about a refused block would fill the screen.
    logger: SILENT_LOGGER,
  });

const refused = z.looseObject({ data: z.looseObject({ error: z.string() }) });

/** The answer that refused a call. Anything else fails the test. */
export const refusalOf = async (
  call: Promise<unknown>,
): Promise<Record<string, unknown> & { error: string }> => {
  const error: unknown = await call.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  const read = z.safeParse(refused, error);
  if (!read.success) throw error;
  return read.data.data;
};

export const textsOf = (messages: { text: string }[]): string[] => messages.map(({ text }) => text);
