import type { VendorRef } from '../../lib/domain/inquiry.ts';
import type { Ticket, TicketKey } from '../../lib/domain/ticket.ts';
import { ticketId } from '../../lib/domain/ticket-id.ts';
import { ClaimLost } from '../../lib/workflows/claim-lost.ts';
import type {
  DeliveryStore,
  Stop,
  TicketReader,
  TicketWriter,
  VendorState,
  VendorStates,
} from '../../lib/workflows/ports.ts';
import { copy } from './copy.ts';
import { createIndex, type IndexLag } from './memory-index.ts';
import { type Effect, plain, type Subject } from './effect.ts';

type Lease = { token: string; until: number };

export type MemoryStore = {
  reader: TicketReader;
  writer: TicketWriter;
  delivery: DeliveryStore;
  states: VendorStates;
  /** What stands in the table, for assertions. */
  tickets: Map<string, Ticket>;
  /** What a restart of the laptop clears: leases and delivery claims; attempts stay (R5). */
  releaseAbandoned: () => void;
  /** Past every rule, for planted breakages. */
  put: (ticket: Ticket) => Ticket;
  get: (key: TicketKey) => Ticket | undefined;
};

export type StoreOptions = {
  indexLag?: IndexLag;
  /** Sees every write as it takes effect. */
  onWrite?: (before: Ticket | undefined, after: Ticket) => void;
  onRelease?: (state: VendorState) => void;
  /** What is known of a vendor before its first poll. */
  state?: VendorState;
  /** A write that took effect and that its repetition did not know again: told as refused. */
  forgetsWrite?: () => boolean;
};

/** The ticket store's rules (R1 to R6) in memory: the contract suite holds it to the same cases as DynamoDB. */
export const createMemoryStore = (
  effect: Effect = plain,
  newToken: () => string = counter(),
  options: StoreOptions = {},
): MemoryStore => {
  const tickets = new Map<string, Ticket>();
  const states = new Map<string, { state: VendorState; lease?: Lease }>();
  const blocks = new Map<string, Stop>();
  const read = (key: TicketKey): Ticket | undefined => copy(tickets.get(ticketId(key)));
  const index = createIndex(options.indexLag);
  const { onWrite, onRelease, forgetsWrite = () => false } = options;
  const write = (ticket: Ticket): Ticket => {
    const id = ticketId(ticket);
    const before = tickets.get(id);
    const after = copy(ticket);
    tickets.set(id, after);
    index.note(id, after);
    onWrite?.(before, after);
    return copy(ticket);
  };
  const claimed = (ticket: Ticket): Ticket => {
    const stored = read(ticket);
    if (!stored?.deliveryClaim || stored.deliveryClaim.token !== ticket.deliveryClaim?.token)
      throw new ClaimLost(ticket);
    return stored;
  };

  return {
    tickets,
    put: write,
    get: read,
    releaseAbandoned: () => {
      for (const [name, { state }] of states) states.set(name, { state });
      for (const { deliveryClaim, ...ticket } of tickets.values()) if (deliveryClaim) write(ticket);
    },
    reader: {
      ticket: (key) => effect('store.ticket', () => read(key), about(key)),
      ticketsOf: (inquiry) =>
        effect(
          'store.ticketsOf',
          () =>
            [...tickets.values()]
              .filter((ticket) => isOf(ticket, inquiry) && ticket.inquiryId === inquiry.inquiryId)
              .map(copy),
          about(inquiry),
        ),
      attention: (vendor, until = Number.POSITIVE_INFINITY) =>
        effect('store.attention', () =>
          index.rows(tickets).filter((row) => isOf(row, vendor) && row.attentionAt <= until),
        ),
    },
    writer: {
      create: (ticket) =>
        effect(
          'store.create',
          () => {
            if (read(ticket)) return undefined;
            const created = write({ ...ticket, writeToken: newToken() });
            return forgetsWrite() ? undefined : created;
          },
          about(ticket),
        ),
      change: (before, facts, event, at) =>
        effect(
          'store.change',
          () => {
            const stored = read(before);
            if (stored?.version !== before.version) return undefined;
            const version = stored.version + 1;
            const written = write({
              ...withoutFacts(facts.state === 'open' ? withoutLookUp(stored) : stored),
              ...copy(facts),
              version,
              events: { ...stored.events, [version]: { type: event, at } },
              changedAt: at,
              writeToken: newToken(),
              attentionAt: at,
              // Listed: when it goes again, its look-ups begin anew.
              ...(facts.state === 'open' && { lookUps: 0 }),
            });
            return forgetsWrite() ? undefined : written;
          },
          about(before, event),
        ),
      notePublished: (ticket, version) =>
        effect(
          'store.notePublished',
          () => {
            const stored = read(ticket);
            if (!stored || stored.publishedVersion >= version) return;
            const events = Object.entries(stored.events).filter(([known]) => Number(known) > version);
            write({ ...stored, events: Object.fromEntries(events), publishedVersion: version });
          },
          about(ticket, version),
        ),
      noteLookUp: (key, lookUpAt, lookUps) =>
        effect(
          'store.noteLookUp',
          () => {
            const stored = read(key);
            if (stored) write({ ...stored, lookUpAt, lookUps });
          },
          about(key),
        ),
      settle: (before, next) =>
        effect(
          'store.settle',
          () => {
            const stored = read(before);
            if (!stored || !isAsRead(stored, before)) return false;
            const { attentionAt, retryAt, deliveryClaim, ...rest } = stored;
            write({ ...rest, ...next });
            return !forgetsWrite();
          },
          about(before),
        ),
    },
    delivery: {
      claim: (key, { token, now, until }) =>
        effect(
          'store.claim',
          () => {
            const stored = read(key);
            if (!stored) return 'absent';
            const held = stored.deliveryClaim;
            if (held && held.token !== token && held.until > now) return 'held';
            return { ticket: write({ ...stored, deliveryClaim: { token, until } }) };
          },
          about(key, token),
        ),
      noteAttempt: (ticket, attempt) =>
        effect(
          'store.noteAttempt',
          () => write({ ...claimed(ticket), attempt }),
          about(ticket, `${attempt.name}, looked up ${attempt.lookUps} times`),
        ),
      noteResult: (ticket, { posted, shownVersion, ...place }) =>
        effect(
          'store.noteResult',
          () => {
            const { attempt, retryAt, ...claimedTicket } = claimed(ticket);
            const stored = place.replaced ? withoutCard(claimedTicket) : claimedTicket;
            const shows = posted !== undefined || shownVersion !== undefined || place.ts !== undefined;
            return write({
              ...stored,
              ...place,
              shownVersion: Math.max(stored.shownVersion, shownVersion ?? 0),
              posted: { ...stored.posted, ...posted },
              reannounced: shows ? 0 : stored.reannounced,
            });
          },
          about(ticket, Object.keys({ ...posted, ...(place.ts !== undefined && { card: 0 }) }).join(' ')),
        ),
    },
    states: {
      takeLease: (vendor, { token, now, until }) =>
        effect('store.takeLease', () => {
          const known = states.get(vendorName(vendor));
          if (known?.lease && known.lease.token !== token && known.lease.until > now) return 'taken';
          const state = known?.state ?? options.state ?? { completeReadings: {}, clockOffsetMs: 0 };
          states.set(vendorName(vendor), { state, lease: { token, until } });
          return copy(state);
        }),
      releaseLease: (vendor, token, state) =>
        effect('store.releaseLease', () => {
          const known = states.get(vendorName(vendor));
          if (known?.lease?.token !== token) return false;
          states.set(vendorName(vendor), { state: copy(state) });
          onRelease?.(state);
          return true;
        }),
      egressBlock: (egress) => effect('store.egressBlock', () => blocks.get(egress)),
      blockEgress: (egress, block) =>
        effect('store.blockEgress', () => {
          blocks.set(egress, block);
        }),
    },
  };
};

