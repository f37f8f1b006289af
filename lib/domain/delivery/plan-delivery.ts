import type { Notice } from '../notice/notice.ts';
import type { Deliverable } from './deliverable.ts';
import { isStepLine, lineOf, stepLineName } from '../ticket/line.ts';
import type { AttemptName, HistoryLine, LineName, Retry, RetryName, Ticket } from '../ticket/ticket.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/durations.ts';

/** An attempt without a sure answer is looked up so long after it (R19). */
export const LOOK_UP_AFTER_MS = MINUTE_MS;
/** A look-up so early may only find: the message may not stand in the history yet. */
export const FIND_AFTER_MS = 15_000;
/** No message waits longer for its next try (R22). */
const LONGEST_RETRY_MS = HOUR_MS;

/** The next thing to do so that Slack shows the ticket or notice; computed anew after each. */
export type DeliveryAction =
  | { do: 'nothing' }
  /** What is owed was refused, or an attempt's answer is not known and it is too early to look. Raw clock. */
  | { do: 'wait'; until: number }
  /** `onlyFinds`: what it does not find is looked up again. */
  | { do: 'look-up'; onlyFinds?: true }
  /** Its one message: the card, or the notice. */
  | { do: 'post' }
  | { do: 'edit' }
  | { do: 'post-line'; line: HistoryLine }
  /** Lines that have been overtaken by later ones. */
  | { do: 'pass'; names: HistoryLine['name'][] }
  /** A notice that has nothing to say any more. */
  | { do: 'skip' };

/**
 * Compares what Slack shows with what it should show (docs/architecture.md, Slack is reconciled).
 * What was never published is shown by nobody (R24).
 * @param rawNow raw clock, epoch ms
 */
export const planDelivery = (deliverable: Deliverable, rawNow: number): DeliveryAction =>
  planActions(deliverable, rawNow)[0] ?? { do: 'nothing' };

/**
 * All that could be done now, in order, since a step whose channel takes nothing keeps no later one back (R21); else the one
 * wait; empty: nothing is owed.
 * @param lookUpAfterMs from an attempt to its look-up, by the raw clock
 */
export const planActions = (
  deliverable: Deliverable,
  rawNow: number,
  lookUpAfterMs = LOOK_UP_AFTER_MS,
): DeliveryAction[] => {
  if (deliverable.outbox.publishedVersion === 0) return [];
  if (deliverable.delivery.attempt) {
    const lookUpAt = deliverable.delivery.attempt.at + lookUpAfterMs;
    const isClockSetBack = deliverable.delivery.attempt.at > rawNow + LOOK_UP_AFTER_MS;
    return [rawNow < lookUpAt && !isClockSetBack ? { do: 'wait', until: lookUpAt } : { do: 'look-up' }];
  }
  const steps = deliverable.type === 'notice' ? noticeSteps(deliverable) : ticketSteps(deliverable);
  const free = steps.filter((step) => waitsUntil(deliverable, step, rawNow) === undefined);
  if (free.length > 0 || steps.length === 0) return free;
  const ends = steps.map((step) => waitsUntil(deliverable, step, rawNow) ?? rawNow);
  return [{ do: 'wait', until: Math.min(...ends) }];
};

/** What is owed, in order. A step that must wait (R22) keeps no later one back. */
const ticketSteps = (ticket: Ticket): DeliveryAction[] => {
  if (ticket.facts.announcement === 'none') return [];
  if (ticket.delivery.ts === undefined) return [{ do: 'post' }];
  const owed = owedLines(ticket);
  const alive = owed.filter((line) => !isOvertaken(ticket, line));
  const overtaken = owed.filter((line) => isOvertaken(ticket, line)).map((line) => line.name);
  const alerts = alive.filter(({ name }) => isAlert(name));
  const others = alive.filter(({ name }) => !isAlert(name));
  return [
    ...alerts.map(postLine),
    ...(ticket.delivery.shownVersion < ticket.outbox.version ? [{ do: 'edit' as const }] : []),
    ...(overtaken.length > 0 ? [{ do: 'pass' as const, names: overtaken.slice(0, MOST_PASSED) }] : []),
    ...others.map(postLine),
  ];
};

/** An update expression takes 4 KB. Source: DynamoDB developer guide, "Service quotas". */
export const MOST_PASSED = 20;

