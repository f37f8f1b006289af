import * as z from 'zod/mini';
import type { Log } from '../../lib/workflows/ports/log.ts';
import { SLACK_FAILURE_KINDS, type SlackFailureKind } from '../../lib/domain/delivery/after-failure.ts';
import type { TerminalTexts } from '../page/texts.ts';
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
  texts: TerminalTexts,
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
      if (data) printOnce(describeCall(data, texts));
    },
    error: (message, fields) => {
      log.error(message, fields);
      printOnce(describeError(message, fields, texts));
    },
  };
};

const describeCall = (
  { kind, reason, channel }: z.infer<typeof failedCall>,
  { trouble: words }: TerminalTexts,
): TroubleLine | undefined => {
  // `look-up-refused` is logged as an error.
  if (kind === 'look-up-refused') return undefined;
  const { about, quietMs } = SPELLS[kind];
  const place = channel === undefined || about === 'slack' ? '' : words.in(channel);
  // During an outage the reason changes from call to call. For a refusal, a person needs the reason.
  const trouble = { slack: [kind], channel: [kind, channel], message: [kind, channel, reason] }[about].join(
    ' ',
  );
  return { trouble, line: words[kind](reason, place), quietMs };
};

const describeError = (
  message: string,
  fields: Record<string, unknown> | undefined,
  { work, failed }: TerminalTexts,
): TroubleLine | undefined => {
  const [what = ''] = message.split('\n', 1);
  const passed = z.safeParse(passedOver, fields).data;
  if (passed) {
    const { code, deliverable } = passed;
    const name = deliverable === undefined ? work.delivery : work.deliveryOf(deliverable);
    return { trouble: `${code} ${name}`, line: failed(name, what), quietMs: TRIED_EACH_MINUTE_MS };
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

/** A trouble that is about the same thing counts as the same. */
type Spell = { about: 'slack' | 'channel' | 'message'; quietMs: number };

const SPELLS: Record<Exclude<SlackFailureKind, 'look-up-refused'>, Spell> = {
  unreached: { about: 'slack', quietMs: TRIED_EACH_MINUTE_MS },
  unsure: { about: 'slack', quietMs: TRIED_EACH_MINUTE_MS },
  'rate-limited': { about: 'channel', quietMs: TRIED_EACH_MINUTE_MS },
  'token-unusable': { about: 'slack', quietMs: TRIED_EACH_MINUTE_MS },
  'channel-unusable': { about: 'message', quietMs: TRIED_EACH_MINUTE_MS },
  'card-unusable': { about: 'message', quietMs: TRIED_HOURLY_MS },
  'content-refused': { about: 'message', quietMs: TRIED_HOURLY_MS },
  refused: { about: 'message', quietMs: TRIED_HOURLY_MS },
};
