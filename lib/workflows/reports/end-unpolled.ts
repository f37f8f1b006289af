import { giveUpAct } from '../../domain/act/decide-act.ts';
import { GIVE_UP_AFTER_MS, isGivenUp } from '../../domain/ticket/outcome.ts';
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
 * Cleans up the index of a vendor without polls. An open ticket closes as `unknown` 7 days after its deadline (R14). An
 * act without a result is given up, since nobody looks after it any more (R29).
 * Unpublished events are published, and the vendor is woken for messages that Slack does not show yet: no `track-sla`
 * does so. If the configuration no longer names the vendor, its closed tickets and its notices leave the index 7 days
 * after their last change. Until then the vendor may come back. Throws the first error once the rest is done. The next
 * run tries again.
 * @param now epoch ms
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
  // An erasure leaves its event, and so may a run that died. The last poll may still be at work.
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
  // First, since what cannot be published holds up nothing else.
  const hasPending = [...tickets, ...notices].some((row) => row.rank !== undefined && isDue(row));
  if (hasPending && !isRemoved) await ports.publisher.wake(vendor, []);
  await publishEvents(unpublished, ports);
  if (errors.length > 0) throw errors[0];
};
