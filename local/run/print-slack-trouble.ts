import * as z from 'zod/mini';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { SLACK_FAILURE_KINDS, type SlackFailureKind } from '../../lib/domain/delivery/after-failure.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** A failed call, which is retried or sent in another form. */
const failedCall = z.object({
  did: z.literal('failed'),
  kind: z.enum(SLACK_FAILURE_KINDS),
  reason: z.string(),
  channel: z.optional(z.string()),
});
const givenUp = z.object({ reason: z.string(), channel: z.optional(z.string()) });
const passedOver = z.object({ code: z.string(), deliverable: z.optional(z.string()) });

/** `trouble` is equal for two errors of the same trouble. */
type TroubleLine = { trouble: string; line: string; quietMs: number };

/** Trouble with a channel, the token or all of Slack is retried at least once a minute. */
const TRIED_EACH_MINUTE_MS = 3 * MINUTE_MS;
/** A message that Slack refuses is finally retried once an hour. */
const TRIED_HOURLY_MS = 65 * MINUTE_MS;

/**
 * The log of `notify`, which also prints troubles at the terminal, once per spell. A spell ends when the trouble has
 * not occurred for longer than the retry interval.
 * @param now monotonic, ms
 */
export const printSlackTrouble = (
  log: Log,
  print: (line: string) => void,
  now: () => number = () => performance.now(),
): Log => {
  const quietFrom = new Map<string, number>();
  const printOnce = (failure: TroubleLine | undefined): void => {
    if (!failure) return;
    const { trouble, line, quietMs } = failure;
    const isNew = now() >= (quietFrom.get(trouble) ?? Number.NEGATIVE_INFINITY);
    quietFrom.set(trouble, now() + quietMs);
    if (isNew) print(line);
  };
  return {
    info: log.info,
    warn: (message, fields) => {
      log.warn(message, fields);
      const { data } = z.safeParse(failedCall, fields);
      if (data) printOnce(describeCall(data));
    },
    error: (message, fields) => {
      log.error(message, fields);
      printOnce(describeError(message, fields));
    },
  };
};

const describeCall = ({ kind, reason, channel }: z.infer<typeof failedCall>): TroubleLine | undefined => {
  const words = WORDS[kind];
  if (!words) return undefined;
  const { about, say, quietMs } = words;
  const place = channel === undefined ? '' : ` in ${channel}`;
  // During an outage the reason changes from call to call. For a refusal, a person needs the reason.
  const trouble = { slack: [kind], channel: [kind, channel], message: [kind, channel, reason] }[about].join(
    ' ',
  );
  return { trouble, line: say(reason, about === 'slack' ? '' : place), quietMs };
};

const describeError = (
  message: string,
  fields: Record<string, unknown> | undefined,
): TroubleLine | undefined => {
  const [what = ''] = message.split('\n', 1);
  const passed = z.safeParse(passedOver, fields).data;
  if (passed) {
    const { code, deliverable } = passed;
    const of = deliverable === undefined ? '' : ` of ${deliverable}`;
    return { trouble: `${code}${of}`, line: `Delivery${of} failed: ${what}`, quietMs: TRIED_EACH_MINUTE_MS };
  }
  const lookUp = z.safeParse(givenUp, fields).data;
  if (!lookUp) return undefined;
  const { reason, channel = '' } = lookUp;
  return {
    trouble: `look-up ${channel}`,
    line: `${what} (${[reason, channel].filter(Boolean).join(', ')}).`,
    quietMs: TRIED_HOURLY_MS,
  };
};

type Words = {
  about: 'slack' | 'channel' | 'message';
  say: (reason: string, place: string) => string;
  quietMs: number;
};

/** `look-up-refused` is logged as an error. */
const WORDS: Partial<Record<SlackFailureKind, Words>> = {
  unreached: {
    about: 'slack',
    say: (reason) =>
      `Slack cannot be reached (${reason}): check the internet connection. Waiting messages are sent by themselves afterwards.`,
    quietMs: TRIED_EACH_MINUTE_MS,
  },
  unsure: {
    about: 'slack',
    say: (reason) =>
      `Slack does not answer (${reason}): see slack-status.com if it lasts. Before a message is sent again, it is looked for in Slack.`,
    quietMs: TRIED_EACH_MINUTE_MS,
  },
  'rate-limited': {
    about: 'channel',
    say: (reason, place) =>
      `Slack asks to wait${place} (${reason}). Waiting messages are sent by themselves.`,
    quietMs: TRIED_EACH_MINUTE_MS,
  },
  'token-unusable': {
    about: 'slack',
    say: (reason) =>
      `Slack does not accept the bot token (${reason}): nothing is sent. Start again with a valid SLACK_BOT_TOKEN; waiting messages are sent then.`,
    quietMs: TRIED_EACH_MINUTE_MS,
  },
  'channel-unusable': {
    about: 'message',
    say: (reason, place) =>
      `Slack accepts no message${place} (${reason}): check that the channel exists, that the app is in it, and its scopes. Until then messages go to the fallback channel, or wait.`,
    quietMs: TRIED_EACH_MINUTE_MS,
  },
  'card-unusable': {
    about: 'message',
    say: (reason, place) =>
      `A message${place} can no longer be changed or answered (${reason}), as if somebody had deleted it: a new card replaces it.`,
    quietMs: TRIED_HOURLY_MS,
  },
  'content-refused': {
    about: 'message',
    say: (reason, place) =>
      `Slack refuses the form of a message${place} (${reason}), so it is sent as plain text. This is a defect of the notifier: report it with the log.`,
    quietMs: TRIED_HOURLY_MS,
  },
  refused: {
    about: 'message',
    say: (reason, place) =>
      `Slack refuses a message${place} (${reason}): look up the word at docs.slack.dev, or report it with the log. The message is retried by itself, and nothing else waits for it.`,
    quietMs: TRIED_HOURLY_MS,
  },
};
