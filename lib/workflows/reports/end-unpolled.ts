import { giveUpAct } from '../../domain/act/decide-act.ts';
import { GIVE_UP_AFTER_MS, isGivenUp } from '../../domain/call-center/outcome.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { isPending } from '../../domain/ticket/act.ts';
import { closeTicket, type TicketChange } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { forEachSettled } from '../outbox/for-each-settled.ts';
import { writeChange } from '../outbox/write-change.ts';
import type { ReportPorts } from './report-ports.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

/**
 * Cleans up the index of a vendor without polls. Open tickets close as `unknown` 7 days after their deadline (R14), and acts
 * without a result are given up (R29). Since no `track-sla` runs, it also publishes events and wakes the vendor for pending
 * messages. If the configuration no longer names the vendor, closed tickets and notices leave the index 7 days after their
 * last change; until then the vendor may come back. Throws the first error at the end; the next run tries again.
 */
export const endUnpolled = async (
  vendor: VendorRef,
  now: number,
  isRemoved: boolean,
  ports: ReportPorts,
): Promise<void> => {
  const { tickets, notices } = await ports.reader.attention(vendor);
  const isOver = (row: { dueAt: number }): boolean => isGivenUp(row, now);
  const isOld = ({ changedAt }: { changedAt: number }): boolean => now >= changedAt + GIVE_UP_AFTER_MS;
  const unpublished: Deliverable[] = [];

  const endOf = (ticket: Ticket): TicketChange | undefined => {
    const { state, dueAt, act } = ticket.facts;
    if (state !== 'closed' && isOver({ dueAt })) return closeTicket(ticket, { outcome: 'unknown' }, now);
    return isPending(act) ? giveUpAct(ticket, act, now) : undefined;
  };

  const end = async (row: AttentionRow): Promise<void> => {
    const ended = await writeChange(row, endOf, now, ports);
    if (ended) unpublished.push(ended);
  };

  const publishOrLetGo = async (row: AttentionRow | NoticeRow): Promise<void> => {
    // The index lags: the base item decides.
    const deliverable = await readDeliverable(row, ports);
    if (!deliverable) return;
    const isOpen = deliverable.type === 'ticket' && deliverable.facts.state !== 'closed';
    if (Object.keys(deliverable.outbox.events).length > 0) unpublished.push(deliverable);
    else if (isRemoved && !isOpen && isOld(deliverable.outbox)) await ports.writer.settle(deliverable, {});
  };

  const open = tickets.filter(({ closedAt }) => closedAt === undefined);
  const closed = tickets.filter(({ closedAt }) => closedAt !== undefined);
  const isDue = ({ attentionAt }: { attentionAt: number }): boolean =>
    attentionAt <= Math.max(now, ports.clock.now());
  // An erasure or a run that died may leave an event. The last poll may still be running.
  const isUnpublished = (row: AttentionRow | NoticeRow): boolean =>
    row.publishedVersion < row.version && isDue(row);
  const left = [
    ...open.filter((row) => isUnpublished(row) && !isOver(row)),
    ...closed.filter((row) => isUnpublished(row) || (isRemoved && isOld(row))),
    ...notices.filter((row) => isUnpublished(row) || (isRemoved && isOld(row))),
  ];
  // A press changes its ticket.
  const mayHaveAct = ({ changedAt }: AttentionRow): boolean => now < changedAt + DAY_MS;
  const errors = [
    ...(await forEachSettled([...open.filter(isOver), ...tickets.filter(mayHaveAct)], end)),
    ...(await forEachSettled(left, publishOrLetGo)),
  ];
  // Publish first: unpublished items do not block the rest.
  const hasPending = [...tickets, ...notices].some((row) => row.rank !== undefined && isDue(row));
  if (hasPending && !isRemoved) await ports.publisher.wake(vendor, []);
  await publishEvents(unpublished, ports);
  if (errors.length > 0) throw errors[0];
};
