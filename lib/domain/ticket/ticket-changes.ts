import { type Act, type Deed, isAccepted, isAnswer, isPending, quotesReply } from './act.ts';
import { TOLERANCE_MS } from './clock.ts';
import { defined } from '../defined.ts';
import { normalText } from '../inquiry/plain-text.ts';
import { MINUTE_MS } from '../time/durations.ts';
import { lineOf } from './line.ts';
import { hasEndedBy } from './answer.ts';
import { tsOfLine } from './posted.ts';
import type {
  Ended,
  FoundEnd,
  HistoryLine,
  ListedFacts,
  NotEnded,
  Ticket,
  TicketEventType,
  TicketFacts,
} from './ticket.ts';

export type TicketChange<State = Ended | NotEnded> = {
  before: Ticket;
  facts: ListedFacts & State;
  event: TicketEventType;
};

/**
 * An automatic closing adds one broadcast to the channel, any other closing a thread line. If a reply or confirmation from Slack ended the
 * request, its own line says so (R29). That of a confirmation follows once the inquiry was read.
 * @param listed newer facts from a listing
 */
export const closeTicket = (
  ticket: Ticket,
  end: FoundEnd,
  now: number,
  listed = listedFactsOf(ticket.facts),
): TicketChange<Ended> => {
  const { fingerprint, act, ...facts } = listed;
  const isDone = isPending(act) && act.do !== 'look-up' && hasEndedBy(act, end, ticket.key.source);
  // The row of a later re-opening may hide this answer from the act.
  const isReplied = isDone && act.do === 'reply';
  const isKept = act !== undefined && !isReplied && (isPending(act) || isGivenUp(act, facts));
  const needsBroadcast = end.outcome === 'auto-closed' && tsOfLine(ticket.delivery, 'breach') === undefined;
  const line: HistoryLine = {
    name: needsBroadcast ? 'breach' : `closed-${ticket.outbox.version + 1}`,
    at: now,
  };
  const isAnnounced = isDone || wasJustDone(ticket, facts);
  return {
    before: ticket,
    facts: {
      ...facts,
      // Its person still waits for the result, or its thread for the text.
      ...(isKept && { act: actAtEnd(act, now) }),
      state: 'closed',
      ...end,
      closedAt: now,
      history: [
        ...facts.history,
        ...(isReplied ? [deedLine(ticket, act, 'replied', now)] : []),
        ...(isAnnounced ? [] : [line]),
      ],
    },
    event: 'TicketClosed',
  };
};

/** Acting was switched off before the act ended. Its thread may not show the text yet. */
const isGivenUp = ({ id }: Act, { history }: Pick<ListedFacts, 'history'>): boolean =>
  history.some((line) => line.deed?.press === id && quotesReply(line.deed));

/** Whether the write that closes the ticket also notes its reply or confirmation. */
const wasJustDone = ({ outbox }: Ticket, { history }: Pick<ListedFacts, 'history'>): boolean => {
  const last = history.at(-1);
  return last?.name === `act-${outbox.version + 1}` && isAnswer(last.deed);
};

/** A sent act blocks other acts only until the ticket closes. */
const actAtEnd = ({ sent: _, ...act }: Act, now: number): Act =>
  isAccepted(act) ? { ...act, nextAt: now } : act;

export const deedLine = (
  ticket: Ticket,
  { id, by, name }: Act,
  did: Deed['did'],
  at: number,
): HistoryLine => ({
  name: `act-${ticket.outbox.version + 1}`,
  at,
  deed: { did, press: id, by, ...defined({ name }) },
});

/** An open ticket becomes unverified, and its deadline still counts. A closed one may leave the index. */
export const markMissing = (ticket: Ticket): TicketChange => {
  const { fingerprint, ...facts } = ticket.facts;
  return {
    before: ticket,
    facts: facts.state === 'closed' ? facts : { ...facts, state: 'unverified' },
    event: 'TicketChanged',
  };
};

/** Limits thread lines about changes. Coupang may sign a link in a text differently at each call. */
const LINE_EVERY_MS = 10 * MINUTE_MS;

export const updateTicket = (ticket: Ticket, seen: ListedFacts, now: number): TicketChange<NotEnded> => {
  const { facts, outbox } = ticket;
  const isNews = hasNewText(facts, seen) || Math.abs(seen.askedAt - facts.askedAt) >= TOLERANCE_MS;
  const line = { name: `changed-${outbox.version + 1}` as const, at: now };
  const history = isNews && isLineDue(facts, now) ? [...seen.history, line] : seen.history;
  return { before: ticket, facts: { ...seen, state: 'open', history }, event: 'TicketChanged' };
};

/**
 * Whether only the text is new, and the next thread line is not due. Then the next reading decides again. If the visible text is the same,
 * the time counts from the last write.
 */
export const mayWait = ({ facts, outbox }: Ticket, seen: ListedFacts, now: number): boolean => {
  if (facts.state !== 'open' || apartFromText(seen) !== apartFromText(listedFactsOf(facts))) return false;
  return hasNewText(facts, seen) ? !isLineDue(facts, now) : now - outbox.changedAt < LINE_EVERY_MS;
};

const hasNewText = (facts: ListedFacts, seen: ListedFacts): boolean =>
  normalText(seen.text) !== normalText(facts.text);

const isLineDue = (facts: TicketFacts, now: number): boolean =>
  now - lastLineAt(facts, 'changed') >= LINE_EVERY_MS;

const apartFromText = ({ text, isTextCut, formLink, fingerprint, ...rest }: ListedFacts): string =>
  JSON.stringify(rest, (_name, value: unknown) => {
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  });

const lastLineAt = ({ history }: TicketFacts, type: 'changed' | 'reopened'): number =>
  history.findLast(({ name }) => lineOf(name).type === type)?.at ?? 0;

/** Whether a ticket was past at first sight: stored closed, counted, and not posted. */
export const isExpired = ({ endedBy, announcement }: TicketFacts): boolean =>
  endedBy === 'past' && announcement === 'none';

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

/** Epoch ms, or 0. */
export const lastReopenedAt = (facts: TicketFacts): number => lastLineAt(facts, 'reopened');

/**
 * Erases the texts of buyers and agents, also on the card. A pending reply stays until it was sent or refused. Acts stay without their text,
 * so that nothing is sent twice.
 * @returns `undefined` if nothing is left to erase
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

export const listedFactsOf = (facts: TicketFacts): ListedFacts => {
  const { state, outcome, closedAt, answeredAt, inTime, answeredBy, endedBy, ...listed } = facts;
  return listed;
};
