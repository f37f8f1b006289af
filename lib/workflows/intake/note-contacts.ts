import { NotifierError } from '../../domain/notifier-error.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { DAY_MS, SECOND_MS } from '../../domain/time/durations.ts';
import { REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { CONTACTS_KEPT_MS } from '../ports/store.ts';
import type { PollPorts, SweepDone } from './source-run.ts';

/** `failed`: failed writes, some of which may have arrived. */
type ContactsRun = Pick<SweepDone, 'written' | 'failed'> & {
  vendor: VendorRef;
  /** The open index, read before the writes. */
  rows: readonly AttentionRow[];
  state: Pick<VendorState, 'contactsUntil' | 'firstPollAt'>;
  startedAt: number;
  pollMs: number;
  /** No write of a pointer begins later; epoch ms. */
  stopAt: number;
};

/** After an upgrade, each poll repairs this much of the past. */
const SLICE_MS = 7 * DAY_MS;
const MOST_TICKETS = 500;
/** How much later than usual a poll may begin. */
const START_DELAY_MS = 5 * SECOND_MS;

/**
 * Writes pointers for the tickets that this poll wrote. If `contactsUntil` is too old, since a write failed or a poll died, also for the
 * tickets that changed in the week after it. Throws no NotifierError, since the next poll tries again.
 * @returns the time up to which each changed ticket has its pointers; unchanged without the port
 */
export const noteContacts = async (run: ContactsRun, ports: PollPorts): Promise<number | undefined> => {
  const { startedAt, pollMs, state } = run;
  const { contactsUntil, firstPollAt = 0 } = state;
  const { contacts } = ports;
  if (!contacts) return contactsUntil;
  const completeFrom = startedAt - pollMs - START_DELAY_MS;
  const isComplete = contactsUntil !== undefined && contactsUntil >= completeFrom;
  const since = Math.max(contactsUntil ?? firstPollAt - 1, startedAt - CONTACTS_KEPT_MS);
  const until = isComplete ? startedAt : Math.min(startedAt, since + SLICE_MS);
  // The newest version of a ticket wins.
  const due = new Map(run.written.map((ticket) => [ticketId(ticket.key), dueOf(ticket)]));
  try {
    if (!isComplete) {
      // A closed ticket may have left the open index.
      const closed = await contacts.closed(run.vendor, since, until + 1);
      const changed = [
        ...run.rows.map((row) => ({ key: row, at: row.changedAt })),
        ...closed.map((row) => ({ key: row, at: row.closedAt })),
      ];
      // A closed ticket may be in both indexes. Its closing alone finds it again once it has left the open one.
      for (const missed of changed.sort((a, b) => a.at - b.at))
        if (missed.at > since && missed.at <= until && !due.has(ticketId(missed.key)))
          due.set(ticketId(missed.key), missed);
    }
    const left = await noteAll([...due.values()], run.stopAt, { ...ports, contacts });
    if (left.length === 0 && run.failed === 0) return until;
    // So old that the next poll repairs from here.
    return Math.min(completeFrom - 1, until, ...left.map(({ at }) => at - 1));
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error;
    ports.log.warn(error.message, { ...run.vendor, code: error.code });
    return Math.min(completeFrom - 1, since);
  }
};

/** `ticket`: absent if it must be read. */
type Due = { key: TicketKey; at: number; ticket?: Ticket };

const dueOf = (ticket: Ticket): Due => {
  const { key, outbox, facts } = ticket;
  return { key, at: Math.min(outbox.changedAt, facts.closedAt ?? Infinity), ticket };
};

/** @returns the tickets for which the next poll must try again */
const noteAll = async (
  due: readonly Due[],
  stopAt: number,
  { contacts, reader, clock, log }: PollPorts & Required<Pick<PollPorts, 'contacts'>>,
): Promise<Due[]> => {
  const left = new Set(due);
  const cutShort = await withOutageLimit(
    due.slice(0, MOST_TICKETS),
    async (entry) => {
      if (clock.now() >= stopAt) return;
      const ticket = entry.ticket ?? (await reader.ticket(entry.key));
      if (ticket) await contacts.note(ticket);
      left.delete(entry);
    },
    (entry, { message, code, retryable }) => {
      // An unreadable ticket must not block the others.
      if (!retryable) left.delete(entry);
      log.warn(message, { deliverable: ticketId(entry.key), code });
    },
    REQUESTS_AT_ONCE,
  );
  if (cutShort && !(cutShort.error instanceof NotifierError)) throw cutShort.error;
  return [...left];
};
