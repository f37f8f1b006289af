import { type AskingPost, askingPosts } from './asking-posts.ts';
import type { Inquiry, VendorRef } from './inquiry.ts';
import { answersTo } from './listed-ticket.ts';
import { tell } from './observe.ts';
import { orderPosts } from './order-posts.ts';
import { findOutcome, isHandOver } from './outcome.ts';
import { ANSWER_LIMIT_MS, type Ticket, type TicketFacts, type TicketKey } from './ticket.ts';

/** A hand-over that nobody saw in the lists, as the ticket that it becomes. */
export type MissedHandOver = {
  key: TicketKey;
  facts: TicketFacts;
  /** Of all its posts: a ticket that answers to one of them stands for it. */
  answerIds: string[];
};

/**
 * The hand-overs of an answered inquiry that were asked in a blind time, as closed tickets without a card (R17). One that
 * still asks is left to the lists.
 * @param blind asked after `since` and up to `until`
 * @param now corrected clock, epoch ms: when they are found
 */
export const findMissedHandOvers = (
  vendor: VendorRef,
  inquiry: Inquiry,
  blind: { since: number; until: number },
  now: number,
): MissedHandOver[] =>
  groupHandOvers(inquiry).flatMap((posts) => {
    const [oldest, newest] = [posts[0], posts.at(-1)];
    const askedAt = oldest?.at;
    if (!oldest || !newest || askedAt === undefined || askedAt <= blind.since || askedAt > blind.until)
      return [];
    const end = findEnd(posts, { ...oldest, at: askedAt }, inquiry, now);
    if (!end) return [];
    const key: TicketKey = {
      ...vendor,
      source: 'call-center',
      inquiryId: inquiry.inquiryId,
      answerId: oldest.answerId,
    };
    const told = tell(inquiry, end.outcome === 'confirmed' ? 'confirm' : 'reply', newest);
    return { key, facts: { ...told, ...end }, answerIds: posts.map(({ answerId }) => answerId) };
  });

/** Whether one of the inquiry's tickets stands for it already. */
export const isKnown = ({ answerIds, facts }: MissedHandOver, tickets: readonly Ticket[]): boolean =>
  tickets.some(
    (ticket) =>
      answerIds.some((answerId) => answersTo(ticket, answerId)) || wasOpenUnnamed(ticket, facts.askedAt),
  );

/** One that was listed before any agent's post could be read, and waited for this one (R10). */
const wasOpenUnnamed = (
  { answerId, learntAnswerId, askedAt, closedAt = Infinity }: Ticket,
  at: number,
): boolean => answerId === '0' && learntAnswerId === undefined && askedAt <= at && at <= closedAt;

/** The posts that handed over, oldest first; those with no post of the vendor or of the system in between are one. */
const groupHandOvers = ({ posts }: Inquiry): AskingPost[][] => {
  const groups: AskingPost[][] = [];
  let open: AskingPost[] | undefined;
  for (const post of orderPosts(posts)) {
    if (post.by === 'vendor' || post.by === 'system') open = undefined;
    const { answerId } = post;
    if (answerId === undefined || !isHandOver(post)) continue;
    if (!open) groups.push((open = []));
    open.push({ ...post, answerId });
  }
  return groups;
};

const findEnd = (
  posts: readonly AskingPost[],
  { answerId, at: askedAt }: AskingPost & { at: number },
  inquiry: Inquiry,
  now: number,
) => {
  const asking = new Set(askingPosts(inquiry).map((post) => post.answerId));
  if (posts.some((post) => asking.has(post.answerId))) return undefined;
  const dueAt = askedAt + ANSWER_LIMIT_MS;
  const finding = findOutcome({ answerId, askedAt, dueAt }, inquiry, now);
  const { found, ...end } = finding.found === 'end' ? finding : { found: 'end', outcome: 'unknown' as const };
  return {
    ...end,
    state: 'closed' as const,
    askedAt,
    askedAtUncertain: false,
    dueAt,
    openedAt: now,
    closedAt: now,
    announcement: 'none' as const,
    steps: [],
    history: [],
  };
};
