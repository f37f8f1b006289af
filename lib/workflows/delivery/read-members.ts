import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { isListedIn } from '../../domain/delivery/plan-delivery.ts';
import { linkedOf, membersOf, type Notice } from '../../domain/notice/notice.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { ifReadable } from '../outbox/if-readable.ts';
import type { DeliverableReader } from '../outbox/read-deliverable.ts';

/** Enough to send a digest within one run, even if the store is slow. */
const READS_AT_ONCE = 10;

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

/**
 * A digest and a bundle list the tickets that name them (R24, R27). A list of last chances leaves closed tickets out (S4). A
 * list at opening shows all.
 */
const isListed = (ticket: Ticket, { key: { notice }, facts }: Notice): boolean => {
  if (facts.about === 'digest') return ticket.facts.announcement === notice;
  if (facts.about === 'bundle') return isListedIn(ticket, facts);
  return facts.about !== 'last-shift' || ticket.facts.state !== 'closed';
};
