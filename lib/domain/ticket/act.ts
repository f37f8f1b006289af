import type { BlindCause } from '../reading/vendor-state.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';

/** A person's act on one ticket (A1 to A3). `by`: a Slack user id. */
export type Press = {
  /** Slack's own id of the press. A repeated delivery has the same one. */
  id: string;
  by: string;
  /** The person's name in Slack. A mention would notify the person of their own press. */
  name?: string;
  /** The channel in which the person is answered. */
  channel: string;
} & (
  | { do: 'claim' | 'release' }
  | { do: 'assign'; to: string }
  | { do: 'snooze'; span: SnoozeSpan }
  | { do: 'look-up' }
  /** `mark`: `requestMark` of the ticket that the person saw. */
  | { do: 'confirm'; wingId: string; mark: string }
  /** `version`: the ticket's version when the form was opened. Forms of older releases have none. */
  | { do: 'reply'; wingId: string; text: string; mark: string; version?: number }
);

/** How long a claimer can put off the warnings before the last ones, ms (A1). `last`: until the last ones. */
export const SNOOZE_MS = { '30m': 30 * MINUTE_MS, '1h': HOUR_MS, '2h': 2 * HOUR_MS, last: Infinity } as const;
export type SnoozeSpan = keyof typeof SNOOZE_MS;

/**
 * A person's request to Coupang, kept in the ticket's facts until the ticket closes. Delivery never touches it (R19). A
 * ticket has at most one at a time, so that nothing is sent twice (R28).
 */
export type Act = Pick<Press, 'id' | 'by' | 'name' | 'channel'> & {
  do: 'reply' | 'confirm' | 'look-up';
  /** When it was asked for. */
  at: number;
  /** The WING login in whose name Coupang is told. A look-up has none. */
  wingId?: string;
  /**
   * The reply. It is removed once Coupang shows it. If the reply is refused, or Coupang does not show it, the text stays until the
   * next reply or confirmation, or the end, for its author's next try.
   */
  text?: string;
  /** `requestMark` of the ticket that the person saw. A look-up has none. */
  mark?: string;
  /**
   * `sending` is noted before the call: from then on the act is never sent again, only read back. `sent` with `nextAt`: Coupang
   * has accepted it, and does not show it yet. `told`: its person knows that it was refused, so another act may follow.
   */
  progress: 'asked' | 'sending' | 'sent' | 'refused' | 'told';
  /** When it was noted as `sending`. A refused or told act keeps it if Coupang may have taken it. */
  sendingAt?: number;
  /** When an act without a result is looked at again. Of a refused one: since when its person waits. */
  nextAt?: number;
  refusal?: Refusal;
  /** When a look-up was last asked for. */
  lookedUpAt?: number;
  /** The reply or confirmation before it, `sent` or `told`. It takes the look-up's place again. Only for look-ups. */
  sent?: Omit<Act, 'sent'>;
  /** Coupang may have taken an earlier reply that it did not show. */
  mayArrive?: true;
  /** The ids of the ticket's earlier acts, the newest last: a repeated delivery of such a press does nothing. */
  earlier?: string[];
};

/** Coupang's documented reasons. An answer without one of them does not count as a refusal. Source: coupang-api.md section 2.4. */
export const COUPANG_REFUSALS = [
  'not-answerable',
  'not-confirmable',
  'content-length',
  'parent-missing',
  'wing-id-520',
  'wing-id-521',
  'closed',
  'control-character',
  'unreadable',
  'other-vendor',
] as const;

