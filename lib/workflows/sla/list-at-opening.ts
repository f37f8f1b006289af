import type { Calendar } from '../../domain/time/calendar.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { hasNightAlert } from '../../domain/ladder/night-alerts.ts';
import {
  memberOf,
  MOST_MEMBERS,
  type Notice,
  type NoticeKey,
  type OpeningFacts,
} from '../../domain/notice/notice.ts';
import { deliverableId, ticketKeyOf } from '../../domain/delivery/deliverable.ts';
import type { TicketKey } from '../../domain/ticket/ticket.ts';
import { createNotice } from '../outbox/create-notice.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import type { TicketReader } from '../ports/ticket-store.ts';
import { DAY_MS } from '../../domain/time/durations.ts';

export type OpeningServices = {
  reader: Pick<TicketReader, 'attention' | 'ticket' | 'closed'>;
  notices: Pick<NoticeStore, 'create' | 'read'>;
  /** Ids of what is known to stand in the store, kept from run to run. Adds to it. */
  known: Set<string>;
};

/**
 * Once a shift, after it began: lists whose warnings and breaches came since the shift before ended (C4). A shift without any
 * gets an empty list, which nobody is shown, so that later runs need not look.
 * @param now corrected clock, epoch ms
 * @returns the list, if this run wrote it
 */
export const listAtOpening = async (
  vendor: VendorRef,
  calendar: Calendar | undefined,
  now: number,
  services: OpeningServices,
): Promise<Notice | undefined> => {
  const shift = calendar?.shiftAt(now);
  if (!calendar || !shift) return undefined;
  const { reader, notices, known } = services;
  const key: NoticeKey = { ...vendor, notice: `opening/${shift.startsAt}` };
  if (known.has(deliverableId(key))) return undefined;
  if (await notices.read(key)) {
    known.add(deliverableId(key));
    return undefined;
  }
  const night = {
    since: calendar.previousShift(shift.startsAt)?.endsAt ?? shift.startsAt - DAY_MS,
    until: shift.startsAt,
  };
  const keys = await findAlerted(vendor, night, reader);
  const members = keys.slice(0, MOST_MEMBERS).map(memberOf);
  const more = keys.length - members.length;
  const facts: OpeningFacts = { about: 'opening', members, ...night, ...(more > 0 && { more }) };
  const { notice, isNew } = await createNotice(key, facts, now, services);
  known.add(deliverableId(key));
  return isNew ? notice : undefined;
};

/** Those that are open first: there is something left to do. */
const findAlerted = async (
  vendor: VendorRef,
  night: { since: number; until: number },
  reader: OpeningServices['reader'],
): Promise<TicketKey[]> => {
  const { tickets } = await reader.attention(vendor);
  const open = tickets.filter(({ closedAt }) => closedAt === undefined);
  const alerted: (TicketKey & { dueAt: number; closedAt?: number })[] = [];
  for (const row of open) {
    // The index does not project the steps.
    const ticket = await reader.ticket(ticketKeyOf(row));
    if (ticket && hasNightAlert(ticket.facts, night)) alerted.push({ ...row, ...ticket.facts });
  }
  const ended = await reader.closed(vendor, night.since);
  alerted.push(...ended.filter((row) => hasNightAlert(row, night)));
  const unique = new Map(alerted.map((one) => [deliverableId(one), one]));
  return [...unique.values()].sort(
    (a, b) => Number(a.closedAt !== undefined) - Number(b.closedAt !== undefined) || a.dueAt - b.dueAt,
  );
};
