import { defined } from '../defined.ts';
import { isDecided, isHandOver, postKey } from '../inquiry/asking-posts.ts';
import { isUnsignedClosing } from './automatic-post.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import { orderPosts } from '../inquiry/order-posts.ts';
import { answersTo, type PostIds } from './ticket-id.ts';
import { ANSWER_LIMIT_MS, type End, type EndedBy, type ListedFacts, type Outcome } from './ticket.ts';

/** What an inquiry says about the end of one ticket. */
export type Finding =
  | { found: 'unverified' }
  | {
      found: 'end';
      outcome: Outcome;
      endedBy: EndedBy;
      answeredAt?: number;
      inTime?: boolean;
      answeredBy?: string;
      /** Coupang's flag says that the answered post still asks. */
      flagAsks?: true;
    };

export type Asked = PostIds &
  Pick<ListedFacts, 'askedAt' | 'dueAt' | 'provisional' | 'knownPosts' | 'clockIsOurs'>;

/**
 * Why a hand-over ended (R14). The first of these that holds:
 * - its complete reason: CANCEL, DISPUTE_PROCESS or DISPUTE_PROCESS_COMPLETE;
 * - a vendor's answer in time and before any system post;
 * - a system post;
 * - a later answer;
 * - a post that says `answered` or `none`.
 *
 * Otherwise it is unverified. Assumptions: flag-falls-with-answer, answer-names-its-post.
 * @param now epoch ms: a confirmation has no time of its own
 */
export const findOutcome = (ticket: Asked, inquiry: Inquiry, now: number): Finding => {
  const ordered = orderPosts(inquiry.posts);
  const position = ordered.findIndex(({ answerId }) => answersTo(ticket, answerId));
  const mayEnd = postsThatMayEnd(ticket, ordered, position);
  // A provisional ticket has no post of its own. The reason of a post that was there before does not end it.
  const own = ticket.provisional
    ? mayEnd.find((post) => post.by === 'csAgent' && isDecided(post))
    : ordered[position];
  const endedBy: EndedBy = `reason/${own?.completeReason ?? 'NONE'}`;
  switch (own?.completeReason) {
    case 'CANCEL':
      return { found: 'end', outcome: 'withdrawn', endedBy };
    case 'DISPUTE_PROCESS':
      return { found: 'end', outcome: 'decided-by-coupang', endedBy };
    case 'DISPUTE_PROCESS_COMPLETE':
      return { found: 'end', outcome: 'confirmed', endedBy, ...(now <= ticket.dueAt && { inTime: true }) };
    default:
      return findByPosts(ticket, mayEnd, ordered, position) ?? findByFlag(ticket, ordered, position);
  }
};

/** The flag fell. If no new post ended a ticket that was re-opened, an answer from before is the best explanation. */
const findByFlag = (ticket: Asked, ordered: readonly Post[], position: number): Finding => {
  const own = ordered[position];
  // An earlier version kept a provisional ticket under a post that never asked.
  if (ticket.provisional || own?.by !== 'csAgent' || !hasFallen(own)) return { found: 'unverified' };
  const known = ticket.knownPosts ? ordered.slice(position + 1) : [];
  return (
    findByPosts(ticket, known, ordered, position) ?? { found: 'end', outcome: 'unknown', endedBy: 'flag' }
  );
};

const hasFallen = ({ transfer }: Post): boolean => transfer === 'answered' || transfer === 'none';

/**
 * The posts that may have ended a ticket: those after its own. If the row that opened the ticket showed other posts that did
 * not end it, those that came since.
 */
const postsThatMayEnd = (ticket: Asked, ordered: readonly Post[], position: number): Post[] => {
  const { knownPosts, provisional, clockIsOurs, askedAt } = ticket;
  if (knownPosts)
    return ordered.filter((post, index) => index !== position && !knownPosts.includes(postKey(post)));
  return position >= 0 && !provisional && !clockIsOurs
    ? ordered.slice(position + 1)
    : ordered.filter(({ at }, index) => index !== position && at !== undefined && at >= askedAt);
};

/**
 * Whether an inquiry shows what ended a ticket. If not, it is an older copy (R15). It holds where nothing that Coupang showed
 * ended it.
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
      // Stored before there was `endedBy`.
      return ticket.answeredAt === undefined || posts.some(({ at }) => at === ticket.answeredAt);
  }
};

const findByPosts = (
  ticket: Asked,
  later: readonly Post[],
  ordered: readonly Post[],
  position: number,
): Finding | undefined => {
  const own = ordered[position];
  const handOvers = ordered.filter((post) => post === own || isHandOver(post));
  const isOurs = (ended: Post | undefined): boolean =>
    ticket.provisional !== undefined ||
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
  const closing = later.find(isClosing);
  if (isClosing(end) || (inTime === false && closing))
    return {
      found: 'end',
      outcome: 'auto-closed',
      inTime: false,
      endedBy: `post/${postKey(closing ?? end)}`,
    };
  return {
    found: 'end',
    outcome: 'answered',
    endedBy: `post/${postKey(end)}`,
    ...defined({ answeredAt: end.at, inTime, answeredBy: end.login }),
    ...(own?.transfer === 'requestAnswer' && { flagAsks: true }),
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
