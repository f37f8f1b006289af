import { sourceOfList } from '../notice/notice-facts.ts';
import type { Notice, NoticeRow } from '../notice/notice.ts';
import { type Source, SOURCE_NAMES } from '../sources.ts';
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
    case 'unusable':
    case 'key-expiry':
    case 'alarm-mail':
    case 'wrong-clock':
    case 'older-unread':
    case 'past':
    case 'opening':
    case 'hand-over':
    case 'daily':
    case 'weekly':
    case 'unknown':
      return RANKS.rest;
  }
};

/** Within a rank, the sources go in their order (`SOURCES`). Within a source, the nearest deadline goes first. */
export const byUrgency = (a: Urgent, b: Urgent): number =>
  a.rank - b.rank || a.place - b.place || a.by - b.by;

/** `place`: of the source. `by`: the deadline, or the last change of a notice without a deadline. */
export type Urgent = { rank: number } & WithinRank;
type WithinRank = { place: number; by: number };

export const urgencyOf = (deliverable: Deliverable): WithinRank => {
  if (deliverable.type === 'ticket')
    return { place: placeOf(deliverable.key.source), by: deliverable.facts.dueAt };
  const { facts, outbox } = deliverable;
  return facts.about === 'list'
    ? { place: placeOf(sourceOfList(facts)), by: facts.by }
    : { place: placeOf(), by: outbox.changedAt };
};

/** The row of a list shows neither its source nor its deadline, so the drain reads the list early. */
export const urgencyOfRow = (row: AttentionRow | NoticeRow): WithinRank =>
  'dueAt' in row ? { place: placeOf(row.source), by: row.dueAt } : { place: placeOf(), by: row.changedAt };

/** The first place without a source. */
const placeOf = (source?: Source): number => (source === undefined ? 0 : SOURCE_NAMES.indexOf(source));
