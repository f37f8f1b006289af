import { isBesideThread, lineOf } from '../ticket/line.ts';
import type { Attempt, Retry } from '../ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import type { Form } from './destination.ts';
import { type DeliveryAction, retryMs } from './plan-delivery.ts';

/**
 * - `rate-limited`: Slack requests a wait; nothing was posted.
 * - `unreached`: no connection, so nothing was posted.
 * - `unsure`: the answer was lost; the message may be in Slack (R19).
 * - `card-unusable`: the card can no longer be edited; a new card must link back (R22).
 * - `content-refused`: Slack refuses the blocks; plain text may work (R22).
 * - `channel-unusable`: Slack refuses the channel; the fallback channel may work (R22).
 * - `token-unusable`: Slack refuses the token until a person repairs it.
 * - `look-up-refused`: no scope or membership for the history (R19).
 * - `refused`: any other answer with `ok: false`.
 */
export const SLACK_FAILURE_KINDS = [
  'rate-limited',
  'unreached',
  'unsure',
  'card-unusable',
  'content-refused',
  'channel-unusable',
  'token-unusable',
  'look-up-refused',
  'refused',
] as const;
export type SlackFailureKind = (typeof SLACK_FAILURE_KINDS)[number];

/** `reason`: Slack's error code. */
type Answer = { kind: SlackFailureKind; reason: string; retryAfterMs?: number | undefined };

/** The failed call, with the columns of the table in `docs/delivery.md`. */
export type Failed = {
  /**
   * `own`: a separate message in a channel. `reply`: a reply in the card's thread. `edit-along`: the edit after a line. `redact-line`: the
   * edit of a line that quotes an erased text.
   */
  what: 'own' | 'reply' | 'edit' | 'edit-along' | 'redact-line' | 'look-up';
  form: Form;
  /** The age of a list, ms. */
  listAgeMs: number | undefined;
  isReplaced: boolean;
  /** How long until a refused channel is tried once more, ms (R22). */
  tryAgainInMs?: number | undefined;
  unsure: number;
  isUnderEarlier: boolean;
  refused: Attempt['refused'];
  /** It is too early for the look-up to decide. */
  onlyFinds: boolean;
  now: number;
};

export const callOf = (action: DeliveryAction): Failed['what'] => {
  switch (action.do) {
    case 'edit':
    case 'redact-line':
    case 'look-up':
      return action.do;
    case 'post-line':
      return isBesideThread(lineOf(action.line.name)) ? 'own' : 'reply';
    default:
      return 'own';
  }
};

export type Rest = { on: 'method' | 'channel' | 'token' | 'slack'; forMs: number };

export type Consequence =
  | { do: 'another-form'; form: Form }
  /** Replaces a card that accepts no edit or reply. The new card links back. */
  | { do: 'replace' }
  /** Skips a list or its edit. Messages that it does not show are sent alone (R24). */
  | { do: 'pass-over' }
  /** Ends the attempt. Nothing was posted, and the message is not at fault. */
  | { do: 'wait'; wait: Rest }
  /** Keeps a post's attempt, since the post may be in Slack. Repeats an edit later, since the lost edit may still take effect. */
  | { do: 'unsure'; wait?: Rest }
  /** Slack refused every form. The message is retried separately. */
  | { do: 'retry-later' }
  | { do: 'nothing' }
  /** The line needs no edit. `mayQuote`: it may still be in Slack, and nothing can change it. */
  | { do: 'forget-line'; mayQuote: boolean }
  | { do: 'redact-later'; wait?: Rest }
  | { do: 'look-up-again'; refused: Attempt['refused']; wait: Rest }
  | { do: 'give-up'; wait: Rest };

export type Consequences = { own?: Consequence | undefined; along?: Consequence | undefined };

/** The default wait, short enough for a drain (R21). */
const DEFAULT_WAIT_MS = 20_000;
/** Limits Slack's waits, so that a channel is not silent for a day. */
const LONGEST_WAIT_MS = HOUR_MS;
/** A warning must be sent within half a minute after Slack is back. */
const WAIT_UNREACHED_MS = 10_000;
/** Slack may be down, and each further attempt would only need a look-up. */
const WAIT_UNSURE_MS = 10_000;
/** How often the most urgent message tests a channel or token that a person must repair (R22). */
const PROBE_AFTER_MS = MINUTE_MS;
/** The age at which a list is skipped if its channel and the fallback channel refuse it (R24). */
const PASS_OVER_AFTER_MS = 10 * MINUTE_MS;
/** When an unsure edit, or a look-up, is repeated (R19). */
const AGAIN_MS = MINUTE_MS;

/** A look-up ends after this many refusals in a row over ten minutes (R19). A machine may sleep between two of them. */
const LOOK_UP_TRIES = 10;
const LOOK_UP_FOR_MS = 10 * MINUTE_MS;

/** Implements R21, R22, and R19's rules for lost answers. */
export const afterFailure = (failure: Answer, failed: Failed): Consequence => {
  switch (failed.what) {
    case 'look-up':
      return afterLookUp(failure, failed);
    case 'edit-along':
      return afterEditAlong(failure);
    case 'redact-line':
      return afterRedaction(failure, failed);
    case 'own':
    case 'reply':
    case 'edit':
      return afterMessage(failure, failed);
  }
};

