import { NOW } from '../../fixtures/domain/made-up.ts';
import { makeTicket, withFields } from '../../fixtures/domain/make-ticket.ts';
import { createMemoryStore } from '../../simulation/memory-store.ts';

/** A store with one ticket. Another writer changes its product just before each of our first `times` writes. */
export const createContended = (times: number) => {
  const store = createMemoryStore();
  store.put(makeTicket());
  const { reader, writer } = store;
  let left = times;
  const change: typeof writer.change = (before, facts, event, at) => {
    const stored = store.get(before.key);
    if (stored?.type === 'ticket' && left > 0) {
      left -= 1;
      store.put(withFields(stored, { product: `지어낸 상품 ${left}`, version: stored.outbox.version + 1 }));
    }
    return writer.change(before, facts, event, at);
  };
  return { store, services: { reader, writer: { ...writer, change }, clock: { now: () => NOW } } };
};
