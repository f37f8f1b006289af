import { askingPosts } from '../inquiry/asking-posts.ts';
import type { Inquiry } from '../inquiry/inquiry.ts';
import type { ListStatus } from '../sources.ts';
import { isClosed, type Ticket } from '../ticket/ticket.ts';
import { type ListRead, sightingsIn } from './evidence.ts';

/**
 * The numbers of a list's inquiries. `requestAnswer`, `answered`: by `csPartnerCounselingStatus`. `complete`: by `inquiryStatus`.
 * `asking`: with a post that asks. `open`, `closed`: with an open ticket, or with closed ones alone, of those whose tickets were read.
 */
export const LIST_COUNTS = [
  'inquiries',
  'requestAnswer',
  'answered',
  'complete',
  'asking',
  'open',
  'closed',
] as const;

/** The figures of a list of hand-overs. Contains no words, names or ids of people. */
export type ListFigures = { status: ListStatus; counts: Record<(typeof LIST_COUNTS)[number], number> };

/** @param tickets by inquiry id */
export const listFigures = (
  lists: readonly ListRead[],
  tickets: ReadonlyMap<string, readonly Ticket[]>,
): ListFigures[] =>
  [...new Set(lists.map(({ status }) => status))].map((status) => {
    const inquiries = sightingsIn(lists.filter((list) => list.status === status)).map(
      ({ inquiry }) => inquiry,
    );
    const count = (isCounted: (inquiry: Inquiry) => boolean) => inquiries.filter(isCounted).length;
    const hasOpen = ({ inquiryId }: Inquiry) => tickets.get(inquiryId)?.some((ticket) => !isClosed(ticket));
    const counts = {
      inquiries: inquiries.length,
      requestAnswer: count(({ counselingStatus }) => counselingStatus === 'requestAnswer'),
      answered: count(({ counselingStatus }) => counselingStatus === 'answered'),
      complete: count(({ isComplete }) => isComplete === true),
      asking: count((inquiry) => askingPosts(inquiry).length > 0),
      open: count((inquiry) => hasOpen(inquiry) === true),
      closed: count((inquiry) => hasOpen(inquiry) === false),
    };
    return { status, counts };
  });
