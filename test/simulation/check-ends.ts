import { ticketId } from '../../lib/domain/ticket-id.ts';
import type { Ticket } from '../../lib/domain/ticket.ts';
import type { Aftermath } from './check-outcome.ts';
import { endsKey, isAsking } from './coupang-people.ts';
import type { Violation } from './violation.ts';

const DAY_MS = 24 * 60 * 60_000;

/** A ticket whose post has ended, and that nothing lists any more, is closed as what happened (R14). */
export const checkEnd = (ticket: Ticket, { coupang, now }: Aftermath): Violation[] => {
  const { inquiryId, state, outcome } = ticket;
  const listed = coupang.inquiries.get(inquiryId);
  const violation = (problem: string): Violation[] => [
    { rule: 'R14', problem: `${ticketId(ticket)} ${problem}`, concerns: inquiryId },
  ];
  const id = ticket.learntAnswerId ?? ticket.answerId;
  const ends = coupang.ends.get(endsKey(inquiryId, id)) ?? [];
  if (state === 'closed') {
    // A TRANSFER that goes on being listed; one that became it, and was superseded, is kept as it was.
    const isPast = now >= ticket.dueAt + (ticket.kind === 'confirm' ? 0 : DAY_MS);
    if (outcome === 'unknown' && isPast) return [];
    // What ended, was asked again and ended otherwise may have been seen once only.
    const same = ends.filter((one) => one.outcome === outcome);
    if (same.length === 0)
      return violation(`is closed as ${outcome} and was ${ends.at(-1)?.outcome ?? 'not ended'}`);
    const isTrue = same.some(({ at }) => ticket.inTime === at <= ticket.dueAt);
    return outcome === 'answered' && !isTrue
      ? violation(`says inTime ${ticket.inTime}, and it is ${ticket.inTime !== true}`)
      : [];
  }
  const isAskingStill = listed?.inquiry.posts.some((post) => post.answerId === id && isAsking(post));
  if (!listed || isAskingStill || ends.length === 0) return [];
  // Of one whose own post never asked only an answer since then can be told from the posts (R10, R14).
  const asked = coupang.asked.some(({ answerId }) => answerId === id);
  const isTold = ends.some(
    (end) => (end.outcome === 'answered' || end.outcome === 'auto-closed') && end.at >= ticket.askedAt,
  );
  if (!asked && !isTold) return [];
  const isListed = listed.list !== 'ANSWER' && !listed.inquiry.posts.some(isAsking);
  return isListed ? [] : violation(`is ${state} and was ${ends.at(-1)?.outcome}`);
};
