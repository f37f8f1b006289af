import type { Observation } from './observe.ts';
import { ANSWER_LIMIT_MS, type Ticket } from './ticket.ts';

/** A TRANSFER still listed so long after its deadline closes as `unknown` (R15). */
const OVERDUE_TRANSFER_MS = 24 * 60 * 60 * 1000;

export const isListedTooLong = (ticket: Pick<Ticket, 'kind' | 'dueAt'>, now: number): boolean =>
  ticket.kind === 'confirm' && now >= ticket.dueAt + OVERDUE_TRANSFER_MS;

/** A ticket kept as `0` that learnt its id answers to both (R10). */
export const answersTo = (ticket: Ticket, answerId: string): boolean =>
  ticket.answerId === answerId || ticket.learntAnswerId === answerId;

/** Listed under NO_ANSWER, so that nothing of it is past (R11). */
export const isSurelyReply = ({ kind, kindIsSure }: Pick<Observation, 'kind' | 'kindIsSure'>): boolean =>
  kind === 'reply' && kindIsSure;

/**
 * The ticket that a listing stands for, if there is one (R10). Under NO_ANSWER: of the oldest asking post, open or
 * closed (R11). Else of the oldest whose ticket is open, else of the newest whose closed ticket goes on being listed
 * (R15), else of the oldest. Else the open one that has no post yet. Where no post asks, the newest that is open or
 * goes on being listed.
 * @param answerId under which a ticket for this listing would be kept
 */
export const listedTicket = (
  observed: Observation,
  tickets: readonly Ticket[],
  answerId: string,
): Ticket | undefined => {
  const known = tickets.find((ticket) => answersTo(ticket, answerId));
  if (observed.asking.length === 0)
    return newest(tickets.filter(({ state, listedPast }) => state !== 'closed' || listedPast)) ?? known;
  const unnamed = tickets.find((ticket) => isUnnamed(ticket) && ticket.state !== 'closed');
  if (isSurelyReply(observed)) return known ?? unnamed;
  const asked = observed.asking.flatMap(
    (post) => tickets.find((ticket) => answersTo(ticket, post.answerId)) ?? [],
  );
  return (
    asked.find(({ state }) => state !== 'closed') ??
    asked.findLast(({ listedPast }) => listedPast) ??
    known ??
    unnamed
  );
};

/**
 * The open tickets but `ticket`: `beside` it the listing stands for those whose own posts ask too, for each hand-over
 * that was announced keeps its card until it ends; it supersedes the others.
 * @param now corrected clock, epoch ms: what is listed too long is stood for no more (R15)
 */
export const sortOthers = (
  ticket: Ticket | undefined,
  { asking, kind }: Observation,
  tickets: readonly Ticket[],
  now: number,
): { beside: Ticket[]; superseded: Ticket[] } => {
  const others = tickets.filter((other) => other !== ticket && other.state !== 'closed');
  const isBeside = (other: Ticket): boolean =>
    asking.some(({ answerId }) => answersTo(other, answerId)) &&
    !isListedTooLong({ kind, dueAt: other.dueAt }, now);
  return { beside: others.filter(isBeside), superseded: others.filter((other) => !isBeside(other)) };
};

const isUnnamed = ({ answerId, learntAnswerId }: Ticket): boolean =>
  answerId === '0' && learntAnswerId === undefined;

const newest = (tickets: readonly Ticket[]): Ticket | undefined =>
  tickets.reduce<Ticket | undefined>((a, b) => (a && a.askedAt >= b.askedAt ? a : b), undefined);

/**
 * A TRANSFER that nobody confirms goes on asking for ever. Past for good, it must not hide another hand-over of the same
 * inquiry, which has a deadline of its own: its post is set aside where another surely is not past, be it in an order that a
 * missing time made up.
 */
export const withoutPast = (observed: Observation, tickets: readonly Ticket[], now: number): Observation => {
  const { kind, asking } = observed;
  if (kind !== 'confirm' || asking.length < 2) return observed;
  const seen = asking.map((post) => {
    const own = tickets.find((ticket) => answersTo(ticket, post.answerId));
    const dueAt = post.at === undefined ? own?.dueAt : post.at + ANSWER_LIMIT_MS;
    const isOver = dueAt !== undefined && dueAt < now;
    const isStillItsTickets =
      dueAt !== undefined && own !== undefined && !own.listedPast && !isListedTooLong({ kind, dueAt }, now);
    const isLive = dueAt !== undefined && (!isOver || isStillItsTickets);
    return { post, isLive, isPastForGood: isOver && own?.listedPast === true };
  });
  const first = seen.findIndex(({ isLive }) => isLive);
  if (first < 0) return observed;
  const kept = seen.slice(first).filter(({ isPastForGood }) => !isPastForGood);
  return { ...observed, asking: kept.map(({ post }) => post) };
};
