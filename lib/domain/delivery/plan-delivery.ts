import type { Notice } from '../notice/notice.ts';
import type { Deliverable } from './deliverable.ts';
import { lastSending, quotesReply } from '../ticket/act.ts';
import { isStepLine, lineOf, lineName } from '../ticket/line.ts';
import { isUnsent, listOf, PASSED, tsOfLine } from '../ticket/posted.ts';
import type { AttemptName, HistoryLine, LineName, Retry, RetryName, Ticket } from '../ticket/ticket.ts';
import { HOUR_MS, DAY_MS, MINUTE_MS } from '../time/durations.ts';

/** The age at which a look-up decides about an attempt without an answer (R19). */
const LOOK_UP_AFTER_MS = MINUTE_MS;
/** The age at which an early look-up may find the message. If it does not, that proves nothing, since the history lags. */
const FIND_AFTER_MS = 15_000;

/** Computed again after each action. */
export type DeliveryAction =
  | { do: 'nothing' }
  /** After a refusal, or an attempt for which a look-up is too early. */
  | { do: 'wait'; until: number }
  /** `onlyFinds`: the look-up is repeated later if it finds nothing. */
  | { do: 'look-up'; onlyFinds?: true }
  /** Sends the card or the notice. */
  | { do: 'post' }
  | { do: 'edit' }
  | { do: 'post-line'; line: HistoryLine }
  /** Edits a line in place, since it quotes an erased text. */
  | { do: 'redact-line'; name: HistoryLine['name'] }
  | { do: 'pass'; names: HistoryLine['name'][] }
  /** A message that its list does not show. From now on it is pending alone (R24). */
  | { do: 'leave-list'; name: 'card' | LineName }
  | { do: 'skip' };

/**
 * Compares Slack's present content with its target (docs/architecture.md, Slack is reconciled). Nothing is shown before it is published
 * (R2).
 */
export const planDelivery = (deliverable: Deliverable, now: number): DeliveryAction =>
  planActions(deliverable, now)[0] ?? { do: 'nothing' };

/**
 * All actions that are possible now, in order. An action that must wait does not block the rest (R21). If all must wait, returns the
 * earliest wait.
 */
export const planActions = (deliverable: Deliverable, now: number): DeliveryAction[] => {
  if (deliverable.outbox.publishedVersion === 0) return [];
  if (deliverable.delivery.attempt) {
    const lookUpAt = deliverable.delivery.attempt.at + LOOK_UP_AFTER_MS;
    const isClockSetBack = deliverable.delivery.attempt.at > now + LOOK_UP_AFTER_MS;
    return [now < lookUpAt && !isClockSetBack ? { do: 'wait', until: lookUpAt } : { do: 'look-up' }];
  }
  const actions = pendingActions(deliverable);
  const free = actions.filter((action) => waitsUntil(deliverable, action, now) === undefined);
  if (free.length > 0 || actions.length === 0) return free;
  const ends = actions.map((action) => waitsUntil(deliverable, action, now) ?? now);
  return [{ do: 'wait', until: Math.min(...ends) }];
};

/** Adds an early look-up that may only find the message (R19). If it does, the item need not wait. */
export const planEarlyLookUp = (deliverable: Deliverable, now: number): DeliveryAction[] => {
  const { attempt } = deliverable.delivery;
  const actions = planActions(deliverable, now);
  if (!attempt) return actions;
  const at = attempt.at + FIND_AFTER_MS;
  return actions.map((action) => {
    if (action.do !== 'wait') return action;
    return now < at ? { do: 'wait', until: at } : { do: 'look-up', onlyFinds: true };
  });
};

/** Whether anything is pending in Slack, even if it must wait or is unpublished. */
export const needsSlack = (deliverable: Deliverable): boolean =>
  deliverable.delivery.attempt !== undefined || pendingActions(deliverable).length > 0;

/** The pending actions in order, including those that must wait (R22). */
const pendingActions = (deliverable: Deliverable): DeliveryAction[] =>
  deliverable.type === 'notice' ? noticeActions(deliverable) : ticketActions(deliverable);

