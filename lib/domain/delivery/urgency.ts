import type { NoticeFacts, NoticeRow } from '../notice/notice.ts';
import { owesAlert, planDelivery } from './plan-delivery.ts';
import type { Deliverable } from './deliverable.ts';
import type { AttentionRow, Ticket } from '../ticket/ticket.ts';

/** What goes first, by what a ticket or notice owes (R18). The lower rank goes first; `docs/delivery.md` shows the table. */
export const RANKS = {
  /** Warnings and breaches, and the list of a shift's last chances. */
  alert: 0,
  /** Blindness and all-clears. */
  sight: 1,
  /** Edits, and lines that warn of nothing. */
  edit: 2,
  card: 3,
  digest: 4,
  /** A card in its digest's thread: the digest has named it already. */
  threadCard: 5,
  /** Lists, hand-overs, reports and whatever else is no one's deadline. */
  list: 6,
} as const;

/**
 * The rank of what Slack lacks of a ticket or notice, whether or not it may be tried now, and whether or not its event is out;
 * `undefined`: Slack shows all.
 */
export const rankOf = (deliverable: Deliverable): number | undefined => {
  const owing = { ...deliverable, publishedVersion: deliverable.version };
  if (planDelivery(owing, 0).do === 'nothing') return undefined;
  return 'notice' in deliverable ? noticeRank(deliverable.facts) : ticketRank(deliverable);
};

const ticketRank = (ticket: Ticket): number => {
  if (owesAlert(ticket)) return RANKS.alert;
  if (ticket.ts !== undefined) return RANKS.edit;
  return ticket.announcement === 'card' || ticket.replaced ? RANKS.card : RANKS.threadCard;
};

const noticeRank = ({ about }: NoticeFacts): number => {
  if (about === 'last-shift') return RANKS.alert;
  if (about === 'blind' || about === 'all-clear') return RANKS.sight;
  return about === 'digest' ? RANKS.digest : RANKS.list;
};

/** Of one rank, what has the sooner deadline goes first; a notice has none but the time since which it waits. */
export const byUrgency = (a: Urgent, b: Urgent): number => a.rank - b.rank || a.by - b.by;
export type Urgent = { rank: number; by: number };

/** Deadline, or, of a notice, the last change: corrected clock, epoch ms. */
export const urgentBy = (one: AttentionRow | NoticeRow | Deliverable): number =>
  'dueAt' in one ? one.dueAt : one.changedAt;
