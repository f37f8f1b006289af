import { isBesideThread, lineOf } from '../ticket/line.ts';
import type { Attempt, Retry } from '../ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import type { Form } from './destination.ts';
import { type DeliveryAction, retryMs } from './plan-delivery.ts';

/**
 * - `rate-limited`: Slack says wait; nothing was posted.
 * - `unreached`: the host cannot be reached, so the call was never sent; nothing was posted.
 * - `unsure`: the answer was lost; the message may be in Slack (R19).
 * - `card-unusable`: the card can no longer be edited; a new one must link back (R22).
 * - `content-refused`: Slack refuses the blocks; plain text may work (R22).
 * - `channel-unusable`: Slack refuses the channel; the fallback channel may work (R22).
 * - `token-unusable`: Slack refuses the token; nothing works until a person repairs it.
 * - `look-up-refused`: the history may not be read, for scope or membership (R19).
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

/** Slack's answer to a failed call. `reason`: its own word. */
type Answer = { kind: SlackFailureKind; reason: string; retryAfterMs?: number | undefined };

/** The call that failed, and all that decides what follows: the columns of the table in `docs/delivery.md`. */
export type Failed = {
  /**
   * `own`: a message of its own in a channel. `reply`: a reply in the card's thread. `edit-along`: the edit after a line.
   * `redact-line`: the edit of a line that quotes an erased text.
   */
  what: 'own' | 'reply' | 'edit' | 'edit-along' | 'redact-line' | 'look-up';
  form: Form;
  /** For a list: how long ago it was created, ms. */
  listAgeMs: number | undefined;
  /** The message was replaced in this drain already. */
  isReplaced: boolean;
  /** For an edit that Slack answers with `message_not_found`: whether the message is there all the same (R22). */
  isThere?: boolean | undefined;
  /** For a refused channel: how long until it is tried once more, ms (R22). */
  tryAgainInMs?: number | undefined;
  /** Unsure answers in a row before this one. */
  unsure: number;
  /** When Slack last accepted a message or an edit of the vendor, epoch ms. */
  answeredAt: number | undefined;
  /** For a line: it is under a card that was replaced. */
  isUnderEarlier: boolean;
  /** For a look-up: refusals in a row before this one. */
  refused: Attempt['refused'];
  /** For a look-up: it is too early to decide. */
  onlyFinds: boolean;
  /** Epoch ms. */
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

/** A pause of calls and its scope (R21, R22): a method in a channel, a channel, the token, or Slack as a whole. */
export type Rest = { on: 'method' | 'channel' | 'token' | 'slack'; forMs: number };

export type Consequence =
  /** The message is sent again in another form, in its turn. */
  | { do: 'another-form'; form: Form }
  /** The card takes no edit and no reply any more. A new card links back to it. */
  | { do: 'replace' }
  /** The list, or its edit, is not sent. Messages that it does not show are sent alone (R24). */
  | { do: 'pass-over' }
  /** Nothing was posted, and the message is not at fault. Its attempt ends. */
  | { do: 'wait'; wait: Rest }
  /** A post may be in Slack, so its attempt stays. An edit may still take effect, so it is repeated later. */
  | { do: 'unsure'; wait?: Rest }
  /** Slack refused every form. The message gets a next try of its own. */
  | { do: 'retry-later' }
  /** The edit stays owed. */
  | { do: 'nothing' }
  /** The line needs no edit. `mayQuote`: it may still be in Slack, and nothing can change it. */
  | { do: 'forget-line'; mayQuote: boolean }
  /** The line is edited again later, as text alone. */
  | { do: 'redact-later'; wait?: Rest }
  /** The attempt stays, with its refusals in a row. */
  | { do: 'look-up-again'; refused: Attempt['refused']; wait: Rest }
  /** The attempt ends, and the message is sent once more. */
  | { do: 'give-up'; wait: Rest };

/** The consequences of an action's failed calls. `along`: for the edit after a line. */
export type Consequences = { own?: Consequence | undefined; along?: Consequence | undefined };

/** The wait if Slack does not say how long. It is short enough for a drain to wait for it (R21). */
const WAIT_UNTOLD_MS = 20_000;
/** The longest wait, however long Slack says: a channel must not be silent for a day. */
const LONGEST_WAIT_MS = HOUR_MS;
/** Slack cannot be reached. A warning must be out within half a minute after it can. */
const WAIT_UNREACHED_MS = 10_000;
/** Slack may be down. Each further attempt would only need a look-up. */
const WAIT_UNSURE_MS = 10_000;
/** A person must repair a channel or a token. The most urgent message tries it this often (R22). */
const PROBE_AFTER_MS = MINUTE_MS;
/** A list is passed over at this age if its channel and the fallback channel refuse it (R24). */
const PASS_OVER_AFTER_MS = 10 * MINUTE_MS;
/** When an unsure edit, or a look-up, is repeated (R19). */
const AGAIN_MS = MINUTE_MS;

/**
 * A look-up is given up after so many refusals in a row over ten minutes (R19). A machine may sleep between two of them.
 */
const LOOK_UP_TRIES = 10;
const LOOK_UP_FOR_MS = 10 * MINUTE_MS;

/** Decides the consequence of a failed call to Slack. It holds all of R21 and R22, and R19's rules for lost answers. */
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
  { what, form, listAgeMs, isReplaced, isThere, tryAgainInMs, unsure }: Failed,
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
        wait: { on: 'method', forMs: Math.min(retryAfterMs ?? WAIT_UNTOLD_MS, LONGEST_WAIT_MS) },
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
      if (isThere) return { do: 'retry-later' };
      return (what !== 'own' || isInThread) && !isReplaced && !isList ? { do: 'replace' } : refused;
    case 'look-up-refused':
    case 'refused':
      // The list's thread does not take the card, so it goes into the channel.
      return isInThread && !isReplaced ? { do: 'replace' } : refused;
  }
};

