import { withFields, withoutFields } from '../fixtures/domain/make-ticket.ts';
import { defined } from '../../lib/domain/defined.ts';
import { nextLookOfClosed } from '../../lib/domain/delivery/attention-time.ts';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { TicketWriter } from '../../lib/workflows/ports/store.ts';
import { copy } from './copy.ts';
import { type Effect, nameOfKey } from './effect.ts';
import { isAsRead } from './memory-delivery.ts';
import { type MemoryTable, newItem } from './memory-table.ts';

/** Poll's writes, and the writes that settle and publish tickets and notices (R1 to R4). */
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
        if (table.readTicket(ticket.key)) return undefined;
        const created = table.writeTicket(newItem(ticket, newToken()));
        return forgetsWrite() ? undefined : created;
      },
      { detail: nameOfKey(ticket.key) },
    ),
  change: (before, facts, event, at) =>
    effect(
      'store.change',
      () => {
        const stored = table.readTicket(before.key);
        if (stored?.outbox.version !== before.outbox.version) return undefined;
        const version = stored.outbox.version + 1;
        const isClosing = facts.state === 'closed' && stored.facts.state !== 'closed';
        const written = table.writeTicket({
          ...stored,
          facts: copy(facts),
          outbox: {
            ...stored.outbox,
            version,
            events: { ...stored.outbox.events, [version]: { type: event, at } },
            changedAt: at,
            writeToken: newToken(),
          },
          poll: isClosing ? { lookUps: 0 } : stored.poll,
          ladder: defined({ nextStepAt: nextLookOfClosed(facts) }),
          index: { attentionAt: at },
        });
        return forgetsWrite() ? undefined : written;
      },
      { detail: nameOfKey(before.key, event) },
    ),
  notePublished: (deliverable, version, at) =>
    effect(
      'store.notePublished',
      () => {
        const stored = table.read(deliverable.key);
        if (!stored || stored.outbox.publishedVersion >= version) return;
        table.write(withFields(withoutEvents(stored, version), { attentionAt: at }));
      },
      { detail: nameOfKey(deliverable.key, version) },
    ),
  noteLookUp: (key, poll) =>
    effect(
      'store.noteLookUp',
      () => {
        const stored = table.readTicket(key);
        if (stored) table.writeTicket({ ...stored, poll: copy(poll) });
      },
      { detail: nameOfKey(key) },
    ),
  noteListed: (key, agreedAt) =>
    effect(
      'store.noteListed',
      () => {
        const stored = table.readTicket(key);
        if (stored)
          table.writeTicket(
            withFields(withoutFields(stored, 'lookUpAt', 'answer', 'absentSince', 'contradictsAt'), {
              agreedAt,
            }),
          );
      },
      { detail: nameOfKey(key) },
    ),
  settle: (before, next) =>
    effect(
      'store.settle',
      () => {
        const stored = table.read(before.key);
        if (!stored || !isAsRead(stored, before)) return false;
        const rest = withoutFields(stored, 'attentionAt');
        table.write(withFields(rest, { ...next }));
        return !forgetsWrite();
      },
      { detail: nameOfKey(before.key) },
    ),
});

const withoutEvents = (stored: Deliverable, version: number): Deliverable =>
  stored.type === 'notice'
    ? withFields(stored, { publishedVersion: version, events: later(stored.outbox.events, version) })
    : withFields(stored, { publishedVersion: version, events: later(stored.outbox.events, version) });

const later = <Event>(events: Record<string, Event>, version: number): Record<string, Event> =>
  Object.fromEntries(Object.entries(events).filter(([known]) => Number(known) > version));
