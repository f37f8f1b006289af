import type { NoticeFacts, NoticeRow } from '../notice/notice.ts';
import { owesAlert, owesSlack } from './plan-delivery.ts';
import type { Deliverable } from './deliverable.ts';
import type { AttentionRow, Ticket } from '../ticket/ticket.ts';

/** The order of what is owed (R18). The lowest rank goes first. `docs/delivery.md` shows the table. */
export const RANKS = {
  /** Warnings and breaches, bundles of them, and the list of a shift's last chances. */
  alert: 0,
  /** Blindness and all-clears. */
  sight: 1,
  /** Edits, and thread lines that warn of nothing or belong to a bundle. */
  edit: 2,
  card: 3,
  digest: 4,
  /** A card in a digest's thread: the digest has announced the ticket already. */
  threadCard: 5,
  /** Lists, hand-overs, reports and the rest, which have no deadline. */
  list: 6,
} as const;

/**
 * The rank of what Slack lacks of a ticket or notice, whether it must wait or not, published or not. `undefined`: Slack
 * shows all.
 */
export const rankOf = (deliverable: Deliverable): number | undefined => {
  if (!owesSlack(deliverable)) return undefined;
  return deliverable.type === 'notice' ? noticeRank(deliverable.facts) : ticketRank(deliverable);
};

const ticketRank = (ticket: Ticket): number => {
  if (owesAlert(ticket)) return RANKS.alert;
  if (ticket.delivery.ts !== undefined) return RANKS.edit;
  return ticket.facts.announcement === 'card' || ticket.delivery.replaced ? RANKS.card : RANKS.threadCard;
};

const noticeRank = ({ about }: NoticeFacts): number => {
  if (about === 'last-shift' || about === 'bundle') return RANKS.alert;
  if (about === 'blind' || about === 'all-clear') return RANKS.sight;
  return about === 'digest' ? RANKS.digest : RANKS.list;
};

/** Within one rank the soonest deadline goes first. A notice has no deadline and goes by its last change. */
export const byUrgency = (a: Urgent, b: Urgent): number => a.rank - b.rank || a.by - b.by;
export type Urgent = { rank: number; by: number };

/** The deadline, or the last change of a notice. Epoch ms. */
export const urgentBy = (deliverable: Deliverable): number =>
  deliverable.type === 'ticket' ? deliverable.facts.dueAt : deliverable.outbox.changedAt;

export const rowUrgentBy = (row: AttentionRow | NoticeRow): number =>
  'dueAt' in row ? row.dueAt : row.changedAt;
