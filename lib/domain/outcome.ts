import { isDecided, isHandOver } from './asking-posts.ts';
import { isUnsignedClosing } from './automatic-post.ts';
import type { Inquiry, Post } from './inquiry.ts';
import { orderPosts } from './order-posts.ts';
import { answersTo } from './ticket-id.ts';
import { ANSWER_LIMIT_MS, type Outcome, type Ticket } from './ticket.ts';

/** What an inquiry says about one ticket's end. */
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

type Asked = Pick<Ticket, 'answerId' | 'learntAnswerId' | 'askedAt' | 'dueAt' | 'noPostAsks' | 'clockIsOurs'>;

/** Coupang's automatic post may carry a time a little before the 24 hours are over. */
const CLOSING_SLACK_MS = 60 * 1000;

/**
 * Why a hand-over ended (R14). The first that holds: CANCEL; DISPUTE_PROCESS; DISPUTE_PROCESS_COMPLETE; a vendor's answer in
 * time and before any system post; a system post; a later answer; a post that says `answered` or `none`. Else it is
 * unverified. `isHint` marks an answer that names no post while Coupang's own flag says that this one still asks.
 * Assumptions: flag-falls-with-answer, answer-names-its-post.
 * @param now corrected clock, epoch ms: a confirmation carries no time of its own
 */
export const findOutcome = (ticket: Asked, inquiry: Inquiry, now: number): Finding => {
  const ordered = orderPosts(inquiry.posts);
  const position = ordered.findIndex(({ answerId }) => answersTo(ticket, answerId));
  const later = laterPosts(ticket, ordered, position);
  // A listing in which no post asked cannot have meant what an older post says.
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

/** Posts after the ticket's own; where its clock is an estimate of ours, those that are later than that. */
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
  const handOvers = ordered.filter(isHandOver);
  /** `meant` says which hand-over a post ends that names none. */
  const endsThisOne = (post: Post, meant: (before: Post[]) => Post | undefined): boolean => {
    if (ticket.noPostAsks) return true;
    const named = handOvers.find(
      ({ answerId }) => answerId === post.parentAnswerId && answerId !== undefined,
    );
    const before = ordered.slice(0, ordered.indexOf(post)).filter(isHandOver);
    const ended = named ?? meant(before);
    const isOlderThanOurs = own === undefined && (ended?.at ?? 0) < ticket.askedAt;
    return ended === undefined || ended === own || isOlderThanOurs;
  };
  const isClosing = (post: Post): boolean =>
    isUnsignedClosing(ticket, post) ||
    (post.by === 'system' && endsThisOne(post, (before) => newestOver(before, post) ?? before.at(-1)));
  const isAnswer = (post: Post): boolean =>
    post.by === 'vendor' && endsThisOne(post, (before) => before.at(-1));

  const end = later.find((post) => isClosing(post) || isAnswer(post));
  if (!end) return undefined;
  const inTime = end.at === undefined ? undefined : end.at <= ticket.dueAt;
  if (isClosing(end) || (inTime === false && later.some(isClosing)))
    return { found: 'end', outcome: 'auto-closed', inTime: false };
  const isHint = own?.transfer === 'requestAnswer' && end.parentAnswerId === undefined;
  return {
    found: 'end',
    outcome: 'answered',
    ...(end.at !== undefined && { answeredAt: end.at }),
    ...(inTime !== undefined && { inTime }),
    ...(end.login !== undefined && { answeredBy: end.login }),
    ...(isHint && { isHint }),
  };
};

/**
 * The newest hand-over whose 24 hours were over at a system post.
 * Assumptions: clock-starts-at-asking-post, weekends-and-holidays-count.
 */
const newestOver = (handOvers: readonly Post[], { at: closedAt }: Post): Post | undefined =>
  handOvers.findLast(
    ({ at }) =>
      at !== undefined && closedAt !== undefined && at + ANSWER_LIMIT_MS <= closedAt + CLOSING_SLACK_MS,
  );
