import { describe, expect, test } from '@jest/globals';
import { type Observation, observe } from '../../../../lib/domain/ticket/observe.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  readListing,
  writeChange,
  writeListing,
  type WriteServices,
} from '../../../../lib/workflows/intake/write-listing.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/concurrent-write.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeListing } from '../../../fixtures/domain/make-reading.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { ASKED_AT, HOUR, NOW, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';
import { createMemoryStore } from '../../../simulation/memory-store.ts';

const context = { vendor: VENDOR, zone: ZONE, now: NOW, completeReadings: {}, blindTimes: [] };
const edited = observe(
  makeListing({ inquiry: makeInquiry({ posts: [makePost({ text: '지어낸 다른 요청' })] }) }),
);

/** A store with one ticket, in which another writer changes its product just before each of our first `times` writes. */
const createContended = (times: number) => {
  const store = createMemoryStore();
  store.put(makeTicket());
  const { reader, writer } = store;
  let left = times;
  const change: typeof writer.change = (before, facts, event, at) => {
    const stored = store.get(before);
    if (stored && left > 0) {
      left -= 1;
      store.put({ ...stored, product: `지어낸 상품 ${left}`, version: stored.version + 1 });
    }
    return writer.change(before, facts, event, at);
  };
  return { store, services: { reader, writer: { ...writer, change } } };
};

const write = async (observed: Observation, services: WriteServices) => {
  const decision = await readListing(observed, context, services);
  return writeListing({ observed, context, decision }, () => ({ announcement: 'card' }), services);
};

const only = (tickets: Iterable<Ticket>): Ticket | undefined => [...tickets][0];

describe('writeListing', () => {
  test('R4: decides anew on what another writer left, and tells only what it wrote', async () => {
    const { store, services } = createContended(2);
    const { shown, written } = await write(edited, services);
    expect(written).toMatchObject([{ version: 4, text: '지어낸 다른 요청' }]);
    expect(shown).toMatchObject([{ answerId: '700000001' }]);
    expect(only(store.tickets.values())).toMatchObject({ version: 4, text: '지어낸 다른 요청' });
  });

  test('R4, R14: makes no new ticket before the older one has its end', async () => {
    const { store, services } = createContended(1);
    const posts = [
      makePost({ transfer: 'answered', needAnswer: false }),
      makeVendorPost({ at: ASKED_AT + HOUR }),
      makePost({ answerId: '700000009', at: ASKED_AT + 2 * HOUR }),
    ];
    await write(observe(makeListing({ inquiry: makeInquiry({ posts }) })), services);
    expect([...store.tickets.values()]).toMatchObject([
      { answerId: '700000001', state: 'closed', outcome: 'answered' },
      { answerId: '700000009', state: 'open' },
    ]);
  });

  test('gives up where every try is lost, for that is no rival', async () => {
    const { services } = createContended(5);
    await expect(write(edited, services)).rejects.toThrow(ConcurrentWrite);
  });
});

describe('writeChange', () => {
  test('R4: decides anew on what another writer left', async () => {
    const { store, services } = createContended(1);
    const close = (ticket: Ticket) => ({
      before: ticket,
      facts: { ...ticket, text: '지어낸 다른 요청' },
      event: 'TicketChanged' as const,
    });
    expect(await writeChange(makeTicket(), close, NOW, services)).toMatchObject({ version: 3 });
    expect(only(store.tickets.values())).toMatchObject({
      product: '지어낸 상품 0',
      text: '지어낸 다른 요청',
    });
  });
});
