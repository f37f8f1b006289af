import { defined } from '../defined.ts';
import { askingPosts } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import { lookUpAgainAt } from '../ticket/plan-look-ups.ts';
import { withNewestPost } from './facts-from-row.ts';
import type { AbsenceKind } from '../ticket/find-absent.ts';
import { isGivenUp } from './outcome.ts';
import { type FoundEnd } from '../ticket/own-end.ts';
import { closingsOf, findRequests, learnPost, showsRequest, type Sight } from './requests.ts';
import { closeTicket, reopenedRecently, markMissing, type TicketChange } from '../ticket/ticket-changes.ts';
import { type ClosedTicket, isClosed, type Ticket } from '../ticket/ticket.ts';
import { create, decideClosed, findEnd, type ListingContext } from './decide-listing.ts';
import { type ListingDecision } from '../ticket/source-rules.ts';

export type LookUpDecision = {
  change?: TicketChange;
  /** Absent if the ticket closes. */
  lookUpAgainAt?: number;
  stillAsks: boolean;
};

/**
 * Decides the next state of a ticket after its look-up, or without it (R9, R14). Posts close it, or the end of the waiting time does.
 * @param inquiry `undefined` if the look-up found nothing, failed, or was not made
 */
export const decideLookUp = (
  ticket: Ticket,
  inquiry: Inquiry | undefined,
  now: number,
  absence: AbsenceKind,
): LookUpDecision => {
  const { facts, poll } = ticket;
  const isMissing = absence === 'missing';
  const stillAsks = inquiry !== undefined && showsRequest(ticket, inquiry);
  const again = { lookUpAgainAt: lookUpAgainAt(poll.lookUps, now), stillAsks };
  if (isClosed(ticket)) {
    const hasFingerprint = facts.fingerprint !== undefined;
    return isMissing ? { ...(hasFingerprint && { change: markMissing(ticket) }), stillAsks } : again;
  }
  const { provisional } = facts;
  const listed = inquiry && withNewestPost(ticket, inquiry, now);
  const close = (end: FoundEnd) => ({ change: closeTicket(ticket, end, now, listed), stillAsks });
  // It was never announced, so nobody waits for it.
  if (isMissing && provisional?.announceAt !== undefined) return close({ outcome: 'unknown' });
  const end = inquiry && findEnd(ticket, inquiry, now);
  const flagAsks = stillAsks && provisional === undefined;
  const isDoubtful = end?.outcome === 'answered' && flagAsks && mayStillAsk(ticket, absence, now);
  if (end && !isDoubtful) return close(end);
  const isRequestGone =
    isMissing &&
    provisional !== undefined &&
    inquiry !== undefined &&
    !stillAsks &&
    !reopenedRecently(facts, now);
  // A ticket that is listed, or whose window was not read, never closes by time.
  const isGone = isMissing || (absence === 'unsure' && facts.state === 'unverified');
  const isWaitOver = isGone && isGivenUp(facts, now);
  if (isRequestGone || isWaitOver) return close({ outcome: 'unknown' });
  return { ...(isMissing && facts.state === 'open' && { change: markMissing(ticket) }), ...again };
};

/** An answered ticket whose flag asks stays open while it is listed, at the first look-up of its absence, and soon after a re-opening. */
const mayStillAsk = ({ facts, poll }: Ticket, absence: AbsenceKind, now: number): boolean =>
  absence === 'not-absent' || poll.lookUps === 0 || reopenedRecently(facts, now);

/** `change` re-opens the ticket. `creates` are requests that no row has shown yet. */
export type ListedLookUp = Pick<ListingDecision, 'creates'> & { change?: TicketChange };

/**
 * Treats the look-up of a closed ticket like a row (R15). The first look-up may be an older copy. The second is believed even without the
 * ticket's end.
 * @param others the inquiry's other tickets
 */
export const decideListedLookUp = (
  ticket: ClosedTicket,
  inquiry: Inquiry,
  others: readonly Ticket[],
  context: ListingContext,
): ListedLookUp => {
  const all = [...others, ticket];
  const { kind } = ticket.facts;
  const asking = askingPosts(inquiry);
  const row = { inquiry, asking, kind, kindIsSure: true, beganAt: context.now, mayBeProvisional: true };
  const open = others.filter((other) => !isClosed(other));
  const sight: Sight = { row, context, all, open, closings: closingsOf(all, []) };
  const requests = asking.length > 0 ? findRequests(row, all) : [{ isNewest: true, ticket }];
  const creates = requests.flatMap((request) =>
    request.ticket ? [] : (create(request, sight).creates ?? []),
  );
  const request = requests.find((found) => found.ticket === ticket);
  if (!request || !showsRequest(ticket, inquiry)) return { creates };
  // The first sight of the older copy counts, too.
  const isBelieved = ticket.poll.lookUps >= 2;
  const { changes = [] } = decideClosed(
    { ...request, ticket: learnPost(ticket, request.post) },
    sight,
    isBelieved,
  );
  const change = changes.find(({ facts }) => facts.state === 'open');
  return { creates, ...defined({ change }) };
};
