import { isExpired } from '../../domain/ticket/ticket-changes.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { SweepDone } from './source-run.ts';

export type SweepTally = ReturnType<typeof tallySweep>;

export const tallySweep = (done: SweepDone) => {
  const count = (holds: (ticket: Ticket) => boolean): number => done.written.filter(holds).length;
  const event = (ticket: Ticket): string | undefined =>
    ticket.outbox.events[String(ticket.outbox.version)]?.type;
  const isClosed = (ticket: Ticket): boolean => event(ticket) === 'TicketClosed' && ticket.outbox.version > 1;
  return {
    readings: done.readings.length,
    completeReadings: done.readings.filter((reading) => reading.complete).length,
    listed: new Set(done.readings.flatMap(({ inquiries }) => inquiries.map(({ inquiryId }) => inquiryId)))
      .size,
    opened: count((ticket) => event(ticket) === 'TicketOpened'),
    /** Past at first sight: stored closed, not posted. */
    past: count((ticket) => isBornClosed(ticket) && isExpired(ticket.facts)),
    changed: count((ticket) => event(ticket) === 'TicketChanged' && ticket.facts.state === 'open'),
    closed: count(isClosed),
    /** Tickets among `closed` that Coupang closed unanswered. */
    missed: count((ticket) => isClosed(ticket) && ticket.facts.outcome === 'auto-closed'),
    /** The time from request to answer of each answered ticket, ms. */
    answeredAfterMs: done.written.flatMap((ticket) =>
      isClosed(ticket) && ticket.facts.outcome === 'answered' && ticket.facts.answeredAt !== undefined
        ? [ticket.facts.answeredAt - ticket.facts.askedAt]
        : [],
    ),
    reopened: count((ticket) => event(ticket) === 'TicketReopened'),
    unverified: count((ticket) => ticket.facts.state === 'unverified'),
    published: done.published,
    failed: done.failed,
    unusable: done.readings.reduce((sum, reading) => sum + reading.unusable.length, 0),
  };
};

const isBornClosed = ({ outbox: { version }, facts: { state } }: Ticket): boolean =>
  version === 1 && state === 'closed';
