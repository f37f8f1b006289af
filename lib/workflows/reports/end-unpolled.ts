import { giveUpAct } from '../../domain/act/decide-act.ts';
import { GIVE_UP_AFTER_MS, isGivenUp } from '../../domain/intake/compare-look-up.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import { isPending } from '../../domain/ticket/act.ts';
import { closeTicket, markMissing, type TicketChange } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import { publishEvents } from '../outbox/publish-events.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { forEachSettled, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { writeChange } from '../outbox/write-change.ts';
import type { ReportPorts } from './report-ports.ts';
import { type Source, SOURCE_NAMES, SOURCES } from '../../domain/sources.ts';
import { DAY_MS, HOUR_MS } from '../../domain/time/durations.ts';

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
  const { ended, errors } = await endTickets(tickets, now, ports);
  unpublished.push(...ended);
  errors.push(...(await forEachSettled(left, publishOrLetGo)));
  // Publish first: unpublished items do not block the rest.
  const hasPending = [...tickets, ...notices].some((row) => row.rank !== undefined && isDue(row));
  if (hasPending && !isRemoved) await ports.publisher.wake(vendor, []);
  await publishEvents(unpublished, ports);
  if (errors.length > 0) throw errors[0];
};

/**
 * Ends the tickets of the sources that the vendor does not read any more, like those of a vendor without polls, and lets the closed ones
 * leave the index, since no list shows them. Checks once an hour. The vendor is live, so `track-sla` does the rest. Throws the first error at
 * the end; the next run tries again.
 * @param read the sources that the vendor reads
 */
export const endSwitchedOff = async (
  vendor: VendorRef,
  read: readonly Source[],
  now: number,
  ports: ReportPorts,
): Promise<void> => {
  const id = `${vendor.market}/${vendor.vendorId}`;
  const isRead = ({ source }: { source: Source }): boolean => read.includes(source);
  const isAllRead = SOURCE_NAMES.every((source) => isRead({ source }));
  if (isAllRead || now - (ports.ranOutAt.get(id) ?? -Infinity) < HOUR_MS) return;
  const { tickets } = await ports.reader.attention(vendor);
  const left = tickets.filter((row) => !isRead(row));
  const { ended, errors } = await endTickets(left, now, ports);
  const isListed = (row: AttentionRow): boolean =>
    row.closedAt !== undefined && row.fingerprint !== undefined;
  const unlist = (ticket: Ticket): TicketChange | undefined =>
    ticket.facts.state === 'closed' && ticket.facts.fingerprint !== undefined
      ? markMissing(ticket)
      : undefined;
  errors.push(
    ...(await forEachSettled(
      left.filter(isListed),
      async (row) => {
        const changed = await writeChange(row, unlist, now, ports);
        if (changed) ended.push(changed);
      },
      REQUESTS_AT_ONCE,
    )),
  );
  await publishEvents(ended, ports);
  if (errors.length > 0) throw errors[0];
  ports.ranOutAt.set(id, now);
};

/** Closes the open tickets whose wait is over, and gives up acts. */
const endTickets = async (
  rows: readonly AttentionRow[],
  now: number,
  ports: ReportPorts,
): Promise<{ ended: Ticket[]; errors: unknown[] }> => {
  const ended: Ticket[] = [];
  const endOf = (ticket: Ticket): TicketChange | undefined => {
    const { state, act } = ticket.facts;
    if (state !== 'closed' && isGivenUp(ticket.facts, now)) return closeUnknown(ticket, now);
    return isPending(act) ? giveUpAct(ticket, act, now) : undefined;
  };
  const isOver = (row: AttentionRow): boolean => row.closedAt === undefined && isGivenUp(row, now);
  // A press changes its ticket.
  const mayHaveAct = ({ changedAt }: AttentionRow): boolean => now < changedAt + DAY_MS;
  const due = rows.filter((row) => isOver(row) || mayHaveAct(row));
  const errors = await forEachSettled(due, async (row) => {
    const changed = await writeChange(row, endOf, now, ports);
    if (changed) ended.push(changed);
  });
  return { ended, errors };
};

/** If Coupang does not close a request at its deadline, its end is no news: the card changes, without a line. */
const closeUnknown = (ticket: Ticket, now: number): TicketChange => {
  const change = closeTicket(ticket, { outcome: 'unknown', endedBy: 'past' }, now);
  if (SOURCES[ticket.key.source].closesAtDeadline) return change;
  return { ...change, facts: { ...change.facts, history: ticket.facts.history } };
};
