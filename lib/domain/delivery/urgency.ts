import type { NoticeFacts, NoticeRow } from '../notice/notice.ts';
import { owesAlert, planDelivery } from './plan-delivery.ts';
import type { Deliverable } from './deliverable.ts';
import type { AttentionRow, Outbox, Ticket } from '../ticket/ticket.ts';

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
  if (planDelivery(asPublished(deliverable), 0).do === 'nothing') return undefined;
  return deliverable.type === 'notice' ? noticeRank(deliverable.facts) : ticketRank(deliverable);
};

const asPublished = (deliverable: Deliverable): Deliverable =>
  deliverable.type === 'notice'
    ? { ...deliverable, outbox: published(deliverable.outbox) }
    : { ...deliverable, outbox: published(deliverable.outbox) };

const published = <Event>(outbox: Outbox<Event>): Outbox<Event> => ({
  ...outbox,
  publishedVersion: outbox.version,
});

const ticketRank = (ticket: Ticket): number => {
  if (owesAlert(ticket)) return RANKS.alert;
  if (ticket.delivery.ts !== undefined) return RANKS.edit;
  return ticket.facts.announcement === 'card' || ticket.delivery.replaced ? RANKS.card : RANKS.threadCard;
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
export const urgentBy = (deliverable: Deliverable): number =>
  deliverable.type === 'ticket' ? deliverable.facts.dueAt : deliverable.outbox.changedAt;

/** The same, of a row of the index. */
export const rowUrgentBy = (row: AttentionRow | NoticeRow): number =>
  'dueAt' in row ? row.dueAt : row.changedAt;
