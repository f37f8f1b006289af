import type { Notice, NoticeRow } from '../notice/notice.ts';
import { listOf } from '../ticket/posted.ts';
import { hasAlertAlone, needsSlack } from './plan-delivery.ts';
import type { Deliverable } from './deliverable.ts';
import type { AttentionRow, Ticket } from '../ticket/ticket.ts';

/** The order of pending messages (R18). The lowest rank goes first. `docs/delivery.md` shows the table. */
export const RANKS = {
  /** Warnings and breaches, lists of them, and the list of a shift's last chances. */
  alert: 0,
  /** Blindness and all-clears. */
  sight: 1,
  /** Edits, and thread lines that warn of nothing or belong to a list. */
  edit: 2,
  /** Cards, and lists of new tickets. */
  card: 3,
  /** A card in a list, since the list announces the ticket. */
  threadCard: 5,
  /** Hand-overs, reports and the rest, which have no deadline. */
  rest: 6,
  /** The edit with which a list of new tickets links to its cards. It follows the cards. */
  link: 7,
} as const;

/** The rank of a ticket's or notice's pending messages, even if they must wait or are unpublished. `undefined` if nothing is pending. */
export const rankOf = (deliverable: Deliverable): number | undefined => {
  if (!needsSlack(deliverable)) return undefined;
  return deliverable.type === 'notice' ? noticeRank(deliverable) : ticketRank(deliverable);
};

const ticketRank = (ticket: Ticket): number => {
  if (hasAlertAlone(ticket)) return RANKS.alert;
  if (ticket.delivery.ts !== undefined) return RANKS.edit;
  const isListed = listOf(ticket.delivery, 'card') !== undefined && !ticket.delivery.replaced;
  return isListed ? RANKS.threadCard : RANKS.card;
};

const noticeRank = ({ facts, delivery }: Notice): number => {
  switch (facts.about) {
    case 'list':
      if (delivery.ts !== undefined) return RANKS.link;
      return facts.of === 'new' ? RANKS.card : RANKS.alert;
    case 'last-shift':
      return RANKS.alert;
    case 'blind':
    case 'all-clear':
      return RANKS.sight;
    default:
      return RANKS.rest;
  }
};

/** Within a rank, the nearest deadline goes first. */
export const byUrgency = (a: Urgent, b: Urgent): number => a.rank - b.rank || a.by - b.by;
export type Urgent = { rank: number; by: number };

/** The deadline, or the last change of a notice without a deadline. */
export const urgentBy = (deliverable: Deliverable): number => {
  if (deliverable.type === 'ticket') return deliverable.facts.dueAt;
  return deliverable.facts.about === 'list' ? deliverable.facts.by : deliverable.outbox.changedAt;
};

export const rowUrgentBy = (row: AttentionRow | NoticeRow): number =>
  'dueAt' in row ? row.dueAt : row.changedAt;
