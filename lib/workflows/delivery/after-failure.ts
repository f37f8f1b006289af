import { LONGEST_RETRY_MS } from '../../domain/delivery/plan-delivery.ts';
import type { Retry } from '../../domain/ticket/ticket.ts';
import type { PostOptions } from '../ports/slack-port.ts';
import type { SlackFailure } from '../ports/slack-error.ts';

/** What was being done when Slack answered otherwise; the facts that the table in `docs/delivery.md` has as columns. */
export type Failed = {
  /** `own`: a message of its own, in a channel. `reply`: in the thread of its card. */
  what: 'own' | 'reply' | 'edit';
  options: PostOptions;
  isDigest: boolean;
  /** This message has been replaced in this drain already. */
  isReplaced: boolean;
};

/** Which wait a failure sets, of a channel and method, of a channel, of the token or of Slack as a whole (R21, R22). */
export type WaitOf = { on: 'method' | 'channel' | 'token' | 'slack'; forMs: number };

export type Consequence =
  /** Sent anew at once, in another form. */
  | { do: 'another-form'; options: PostOptions }
  /** The card takes no edit and no reply any more: a new one links back to it. */
  | { do: 'replace' }
  /** The digest is not shown: its tickets get cards of their own (R24). */
  | { do: 'pass-over' }
  /** Nothing was posted, and it is no fault of the message. */
  | { do: 'wait'; wait: WaitOf }
  /** It may stand in Slack: the attempt stays, or the edit is made again. */
  | { do: 'unsure' }
  /** Refused in every form: it has a next try of its own. */
  | { do: 'retry-later' };

/** Where Slack says wait and not how long; short enough for a drain to hold on (R21). */
const WAIT_UNTOLD_MS = 20_000;
/** Slack cannot be reached: a warning must be out within half a minute of its return. */
const WAIT_UNREACHED_MS = 10_000;
/** A channel or a token is mended by a person: the most urgent message probes it so often (R22). */
const PROBE_AFTER_MS = 60_000;

/** What follows from a failed call: the whole of R21 and R22 in one place. */
export const afterFailure = (
  { kind, retryAfterMs }: Pick<SlackFailure, 'kind' | 'retryAfterMs'>,
  { what, options, isDigest, isReplaced }: Failed,
): Consequence => {
  const refused: Consequence = isDigest ? { do: 'pass-over' } : { do: 'retry-later' };
  const standsElsewhere = what === 'own' && options.thread !== undefined;
  switch (kind) {
    case 'unsure':
      return { do: 'unsure' };
    case 'rate-limited':
      return { do: 'wait', wait: { on: 'method', forMs: retryAfterMs ?? WAIT_UNTOLD_MS } };
    case 'unreached':
      return { do: 'wait', wait: { on: 'slack', forMs: WAIT_UNREACHED_MS } };
    case 'token-unusable':
      return { do: 'wait', wait: { on: 'token', forMs: PROBE_AFTER_MS } };
    case 'content-refused':
      return options.plain ? refused : { do: 'another-form', options: { ...options, plain: true } };
    case 'channel-unusable':
      if (what !== 'own') return isReplaced ? refused : { do: 'replace' };
      return options.fallback
        ? { do: 'wait', wait: { on: 'channel', forMs: PROBE_AFTER_MS } }
        : { do: 'another-form', options: { ...options, fallback: true } };
    case 'card-unusable':
      return (what !== 'own' || standsElsewhere) && !isReplaced ? { do: 'replace' } : refused;
    case 'look-up-refused':
    case 'refused':
      // A card that its digest's thread does not take stands in the channel.
      return standsElsewhere && !isReplaced ? { do: 'replace' } : refused;
  }
};

const FIRST_RETRY_MS = 60_000;
const LONGEST_IN_A_DAY_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** After 1 minute, 2, 4, 8, then every 15; hourly once it was refused for a day (R22). Raw clock. */
export const retryAfterRefusal = (
  before: Retry | undefined,
  { version, now, reason }: { version: number; now: number; reason: string },
): Retry => {
  const since = before?.since ?? now;
  const times = before?.times ?? 0;
  const waitMs =
    now - since >= DAY_MS
      ? LONGEST_RETRY_MS
      : Math.min(LONGEST_IN_A_DAY_MS, FIRST_RETRY_MS * 2 ** Math.min(times, 10));
  return { at: now + waitMs, version, since, times: times + 1, reason };
};
