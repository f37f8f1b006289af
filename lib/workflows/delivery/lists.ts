import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { placeOf } from '../../domain/delivery/place-of.ts';
import { type DeliveryAction, isListedIn } from '../../domain/delivery/plan-delivery.ts';
import { isDigestName } from '../../domain/notice/notice-name.ts';
import { linkedOf, membersOf, type Notice, type NoticeKey } from '../../domain/notice/notice.ts';
import type { Place, Ticket } from '../../domain/ticket/ticket.ts';
import { ifReadable } from '../outbox/if-readable.ts';
import type { DeliverableReader } from '../outbox/read-deliverable.ts';

/** Enough to send a digest within one run, even if the store is slow. */
const READS_AT_ONCE = 10;

/**
 * The list that an action's message belongs to: for the first card of a ticket, the digest that the ticket names (R24). A card
 * that replaces another belongs to none (R22).
 */
export const listKeyOf = (deliverable: Deliverable, action: DeliveryAction): NoticeKey | undefined => {
  if (action.do !== 'post' || deliverable.type === 'notice') return undefined;
  const { key, facts, delivery } = deliverable;
  if (!isDigestName(facts.announcement) || delivery.replaced) return undefined;
  return { market: key.market, vendorId: key.vendorId, notice: facts.announcement };
};

/**
 * What a message of a list waits for.
 * @returns `after`: the list that must be shown first; `thread`: the list's message, which the card replies to; neither: the
 *   list is gone or was passed over, and the message is sent alone
 */
export const waitOf = (list: Deliverable | undefined): { after?: Deliverable; thread?: Place } => {
  const thread = list && placeOf(list);
  if (thread) return { thread };
  return list && list.delivery.shownVersion < list.outbox.version ? { after: list } : {};
};

/**
 * The tickets of a notice that shows tickets or links to them: those that can be read and belong to it, read now. `undefined`
 * for any other notice.
 */
export const readMembers = async (
  deliverable: Deliverable,
  { reader }: Pick<DeliverableReader, 'reader'>,
): Promise<Ticket[] | undefined> => {
  const members =
    deliverable.type === 'notice' ? (membersOf(deliverable.facts) ?? linkedOf(deliverable.facts)) : undefined;
  if (deliverable.type === 'ticket' || !members) return undefined;
  const { market, vendorId } = deliverable.key;
  const found: Ticket[] = [];
  for (let from = 0; from < members.length; from += READS_AT_ONCE) {
    const some = members.slice(from, from + READS_AT_ONCE);
    // All reads end before an error is thrown.
    const read = await Promise.allSettled(
      some.map((member) => ifReadable(reader.ticket({ market, vendorId, ...member }))),
    );
    for (const result of read) {
      if (result.status === 'rejected') throw result.reason;
      if (result.value && isListed(result.value, deliverable)) found.push(result.value);
    }
  }
  return found;
};

/** Whether a notice has nothing to say: none of the tickets that it lists was written, or all of them are closed. */
export const isEmpty = (deliverable: Deliverable, members: readonly Ticket[] | undefined): boolean =>
  deliverable.type === 'notice' && membersOf(deliverable.facts) !== undefined && members?.length === 0;

/**
 * A digest and a bundle list the tickets that name them (R24, R27). A list of last chances leaves closed tickets out (S4). A
 * list at opening shows all.
 */
const isListed = (ticket: Ticket, { key: { notice }, facts }: Notice): boolean => {
  if (facts.about === 'digest') return ticket.facts.announcement === notice;
  if (facts.about === 'bundle') return isListedIn(ticket, facts);
  return facts.about !== 'last-shift' || ticket.facts.state !== 'closed';
};
