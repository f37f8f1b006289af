import { GIVE_UP_AFTER_MS, isGivenUp } from '../../domain/ticket/decide-gone.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { closeTicket } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow, Outbox } from '../../domain/ticket/ticket.ts';
import type { Clock } from '../ports/clock.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import { type PublishServices, publishEvents } from '../outbox/publish-events.ts';
import { readDeliverable, type DeliverableReader } from '../outbox/read-deliverable.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';
import { type ChangeServices, writeChange } from '../outbox/write-change.ts';

export type EndUnpolledServices = DeliverableReader &
  PublishServices &
  ChangeServices & {
    reader: Pick<TicketReader, 'attention'>;
    writer: Pick<TicketWriter, 'settle'>;
    clock: Clock;
  };

/**
 * Ends what a vendor without polls left in its index. An open ticket closes as `unknown` 7 days after its deadline (R14).
 * What is not published is published. If the configuration no longer names the vendor, its closed tickets and its notices
 * leave the index 7 days after their last change. Until then the vendor may come back. Throws the first error once the rest
 * is done. The next run tries again.
 * @param now corrected clock, epoch ms
 */
export const endUnpolled = async (
  vendor: VendorRef,
  now: number,
  isRemoved: boolean,
  services: EndUnpolledServices,
): Promise<void> => {
  const { tickets, notices } = await services.reader.attention(vendor);
  const isOver = (one: Pick<AttentionRow, 'dueAt'>): boolean => isGivenUp(one, now);
  const isOld = ({ changedAt }: Pick<Outbox, 'changedAt'>): boolean => now >= changedAt + GIVE_UP_AFTER_MS;
  const unpublished: Deliverable[] = [];

  const close = async (row: AttentionRow): Promise<void> => {
    const closed = await writeChange(
      row,
      (ticket) =>
        ticket.facts.state !== 'closed' && isOver(ticket.facts)
          ? closeTicket(ticket, { outcome: 'unknown' }, now)
          : undefined,
      now,
      services,
    );
    if (closed) unpublished.push(closed);
  };

  const publishOrLetGo = async (row: AttentionRow | NoticeRow): Promise<void> => {
    // The index lags: the base item decides.
    const deliverable = await readDeliverable(row, services);
    if (!deliverable) return;
    const isOpen = deliverable.type === 'ticket' && deliverable.facts.state !== 'closed';
    if (Object.keys(deliverable.outbox.events).length > 0) unpublished.push(deliverable);
    else if (isRemoved && !isOpen && isOld(deliverable.outbox)) await services.writer.settle(deliverable, {});
  };

  const open = tickets.filter(({ closedAt }) => closedAt === undefined);
  const closed = tickets.filter(({ closedAt }) => closedAt !== undefined);
  // An erasure leaves its event, and so may a run that died.
  const isUnpublished = (row: AttentionRow): boolean => row.publishedVersion < row.version;
  const left = [
    ...open.filter((row) => isUnpublished(row) && !isOver(row)),
    ...closed.filter((row) => isUnpublished(row) || (isRemoved && isOld(row))),
    ...notices.filter((row) => isRemoved && isOld(row)),
  ];
  const errors = [
    ...(await forEachSettled(open.filter(isOver), close)),
    ...(await forEachSettled(left, publishOrLetGo)),
  ];
  await publishEvents(unpublished, services);
  if (errors.length > 0) throw errors[0];
};