/** The edit is tried again by itself, so other errors need no answer here. */
const afterEditAlong = ({ kind, retryAfterMs = AGAIN_MS }: Answer): Consequence =>
  kind === 'rate-limited'
    ? { do: 'wait', wait: { on: 'method', forMs: Math.min(retryAfterMs, LONGEST_WAIT_MS) } }
    : { do: kind === 'unsure' ? 'unsure' : 'nothing' };

/** A card is never replaced for its line. Nothing mends a line under a card that was replaced; `npm run erase` names that card. */
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
  { onlyFinds, refused, answeredAt = Number.NEGATIVE_INFINITY, now }: Failed,
): Consequence => {
  const wait: Rest = {
    on: kind === 'token-unusable' ? 'token' : 'method',
    forMs: Math.min(retryAfterMs, LONGEST_WAIT_MS),
  };
  if (onlyFinds) return { do: 'look-up-again', refused, wait };
  if (kind === 'look-up-refused') return { do: 'give-up', wait };
  // A look-up without an answer counts as refused if Slack has taken a message since. If Slack takes none, a new post would
  // fail, too.
  const isRefused =
    kind === 'rate-limited' ||
    kind === 'refused' ||
    (kind === 'unsure' && (refused === undefined || answeredAt >= refused.since));
  if (!isRefused) return { do: 'look-up-again', refused, wait };
  // A clock that was set back must not make the time longer.
  const since = Math.min(refused?.since ?? now, now);
  const times = (refused?.times ?? 0) + 1;
  if (times >= LOOK_UP_TRIES && now - since >= LOOK_UP_FOR_MS) return { do: 'give-up', wait };
  return { do: 'look-up-again', refused: { since, times }, wait };
};

/** The next try of a message that Slack refused in every form (R22). Epoch ms. */
export const retryAfterRefusal = (
  before: Retry | undefined,
  { version, now, reason }: { version: number; now: number; reason: string },
): Retry => {
  const since = before?.since ?? now;
  const times = before?.times ?? 0;
  return { at: now + retryMs(times, now - since), version, since, times: times + 1, reason };
};

/**
 * The next edit of a message, a minute later (R19).
 * @param version the last version that waits; a newer one is edited at once
 * @param now epoch ms
 */
export const editAgain = (version: number, reason: string, now: number): Retry => ({
  at: now + AGAIN_MS,
  version,
  since: now,
  times: 0,
  reason,
});

/**
 * An unsure edit may still take effect. Until it no longer can, no version is edited, so that the newest edit comes last
 * (R19).
 */
export const editAfterUnsure = (reason: string, now: number): Retry =>
  editAgain(Number.MAX_SAFE_INTEGER, reason, now);
