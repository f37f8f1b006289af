import { withoutFields, withFields } from '../fixtures/domain/make-ticket.ts';
import type { TextRemoval } from '../../lib/workflows/ports/text-removal.ts';
import { type Effect, saysWhat } from './effect.ts';
import type { MemoryTable } from './memory-table.ts';

/** The removal of texts, and its progress per vendor. */
export const createMemoryTexts = (table: MemoryTable, effect: Effect): TextRemoval => {
  const removed = new Map<string, number>();
  return {
    removedUntil: ({ market, vendorId }) =>
      effect('store.removedUntil', () => removed.get(`${market}/${vendorId}`)),
    remove: (key, closedAt) =>
      effect(
        'store.removeText',
        () => {
          const stored = table.readTicket(key);
          if (stored?.facts.state !== 'closed' || stored.facts.closedAt !== closedAt) return;
          const ticket = withoutFields(stored, 'formLink', 'act');
          table.writeTicket(withFields(ticket, { text: '' }));
        },
        { says: saysWhat(key) },
      ),
    noteRemoved: ({ market, vendorId }, until) =>
      effect('store.noteRemoved', () => {
        const id = `${market}/${vendorId}`;
        removed.set(id, Math.max(removed.get(id) ?? until, until));
      }),
  };
};
