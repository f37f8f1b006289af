import { defined } from '../defined.ts';
import { isDecided, isHandOver } from '../inquiry/asking-posts.ts';
import { isUnsignedClosing } from './automatic-post.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import { orderPosts } from '../inquiry/order-posts.ts';
import { answersTo, type PostIds } from './ticket-id.ts';
import { ANSWER_LIMIT_MS, type ListedFacts, type Outcome } from './ticket.ts';

/** What an inquiry says about the end of one ticket. */
export type Finding =
  | { found: 'unverified' }
  | {
      found: 'end';
      outcome: Outcome;
      answeredAt?: number;
      inTime?: boolean;
      answeredBy?: string;
      isHint?: true;
    };

type Asked = PostIds & Pick<ListedFacts, 'askedAt' | 'dueAt' | 'noPostAsks' | 'clockIsOurs'>;

/**
 * Why a hand-over ended (R14). The first of these that holds:
 * - its complete reason: CANCEL, DISPUTE_PROCESS or DISPUTE_PROCESS_COMPLETE;
 * - a vendor's answer in time and before any system post;
 * - a system post;
 * - a later answer;
 * - a post that says `answered` or `none`.
 *
 * Otherwise it is unverified. `isHint`: the answer names no post, and Coupang's flag says that this post still asks.
 * Assumptions: flag-falls-with-answer, answer-names-its-post.
 * @param now epoch ms: a confirmation has no time of its own
 */
export const findOutcome = (ticket: Asked, inquiry: Inquiry, now: number): Finding => {
  const ordered = orderPosts(inquiry.posts);
  const position = ordered.findIndex(({ answerId }) => answersTo(ticket, answerId));
  const later = laterPosts(ticket, ordered, position);
  // The ticket was opened when no post asked. So the reason of an older post does not end it.
  const own = ticket.noPostAsks
    ? later.find((post) => post.by === 'csAgent' && isDecided(post))
    : ordered[position];
  switch (own?.completeReason) {
    case 'CANCEL':
      return { found: 'end', outcome: 'withdrawn' };
    case 'DISPUTE_PROCESS':
      return { found: 'end', outcome: 'decided-by-coupang' };
    case 'DISPUTE_PROCESS_COMPLETE':
      return { found: 'end', outcome: 'confirmed', ...(now <= ticket.dueAt && { inTime: true }) };
    default:
      return findByPosts(ticket, later, ordered, position) ?? findByFlag(own);
  }
};

const findByFlag = (own: Post | undefined): Finding =>
  own?.by === 'csAgent' && (own.transfer === 'answered' || own.transfer === 'none')
    ? { found: 'end', outcome: 'unknown' }
    : { found: 'unverified' };

/** The posts after the ticket's own. If its clock is an estimate of ours, the posts since that time. */
const laterPosts = (ticket: Asked, ordered: readonly Post[], position: number): Post[] =>
  position >= 0 && !ticket.noPostAsks && !ticket.clockIsOurs
    ? ordered.slice(position + 1)
    : ordered.filter(({ at }, index) => index !== position && at !== undefined && at >= ticket.askedAt);

const findByPosts = (
  ticket: Asked,
  later: readonly Post[],
  ordered: readonly Post[],
  position: number,
): Finding | undefined => {
  const own = ordered[position];
  const handOvers = ordered.filter((post) => post === own || isHandOver(post));
  const isOurs = (ended: Post | undefined): boolean =>
    ticket.noPostAsks === true ||
    ended === undefined ||
    ended === own ||
    // The own post is not shown. An end of a hand-over from before the ticket counts as its end.
    (own === undefined && (ended.at ?? 0) < ticket.askedAt);
  const isClosing = (post: Post): boolean =>
    (post.by === 'system' && isOurs(endedBySystem(post, handOvers, ordered))) ||
    (isUnsignedClosing(ticket, post) && isOurs(namedBy(post, handOvers) ?? own));
  const isAnswer = (post: Post): boolean =>
    post.by === 'vendor' &&
    isOurs(namedBy(post, handOvers) ?? standingBefore(post, handOvers, ordered).at(-1));

  const end = later.find((post) => isClosing(post) || isAnswer(post));
  if (!end) return undefined;
  const inTime = end.at === undefined ? undefined : end.at <= ticket.dueAt;
  if (isClosing(end) || (inTime === false && later.some(isClosing)))
    return { found: 'end', outcome: 'auto-closed', inTime: false };
  const isHint = own?.transfer === 'requestAnswer' && end.parentAnswerId === undefined;
  return {
    found: 'end',
    outcome: 'answered',
    ...defined({ answeredAt: end.at, inTime, answeredBy: end.login }),
    ...(isHint && { isHint }),
  };
};

const namedBy = ({ parentAnswerId }: Post, handOvers: readonly Post[]): Post | undefined =>
  handOvers.find(({ answerId }) => answerId !== undefined && answerId === parentAnswerId);

const standingBefore = (post: Post, handOvers: readonly Post[], ordered: readonly Post[]): Post[] =>
  handOvers.filter((one) => ordered.indexOf(one) < ordered.indexOf(post));

/**
 * The hand-over that a system post ends: the one that it names, else the newest whose 24 hours were over by then.
 * Assumptions: clock-starts-at-asking-post, weekends-and-holidays-count.
 */
const endedBySystem = (
  post: Post,
  handOvers: readonly Post[],
  ordered: readonly Post[],
): Post | undefined => {
  const before = standingBefore(post, handOvers, ordered);
  const closedAt = post.at ?? Number.NEGATIVE_INFINITY;
  const over = before.findLast(({ at }) => at !== undefined && at + ANSWER_LIMIT_MS <= closedAt);
  return namedBy(post, handOvers) ?? over ?? before.at(-1);
};
