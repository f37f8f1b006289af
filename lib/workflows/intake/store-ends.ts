import { deliverableId } from '../../domain/delivery/deliverable.ts';
import { MOST_MEMBERS, type Notice } from '../../domain/notice/notice.ts';
import type { NotifierError } from '../../domain/notifier-error.ts';
import type { ListingDecision } from '../../domain/ticket/decide-inquiry.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow, PollNotes, Ticket } from '../../domain/ticket/ticket.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import { bundleBreaches } from './bundle-breaches.ts';
import { newTicket } from './new-ticket.ts';
import type { SweepDone, SweepRun, SweepServices } from './sweep-run.ts';

/**
 * `creates`: tickets of requests that only the look-up shows. `notes`: what the poll notes about the look-up, if it made one.
 */
export type EndDecision = {
  change?: TicketChange;
  creates?: ListingDecision['creates'];
  notes?: PollNotes;
};

/** Decides about a ticket. It is called again if another writer was faster. */
export type DecideEnd = (ticket: Ticket) => EndDecision;

export type EndsStored = Pick<SweepDone, 'written' | 'failed'> & {
  /** What may be published before the tickets (R27). */
  bundles: readonly Notice[];
  /** Why the rest was not decided or stored. */
  cutShort?: CutShort;
};

type Item = { row: AttentionRow };
type Decided = { row: AttentionRow; ticket: Ticket; decide: DecideEnd; decision: EndDecision };

/**
 * Decides about tickets that are not listed, and stores what was decided. Tickets that the store cannot read or write are logged
 * and counted. A bundle holds a limited number of breaches (R27), so the tickets are stored in groups of that size.
 * @param prepare reads the ticket of an item, and finds what decides about it. `undefined`: nothing happens to the ticket
 */
export const storeEnds = async <One extends Item>(
  items: readonly One[],
  prepare: (item: One) => Promise<{ ticket: Ticket; decide: DecideEnd } | undefined>,
  run: SweepRun,
  services: SweepServices,
): Promise<EndsStored> => {
  const now = services.clock.now();
  const written: Ticket[] = [];
  const bundles: Notice[] = [];
  let failed = 0;
  let cutShort: CutShort | undefined;
  const passOver = ({ row }: Item, { message, code }: NotifierError): void => {
    failed += 1;
    services.log.error(message, { deliverable: deliverableId(row), code });
  };
  for (let from = 0; from < items.length && !cutShort; from += MOST_MEMBERS) {
    const decided: Decided[] = [];
    cutShort = await withOutageLimit(
      items.slice(from, from + MOST_MEMBERS),
      async (item) => {
        const prepared = await prepare(item);
        if (prepared)
          decided.push({ row: item.row, ...prepared, decision: prepared.decide(prepared.ticket) });
      },
      passOver,
    );
    const breaches = await bundleBreaches(
      decided.flatMap(({ decision: { change } }) => change ?? []),
      run,
      services,
    );
    const failedBefore = failed;
    // What was decided is stored, however the rest of the group ended.
    const ended = await withOutageLimit(
      decided,
      async (one) => {
        written.push(...(await writeEnd(one, breaches.tell, now, services)));
      },
      passOver,
    );
    // A write that failed may take effect yet, and a bundle that is shown by then would not list its ticket.
    if (failed === failedBefore && !ended) bundles.push(...breaches.notices());
    cutShort ??= ended;
  }
  return { written, bundles, failed, ...(cutShort && { cutShort }) };
};

const writeEnd = async (
  { row: key, ticket: known, decide, decision: first }: Decided,
  tell: (change: TicketChange) => TicketChange,
  now: number,
  { reader, writer }: SweepServices,
): Promise<Ticket[]> => {
  let decided: EndDecision = {};
  const changed = await writeDecided(
    ticketId(key),
    async (isAgain) => {
      const ticket = isAgain ? await reader.ticket(key) : known;
      if (!ticket) return undefined;
      decided = isAgain ? decide(ticket) : first;
      return decided.change && tell(decided.change);
    },
    ({ before, facts, event }) => writer.change(before, facts, event, now),
  );
  const { creates = [], notes } = decided;
  const written = changed ? [changed] : [];
  for (const one of creates) {
    const ticket = await writer.create(newTicket(one.key, one.facts, now));
    if (ticket) written.push(ticket);
  }
  if (notes) await writer.noteLookUp(key, notes);
  return written;
};
