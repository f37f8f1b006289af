import { askingPosts } from './asking-posts.ts';
import type { Inquiry, Post } from './inquiry.ts';
import { orderPosts } from './order-posts.ts';
import type { Outcome, Ticket } from './ticket.ts';

/** What an inquiry says of one ticket's end. */
export type Finding =
  | { found: 'still-asking' }
  | { found: 'unverified' }
  | { found: 'end'; outcome: Outcome; answeredAt?: number; inTime?: boolean; answeredBy?: string };

type Asked = Pick<Ticket, 'answerId' | 'learntAnswerId' | 'askedAt' | 'dueAt'>;

/**
 * Why a ticket left the lists (R14). Precedence: still asking; CANCEL; DISPUTE_PROCESS; DISPUTE_PROCESS_COMPLETE;
 * a `[쿠팡 시스템]` post; a vendor post after the asking one, in time or late; else unverified.
 * @param now corrected clock, epoch ms: a confirmation carries no time of its own
 */
export const findOutcome = (ticket: Asked, inquiry: Inquiry, now: number): Finding => {
  const id = ticket.learntAnswerId ?? ticket.answerId;
  if (askingPosts(inquiry).some((post) => post.answerId === id)) return { found: 'still-asking' };
  const ordered = orderPosts(inquiry.posts);
  const position = ordered.findIndex((post) => post.answerId === id);
  switch (ordered[position]?.completeReason) {
    case 'CANCEL':
      return { found: 'end', outcome: 'withdrawn' };
    case 'DISPUTE_PROCESS':
      return { found: 'end', outcome: 'decided-by-coupang' };
    case 'DISPUTE_PROCESS_COMPLETE':
      return { found: 'end', outcome: 'confirmed', ...(now <= ticket.dueAt && { inTime: true }) };
    default:
      return findByPosts(ticket, answersTo(ticket, ordered, position));
  }
};

const findByPosts = (ticket: Asked, posts: Post[]): Finding => {
  if (posts.some((post) => post.by === 'system'))
    return { found: 'end', outcome: 'auto-closed', inTime: false };
  const answer = posts.find((post) => post.by === 'vendor');
  if (!answer) return { found: 'unverified' };
  const when = answer.at !== undefined && { answeredAt: answer.at, inTime: answer.at <= ticket.dueAt };
  const byWhom = answer.login !== undefined && { answeredBy: answer.login };
  return { found: 'end', outcome: 'answered', ...when, ...byWhom };
};

/**
 * The posts that can have ended this hand-over: those after its own, up to the next hand-over that follows an
 * answer or an automatic closing. Else a later hand-over's automatic closing would pass for this one's.
 */
const answersTo = (ticket: Asked, ordered: Post[], position: number): Post[] => {
  const after =
    position >= 0
      ? ordered.slice(position + 1)
      : ordered.filter((post) => post.at !== undefined && post.at >= ticket.askedAt);
  const end = after.findIndex(
    (post, index) =>
      isHandOver(post) && after.slice(0, index).some(({ by }) => by === 'vendor' || by === 'system'),
  );
  return end < 0 ? after : after.slice(0, end);
};

/** Whether a post handed the inquiry over to the seller, ended by now or not. */
export const isHandOver = (post: Post): boolean =>
  post.by === 'csAgent' &&
  (post.transfer === 'requestAnswer' || post.transfer === 'answered' || post.needAnswer);