/** Why a press did nothing at Coupang. Each has a sentence that says what to do. */
export const REFUSALS = [
  ...COUPANG_REFUSALS,
  /** Coupang does not show the inquiry. */
  'not-found',
  /** Only in stored acts of older releases: Coupang refused with an undocumented message. */
  'unknown',
  /** Acting is off, or the person may not. */
  'not-allowed',
  /** Only members of a user group may. */
  'not-member',
  /** Slack does not say who is in that user group. */
  'group-unreadable',
  'no-wing-id',
  /** After the press, the person left `people` or got another WING login. */
  'right-lost',
  /** The reply has only spaces and invisible characters. */
  'blank',
  /** The ids of our Slack workspace are not stored. */
  'no-workspace',
  'no-ticket',
  'ended',
  'past-due',
  /** The agent's request has changed since the person saw it. */
  'stale',
  /** Another post of the inquiry asks, and is newer. Only for confirmations. */
  'newer-request',
  /** Another act on the ticket is under way, was sent, or its person does not know the result yet. `by`: that person. */
  'busy',
  'claimed',
  'not-claimer',
  /** `by` may not act for the vendor. Only for assignments. */
  'not-assignable',
  /** The person has not claimed the ticket, or too long ago, or its deadline is over. */
  'not-snoozable',
  /** The person has claimed, released, assigned or snoozed the ticket too often. */
  'too-many',
  /** The form was sent before, or another reply was accepted after it was opened. */
  'form-used',
  'form-link',
  'wrong-kind',
  /** The ticket has no post that Coupang lets us answer. */
  'no-post',
  /** Coupang lists the inquiry, but its post asks no more. */
  'not-asking',
  /** Coupang could not be called. Nothing was sent. */
  'unreachable',
  /** The answer was lost, and the inquiry shows nothing of it. */
  'not-arrived',
  /** Coupang has accepted the act, but the inquiry does not show it. */
  'not-shown',
  /** The inquiry is still open. Only for look-ups. */
  'still-open',
  /** There was another look-up within the minute. Only for look-ups. */
  'looked-up',
] as const;
export type CoupangRefusal = (typeof COUPANG_REFUSALS)[number];
export type RefusalCode = (typeof REFUSALS)[number];

export type Refusal = {
  code: RefusalCode;
  by?: string;
  /** Only for `unreachable`. */
  cause?: BlindCause;
};

/** The kinds of lines about acts in the thread: the ledger. */
export const DEEDS = [
  'claimed',
  'released',
  'assigned',
  'snoozed',
  'replied',
  'confirmed',
  /** The confirmation also ended a newer request without a ticket. */
  'confirmed-unseen',
  'asked-look-up',
  /** Acting was switched off before it was done: nothing was sent, or nobody knows whether it was. */
  'not-done',
  'perhaps-done',
] as const;
export type Deed = {
  did: (typeof DEEDS)[number];
  /** The id of the press. */
  press: string;
  by: string;
  name?: string;
  to?: string;
  /** The end of a snooze. */
  until?: number;
};

/** Whether the thread line of a deed quotes the reply (R29). */
export const quotesReply = (deed: Deed | undefined): boolean =>
  deed?.did === 'not-done' || deed?.did === 'perhaps-done';

/** Whether an act waits for its result, or its person for the news. */
export const isPending = (act: Act | undefined): act is Act =>
  act !== undefined && (isAccepted(act) || (act.progress !== 'sent' && act.progress !== 'told'));

/** Whether Coupang has accepted an act and does not show it yet. */
export const isAccepted = ({ progress, nextAt }: Act): boolean => progress === 'sent' && nextAt !== undefined;

/** The ticket's last reply or confirmation, also while it is being looked up. */
export const lastSending = (act: Act | undefined): Act | undefined => act?.sent ?? act;

/** Whether Coupang may have taken a reply that it did not show, so that another one may arrive twice. */
export const mayArriveTwice = (act: Act | undefined): boolean => {
  const last = lastSending(act);
  const isGivenBack = last?.do === 'reply' && last.progress === 'told' && last.sendingAt !== undefined;
  return isGivenBack || last?.mayArrive === true;
};

/** Slack repeats a delivery for minutes. */
const MOST_EARLIER = 50;

/** The ids of the ticket's acts up to this one. */
export const idsUpTo = ({ earlier = [], id }: Act): string[] => [...earlier, id].slice(-MOST_EARLIER);
