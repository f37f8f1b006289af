import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { Ticket, TicketFacts } from '../../lib/domain/ticket/ticket.ts';
import type { TicketWriter } from '../../lib/workflows/ports/ticket-store.ts';
import { copy } from './copy.ts';
import { type Effect, saysWhat } from './effect.ts';
import { isAsRead } from './memory-delivery.ts';
import type { MemoryTable } from './memory-table.ts';

/** Poll's writes, and the two that settle and publish tickets and notices alike (R1 to R4). */
export const createMemoryWriter = (
  table: MemoryTable,
  effect: Effect,
  newToken: () => string,
  forgetsWrite: () => boolean,
): TicketWriter => ({
  create: (ticket) =>
    effect(
      'store.create',
      () => {
        if (table.readTicket(ticket)) return undefined;
        const created = table.writeTicket({ ...ticket, writeToken: newToken() });
        return forgetsWrite() ? undefined : created;
      },
      { says: saysWhat(ticket) },
    ),
  change: (before, facts, event, at) =>
    effect(
      'store.change',
      () => {
        const stored = table.readTicket(before);
        if (stored?.version !== before.version) return undefined;
        const version = stored.version + 1;
        const written = table.writeTicket({
          ...keptFields(stored, facts),
          ...copy(facts),
          version,
          events: { ...stored.events, [version]: { type: event, at } },
          changedAt: at,
          writeToken: newToken(),
          attentionAt: at,
        });
        return forgetsWrite() ? undefined : written;
      },
      { says: saysWhat(before, event) },
    ),
  notePublished: (deliverable, version, at) =>
    effect(
      'store.notePublished',
      () => {
        const stored = table.read(deliverable);
        if (!stored || stored.publishedVersion >= version) return;
        table.write({ ...withoutEvents(stored, version), attentionAt: at });
      },
      { says: saysWhat(deliverable, version) },
    ),
  noteLookUp: (key, lookUpAt, lookUps) =>
    effect(
      'store.noteLookUp',
      () => {
        const stored = table.readTicket(key);
        if (stored) table.writeTicket({ ...stored, lookUpAt, lookUps });
      },
      { says: saysWhat(key) },
    ),
  settle: (before, next) =>
    effect(
      'store.settle',
      () => {
        const stored = table.read(before);
        if (!stored || !isAsRead(stored, before)) return false;
        const { attentionAt, ...rest } = stored;
        table.write({ ...rest, ...next });
        return !forgetsWrite();
      },
      { says: saysWhat(before) },
    ),
});

/** What a change of facts may not touch: the key, the outbox and delivery's own fields (R1). */
const keptFields = (ticket: Ticket, { state }: TicketFacts) => {
  const {
    kind,
    state: _state,
    learntAnswerId,
    inquiryAt,
    askedAt,
    askedAtUncertain,
    clockIsOurs,
    noPostAsks,
    dueAt,
    ...rest
  } = ticket;
  const { openedAt, product, text, category, orderId, orderDate, formLink, siblings, ...more } = rest;
  const { outcome, closedAt, answeredAt, inTime, answeredBy, stillListed, announcement, ...others } = more;
  const { steps, claimedBy, claimedAt, history, fingerprint, nextStepAt, ...kept } = others;
  if (state !== 'open') return kept;
  // Listed: when it goes again, its look-ups begin anew.
  const { lookUpAt, ...anew } = kept;
  return { ...anew, lookUps: 0 };
};

const withoutEvents = (stored: Deliverable, version: number): Deliverable =>
  'notice' in stored
    ? { ...stored, publishedVersion: version, events: later(stored.events, version) }
    : { ...stored, publishedVersion: version, events: later(stored.events, version) };

const later = <Event>(events: Record<string, Event>, version: number): Record<string, Event> =>
  Object.fromEntries(Object.entries(events).filter(([known]) => Number(known) > version));
