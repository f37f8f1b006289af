import { postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { lastReopenedAt, reopenTicket, type TicketChange } from '../ticket/ticket-changes.ts';
import { isProvisionalId, ownPostId } from '../ticket/ticket-id.ts';
import {
  type ClosedTicket,
  isClosed,
  type ListedFacts,
  type Ticket,
  type TicketFacts,
} from '../ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../time/durations.ts';
import { clockOfReopened, type ClockSight, newestClosingAt } from './request-clock.ts';
import { knownPostsOf, ownPostOf } from './row-facts.ts';

/** The lists may lag so long behind an end of an inquiry. Then a row without an asking post, or an older request, is nothing new. */
export const LISTS_LAG_MS = 2 * HOUR_MS;
/** A list may show a ticket so long after its closing. */
const CLOSING_LAG_MS = 30 * MINUTE_MS;
/** For so long after a re-opening, only a new post closes or re-opens the ticket. */
const REOPENING_RESTS_MS = HOUR_MS;

/** A closing that shows an end of the inquiry. Nobody saw a silent one, and `unknown` is no end of a provisional request. */
export const isEnd = (ticket: Ticket): ticket is ClosedTicket =>
  isClosed(ticket) &&
  ticket.facts.outcome !== 'replaced' &&
  !(isProvisionalId(ticket.key.answerId) && ticket.facts.outcome === 'unknown');

/** The inquiry's last end: a closing by this machine's clock, or the row's newest closing post. Epoch ms, or -Infinity. */
export const lastEndOf = (tickets: readonly Ticket[], inquiry: Inquiry, now: number): number =>
  Math.max(
    newestClosingAt(inquiry, now) ?? Number.NEGATIVE_INFINITY,
    ...tickets.filter(isEnd).map(({ facts }) => facts.closedAt),
  );

/** Whether a ticket was past at first sight, or ran out while nobody polled its source. It is compared no more. */
export const isPast = ({ facts }: Ticket): boolean => facts.endedBy === 'past';

export const reopenedRecently = (facts: TicketFacts, now: number): boolean =>
  now - lastReopenedAt(facts) < REOPENING_RESTS_MS;

const newerEndAt = ({ key, facts }: Ticket, tickets: readonly Ticket[]): number =>
  Math.max(
    Number.NEGATIVE_INFINITY,
    ...tickets
      .filter(isEnd)
      .filter((other) => other.key.answerId !== key.answerId && other.facts.askedAt > facts.askedAt)
      .map((other) => other.facts.closedAt),
  );

export const hasNewerEnd = (ticket: Ticket, tickets: readonly Ticket[], now: number): boolean =>
  now - newerEndAt(ticket, tickets) < LISTS_LAG_MS;

/** When a look-up may re-open a closed ticket at the earliest; epoch ms. @param inquiry as the look-up shows it, if it had an answer */
export const mayReopenAt = (
  ticket: ClosedTicket,
  inquiry: Inquiry | undefined,
  others: readonly Ticket[],
): number => {
  const { facts } = ticket;
  // Without an end there is nothing that a list could lag behind.
  const isSure = !isEnd(ticket) || (inquiry !== undefined && showsWhatEnded(ticket, inquiry));
  const hasNews = inquiry?.posts.some((post) => facts.knownPosts?.includes(postKey(post)) === false) ?? false;
  return Math.max(
    newerEndAt(ticket, others) + LISTS_LAG_MS,
    isSure ? Number.NEGATIVE_INFINITY : facts.closedAt + CLOSING_LAG_MS,
    hasNews ? Number.NEGATIVE_INFINITY : lastReopenedAt(facts) + REOPENING_RESTS_MS,
  );
};

const BELIEVED_AFTER_MS = 2 * HOUR_MS;
/** A post without an id is named by a hash. */
const IS_ID = /^\d+$/;

/**
 * Whether the inquiry is older than what the ticket knows. It is older if it lacks a post whose id the ticket knows, if it lacks the post
 * that ended the ticket, or if it dates the ticket's own post before `reopenedFrom`. An older copy decides nothing. After two hours of older
 * copies alone, Coupang seems to have removed the posts.
 */
export const isOlderCopy = ({ key, facts, poll }: Ticket, inquiry: Inquiry, now: number): boolean => {
  if (poll.olderSince !== undefined && now - poll.olderSince >= BELIEVED_AFTER_MS) return false;
  const shown = knownPostsOf(inquiry);
  const { reopenedFrom = -Infinity } = facts;
  const { at = Infinity } = ownPostOf(inquiry, key) ?? {};
  const known = [ownPostId(key), ...(facts.knownPosts ?? []), endPostOf(facts)];
  return at < reopenedFrom || known.some((id) => id !== undefined && IS_ID.test(id) && !shown.includes(id));
};

const endPostOf = ({ endedBy }: TicketFacts): string | undefined =>
  endedBy?.startsWith('post/') ? endedBy.slice('post/'.length) : undefined;

/** Whether the row shows the post or the reason that ended the ticket. Such a row is younger than the end. */
const showsWhatEnded = ({ facts }: ClosedTicket, { posts }: Inquiry): boolean =>
  posts.some(
    (post) => endPostOf(facts) === postKey(post) || facts.endedBy === `reason/${post.completeReason}`,
  );

/**
 * Re-opens a closed ticket with its item and card.
 * @param seen the facts of the inquiry that shows it
 * @param inquiry `undefined` if no look-up had an answer
 */
export const reopen = (
  ticket: ClosedTicket,
  seen: ListedFacts,
  inquiry: Inquiry | undefined,
  sight: ClockSight,
): TicketChange => {
  const { facts } = ticket;
  const own = inquiry && ownPostOf(inquiry, ticket.key);
  const hadEnd = facts.endedBy !== undefined && facts.endedBy !== 'past';
  const known = inquiry
    ? knownPostsOf(inquiry)
    : [...(facts.knownPosts ?? []), endPostOf(facts)].filter((id) => id !== undefined);
  const { provisional } = facts;
  return reopenTicket(
    ticket,
    {
      ...seen,
      ...clockOfReopened(ticket, own, sight),
      ...(hadEnd && { knownPosts: known }),
      ...(provisional && { provisional: { seenAt: provisional.seenAt } }),
    },
    sight.now,
  );
};