const ticketActions = (ticket: Ticket): DeliveryAction[] => {
  if (ticket.facts.announcement === 'none') return [];
  if (ticket.delivery.ts === undefined) return [{ do: 'post' }];
  const pending = pendingLines(ticket);
  const alive = pending.filter((line) => !isOvertaken(ticket, line));
  const overtaken = pending
    .filter((line) => isOvertaken(ticket, line) && listOf(ticket.delivery, line.name) === undefined)
    .map((line) => line.name);
  const alerts = alive.filter(({ name }) => isAlert(name));
  const others = alive.filter(({ name }) => !isAlert(name));
  return [
    ...alerts.map(postLine),
    ...(isCardCurrent(ticket) ? [] : [{ do: 'edit' as const }]),
    ...quotingLines(ticket).map((name) => ({ do: 'redact-line' as const, name })),
    ...(overtaken.length > 0 ? [{ do: 'pass' as const, names: overtaken.slice(0, MOST_PASSED) }] : []),
    ...others.map(postLine),
  ];
};

/** Whether the card shows the newest version, or the versions since then change nothing on it. */
export const isCardCurrent = ({ facts: { offCard }, outbox, delivery }: Ticket): boolean =>
  delivery.shownVersion >= (offCard?.to === outbox.version ? offCard.after : outbox.version);

/** The lines in Slack that quote an erased text. A redacted line has no `ts`. */
const quotingLines = ({ facts, delivery }: Ticket): HistoryLine['name'][] => {
  if (!facts.erased) return [];
  const act = lastSending(facts.act);
  // A reply after the erasure stays until the next reply.
  const kept = act?.text === undefined ? undefined : act.id;
  return facts.history
    .filter((line) => quotesText(line) && (line.deed === undefined || line.deed.press !== kept))
    .map(({ name }) => name)
    .filter((name) => tsOfLine(delivery, name) !== undefined);
};

/** Whether a thread line quotes a request or a reply. */
export const quotesText = (line: HistoryLine): boolean =>
  lineOf(line.name).type === 'changed' || quotesReply(line.deed);

/** An update expression holds 4 KB at most. Source: DynamoDB developer guide, "Service quotas". */
export const MOST_PASSED = 20;

const postLine = (line: HistoryLine): DeliveryAction => ({ do: 'post-line', line });

const noticeActions = ({
  facts,
  delivery: { ts, shownVersion },
  outbox: { version },
}: Notice): DeliveryAction[] => {
  if (shownVersion >= version || facts.about === 'unknown') return [];
  // Only a list of new tickets changes: it links to its cards.
  if (facts.about === 'list' && facts.of !== 'new' && ts !== undefined) return [];
  // The blindness ended before Slack showed it. The all-clear announces both.
  if (facts.about === 'blind' && facts.state !== 'open' && ts === undefined) return [{ do: 'skip' }];
  return [ts === undefined ? { do: 'post' } : { do: 'edit' }];
};

const waitsUntil = (deliverable: Deliverable, action: DeliveryAction, now: number): number | undefined => {
  const name = actionName(deliverable, action);
  return name && retryAt(deliverable, name, now);
};

/** The time before which a message is not retried (R22), or `undefined`. */
export const retryAt = (deliverable: Deliverable, name: RetryName, now: number): number | undefined => {
  const retry = deliverable.delivery.retries[name];
  if (!retry || retry.version < deliverable.outbox.version || retry.at <= now) return undefined;
  // After the clock was set back, the wait may look too long. Then it is over.
  return retry.at - now > intendedWaitMs(retry) ? undefined : retry.at;
};

/** The message that an action sends, edits or looks for. Its retry is stored under this name. */
export const actionName = (deliverable: Deliverable, action: DeliveryAction): RetryName | undefined => {
  switch (action.do) {
    case 'post':
      return messageName(deliverable);
    case 'post-line':
      return action.line.name;
    case 'edit':
      return 'edit';
    case 'redact-line':
      return action.name;
    case 'look-up':
      return deliverable.delivery.attempt?.name;
    default:
      return undefined;
  }
};

