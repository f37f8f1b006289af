import { askingPosts, isHandOver } from '../inquiry/asking-posts.ts';
import type { Inquiry, VendorRef } from '../inquiry/inquiry.ts';
import { TOLERANCE_MS } from '../ticket/clock.ts';
import { readFacts } from './observe.ts';
import { findOutcome } from './outcome.ts';
import { type FoundEnd } from '../ticket/own-end.ts';
import { answersTo, postIdOf, postIdsOf } from '../ticket/ticket-id.ts';
import { ANSWER_LIMIT_MS, type Ticket, type TicketFacts, type TicketKey } from '../ticket/ticket.ts';

/** A hand-over that no list of open inquiries showed, with its ticket. */
export type MissedHandOver = { key: TicketKey; facts: TicketFacts };

/**
 * Finds an answered inquiry's hand-overs of a blind time, as closed tickets without a card (R17). A post that still asks and has no known
 * outcome is left to the polls.
 * @param blind from after `since` up to `until`
 */
export const findMissedHandOvers = (
  vendor: VendorRef,
  inquiry: Inquiry,
  blind: { since: number; until: number },
  now: number,
): MissedHandOver[] => {
  const asking = new Set(askingPosts(inquiry).map(({ answerId }) => answerId));
  return inquiry.posts.filter(isHandOver).flatMap((post) => {
    const { answerId, at: askedAt } = post;
    if (answerId === undefined || askedAt === undefined) return [];
    if (askedAt <= blind.since || askedAt > blind.until) return [];
    const dueAt = askedAt + ANSWER_LIMIT_MS;
    const found = findOutcome({ answerId, askedAt, dueAt }, inquiry, now);
    if (!found && asking.has(answerId)) return [];
    const unclear: FoundEnd = { outcome: 'unknown', endedBy: 'answer-list' };
    const end = found ?? unclear;
    const key: TicketKey = { ...vendor, source: 'call-center', inquiryId: inquiry.inquiryId, answerId };
    const facts: TicketFacts = {
      ...readFacts(inquiry, post),
      ...end,
      kind: end.outcome === 'confirmed' ? 'confirm' : 'reply',
      state: 'closed',
      askedAt,
      askedAtUncertain: false,
      dueAt,
      openedAt: now,
      closedAt: now,
      announcement: 'none',
      steps: [],
      history: [],
      siblings: [],
    };
    return [{ key, facts }];
  });
};

export const isKnown = ({ key, facts }: MissedHandOver, tickets: readonly Ticket[]): boolean =>
  tickets.some(
    (ticket) => answersTo(postIdsOf(ticket), key.answerId) || wasProvisional(ticket, facts.askedAt),
  );

/** Whether a provisional ticket was open when this post asked, and took over no post. Then the post is its request (R10). */
const wasProvisional = (ticket: Ticket, at: number): boolean => {
  const { askedAt, closedAt = Infinity } = ticket.facts;
  return postIdOf(ticket) === undefined && askedAt - TOLERANCE_MS <= at && at <= closedAt + TOLERANCE_MS;
};
