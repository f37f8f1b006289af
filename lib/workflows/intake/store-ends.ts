import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { NotifierError } from '../../domain/notifier-error.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow, PollNotes, Ticket } from '../../domain/ticket/ticket.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import type { Log } from '../ports/log.ts';
import { bundleBreaches } from './bundle-breaches.ts';
import type { SweepDone, SweepRun, SweepServices } from './sweep-run.ts';

/** `notes`: what the poll notes about the look-up, if it made one. */
export type EndDecision = { change?: TicketChange; notes?: PollNotes };

/** A ticket as it was read, and what happens to it. `decide` is repeated if another writer was faster. */
export type Decided = { row: AttentionRow; ticket: Ticket; decide: (ticket: Ticket) => EndDecision };

export type EndsStored = Pick<SweepDone, 'written' | 'failed'> & {
  /** What may be published before the tickets (R27). */
  bundles: readonly Notice[];
  /** Why the rest was not stored. */
  cutShort?: CutShort;
};

export const NOTHING_STORED: EndsStored = { written: [], bundles: [], failed: 0 };

/** The first reason for which something was left counts. */
export const addStored = (...parts: readonly EndsStored[]): EndsStored =>
  parts.reduce((sum, part) => ({
    ...part,
    ...sum,
    written: [...sum.written, ...part.written],
    bundles: [...sum.bundles, ...part.bundles],
    failed: sum.failed + part.failed,
  }));

/** Logs and counts the tickets that the store could not read or write. */
export const passOver = (log: Log) => {
  let failed = 0;
  return {
    note: (row: AttentionRow, { message, code }: NotifierError): void => {
      failed += 1;
      log.error(message, { deliverable: deliverableId(row), code });
    },
    count: (): number => failed,
  };
};

/** Writes what was decided about tickets that are not listed. Breaches above a number come as one bundle (R27). */
export const storeEnds = async (
  decided: readonly Decided[],
  now: number,
  run: SweepRun,
  services: SweepServices,
): Promise<EndsStored> => {
  const first = decided.map((one) => ({ ...one, decision: one.decide(one.ticket) }));
  const changes = first.flatMap(({ decision: { change } }) => (change ? [change] : []));
  const breaches = await bundleBreaches(changes, run, services);
  const written: Ticket[] = [];
  const passed = passOver(services.log);
  const cutShort = await withOutageLimit(
    first,
    async (one) => {
      const ticket = await writeEnd(one, breaches.tell, now, services);
      if (ticket) written.push(ticket);
    },
    ({ row }, error) => passed.note(row, error),
  );
  const failed = passed.count();
  // A write that failed may take effect yet, and a bundle that is shown by then would not list its ticket.
  const bundles = failed === 0 && !cutShort ? breaches.notices() : [];
  return { written, bundles, failed, ...(cutShort && { cutShort }) };
};

const writeEnd = async (
  { row: key, ticket: known, decide, decision: first }: Decided & { decision: EndDecision },
  tell: (change: TicketChange) => TicketChange,
  now: number,
  { reader, writer }: SweepServices,
): Promise<Ticket | undefined> => {
  let notes: PollNotes | undefined;
  const written = await writeDecided(
    ticketId(key),
    async (isAgain) => {
      const ticket = isAgain ? await reader.ticket(key) : known;
      if (!ticket) return undefined;
      const decision = isAgain ? decide(ticket) : first;
      ({ notes } = decision);
      return decision.change && tell(decision.change);
    },
    ({ before, facts, event }) => writer.change(before, facts, event, now),
  );
  if (notes) await writer.noteLookUp(key, notes);
  return written;
};