/** Thread lines that a first card makes needless, since it shows the same state. Breaches (R16) and warnings are still posted. */
export const linesShownByCard = (ticket: Ticket): HistoryLine['name'][] =>
  pendingLines(ticket)
    .map((line) => line.name)
    .filter((name) => !isAlert(name));

/** The name of a ticket's or notice's main message. All other names are lines of the thread. */
export const messageName = (deliverable: Deliverable): 'card' | 'notice' =>
  deliverable.type === 'notice' ? 'notice' : 'card';

/** Whether a message is a line of a ticket, in the card's thread or beside it. */
export const isLine = (name: AttemptName): name is LineName => name !== 'card' && name !== 'notice';

/** The pending warnings and breaches of a ticket that are still true. */
export const pendingAlerts = (ticket: Ticket): LineName[] =>
  pendingLines(ticket)
    .filter((line) => isAlert(line.name) && !isOvertaken(ticket, line))
    .map(({ name }) => name);

/** Whether a warning or a breach is pending outside a list. These go first (R18, R24). */
export const hasAlertAlone = (ticket: Ticket): boolean =>
  pendingAlerts(ticket).some((name) => listOf(ticket.delivery, name) === undefined);

/** Lines to send. A line in a list stays pending while it is overtaken: if it becomes true again, the list may already show it (R24). */
const pendingLines = (ticket: Ticket): HistoryLine[] =>
  ticket.facts.history.filter(
    ({ name }) =>
      lineOf(name).type !== 'unknown' && (isUnsent(ticket.delivery, name) || isPendingAgain(ticket, name)),
  );

/** A breach that was passed at a re-opening is pending again after another automatic closing (R16). */
const isPendingAgain = (ticket: Ticket, name: HistoryLine['name']): boolean =>
  name === 'breach' && ticket.delivery.posted[name] === PASSED && ticket.facts.outcome === 'auto-closed';

/** Whether a later line of the same type replaces this line, or it is no longer true. */
const isOvertaken = ({ facts }: Ticket, { name }: HistoryLine): boolean => {
  const line = lineOf(name);
  // Each act stays in the ledger (A6).
  if (line.type === 'act') return false;
  // Nobody would get it.
  if (line.type === 'direct' && facts.claimedBy === undefined) return true;
  // A message beside the thread is overtaken together with its step.
  const ofStep = isStepLine(line) ? line : undefined;
  const type = ofStep ? 'step' : line.type;
  const own = ofStep ? lineName('step', ofStep) : name;
  const last = facts.history.findLast((other) => lineOf(other.name).type === type);
  if (last?.name !== own) return true;
  switch (type) {
    case 'breach':
      return facts.outcome !== 'auto-closed';
    case 'closed':
      return facts.state !== 'closed';
    default:
      return facts.state === 'closed';
  }
};

const isAlert = (name: LineName): boolean => {
  const line = lineOf(name);
  return line.type === 'breach' || isStepLine(line);
};

/** The longest wait before the next try (R22). */
const LONGEST_RETRY_MS = HOUR_MS;
const LONGEST_IN_A_DAY_MS = 15 * MINUTE_MS;

/**
 * The wait of a message that Slack refused in every form: 1, 2, 4, 8 minutes, then 15, and an hour after a day (R22).
 * @param times refusals before this one
 * @param ageMs since the first refusal
 */
export const retryMs = (times: number, ageMs: number): number =>
  ageMs >= DAY_MS ? LONGEST_RETRY_MS : Math.min(LONGEST_IN_A_DAY_MS, MINUTE_MS * 2 ** times);

/** `times` is 0 for an unsure edit, which waits a minute (R19). */
const intendedWaitMs = ({ times, at, since }: Retry): number =>
  times === 0 ? MINUTE_MS : retryMs(times - 1, at - since);
