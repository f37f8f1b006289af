import { isUnsealed, type Notice } from './notice.ts';
import type { Subject } from './subject.ts';
import type { AttemptName, HistoryLine, LineName, Ticket } from './ticket.ts';

/** Looked up so long after an attempt without a sure answer, then once more (R19). */
export const LOOK_UP_AFTER_MS = [15_000, 60_000] as const;

/** The next thing to do so that Slack shows the ticket or notice; computed anew after each. */
export type DeliveryStep =
  | { do: 'nothing' }
  /** Told to wait, or an attempt's answer is not known and it is too early to look: nothing may be sent. Raw clock. */
  | { do: 'wait'; until: number }
  | { do: 'look-up' }
  /** Its one message: the card, or the notice. */
  | { do: 'post' }
  | { do: 'edit' }
  | { do: 'post-line'; ticket: Ticket; line: HistoryLine }
  /** Lines that have been overtaken by later ones. */
  | { do: 'pass'; names: HistoryLine['name'][] }
  /** A notice that has nothing to say any more. */
  | { do: 'skip' };

/**
 * Compares what Slack shows with what it should show (decision 2).
 * @param rawNow raw clock, epoch ms
 */
export const planDelivery = (subject: Subject, rawNow: number): DeliveryStep => {
  const step = nextStep(subject, rawNow);
  const { retryAt = 0 } = subject;
  return step.do !== 'nothing' && retryAt > rawNow ? { do: 'wait', until: retryAt } : step;
};

const nextStep = (subject: Subject, rawNow: number): DeliveryStep => {
  if (subject.attempt) {
    const lookUpAt = nextLookUpAt(subject);
    if (lookUpAt !== undefined)
      return rawNow < lookUpAt ? { do: 'wait', until: lookUpAt } : { do: 'look-up' };
  }
  return 'notice' in subject ? nextNoticeStep(subject) : nextTicketStep(subject);
};

const nextTicketStep = (ticket: Ticket): DeliveryStep => {
  if (ticket.announcement === 'none') return { do: 'nothing' };
  if (ticket.ts === undefined) return { do: 'post' };
  const owed = owedLines(ticket);
  // A warning waits for no edit.
  const warning = owed.find((line) => sortOf(line.name) === 'step' && !isOvertaken(ticket, line));
  if (warning) return { do: 'post-line', ticket, line: warning };
  if (ticket.shownVersion < ticket.version) return { do: 'edit' };
  const overtaken = owed.filter((line) => isOvertaken(ticket, line)).map((line) => line.name);
  if (overtaken.length > 0) return { do: 'pass', names: overtaken };
  // An escalation that neither its channel nor the fallback takes keeps nothing else waiting.
  const line = owed.find(({ name }) => sortOf(name) !== 'escalation') ?? owed[0];
  return line ? { do: 'post-line', ticket, line } : { do: 'nothing' };
};

const nextNoticeStep = ({ facts, ts, shownVersion, version, attempt }: Notice): DeliveryStep => {
  if (isUnsealed(facts)) return { do: 'nothing' };
  // Over before it could be told: the all-clear tells both. An attempt that history does not show ends with it.
  const isNeedless = facts.about === 'blind' && facts.state === 'over' && ts === undefined;
  if (isNeedless) return attempt || shownVersion < version ? { do: 'skip' } : { do: 'nothing' };
  if (shownVersion >= version) return { do: 'nothing' };
  return ts === undefined ? { do: 'post' } : { do: 'edit' };
};

/** When an open attempt is looked up next, raw clock; `undefined`: searched often enough, it may be sent again. */
export const nextLookUpAt = ({ attempt }: Pick<Ticket, 'attempt'>): number | undefined => {
  if (!attempt) return undefined;
  const after = LOOK_UP_AFTER_MS[attempt.lookUps];
  return after === undefined ? undefined : attempt.at + after;
};

/** Thread lines that a first card makes needless: it shows the state that they tell. A breach (R16) and a warning are told all the same. */
export const linesShownByCard = (ticket: Ticket): HistoryLine['name'][] =>
  owedLines(ticket)
    .map((line) => line.name)
    .filter((name) => name !== 'breach' && !isWarning(name));

/** Which attempt a step makes; an edit makes none, since repeating it is harmless. */
export const attemptName = (subject: Subject, step: DeliveryStep): AttemptName | undefined => {
  if (step.do === 'post-line') return step.line.name;
  return step.do === 'post' ? messageName(subject) : undefined;
};

/** What the one message of a ticket or a notice is called; all others are lines of a card's thread. */
export const messageName = (subject: Subject): 'card' | 'notice' => ('notice' in subject ? 'notice' : 'card');

const owedLines = (ticket: Ticket): HistoryLine[] =>
  ticket.history.filter(({ name }) => !(name in ticket.posted) || isOwedAfterAll(ticket, name));

/** Passed over when the ticket was re-opened, and now closed automatically again: nobody was told yet (R16). */
const isOwedAfterAll = (ticket: Ticket, name: HistoryLine['name']): boolean =>
  name === 'breach' && ticket.posted[name] === 'passed' && ticket.outcome === 'auto-closed';

/** A later line of the same sort says it better, or the ticket is no longer what the line says. */
const isOvertaken = (ticket: Ticket, line: HistoryLine): boolean => {
  const rivals = sortOf(line.name) === 'escalation' ? 'step' : sortOf(line.name);
  const last = ticket.history.findLast((other) => sortOf(other.name) === rivals);
  if (last?.name !== line.name.replace(/^escalation/, 'step')) return true;
  switch (sortOf(line.name)) {
    case 'breach':
      return ticket.outcome !== 'auto-closed';
    case 'closed':
      return ticket.state !== 'closed';
    default:
      return ticket.state === 'closed';
  }
};

/** `changed`, `closed`, `reopened`, `breach`, `step` or `escalation`. */
const sortOf = (name: LineName): string => name.split(/[-/]/)[0] ?? name;

/** A line that tells of a step, in the card's thread or in the step's own channel. */
const isWarning = (name: LineName): boolean => sortOf(name) === 'step' || sortOf(name) === 'escalation';
