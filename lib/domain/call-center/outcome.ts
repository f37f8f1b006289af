import { defined } from '../defined.ts';
import { askingPosts, isDecided, isHandOver, postKey, orderPosts } from '../inquiry/asking-posts.ts';
import type { FoundEnd, Judged } from '../ticket/own-end.ts';
import { TOLERANCE_MS } from '../ticket/clock.ts';
import { isUnsignedClosing } from './automatic-post.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import { DAY_MS } from '../time/durations.ts';
import { answersTo, postIdsOf, type PostIds } from '../ticket/ticket-id.ts';
import { ANSWER_LIMIT_MS, type End, type ListedFacts, type Outcome, type Ticket } from '../ticket/ticket.ts';
import { ownPost, readFacts } from './observe.ts';

export type RequestClock = PostIds &
  Pick<ListedFacts, 'askedAt' | 'dueAt' | 'provisional' | 'knownPosts' | 'clockIsOurs'>;

/**
 * Why a hand-over ended (R14). The first match wins: its complete reason; a vendor's answer in time and before any system post; a system
 * post; a later answer; a flag that no longer asks.
 * Assumptions: flag-falls-with-answer, answer-names-its-post.
 * @param now for a confirmation, which has no time of its own
 */
export const findOutcome = (ticket: RequestClock, inquiry: Inquiry, now: number): FoundEnd | undefined => {
  const ordered = orderPosts(inquiry.posts.map((post) => withoutFutureTime(post, now)));
  const position = ordered.findIndex(({ answerId }) => answersTo(ticket, answerId));
  const mayEnd = postsThatMayEnd(ticket, ordered, position);
  // A provisional ticket has no post of its own, and reasons of earlier posts do not end it.
  const own = ticket.provisional
    ? mayEnd.find((post) => post.by === 'csAgent' && isDecided(post))
    : ordered[position];
  const outcome = own && BY_REASON[own.completeReason];
  if (!outcome)
    return findByPosts(ticket, mayEnd, ordered, position) ?? findByFlag(ticket, ordered, position);
  const inTime = outcome === 'confirmed' && now <= ticket.dueAt;
  return { outcome, endedBy: `reason/${own.completeReason}`, ...(inTime && { inTime }) };
};

export const judgeHandOver = (ticket: Ticket, inquiry: Inquiry, now: number): Judged => {
  const ids = postIdsOf(ticket);
  return {
    end: findOutcome({ ...ticket.key, ...ticket.facts }, inquiry, now),
    isAsking: askingPosts(inquiry).some(({ answerId }) => answersTo(ids, answerId)),
    text: readFacts(inquiry, ownPost({ inquiry }, ids)).text,
  };
};

/**
 * A hand-over whose time is in the future has none, so its post is ordered by its id (R11). Without an id, the time is a part
 * of the post's key.
 */
const withoutFutureTime = (post: Post, now: number): Post => {
  const { at, ...untimed } = post;
  const isFuture = isHandOver(post) && at !== undefined && at > now + TOLERANCE_MS;
  return isFuture && post.answerId !== undefined ? untimed : post;
};

const BY_REASON: Partial<Record<Post['completeReason'], Outcome>> = {
  CANCEL: 'withdrawn',
  DISPUTE_PROCESS: 'decided-by-coupang',
  DISPUTE_PROCESS_COMPLETE: 'confirmed',
};

/** If no new post ended a re-opened ticket, an earlier answer best explains the fallen flag. */
const findByFlag = (
  ticket: RequestClock,
  ordered: readonly Post[],
  position: number,
): FoundEnd | undefined => {
  const own = ordered[position];
  // An earlier release kept a provisional ticket under a post that never asked.
  if (ticket.provisional || own?.by !== 'csAgent' || !hasFallen(own)) return undefined;
  const known = ticket.knownPosts ? ordered.slice(position + 1) : [];
  return findByPosts(ticket, known, ordered, position) ?? { outcome: 'unknown', endedBy: 'flag' };
};

const hasFallen = ({ transfer }: Post): boolean => transfer === 'answered' || transfer === 'none';