const afterMessage = (
  { kind, retryAfterMs }: Answer,
  { what, form, listAgeMs, isReplaced, tryAgainInMs, unsure }: Failed,
): Consequence => {
  const isList = listAgeMs !== undefined;
  const refused: Consequence = isList ? { do: 'pass-over' } : { do: 'retry-later' };
  const isInThread = what === 'own' && form.thread !== undefined;
  switch (kind) {
    case 'unsure':
      return { do: 'unsure', ...(unsure > 0 && { wait: { on: 'slack', forMs: WAIT_UNSURE_MS } }) };
    case 'rate-limited':
      return {
        do: 'wait',
        wait: { on: 'method', forMs: Math.min(retryAfterMs ?? DEFAULT_WAIT_MS, LONGEST_WAIT_MS) },
      };
    case 'unreached':
      return { do: 'wait', wait: { on: 'slack', forMs: WAIT_UNREACHED_MS } };
    case 'token-unusable':
      return { do: 'wait', wait: { on: 'token', forMs: PROBE_AFTER_MS } };
    case 'content-refused':
      return form.plain ? refused : { do: 'another-form', form: { ...form, plain: true } };
    case 'channel-unusable':
      if (tryAgainInMs !== undefined && !form.fallback)
        return { do: 'wait', wait: { on: what === 'own' ? 'channel' : 'method', forMs: tryAgainInMs } };
      // A new message never replaces a list.
      if (what !== 'own') return isReplaced || isList ? refused : { do: 'replace' };
      if (form.fallback && isList && listAgeMs >= PASS_OVER_AFTER_MS) return { do: 'pass-over' };
      return form.fallback
        ? { do: 'wait', wait: { on: 'channel', forMs: PROBE_AFTER_MS } }
        : { do: 'another-form', form: { ...form, fallback: true } };
    case 'card-unusable':
      return (what !== 'own' || isInThread) && !isReplaced && !isList ? { do: 'replace' } : refused;
    case 'look-up-refused':
    case 'refused':
      // The list's thread refuses the card, so the card goes into the channel.
      return isInThread && !isReplaced ? { do: 'replace' } : refused;
  }
};

/** The edit is retried separately, so other errors have no effect here. */
const afterEditAlong = ({ kind, retryAfterMs = AGAIN_MS }: Answer): Consequence =>
  kind === 'rate-limited'
    ? { do: 'wait', wait: { on: 'method', forMs: Math.min(retryAfterMs, LONGEST_WAIT_MS) } }
    : { do: kind === 'unsure' ? 'unsure' : 'nothing' };

/** A card is never replaced for its line. A line under a replaced card cannot be repaired; `npm run erase` names that card. */
const afterRedaction = (answer: Answer, failed: Failed): Consequence => {
  const { kind, reason } = answer;
  const isGone = kind === 'card-unusable' && reason === 'message_not_found';
  const isRefused = kind === 'channel-unusable' && failed.tryAgainInMs === undefined;
  const mayQuote = (kind === 'card-unusable' || isRefused) && failed.isUnderEarlier;
  if (isGone || mayQuote) return { do: 'forget-line', mayQuote };
  const next = afterMessage(answer, { ...failed, isReplaced: true });
  if (next.do === 'wait') return next;
  return { do: 'redact-later', ...('wait' in next && next.wait && { wait: next.wait }) };
};

const afterLookUp = (
  { kind, retryAfterMs = AGAIN_MS }: Answer,
  { onlyFinds, refused, now }: Failed,
): Consequence => {
  const wait: Rest = {
    on: kind === 'token-unusable' ? 'token' : 'method',
    forMs: Math.min(retryAfterMs, LONGEST_WAIT_MS),
  };
  if (onlyFinds) return { do: 'look-up-again', refused, wait };
  if (kind === 'look-up-refused') return { do: 'give-up', wait };
  // While Slack does not answer at all, a new post would fail, too.
  if (kind !== 'rate-limited' && kind !== 'refused') return { do: 'look-up-again', refused, wait };
  // A clock that was set back must not make the time longer.
  const since = Math.min(refused?.since ?? now, now);
  const times = (refused?.times ?? 0) + 1;
  if (times >= LOOK_UP_TRIES && now - since >= LOOK_UP_FOR_MS) return { do: 'give-up', wait };
  return { do: 'look-up-again', refused: { since, times }, wait };
};

/** After a refusal in every form (R22). */
export const retryAfterRefusal = (
  before: Retry | undefined,
  { version, now, reason }: { version: number; now: number; reason: string },
): Retry => {
  const since = before?.since ?? now;
  const times = before?.times ?? 0;
  return { at: now + retryMs(times, now - since), version, since, times: times + 1, reason };
};

/** @param version the last version that waits; a newer version is edited at once (R19) */
export const editAgain = (version: number, reason: string, now: number): Retry => ({
  at: now + AGAIN_MS,
  version,
  since: now,
  times: 0,
  reason,
});

/** A lost edit may still take effect. Until it no longer can, no version is edited, so that the newest edit comes last (R19). */
export const editAfterUnsure = (reason: string, now: number): Retry =>
  editAgain(Number.MAX_SAFE_INTEGER, reason, now);
