import type { VendorRef } from '../../lib/domain/inquiry.ts';
import type { AttentionRow, Ticket, TicketKey } from '../../lib/domain/ticket.ts';
import { ticketId } from '../../lib/domain/ticket-id.ts';
import { ClaimLost } from '../../lib/workflows/claim-lost.ts';
import type {
  DeliveryStore,
  TicketReader,
  TicketWriter,
  VendorState,
  VendorStates,
} from '../../lib/workflows/ports.ts';
import { type Effect, plain } from './effect.ts';

type Lease = { token: string; until: number };

export type MemoryStore = {
  reader: TicketReader;
  writer: TicketWriter;
  delivery: DeliveryStore;
  states: VendorStates;
  /** What stands in the table, for assertions. */
  tickets: Map<string, Ticket>;
};

/** The ticket store's rules (R1 to R6) in memory: the contract suite holds it to the same cases as DynamoDB. */
export const createMemoryStore = (
  effect: Effect = plain,
  newToken: () => string = counter(),
): MemoryStore => {
  const tickets = new Map<string, Ticket>();
  const states = new Map<string, { state: VendorState; lease?: Lease }>();
  const blocks = new Map<string, { until: number; code: string }>();
  const read = (key: TicketKey): Ticket | undefined => copy(tickets.get(ticketId(key)));
  const write = (ticket: Ticket): Ticket => {
    tickets.set(ticketId(ticket), copy(ticket));
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
    reader: {
      ticket: (key) => effect('store.ticket', () => read(key)),
      ticketsOf: (inquiry) =>
        effect('store.ticketsOf', () =>
          [...tickets.values()]
            .filter((ticket) => isOf(ticket, inquiry) && ticket.inquiryId === inquiry.inquiryId)
            .map(copy),
        ),
      attention: (vendor, until = Number.POSITIVE_INFINITY) =>
        effect('store.attention', () =>
          [...tickets.values()]
            .filter(
              (ticket) =>
                isOf(ticket, vendor) && ticket.attentionAt !== undefined && ticket.attentionAt <= until,
            )
            .map(attentionRow),
        ),
    },
    writer: {
      create: (ticket) =>
        effect('store.create', () =>
          read(ticket) ? undefined : write({ ...ticket, writeToken: newToken() }),
        ),
      change: (before, facts, event, at) =>
        effect('store.change', () => {
          const stored = read(before);
          if (stored?.version !== before.version) return undefined;
          const version = stored.version + 1;
          return write({
            ...withoutFacts(stored),
            ...copy(facts),
            version,
            events: { ...stored.events, [version]: { type: event, at } },
            changedAt: at,
            writeToken: newToken(),
            attentionAt: at,
          });
        }),
      notePublished: (ticket, version) =>
        effect('store.notePublished', () => {
          const stored = read(ticket);
          if (!stored || stored.publishedVersion >= version) return;
          const events = Object.entries(stored.events).filter(([known]) => Number(known) > version);
          write({ ...stored, events: Object.fromEntries(events), publishedVersion: version });
        }),
      noteLookUp: (key, lookUpAt, lookUps) =>
        effect('store.noteLookUp', () => {
          const stored = read(key);
          if (stored) write({ ...stored, lookUpAt, lookUps });
        }),
      settle: (before, next) =>
        effect('store.settle', () => {
          const stored = read(before);
          if (!stored || !isAsRead(stored, before)) return false;
          const { attentionAt, retryAt, deliveryClaim, ...rest } = stored;
          write({ ...rest, ...next });
          return true;
        }),
    },
    delivery: {
      claim: (key, { token, now, until }) =>
        effect('store.claim', () => {
          const stored = read(key);
          if (!stored) return 'absent';
          const held = stored.deliveryClaim;
          if (held && held.token !== token && held.until > now) return 'held';
          return { ticket: write({ ...stored, deliveryClaim: { token, until } }) };
        }),
      noteAttempt: (ticket, attempt) =>
        effect('store.noteAttempt', () => write({ ...claimed(ticket), attempt })),
      noteResult: (ticket, { posted, shownVersion, ...place }) =>
        effect('store.noteResult', () => {
          const { attempt, retryAt, ...stored } = claimed(ticket);
          const shows = posted !== undefined || shownVersion !== undefined || place.ts !== undefined;
          return write({
            ...stored,
            ...place,
            shownVersion: Math.max(stored.shownVersion, shownVersion ?? 0),
            posted: { ...stored.posted, ...posted },
            reannounced: shows ? 0 : stored.reannounced,
          });
        }),
    },
    states: {
      takeLease: (vendor, { token, now, until }) =>
        effect('store.takeLease', () => {
          const known = states.get(vendorName(vendor));
          if (known?.lease && known.lease.token !== token && known.lease.until > now) return 'taken';
          const state = known?.state ?? { completeReadings: {}, clockOffsetMs: 0 };
          states.set(vendorName(vendor), { state, lease: { token, until } });
          return copy(state);
        }),
      releaseLease: (vendor, token, state) =>
        effect('store.releaseLease', () => {
          const known = states.get(vendorName(vendor));
          if (known?.lease?.token !== token) return false;
          states.set(vendorName(vendor), { state: copy(state) });
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

const copy = <T>(value: T): T => structuredClone(value);

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

const attentionRow = (ticket: Ticket): AttentionRow => {
  const { state, learntAnswerId, askedAtUncertain, openedAt, text, category, orderId, orderDate, ...rest } =
    ticket;
  const {
    formLink,
    parentAnswerId,
    outcome,
    answeredAt,
    inTime,
    listedPast,
    announcement,
    history,
    ...more
  } = rest;
  const { events, writeToken, channel, ts, deliveryClaim, attempt, retryAt, reannounced, ...kept } = more;
  const { posted, lookUps, attentionAt = 0, ...row } = kept;
  return { ...row, attentionAt };
};