/** The posts after its own. If the row that opened the ticket showed other posts, only those that are new since then. */
const postsThatMayEnd = (ticket: RequestClock, ordered: readonly Post[], position: number): Post[] => {
  const { knownPosts, provisional, clockIsOurs, askedAt } = ticket;
  if (knownPosts)
    return ordered.filter((post, index) => index !== position && !knownPosts.includes(postKey(post)));
  return position >= 0 && !provisional && !clockIsOurs
    ? ordered.slice(position + 1)
    : ordered.filter(({ at }, index) => index !== position && at !== undefined && at >= askedAt);
};

/** An unverified ticket closes as `unknown` this long after its deadline (R9). */
export const GIVE_UP_AFTER_MS = 7 * DAY_MS;

export const isGivenUp = ({ dueAt }: Pick<ListedFacts, 'dueAt'>, now: number): boolean =>
  now >= dueAt + GIVE_UP_AFTER_MS;

/**
 * Whether an inquiry shows the post, reason or flag that ended a ticket. If not, it is an older copy (R15). True if nothing from Coupang
 * ended the ticket.
 */
export const showsEnd = (
  ticket: PostIds & Partial<Pick<End, 'endedBy' | 'answeredAt'>>,
  { posts }: Pick<Inquiry, 'posts'>,
): boolean => {
  const [by, name] = ticket.endedBy?.split('/') ?? [];
  const own = posts.find(({ answerId }) => answersTo(ticket, answerId));
  switch (by) {
    case 'post':
      return posts.some((post) => postKey(post) === name);
    case 'reason':
      return (own ? [own] : posts).some(({ completeReason }) => completeReason === name);
    case 'flag':
      return own !== undefined && hasFallen(own);
    default:
      // Stored before `endedBy` existed.
      return ticket.answeredAt === undefined || posts.some(({ at }) => at === ticket.answeredAt);
  }
};

const findByPosts = (
  ticket: RequestClock,
  later: readonly Post[],
  ordered: readonly Post[],
  position: number,
): FoundEnd | undefined => {
  const own = ordered[position];
  const handOvers = ordered.filter((post) => post === own || isHandOver(post));
  const namedBy = ({ parentAnswerId }: Post): Post | undefined =>
    handOvers.find(({ answerId }) => answerId !== undefined && answerId === parentAnswerId);
  // The hand-over that a post names, else the newest before it. For a system post, a hand-over whose 24 hours were over comes first, then
  // one whose time is missing, then one that no longer asks.
  // Assumptions: clock-starts-at-asking-post, weekends-and-holidays-count.
  const endedPost = (post: Post): Post | undefined => {
    const before = handOvers.filter((handOver) => ordered.indexOf(handOver) < ordered.indexOf(post));
    const isOver = ({ at }: Post): boolean | undefined =>
      at === undefined || post.at === undefined ? undefined : at + ANSWER_LIMIT_MS <= post.at;
    const mayBeOver = before.filter((handOver) => isOver(handOver) !== false);
    const closed =
      before.findLast((handOver) => isOver(handOver) === true) ??
      mayBeOver.findLast(hasFallen) ??
      mayBeOver.at(-1) ??
      before.findLast(hasFallen);
    return namedBy(post) ?? (post.by === 'system' ? closed : undefined) ?? before.at(-1);
  };
  const isOurs = (ended: Post | undefined): boolean =>
    ticket.provisional !== undefined ||
    ended === undefined ||
    ended === own ||
    // The end of a hand-over before a ticket without a shown post counts as the ticket's end.
    (own === undefined && (ended.at ?? 0) < ticket.askedAt);
  const isClosing = (post: Post): boolean =>
    (post.by === 'system' && isOurs(endedPost(post))) ||
    (isUnsignedClosing(ticket, post) && isOurs(namedBy(post)));
  const isAnswer = (post: Post): boolean => post.by === 'vendor' && isOurs(endedPost(post));

  const end = later.find((post) => isClosing(post) || isAnswer(post));
  if (!end) return undefined;
  const inTime = end.at === undefined ? undefined : end.at <= ticket.dueAt;
  const closing = later.find(isClosing);
  if (isClosing(end) || (inTime === false && closing))
    return { outcome: 'auto-closed', inTime: false, endedBy: `post/${postKey(closing ?? end)}` };
  return {
    outcome: 'answered',
    endedBy: `post/${postKey(end)}`,
    ...defined({ answeredAt: end.at, inTime, answeredBy: end.login }),
  };
};
