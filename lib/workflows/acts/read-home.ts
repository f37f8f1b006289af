import {
  findClosed,
  findInQueue,
  isWholeNumber,
  namesakes,
  openQueue,
  ownQueue,
  type QueueFilter,
  type QueueKind,
  queueMark,
} from '../../domain/act/queue.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { figuresSince, reportFigures } from '../../domain/report/report-figures.ts';
import { scoreShare, type ScoreScope } from '../../domain/report/source-figures.ts';
import type { Ticket, TicketKey } from '../../domain/ticket/ticket.ts';
import { dayAt } from '../../domain/time/dates.ts';
import { ifReadable } from '../outbox/read-deliverable.ts';
import type { ClosedReader, OpenReader } from '../ports/store.ts';
import type { Home, OwnTickets } from '../ports/slack.ts';
import type { Clock } from '../ports/clock.ts';

export type HomePorts = { reader: OpenReader & ClosedReader; clock: Clock };

export type HomeVendor = VendorRef & ScoreScope & { zone: string };

export const readHome = async (
  vendors: readonly HomeVendor[],
  filter: QueueFilter,
  user: string,
  { reader, clock }: HomePorts,
): Promise<Home> => {
  const now = clock.now();
  const read = await Promise.all(
    vendors.map(async ({ market, vendorId, zone, ...scope }) => {
      const vendor = { market, vendorId };
      const [{ tickets }, closed] = await Promise.all([
        reader.attention(vendor),
        reader.closed(vendor, figuresSince(now)),
      ]);
      const today = reportFigures(closed, tickets, { from: dayAt(now, zone).from, until: now });
      return { tickets, figures: { vendor, today, ...scoreShare({ closed, listed: tickets }, scope, now) } };
    }),
  );
  const queue = openQueue(
    read.flatMap(({ tickets }) => tickets),
    filter,
    user,
    now,
  );
  const tickets = await readAll(queue.rows, reader);
  return {
    queue,
    tickets: tickets.filter(isOpen),
    figures: read.map(({ figures }) => figures),
    mark: queueMark(
      read.flatMap(({ tickets: rows }) => rows),
      now,
    ),
  };
};

/** The person's claimed tickets, and the unclaimed ones that are due next. Costs what a search costs. */
export const readOwn = async (
  vendors: readonly VendorRef[],
  kind: QueueKind,
  user: string,
  { reader, clock }: HomePorts,
): Promise<OwnTickets> => {
  const rows = await Promise.all(vendors.map((vendor) => reader.attention(vendor)));
  const own = ownQueue(
    rows.flatMap(({ tickets }) => tickets),
    kind,
    user,
    clock.now(),
  );
  // The index lags: a ticket may have closed or got a claimer since.
  const read = async (keys: readonly TicketKey[], claimer: string | undefined): Promise<Ticket[]> =>
    (await readAll(keys, reader)).filter((ticket) => isOpen(ticket) && ticket.facts.claimedBy === claimer);
  const [mine, unclaimed] = await Promise.all([read(own.mine, user), read(own.unclaimed, undefined)]);
  return { kind, mine, unclaimed, counts: own.counts };
};

const readAll = async (keys: readonly TicketKey[], reader: OpenReader): Promise<Ticket[]> =>
  (await Promise.all(keys.map((key) => ifReadable(reader.ticket(key))))).filter(
    (ticket) => ticket !== undefined,
  );

const MOST_SHOWN = 10;

/** `tickets`: the first ten. `count`: all that were found. */
export type Found = { tickets: Ticket[]; count: number };

/**
 * Finds open tickets by number or product (`/coupang`). If none match, finds tickets that closed within 30 days. After a whole inquiry number
 * it also finds the closed tickets of other sources with this number.
 */
export const findTickets = async (
  vendors: readonly VendorRef[],
  words: string,
  { reader, clock }: HomePorts,
): Promise<Found> => {
  const now = clock.now();
  const rows = await Promise.all(vendors.map((vendor) => reader.attention(vendor)));
  const read = async (keys: readonly TicketKey[]): Promise<Found> => ({
    tickets: await readAll(keys.slice(0, MOST_SHOWN), reader),
    count: keys.length,
  });
  const found = findInQueue(
    rows.flatMap(({ tickets }) => tickets),
    words,
    now,
  );
  if (found.length > 0 && !isWholeNumber(found, words)) return read(found);
  const since = figuresSince(now);
  const closed = (await Promise.all(vendors.map((vendor) => reader.closed(vendor, since)))).flat();
  return read(found.length > 0 ? [...found, ...namesakes(found, closed)] : findClosed(closed, words));
};

const isOpen = ({ facts: { state } }: Ticket): boolean => state !== 'closed';
