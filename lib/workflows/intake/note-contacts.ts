import { NotifierError } from '../../domain/notifier-error.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { DAY_MS, SECOND_MS } from '../../domain/time/durations.ts';
import { REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { CONTACTS_KEPT_MS } from '../ports/contacts.ts';
import type { PollPorts } from './poll-ports.ts';

/** `written`: what this poll wrote. `failed`: writes that may have arrived all the same. `rows`: the index before it. */
export type Touched = { written: readonly Ticket[]; failed: number; rows: readonly AttentionRow[] };

export type ContactsRun = {
  vendor: VendorRef;
  /** The state that the last poll left. */
  state: Pick<VendorState, 'contactsUntil' | 'firstPollAt'>;
  startedAt: number;
  pollMs: number;
  /** No pointer is written later; epoch ms. */
  stopAt: number;
};

/** After an upgrade the polls go through the past, so much of it each. */
const SLICE_MS = 7 * DAY_MS;
const MOST_TICKETS = 500;
/** How much later than usual a poll may begin. */
const SPARE_MS = 5 * SECOND_MS;

/**
 * Writes the pointers of the tickets that this poll wrote (A10). If the last poll left some out, or died, the state shows an older time: then
 * also those of all tickets that changed since. Throws no NotifierError, since the next poll tries again.
 * @returns until when all tickets have their pointers, by their last change; `undefined`: no ticket gets pointers
 */
export const noteContacts = async (
  touched: Touched,
  run: ContactsRun,
  ports: PollPorts,
): Promise<number | undefined> => {
  const { contactsUntil, firstPollAt = 0 } = run.state;
  if (!ports.contacts) return contactsUntil;
  const now = ports.clock.now();
  const longestMs = run.pollMs + SPARE_MS;
  const isComplete = contactsUntil !== undefined && run.startedAt - contactsUntil <= longestMs;
  const since = contactsUntil ?? Math.max(firstPollAt - 1, now - CONTACTS_KEPT_MS);
  const until = isComplete ? run.startedAt : Math.min(run.startedAt, since + SLICE_MS);
  try {
    const missed = isComplete ? [] : await changedBetween({ since, until }, touched, run, ports);
    const left = await noteAll([...newest(touched.written), ...missed], run, ports);
    if (left.length === 0 && touched.failed === 0) return until;
    // So old that the next poll finds it incomplete.
    return Math.min(run.startedAt - longestMs, until, ...left.map(({ at }) => at - 1));
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error;
    ports.log.warn(error.message, { ...run.vendor, code: error.code });
    return Math.min(run.startedAt - longestMs, since);
  }
};

/** `ticket`: absent if it must be read. */
type Due = { key: TicketKey; at: number; ticket?: Ticket };

const newest = (written: readonly Ticket[]): Due[] => [
  ...new Map(
    written.map((ticket) => [ticketId(ticket.key), { key: ticket.key, at: ticket.outbox.changedAt, ticket }]),
  ).values(),
];

/** The tickets that changed in this time, without those that this poll wrote. A ticket that closes may leave the index of open tickets. */
const changedBetween = async (
  { since, until }: { since: number; until: number },
  { written, rows }: Touched,
  { vendor }: ContactsRun,
  { contacts }: PollPorts,
): Promise<Due[]> => {
  const closed = (await contacts?.closed(vendor, since, until + 1)) ?? [];
  const changed = [
    ...rows.map(({ changedAt, ...key }) => ({ key, at: changedAt })),
    ...closed.map(({ closedAt, ...key }) => ({ key, at: closedAt })),
  ].filter(({ at }) => at > since && at <= until);
  const known = new Set(written.map(({ key }) => ticketId(key)));
  return [...new Map(changed.map((due) => [ticketId(due.key), due])).values()]
    .filter(({ key }) => !known.has(ticketId(key)))
    .sort((a, b) => a.at - b.at);
};

/** @returns the tickets for which the next poll must try again */
const noteAll = async (
  due: readonly Due[],
  { stopAt }: ContactsRun,
  { contacts, reader, clock, log }: PollPorts,
): Promise<Due[]> => {
  const left = new Set(due);
  const cutShort = await withOutageLimit(
    due.slice(0, MOST_TICKETS),
    async (entry) => {
      if (clock.now() >= stopAt) return;
      const ticket = entry.ticket ?? (await reader.ticket(entry.key));
      if (ticket) await contacts?.note(ticket);
      left.delete(entry);
    },
    (entry, { message, code, retryable }) => {
      // A ticket that cannot be read must not hold up the others for ever.
      if (!retryable) left.delete(entry);
      log.warn(message, { deliverable: ticketId(entry.key), code });
    },
    REQUESTS_AT_ONCE,
  );
  if (cutShort && !(cutShort.error instanceof NotifierError)) throw cutShort.error;
  return [...left];
};