const postLine = (line: HistoryLine): DeliveryAction => ({ do: 'post-line', line });

const noticeSteps = ({
  facts,
  delivery: { ts, shownVersion },
  outbox: { version },
}: Notice): DeliveryAction[] => {
  if (shownVersion >= version) return [];
  // Over before it could be told: the all-clear tells both.
  if (facts.about === 'blind' && facts.state === 'over' && ts === undefined) return [{ do: 'skip' }];
  return [ts === undefined ? { do: 'post' } : { do: 'edit' }];
};

/** Until when a step is not tried again, raw clock; `undefined`: it may be tried now. */
const waitsUntil = (deliverable: Deliverable, step: DeliveryAction, rawNow: number): number | undefined => {
  const name = retryName(deliverable, step);
  const retry = name && deliverable.delivery.retries[name];
  if (!retry || retry.version < deliverable.outbox.version || retry.at <= rawNow) return undefined;
  // A clock set back makes no wait longer than it was meant to be.
  return retry.at - rawNow > meantMs(retry) ? undefined : retry.at;
};

const LONGEST_IN_A_DAY_MS = 15 * MINUTE_MS;

/**
 * How long a message waits that Slack refused in every form: 1 minute, then 2, 4, 8, then 15; an hour once it was refused for a
 * day (R22).
 * @param times how often it was refused before
 * @param ageMs since it was refused first
 */
export const retryMs = (times: number, ageMs: number): number =>
  ageMs >= DAY_MS ? LONGEST_RETRY_MS : Math.min(LONGEST_IN_A_DAY_MS, MINUTE_MS * 2 ** Math.min(times, 10));

/** An edit that is owed again was not refused: it waits a minute (R19). */
const meantMs = ({ times, at, since }: Retry): number =>
  times === 0 ? MINUTE_MS : retryMs(times - 1, at - since);

/** Under which name a step waits, if Slack refuses it. */
const retryName = (deliverable: Deliverable, step: DeliveryAction): RetryName | undefined =>
  step.do === 'edit' ? 'edit' : attemptName(deliverable, step);

/** Thread lines that a first card makes needless: it shows the state that they tell. A breach (R16) and a warning are told all the same. */
export const linesShownByCard = (ticket: Ticket): HistoryLine['name'][] =>
  owedLines(ticket)
    .map((line) => line.name)
    .filter((name) => !isAlert(name));

/** Which attempt a step makes; an edit makes none, since repeating it is harmless. */
export const attemptName = (deliverable: Deliverable, step: DeliveryAction): AttemptName | undefined => {
  if (step.do === 'post-line') return step.line.name;
  return step.do === 'post' ? messageName(deliverable) : undefined;
};

/** What the one message of a ticket or a notice is called; all others are lines of a card's thread. */
export const messageName = (deliverable: Deliverable): 'card' | 'notice' =>
  deliverable.type === 'notice' ? 'notice' : 'card';

/** Whether a ticket owes a warning or a breach that is still true: what goes before all else (R18). */
export const owesAlert = (ticket: Ticket): boolean =>
  owedLines(ticket).some((line) => isAlert(line.name) && !isOvertaken(ticket, line));

const owedLines = (ticket: Ticket): HistoryLine[] =>
  ticket.facts.history.filter(
    ({ name }) => !(name in ticket.delivery.posted) || isOwedAfterAll(ticket, name),
  );

/** Passed over when the ticket was re-opened, and now closed automatically again: nobody was told yet (R16). */
const isOwedAfterAll = (ticket: Ticket, name: HistoryLine['name']): boolean =>
  name === 'breach' && ticket.delivery.posted[name] === 'passed' && ticket.facts.outcome === 'auto-closed';

/** A later line of the same sort says it better, or the ticket is no longer what the line says. */
const isOvertaken = ({ facts }: Ticket, { name }: HistoryLine): boolean => {
  const line = lineOf(name);
  // An escalation goes with its step.
  const type = line.type === 'escalation' ? 'step' : line.type;
  const own = line.type === 'escalation' ? stepLineName(line) : name;
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

/** A breach, or a step in the card's thread or in the step's own channel. */
const isAlert = (name: LineName): boolean => {
  const line = lineOf(name);
  return line.type === 'breach' || isStepLine(line);
};
