import { HAND_OVER_RULES } from '../../../../lib/domain/call-center/decide-listing.ts';
import type { Listing } from '../../../../lib/domain/reading/merge-readings.ts';
import { describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  type ListingPorts,
  planListing,
  writeListing,
} from '../../../../lib/workflows/intake/write-listing.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeListing } from '../../../fixtures/domain/make-reading.ts';
import { HANDED_OVER_AT, HOUR, MINUTE, NOW, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';
import { createContended } from '../create-contended.ts';

const context = { vendor: VENDOR, zone: ZONE, now: NOW, completeReadings: {}, blindTimes: [] };
const batch = { vendor: VENDOR, zone: ZONE, rules: HAND_OVER_RULES, contextAt: () => context };
const edited = makeListing({ inquiry: makeInquiry({ posts: [makePost({ text: '지어낸 다른 요청' })] }) });

const write = async (observed: Listing, services: ListingPorts) => {
  const planned = await planListing(observed, batch, services);
  return writeListing(planned, batch, services);
};

const only = (tickets: Iterable<Ticket>): Ticket | undefined => [...tickets][0];

describe('writeListing', () => {
  test('R4: decides again after another writer, and reports only what it wrote', async () => {
    const { store, services } = createContended(2);
    const { shown, written } = await write(edited, services);
    expect(written).toMatchObject([{ outbox: { version: 4 }, facts: { text: '지어낸 다른 요청' } }]);
    expect(shown).toMatchObject([{ answerId: '700000001' }]);
    expect(only(store.tickets.values())).toMatchObject({
      outbox: { version: 4 },
      facts: { text: '지어낸 다른 요청' },
    });
  });

  test('R4, R14: makes no new ticket before the older one has its end', async () => {
    const { store, services } = createContended(1);
    const posts = [
      makePost({ transfer: 'answered', needAnswer: false }),
      makeVendorPost({ at: HANDED_OVER_AT + HOUR }),
      makePost({ answerId: '700000009', at: HANDED_OVER_AT + 2 * HOUR }),
    ];
    await write(makeListing({ inquiry: makeInquiry({ posts }) }), services);
    expect([...store.tickets.values()]).toMatchObject([
      { key: { answerId: '700000001' }, facts: { state: 'closed', outcome: 'answered' } },
      { key: { answerId: '700000009' }, facts: { state: 'open' } },
    ]);
  });

  test('R15: keeps the row of an older copy only after its look-up is planned, so that a crash in between loses none', async () => {
    const { store, services } = createContended(0);
    const asking = makePost();
    const decided = makePost({ completeReason: 'DISPUTE_PROCESS' });
    await write(makeListing({ inquiry: makeInquiry({ posts: [decided] }) }), services);
    const noteLookUp = () => Promise.reject(new Error('it crashed'));
    const crashing = { ...services, writer: { ...services.writer, noteLookUp } };
    const olderCopy = makeListing({ inquiry: makeInquiry({ posts: [asking] }) });
    await expect(write(olderCopy, crashing)).rejects.toThrow('it crashed');
    expect(only(store.tickets.values())?.facts).not.toHaveProperty('fingerprint');
    await write(olderCopy, services);
    expect(only(store.tickets.values())).toMatchObject({
      facts: { state: 'closed', fingerprint: expect.any(String) },
      poll: { lookUpAt: NOW + 5 * MINUTE, lookUps: 1 },
    });
  });

  test('gives up if every try is lost, since that is not another writer', async () => {
    const { services } = createContended(5);
    await expect(write(edited, services)).rejects.toThrow(ConcurrentWrite);
  });
});
