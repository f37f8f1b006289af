import { defined } from '../defined.ts';
import { isDecided, isHandOver, orderPosts, postKey } from '../inquiry/asking-posts.ts';
import type { Inquiry, Post } from '../inquiry/inquiry.ts';
import { isAhead, movedEarlier, TOLERANCE_MS } from '../ticket/clock.ts';
import { ownPostId } from '../ticket/ticket-id.ts';
import type { FoundEnd, Outcome } from '../ticket/ticket.ts';
import { SOURCES } from '../sources.ts';
import { isUnsignedClosing } from './automatic-post.ts';
import type { JudgedRequest, Verdict } from './source-rules.ts';

/**
 * Decides from an inquiry whether a request has ended, and how (R14). The flag of its own post decides whether; posts explain how.
 * Assumption: unnamed-answer-ends-all.
 * @param now epoch ms
 */
export const judgePosts = (request: JudgedRequest, inquiry: Inquiry, now: number): Verdict => {
  const ordered = orderPosts(inquiry.posts.map((post) => withoutFutureTime(post, now)));
  const ownId = ownPostId(request.key);
  const own = ordered.find(({ answerId }) => ownId !== undefined && answerId === ownId);
  const reason = findReason(request, own, ordered, now);
  if (reason) return { is: 'ended', end: reason, isNew: true };
  const { counted, named } = findClosingPosts(request, own, ordered);
  const isNew = (post: Post): boolean => isNewTo(request, post);
  const end = explain(request, counted.filter(isNew));
  if (own?.transfer === 'answered' || own?.transfer === 'none') {
    const why = end ?? explain(request, counted) ?? explain(request, named.filter(isAnswer));
    return { is: 'ended', end: why ?? { outcome: 'unknown', endedBy: 'flag' }, isNew: end !== undefined };
  }
  if (!end) return { is: 'asks' };
  return { is: own?.transfer === 'requestAnswer' ? 'answered-but-asks' : 'ended', end, isNew: true };
};

/** Without an id, the time is a part of the post's key. */
const withoutFutureTime = (post: Post, now: number): Post => {
  const { at, ...untimed } = post;
  return at !== undefined && isAhead(at, now) && post.answerId !== undefined ? untimed : post;
};

const BY_REASON: Partial<Record<Post['completeReason'], Outcome>> = {
  CANCEL: 'withdrawn',
  DISPUTE_PROCESS: 'decided-by-coupang',
  DISPUTE_PROCESS_COMPLETE: 'confirmed',
};

/** A reason of a newer agent's post ends a provisional request. */
const findReason = (
  request: JudgedRequest,
  own: Post | undefined,
  ordered: readonly Post[],
  now: number,
): FoundEnd | undefined => {
  const decided = request.facts.provisional
    ? ordered.find((post) => post.by === 'csAgent' && isDecided(post) && isNewTo(request, post))
    : own;
  const outcome = decided && BY_REASON[decided.completeReason];
  if (!outcome) return undefined;
  const inTime = outcome === 'confirmed' && now <= request.facts.dueAt;
  return { outcome, endedBy: `reason/${decided.completeReason}`, ...(inTime && { inTime }) };
};

/** The posts that the request did not know when it opened. A post without an id is never new to a request that knows posts. */
const isNewTo = ({ facts: { knownPosts } }: JudgedRequest, post: Post): boolean =>
  knownPosts === undefined || (post.answerId !== undefined && !knownPosts.includes(postKey(post)));

const isAnswer = ({ by }: Post): boolean => by === 'vendor';

/** `named`: posts that name another request of the inquiry as their parent. */
const findClosingPosts = (
  request: JudgedRequest,
  own: Post | undefined,
  ordered: readonly Post[],
): { counted: Post[]; named: Post[] } => {
  const { key, facts } = request;
  const others = ordered.filter((post) => post !== own && isHandOver(post));
  const namesOther = ({ parentAnswerId }: Post): boolean =>
    parentAnswerId !== undefined && others.some(({ answerId }) => answerId === parentAnswerId);
  // The posts may show that the request was asked earlier than the ticket knows.
  const { dueAt } = movedEarlier(facts, own?.at);
  const isTooEarly = (post: Post): boolean =>
    isClosing(request, post) &&
    !facts.askedAtUncertain &&
    others.length > 0 &&
    post.at !== undefined &&
    post.at < dueAt - TOLERANCE_MS;
  const isOwnUnseen = own === undefined && ownPostId(key) !== undefined;
  const after = own
    ? ordered.slice(ordered.indexOf(own) + 1)
    : ordered.filter(({ at }) => !isOwnUnseen || at === undefined || at >= facts.askedAt);
  const closing = after.filter((post) => (post.by === 'system' || isAnswer(post)) && !isTooEarly(post));
  const named = facts.provisional ? [] : closing.filter(namesOther);
  return { counted: closing.filter((post) => !named.includes(post)), named };
};

const isClosing = ({ key, facts }: JudgedRequest, post: Post): boolean =>
  post.by === 'system' || (SOURCES[key.source].closesAtDeadline && isUnsignedClosing(facts, post));

/** An answer in time comes before an automatic post, and an automatic post before a late answer. */
const explain = (request: JudgedRequest, posts: readonly Post[]): FoundEnd | undefined => {
  const { dueAt } = request.facts;
  const closing = posts.find((post) => isClosing(request, post));
  const answers = posts.filter((post) => !isClosing(request, post));
  const inTime = answers.find(({ at }) => at === undefined || at <= dueAt);
  const [answer] = inTime ? [inTime] : closing ? [] : answers;
  if (answer)
    return {
      outcome: 'answered',
      endedBy: `post/${postKey(answer)}`,
      ...defined({
        answeredAt: answer.at,
        inTime: answer.at === undefined ? undefined : answer.at <= dueAt,
        answeredBy: answer.login,
      }),
    };
  return closing && { outcome: 'auto-closed', inTime: false, endedBy: `post/${postKey(closing)}` };
};
