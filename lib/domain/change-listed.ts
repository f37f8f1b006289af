import type { AskedAt } from './asked-at.ts';
import { answersTo, isListedTooLong } from './listed-ticket.ts';
import type { Observation } from './observe.ts';
import { TEXTS_KEPT_MS } from './texts-kept-ms.ts';
import { closeTicket, factsOf, reopenTicket, type TicketChange } from './ticket-changes.ts';
import { ANSWER_LIMIT_MS, type Ticket, type TicketFacts } from './ticket.ts';

/** A closed ticket listed by a reading that began later than this after its closing is re-opened (R15). */
const REOPEN_AFTER_MS = 10 * 60 * 1000;

/**
 * What a listing changes of a ticket that it stands for (R10, R14, R15); `undefined` where there is nothing to write.
 * @param now corrected clock, epoch ms
 */
export const changeListed = (
  ticket: Ticket,
  observed: Observation,
  now: number,
): TicketChange | undefined => {
  const facts = listedFacts(ticket, observed);
  if (ticket.state !== 'closed') {
    if (isListedTooLong(facts, now)) return closeListedPast(ticket, facts, observed, now);
    const isSame = ticket.state === 'open' && ticket.fingerprint === observed.fingerprint;
    return isSame ? undefined : changeOpen(ticket, facts, now);
  }
  if (ticket.listedPast && facts.kind === 'confirm' && facts.dueAt < now) {
    const isSame = ticket.fingerprint === observed.fingerprint;
    return isSame ? undefined : changeClosed(ticket, facts, now);
  }
  if (!ticket.listedPast && observed.beganAt < (ticket.closedAt ?? 0) + REOPEN_AFTER_MS) return undefined;
  // A TRANSFER long past its deadline is not asked for again by being listed: it only cannot leave the index.
  if (isListedTooLong(facts, now)) {
    return changeClosed(ticket, facts, now);
  }
  return reopenTicket(ticket, facts, now);
};

const changeOpen = (ticket: Ticket, facts: TicketFacts, now: number): TicketChange => {
  const version = ticket.version + 1;
  const asksOtherwise = facts.text !== ticket.text;
  const history = asksOtherwise
    ? [...facts.history, { name: `changed-${version}` as const, at: now }]
    : facts.history;
  return { before: ticket, facts: { ...facts, state: 'open', history }, event: 'TicketChanged' };
};

/** What stays closed gets no text back that was kept long enough. */
const changeClosed = (ticket: Ticket, facts: TicketFacts, now: number): TicketChange => {
  const { formLink, ...rest } = facts;
  const isOld = ticket.closedAt !== undefined && ticket.closedAt + TEXTS_KEPT_MS <= now;
  const kept = isOld ? { ...rest, text: '' } : facts;
  return { before: ticket, facts: { ...kept, listedPast: true }, event: 'TicketChanged' };
};

const closeListedPast = (
  ticket: Ticket,
  facts: TicketFacts,
  observed: Observation,
  now: number,
): TicketChange => {
  const closed = closeTicket({ ...ticket, ...facts }, { outcome: 'unknown' }, now);
  return {
    ...closed,
    before: ticket,
    facts: { ...closed.facts, listedPast: true, fingerprint: observed.fingerprint },
  };
};

/** What the item tells now, over what the ticket keeps: a field that Coupang left out this time is not forgotten. */
const listedFacts = (ticket: Ticket, observed: Observation): TicketFacts => {
  const clock = observed.asking.find((post) => answersTo(ticket, post.answerId)) ?? observed.asking[0];
  const learns = ticket.answerId === '0' && ticket.learntAnswerId === undefined ? clock?.answerId : undefined;
  const { formLink, parentAnswerId, ...kept } = factsOf(ticket);
  return {
    ...kept,
    ...observed.told,
    ...(clock?.at !== undefined && clockOf(clock.at)),
    ...(learns !== undefined && { learntAnswerId: learns }),
    fingerprint: observed.fingerprint,
  };
};

const clockOf = (askedAt: number): AskedAt & { dueAt: number } => ({
  askedAt,
  askedAtUncertain: false,
  dueAt: askedAt + ANSWER_LIMIT_MS,
});
