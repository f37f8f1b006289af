import { type Act, isAccepted, isPending } from './act.ts';
import { defined } from '../defined.ts';
import type { Finding } from './outcome.ts';
import type {
  End,
  Ended,
  HistoryLine,
  ListedFacts,
  NotEnded,
  Ticket,
  TicketEventType,
  TicketFacts,
} from './ticket.ts';

/** One conditional write on a ticket as it was read. */
export type TicketChange<State = Ended | NotEnded> = {
  before: Ticket;
  facts: ListedFacts & State;
  event: TicketEventType;
};

/** Nothing that Coupang shows ends a ticket that is given up. */
type FoundEnd = Partial<Omit<Extract<Finding, { found: 'end' }>, 'found'>> & Pick<End, 'outcome'>;

/**
 * Closes a ticket. An automatic closing owes the channel one broadcast (R16). Every other one owes a thread line.
 * @param listed the facts to close it with, if a listing says more than the ticket does
 */
export const closeTicket = (
  ticket: Ticket,
  end: FoundEnd,
  now: number,
  listed = listedFactsOf(ticket.facts),
): TicketChange<Ended> => {
  const { fingerprint, act, ...facts } = listed;
  const owesBroadcast = end.outcome === 'auto-closed' && !wasBroadcast(ticket);
  const line: HistoryLine = {
    name: owesBroadcast ? 'breach' : `closed-${ticket.outbox.version + 1}`,
    at: now,
  };
  return {
    before: ticket,
    facts: {
      ...facts,
      // Its person still waits for the result, or its thread for the text.
      ...(act && (isPending(act) || isGivenUp(act, facts)) && { act: actAtEnd(act, end, now) }),
      state: 'closed',
      outcome: end.outcome,
      closedAt: now,
      ...defined({
        endedBy: end.endedBy,
        answeredAt: end.answeredAt,
        inTime: end.inTime,
        answeredBy: end.answeredBy,
      }),
      history: [...facts.history, line],
    },
    event: 'TicketClosed',
  };
};

/** Its thread may not show the text yet. */
const isGivenUp = ({ id }: Act, { history }: Pick<ListedFacts, 'history'>): boolean =>
  history.some((line) => line.deed?.press === id && tellsGivenUp(line));

/** Its thread line quotes the reply (R29). */
export const tellsGivenUp = ({ deed }: HistoryLine): boolean => GIVEN_UP.some((did) => did === deed?.did);
const GIVEN_UP = ['not-done', 'perhaps-done'] as const;

/** A sent act blocks other acts only until the ticket closes. An accepted reply keeps its text unless the ticket was answered. */
const actAtEnd = ({ sent: _, ...act }: Act, { outcome }: FoundEnd, now: number): Act => {
  if (!isAccepted(act)) return act;
  return { ...(outcome === 'answered' ? withoutText(act) : act), nextAt: now };
};

/** The closing whose breach a bundle tells in the channel (R27). */
export const bundleBreach = (change: TicketChange, bundle: number): TicketChange => {
  const { facts } = change;
  const history = facts.history.map((line, index) =>
    index >= change.before.facts.history.length && line.name === 'breach' ? { ...line, bundle } : line,
  );
  return { ...change, facts: { ...facts, history } };
};

const wasBroadcast = ({ delivery: { posted } }: Ticket): boolean =>
  (posted['breach'] ?? 'passed') !== 'passed';

/** Complete readings lacked the ticket and its outcome is not known. It stays open, and its deadline still counts (R14). */
export const markUnverified = (ticket: Ticket): TicketChange<NotEnded> => {
  const { fingerprint, ...facts } = listedFactsOf(ticket.facts);
  return { before: ticket, facts: { ...facts, state: 'unverified' }, event: 'TicketChanged' };
};

/** The listing of a closed ticket has ended, so the ticket may leave the index (R15). */
export const stopWatching = (ticket: Ticket): TicketChange => {
  const { fingerprint, ...facts } = ticket.facts;
  return { before: ticket, facts, event: 'TicketChanged' };
};

/** Whether a ticket was past at first sight: stored closed, counted, and not posted (D5). */
export const isExpired = (facts: TicketFacts): boolean =>
  facts.state === 'closed' &&
  facts.outcome === 'unknown' &&
  facts.endedBy === undefined &&
  facts.announcement === 'none' &&
  facts.provisional === undefined;

/** A provisional ticket that was only stored gets its card. @param facts as they are now */
export const announce = (ticket: Ticket, facts = listedFactsOf(ticket.facts)): TicketChange<NotEnded> => {
  const { provisional } = facts;
  return {
    before: ticket,
    facts: {
      ...facts,
      ...(provisional && { provisional: { seenAt: provisional.seenAt } }),
      state: 'open',
      announcement: 'card',
    },
    event: 'TicketOpened',
  };
};

/** The item and the card stay. The fields of the closing are removed (R15). */
export const reopenTicket = (
  ticket: Ticket,
  { act, ...listed }: ListedFacts,
  now: number,
): TicketChange<NotEnded> => ({
  before: ticket,
  facts: {
    ...listed,
    ...(isPending(act) && { act }),
    state: 'open',
    announcement: listed.announcement === 'none' ? 'card' : listed.announcement,
    history: [...listed.history, { name: `reopened-${ticket.outbox.version + 1}`, at: now }],
  },
  event: 'TicketReopened',
});

/**
 * Erases what buyers and agents wrote. The card is shown again without it. A reply that is under way stays until it was sent
 * or refused. An act stays without its text, so that nothing is sent twice (R28). `undefined`: nothing is left to erase.
 */
export const eraseTexts = (ticket: Ticket): TicketChange | undefined => {
  const { act, isTextCut: _, ...facts } = ticket.facts;
  const isUnderWay = isPending(act) && !isAccepted(act);
  const hasText = (act?.text !== undefined && !isUnderWay) || act?.sent?.text !== undefined;
  if (facts.erased && !hasText) return undefined;
  return {
    before: ticket,
    facts: {
      ...facts,
      ...(act && {
        act: { ...(isUnderWay ? act : withoutText(act)), ...(act.sent && { sent: withoutText(act.sent) }) },
      }),
      ...(facts.formLink !== undefined && { formLink: '' }),
      text: '',
      erased: true,
    },
    event: 'TicketChanged',
  };
};

const withoutText = ({ text: _, ...act }: Act): Act => act;

/** The fields that a ticket has in every state. */
export const listedFactsOf = (facts: TicketFacts): ListedFacts => {
  const { state, outcome, closedAt, answeredAt, inTime, answeredBy, endedBy, ...listed } = facts;
  return listed;
};