const about = (key: Partial<TicketKey>, more: string | number = ''): Subject => ({
  says: `${key.inquiryId ?? ''}/${key.answerId ?? ''} ${more}`.trim(),
});

const counter = (): (() => string) => {
  let count = 0;
  return () => `token-${(count += 1)}`;
};

const vendorName = ({ market, vendorId }: VendorRef): string => `${market}/${vendorId}`;

const isOf = (ticket: VendorRef, vendor: VendorRef): boolean => vendorName(ticket) === vendorName(vendor);

const isAsRead = (stored: Ticket, before: Ticket): boolean =>
  stored.version === before.version &&
  stored.publishedVersion === before.publishedVersion &&
  stored.shownVersion === before.shownVersion &&
  stored.deliveryClaim?.token === before.deliveryClaim?.token &&
  stored.retryAt === before.retryAt &&
  JSON.stringify(stored.attempt) === JSON.stringify(before.attempt);

/** What `change` may not touch: the key, the outbox and delivery's own fields (R1). */
const withoutFacts = (ticket: Ticket) => {
  const { kind, state, learntAnswerId, inquiryAt, askedAt, askedAtUncertain, dueAt, openedAt, ...rest } =
    ticket;
  const { product, text, category, orderId, orderDate, formLink, parentAnswerId, outcome, ...more } = rest;
  const { closedAt, answeredAt, inTime, listedPast, announcement, history, fingerprint, ...kept } = more;
  return kept;
};

const withoutLookUp = ({ lookUpAt, ...ticket }: Ticket): Ticket => ticket;

const withoutCard = ({ channel, ts, ...ticket }: Ticket): Ticket => ticket;
