import { isStored, createNotice } from '../outbox/create-notice.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { hasNightAlert } from '../../domain/ladder/last-shift.ts';
import { memberOf, MOST_MEMBERS, type OpeningFacts } from '../../domain/notice/notice-facts.ts';
import type { Notice, NoticeKey } from '../../domain/notice/notice.ts';
import { deliverableId, ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import { type AttentionRow, isLongPast, type TicketKey } from '../../domain/ticket/ticket.ts';
import { forEachSettled, REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { ifReadable } from '../outbox/read-deliverable.ts';
import { DAY_MS } from '../../domain/time/durations.ts';
import { bySource } from '../../domain/sources.ts';
import type { TrackedVendor, TrackSlaPorts } from './track-sla-run.ts';

/**
 * After a shift begins, lists once the tickets with a warning or breach since the end of the shift before (C4). An empty list
 * is stored but not shown, so that later runs need not check.
 * @param tickets of the vendor's whole index
 */
export const listAtOpening = async (
  { vendor, settings: { calendar, sources } }: TrackedVendor,
  tickets: readonly AttentionRow[],
  now: number,
  ports: TrackSlaPorts,
): Promise<Notice | undefined> => {
  const shift = calendar?.shiftAt(now);
  if (!calendar || !shift) return undefined;
  const key: NoticeKey = { ...vendor, notice: `opening/${shift.startsAt}` };
  if (await isStored(key, ports)) return undefined;
  const night = {
    since: calendar.previousShift(shift.startsAt)?.endsAt ?? shift.startsAt - DAY_MS,
    until: shift.startsAt,
  };
  const ofSources = tickets.filter(({ source }) => sources.includes(source));
  const keys = await findAlerted(vendor, ofSources, night, ports.reader);
  // Coupang may list a ticket for days after its deadline. It is only counted (R15).
  const isListed = (ticket: Alerted): boolean => ticket.closedAt !== undefined || !isLongPast(ticket, now);
  const members = keys.filter(isListed).slice(0, MOST_MEMBERS).map(memberOf);
  const more = keys.length - members.length;
  const facts: OpeningFacts = { about: 'opening', members, ...night, ...(more > 0 && { more }) };
  const { notice, isNew } = await createNotice(key, facts, now, ports);
  return isNew ? notice : undefined;
};

type Alerted = TicketKey & Pick<AttentionRow, 'dueAt' | 'closedAt'>;

/** Open tickets come first: they still need work. Hand-overs precede the others. */
const findAlerted = async (
  vendor: VendorRef,
  tickets: readonly AttentionRow[],
  night: { since: number; until: number },
  reader: TrackSlaPorts['reader'],
): Promise<Alerted[]> => {
  // The index does not contain the steps, but a step changes its ticket.
  const changed = tickets.filter(
    ({ closedAt, changedAt }) => closedAt === undefined && changedAt >= night.since,
  );
  const alerted: Alerted[] = [];
  const look = async (row: AttentionRow): Promise<void> => {
    const ticket = await ifReadable(reader.ticket(ticketKeyOf(row)));
    if (ticket && hasNightAlert(ticket.facts, night)) alerted.push({ ...row, ...ticket.facts });
  };
  const [failure] = await forEachSettled(changed, look, REQUESTS_AT_ONCE);
  if (failure !== undefined) throw failure;
  const ended = await reader.closed(vendor, night.since);
  alerted.push(...ended.filter((row) => hasNightAlert(row, night)));
  const unique = new Map(alerted.map((deliverable) => [deliverableId(deliverable), deliverable]));
  return [...unique.values()].sort(
    (a, b) =>
      Number(a.closedAt !== undefined) - Number(b.closedAt !== undefined) ||
      bySource(a, b) ||
      a.dueAt - b.dueAt,
  );
};
