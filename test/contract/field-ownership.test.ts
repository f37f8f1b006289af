import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Notice } from '../../lib/domain/notice.ts';
import type { Subject } from '../../lib/domain/subject.ts';
import type { Ticket, TicketKey } from '../../lib/domain/ticket.ts';
import {
  deliveryInNotice,
  factsInNotice,
  madeUpDigest,
  madeUpDigestFacts,
} from '../unit/dynamodb/made-up-notices.ts';
import { deliveryIn, factsIn, madeUpKey, madeUpTicket } from '../unit/dynamodb/made-up-tickets.ts';
import { describeStore, type StoreUnderTest } from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const CHANGES = 12;

type Step<Read> = {
  by: 'facts' | 'delivery';
  write: (store: StoreUnderTest, read: Read) => Promise<unknown>;
};

const shared: Record<string, Step<Subject>> = {
  publish: { by: 'facts', write: ({ writer }, read) => writer.notePublished(read, read.version) },
  claim: {
    by: 'delivery',
    write: ({ delivery }, read) => delivery.claim(read, { token: 't', now: NOW, until: NOW + 1 }),
  },
  attempt: {
    by: 'delivery',
    write: async ({ delivery }, read) =>
      read.deliveryClaim && delivery.noteAttempt(read, { name: 'card', at: NOW, lookUps: 0 }),
  },
  result: {
    by: 'delivery',
    write: async ({ delivery }, read) =>
      read.deliveryClaim &&
      delivery.noteResult(read, {
        channel: 'C0CS',
        ts: '1.2',
        threadTs: '1.1',
        shownVersion: read.version,
        posted: { breach: '1' },
      }),
  },
  replaced: {
    by: 'delivery',
    write: async ({ delivery }, read) =>
      read.deliveryClaim && delivery.noteResult(read, { replaced: { channel: 'C0CS', ts: '1.2' } }),
  },
  settle: {
    by: 'delivery',
    write: ({ writer }, read) => writer.settle(read, { retryAt: NOW, reannounced: read.reannounced + 1 }),
  },
};

const ofTickets: Record<string, Step<Ticket>> = {
  ...shared,
  change: {
    by: 'facts',
    write: ({ writer }, read) =>
      writer.change(read, { ...read, text: `v${read.version}` }, 'TicketChanged', NOW),
  },
  close: {
    by: 'facts',
    write: ({ writer }, read) =>
      writer.change(read, { ...read, state: 'closed', closedAt: NOW }, 'TicketClosed', NOW),
  },
  removeText: { by: 'facts', write: ({ texts }, read) => texts.remove(read, read.closedAt ?? NOW) },
  lookUp: { by: 'facts', write: ({ writer }, read) => writer.noteLookUp(read, NOW, read.lookUps + 1) },
};

const ofNotices: Record<string, Step<Notice>> = {
  ...shared,
  change: {
    by: 'facts',
    write: ({ notices }, read) =>
      notices.change(read, madeUpDigestFacts({ past: read.version }), 'NoticeChanged', NOW),
  },
};

const namesFrom = (steps: object) => fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 12 });

describeStore('R1: every field has one writer', (store) => {
  let drawn = 700;

  test('whatever the order of writes, facts leave delivery alone and delivery leaves facts alone', async () => {
    await fc.assert(
      fc.asyncProperty(namesFrom(ofTickets), async (names) => {
        const key = madeUpKey(String((drawn += 1)));
        await store().writer.create(madeUpTicket(key.inquiryId));
        for (const name of names) {
          const before = await read(store(), key);
          await ofTickets[name]?.write(store(), before);
          const after = await read(store(), key);
          if (ofTickets[name]?.by === 'facts') expect(deliveryIn(after)).toEqual(deliveryIn(before));
          else {
            expect(factsIn(after)).toEqual(factsIn(before));
            expect(after).toMatchObject({ version: before.version, events: before.events });
          }
        }
      }),
      { numRuns: 25 },
    );
  });

  test('R24: and so it is with notices', async () => {
    await fc.assert(
      fc.asyncProperty(namesFrom(ofNotices), async (names) => {
        const created = await store().notices.create(madeUpDigest((drawn += 1)));
        let before = created;
        for (const name of names) {
          if (!before) break;
          await ofNotices[name]?.write(store(), before);
          const after = await store().notices.read(before);
          if (!after) break;
          if (ofNotices[name]?.by === 'facts')
            expect(deliveryInNotice(after)).toEqual(deliveryInNotice(before));
          else {
            expect(factsInNotice(after)).toEqual(factsInNotice(before));
            expect(after).toMatchObject({ version: before.version, events: before.events });
          }
          before = after;
        }
        expect(before).toBeDefined();
      }),
      { numRuns: 25 },
    );
  });

  test('poll and notify at once: every change and every result survives', async () => {
    const key = madeUpKey('699');
    await store().writer.create(madeUpTicket('699'));
    await Promise.all([changeOften(store(), key), deliverOften(store(), key)]);
    const ticket = await read(store(), key);
    expect(ticket.version).toBe(1 + CHANGES);
    expect(ticket.history).toHaveLength(CHANGES);
    expect(Object.keys(ticket.posted)).toHaveLength(CHANGES);
    expect(ticket).toMatchObject({ channel: 'C0CS', publishedVersion: 1 + CHANGES, events: {} });
    expect(ticket).not.toHaveProperty('deliveryClaim');
    expect(ticket.attentionAt).toBeDefined();
  });
});

const changeOften = async (store: StoreUnderTest, key: TicketKey): Promise<void> => {
  for (let done = 0; done < CHANGES; ) {
    const before = await read(store, key);
    const history = [...before.history, { name: `changed-${before.version + 1}` as const, at: NOW }];
    const changed = await store.writer.change(before, { ...before, history }, 'TicketChanged', NOW);
    if (!changed) continue;
    await store.writer.notePublished(changed, changed.version);
    done += 1;
  }
};

const deliverOften = async (store: StoreUnderTest, key: TicketKey): Promise<void> => {
  for (let round = 1; round <= CHANGES; round += 1) {
    const claimed = await store.delivery.claim(key, { token: `t${round}`, now: NOW, until: NOW + 1 });
    if (typeof claimed !== 'object') throw new Error('Nobody else delivers.');
    const name = `changed-${round}` as const;
    const attempted = await store.delivery.noteAttempt(claimed.subject, { name, at: NOW, lookUps: 0 });
    let shown = await store.delivery.noteResult(attempted, { channel: 'C0CS', posted: { [name]: '1' } });
    while (!(await store.writer.settle(shown, { attentionAt: NOW, reannounced: 0 }))) {
      shown = await read(store, key);
    }
  }
};

const read = async ({ reader }: StoreUnderTest, key: TicketKey): Promise<Ticket> => {
  const ticket = await reader.ticket(key);
  if (!ticket) throw new Error('The ticket is there.');
  return ticket;
};
