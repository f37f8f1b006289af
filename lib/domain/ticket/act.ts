import type { BlindCause } from '../reading/vendor-state.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';

/** A person's act on one ticket. `by` is a Slack user id. */
export type Press = {
  /** Slack's id of the press, equal in a repeated delivery. */
  id: string;
  by: string;
  /** Slack's display name. A mention would notify the person of their own press. */
  name?: string;
  /** Where Slack answers the person. */
  channel: string;
} & (
  | { do: 'claim' | 'release' }
  | { do: 'assign'; to: string }
  | { do: 'snooze'; span: SnoozeSpan }
  | { do: 'look-up' }
  /** `mark`: `requestMark` of the ticket that the person saw. */
  | { do: 'confirm'; wingId: string; mark: string }
  /** `version`: the ticket's version when the form opened. Absent in older forms. */
  | { do: 'reply'; wingId: string; text: string; mark: string; version?: number }
);

/** How long a claimer can postpone the early warnings. */
export const SNOOZE_MS = { '30m': 30 * MINUTE_MS, '1h': HOUR_MS, '2h': 2 * HOUR_MS, last: Infinity } as const;
export type SnoozeSpan = keyof typeof SNOOZE_MS;

/**
 * A person's request to Coupang, kept in the facts until the ticket closes. Delivery never changes it. A ticket has at most one at a time, so
 * that nothing is sent twice.
 */
export type Act = Pick<Press, 'id' | 'by' | 'name' | 'channel'> & {
  do: 'reply' | 'confirm' | 'look-up';
  at: number;
  /** The WING login that signs the call. Absent for a look-up. */
  wingId?: string;
  /** The reply, until Coupang shows it. After a refusal it stays for the author's next try. */
  text?: string;
  /** `requestMark` of the ticket that the person saw. */
  mark?: string;
  /**
   * `sending` is stored before the call. From then on the act is only read back, never sent again. `sent` with `nextAt`: Coupang accepted
   * it and does not show it yet. `told`: the person knows of the refusal, so another act may follow.
   */
  progress: 'asked' | 'sending' | 'sent' | 'refused' | 'told';
  /** When `sending` was stored. Kept after a refusal if Coupang may have taken the act. */
  sendingAt?: number;
  /** When to check a pending act again. For a refused act: since when its person waits. */
  nextAt?: number;
  refusal?: Refusal;
  lookedUpAt?: number;
  /** The previous reply or confirmation, which returns after a look-up. */
  sent?: Omit<Act, 'sent'>;
  /** Coupang may have taken an earlier reply that it did not show. */
  mayArrive?: true;
  /** The ids of earlier acts, newest last. A repeated press with such an id has no effect. */
  earlier?: string[];
};

/** Any other answer of Coupang does not count as a refusal. Source: coupang-api.md sections 2.4 and 7. */
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
  'deleted',
] as const;

/** Why a press had no effect at Coupang. `lib/slack/wording` explains each code in a sentence. */
export const REFUSALS = [
  ...COUPANG_REFUSALS,
  'not-found',
  /** A refusal that only another release knows. */
  'unknown',
  /** Acting is off, or the person has no permission. */
  'not-allowed',
  'not-member',
  'group-unreadable',
  'no-wing-id',
  'right-lost',
  'blank',
  'no-workspace',
  'no-ticket',
  'reactions-off',
  'ended',
  /** Coupang shows an answer that is not the person's. */
  'answered-already',
  'not-public',
  'past-due',
  'stale',
  /** A newer post of the inquiry asks. Only for confirmations. */
  'newer-request',
  /** `by` has another act on the ticket that is pending, or was sent. */
  'busy',
  'claimed',
  'not-claimer',
  'not-assignable',
  'not-snoozable',
  'too-many',
  'form-used',
  'form-link',
  'wrong-kind',
  /** The ticket has no post that the API can answer. */
  'no-post',
  'not-asking',
  'unreachable',
  'not-arrived',
  'not-shown',
  'still-open',
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
  /** Acting was switched off first. Nothing was sent, or the result is unknown. */
  'not-done',
  'perhaps-done',
  /** A deed that only another release knows. */
  'unknown',
] as const;
export type Deed = {
  did: (typeof DEEDS)[number];
  press: string;
  by: string;
  name?: string;
  to?: string;
  /** The end of a snooze. */
  until?: number;
};

export const isAnswer = (deed: Deed | undefined): boolean =>
  deed?.did === 'replied' || deed?.did === 'confirmed';

export const quotesReply = (deed: Deed | undefined): boolean =>
  deed?.did === 'not-done' || deed?.did === 'perhaps-done';

/** Whether an act waits for its result, or its person does not know the result yet. */
export const isPending = (act: Act | undefined): act is Act =>
  act !== undefined && (isAccepted(act) || (act.progress !== 'sent' && act.progress !== 'told'));

/** Whether Coupang has accepted an act and does not show it yet. */
export const isAccepted = ({ progress, nextAt }: Act): boolean => progress === 'sent' && nextAt !== undefined;

/** Also valid during a look-up. */
export const lastSending = (act: Act | undefined): Act | undefined => act?.sent ?? act;

/** Whether Coupang may have taken a reply that it did not show, so that another reply may arrive twice. */
export const mayArriveTwice = (act: Act | undefined): boolean => {
  const last = lastSending(act);
  const isGivenBack = last?.do === 'reply' && last.progress === 'told' && last.sendingAt !== undefined;
  return isGivenBack || last?.mayArrive === true;
};

/** Slack repeats a delivery only for minutes. */
const MAX_EARLIER = 50;

export const idsUpTo = ({ earlier = [], id }: Act): string[] => [...earlier, id].slice(-MAX_EARLIER);
