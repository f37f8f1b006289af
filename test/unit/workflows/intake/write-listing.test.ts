import type { Listing } from '../../../../lib/domain/reading/merge-readings.ts';
import { describe, expect, test } from '@jest/globals';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import {
  compareListing,
  type ListingPorts,
  writeListing,
} from '../../../../lib/workflows/intake/write-listing.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { knownVendor } from '../../../fixtures/domain/known-vendor.ts';
import { makePost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeListing } from '../../../fixtures/domain/make-reading.ts';
import { HANDED_OVER_AT, HOUR, NOW } from '../../../fixtures/domain/made-up.ts';
import { createContended } from '../create-contended.ts';

const { now: _, ...batch } = knownVendor(NOW);
const edited = makeListing({ inquiry: makeInquiry({ posts: [makePost({ text: '지어낸 다른 요청' })] }) });

const write = async (observed: Listing, services: ListingPorts) => {
  const compared = await compareListing(observed, batch, services);
  return writeListing(compared, batch, services);
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

  test('R10: makes a new ticket before the older one ends, so that a crash in between loses no request', async () => {
    const { store, services } = createContended(0);
    const posts = [
      makePost({ transfer: 'answered', needAnswer: false }),
      makeVendorPost({ at: HANDED_OVER_AT + HOUR }),
      makePost({ answerId: '700000009', at: HANDED_OVER_AT + 2 * HOUR }),
    ];
    const listed = makeListing({ inquiry: makeInquiry({ posts }) });
    const states = () => [...store.tickets.values()].map(({ key, facts }) => [key.answerId, facts.state]);
    const change = () => Promise.reject(new Error('it crashed'));
    const crashing = { ...services, writer: { ...services.writer, change } };
    await expect(write(listed, crashing)).rejects.toThrow('it crashed');
    expect(states()).toEqual([
      ['700000001', 'open'],
      ['700000009', 'open'],
    ]);
    await write(listed, services);
    expect(states()).toEqual([
      ['700000001', 'closed'],
      ['700000009', 'open'],
    ]);
  });

  test('R15: keeps the row of a closed ticket only after its look-up is planned, so that a crash in between loses none', async () => {
    const { store, services } = createContended(0);
    const asking = makePost();
    const decided = makePost({ completeReason: 'DISPUTE_PROCESS' });
    await write(makeListing({ inquiry: makeInquiry({ posts: [decided] }) }), services);
    const noteLookUp = () => Promise.reject(new Error('it crashed'));
    const crashing = { ...services, writer: { ...services.writer, noteLookUp } };
    const listed = makeListing({ inquiry: makeInquiry({ posts: [asking] }) });
    await expect(write(listed, crashing)).rejects.toThrow('it crashed');
    expect(only(store.tickets.values())?.facts).not.toHaveProperty('fingerprint');
    await write(listed, services);
    expect(only(store.tickets.values())).toMatchObject({
      facts: { state: 'closed', fingerprint: expect.any(String) },
      poll: { lookUpAt: NOW, lookUps: 0 },
    });
  });

  test('gives up if every try is lost, since that is not another writer', async () => {
    const { services } = createContended(5);
    await expect(write(edited, services)).rejects.toThrow(ConcurrentWrite);
  });
});
