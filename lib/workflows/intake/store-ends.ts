import { deliverableId } from '../../domain/delivery/deliverable.ts';
import type { NotifierError } from '../../domain/notifier-error.ts';
import type { ListingDecision } from '../../domain/ticket/source-rules.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { TicketChange } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow, PollNotes, Ticket } from '../../domain/ticket/ticket.ts';
import { type CutShort, withOutageLimit } from '../outbox/with-outage-limit.ts';
import { writeDecided } from '../outbox/write-decided.ts';
import { newTicket } from './write-listing.ts';
import type { PollPorts } from './poll-ports.ts';
import type { SweepDone } from './sweep-run.ts';

/** `creates`: tickets of requests that only the look-up shows. `notes`: the poll's notes about its look-up, if any. */
export type EndDecision = {
  change?: TicketChange;
  creates?: ListingDecision['creates'];
  notes?: PollNotes;
};

/** Called again if another writer was faster. */
export type DecideEnd = (ticket: Ticket) => EndDecision;

export type EndsStored = Pick<SweepDone, 'written' | 'failed'> & {
  cutShort?: CutShort;
};

type Item = { row: AttentionRow };
type Decided = { row: AttentionRow; ticket: Ticket; decide: DecideEnd; decision: EndDecision };

/**
 * Decides about unlisted tickets and stores the decisions. Logs and counts tickets that the store cannot read or write.
 * Stores finished decisions even if the rest fails.
 * @param prepare reads an item's ticket and the facts for its decision; `undefined` skips the ticket
 */
export const storeEnds = async <T extends Item>(
  items: readonly T[],
  prepare: (item: T) => Promise<{ ticket: Ticket; decide: DecideEnd } | undefined>,
  ports: PollPorts,
): Promise<EndsStored> => {
  const now = ports.clock.now();
  const written: Ticket[] = [];
  const decided: Decided[] = [];
  let failed = 0;
  const passOver = ({ row }: Item, { message, code }: NotifierError): void => {
    failed += 1;
    ports.log.error(message, { deliverable: deliverableId(row), code });
  };
  const undecided = await withOutageLimit(
    items,
    async (item) => {
      const prepared = await prepare(item);
      if (prepared) decided.push({ row: item.row, ...prepared, decision: prepared.decide(prepared.ticket) });
    },
    passOver,
  );
  const ended = await withOutageLimit(
    decided,
    async (item) => {
      written.push(...(await writeEnd(item, now, ports)));
    },
    passOver,
  );
  const cutShort = undecided ?? ended;
  return { written, failed, ...(cutShort && { cutShort }) };
};

const writeEnd = async (
  { row: key, ticket: known, decide, decision: first }: Decided,
  now: number,
  { reader, writer }: PollPorts,
): Promise<Ticket[]> => {
  let decided: EndDecision = {};
  const changed = await writeDecided(
    ticketId(key),
    async (isAgain) => {
      const ticket = isAgain ? await reader.ticket(key) : known;
      if (!ticket) return undefined;
      decided = isAgain ? decide(ticket) : first;
      return decided.change;
    },
    ({ before, facts, event }) => writer.change(before, facts, event, now),
  );
  const { creates = [], notes } = decided;
  const written = changed ? [changed] : [];
  for (const create of creates) {
    const ticket = await writer.create(newTicket(create.key, create.facts, now));
    if (ticket) written.push(ticket);
  }
  if (notes) await writer.noteLookUp(key, notes);
  return written;
};
