import { defined } from '../../domain/defined.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../domain/time/durations.ts';
import { REQUESTS_AT_ONCE } from '../outbox/for-each-settled.ts';
import { withOutageLimit } from '../outbox/with-outage-limit.ts';
import { CONTACTS_KEPT_MS } from '../ports/contacts.ts';
import type { PollPorts } from './poll-ports.ts';

/** `written`: what this poll wrote. `rows`: the index before it. */
export type Touched = { written: readonly Ticket[]; rows: readonly AttentionRow[] };

export type ContactsRun = {
  vendor: VendorRef;
  /** The state that the last poll left. */
  state: ContactsState & Pick<VendorState, 'firstPollAt' | 'polledAt'>;
  startedAt: number;
  pollMs: number;
  /** No pointer is written later; epoch ms. */
  stopAt: number;
};

export type ContactsState = Pick<VendorState, 'contactsUntil' | 'contactsAgainUntil'>;

/** After an upgrade the polls go through the past, so much of it each. */
const SLICE_MS = 7 * DAY_MS;
const MOST_TICKETS = 500;
/** If a poll begins so much later than usual after the last one, another poll may have died in between. */
const SPARE_MS = 5 * SECOND_MS;
/** The indexes show a ticket at the latest so long after its write. */
export const INDEX_LAG_MS = 15 * MINUTE_MS;

/**
 * Writes the pointers of the tickets that this poll wrote. After a failure, or a poll that died, also those of all tickets that changed since
 * the last time that nothing was missing (A10). Throws no NotifierError, since the next poll tries again.
 * @returns until when all tickets have their pointers, by their last change
 */
export const noteContacts = async (
  touched: Touched,
  run: ContactsRun,
  ports: PollPorts,
): Promise<ContactsState> => {
  const { contactsUntil, contactsAgainUntil, firstPollAt = 0, polledAt = 0 } = run.state;
  const before = defined({ contactsUntil, contactsAgainUntil });
  if (!ports.contacts) return before;
  const now = ports.clock.now();
  const since = Math.min(contactsUntil ?? Math.max(firstPollAt - 1, now - CONTACTS_KEPT_MS), now);
  const until = Math.min(now, since + SLICE_MS);
  const lastAt = contactsAgainUntil === undefined ? (contactsUntil ?? 0) : polledAt;
  const isLate = run.startedAt - lastAt > run.pollMs + SPARE_MS;
  const againUntil = isLate ? now + INDEX_LAG_MS : contactsAgainUntil;
  try {
    const missed =
      againUntil === undefined ? [] : await changedBetween({ since, until }, touched, run, ports);
    const left = await noteAll([...newest(touched.written), ...missed], run, ports);
    if (left.length > 0)
      return {
        // An index may yet show others that changed lately.
        contactsUntil: Math.min(until, Math.max(since, now - INDEX_LAG_MS), ...left.map(({ at }) => at - 1)),
        contactsAgainUntil: now + INDEX_LAG_MS,
      };
    if (until < now) return { contactsUntil: until };
    return againUntil !== undefined && now < againUntil
      ? { contactsUntil: since, contactsAgainUntil: againUntil }
      : { contactsUntil: now };
  } catch (error) {
    if (!(error instanceof NotifierError)) throw error;
    ports.log.warn(error.message, { ...run.vendor, code: error.code });
    return { ...before, contactsAgainUntil: now + INDEX_LAG_MS };
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
