import { expect, test } from '@jest/globals';
import { fc } from '../fixtures/fast-check.ts';
import type { Notice } from '../../lib/domain/notice/notice.ts';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import { rankOf } from '../../lib/domain/delivery/urgency.ts';
import type { Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import {
  deliveryInNotice,
  factsInNotice,
  madeUpList,
  madeUpListFacts,
} from '../unit/dynamodb/made-up-notices.ts';
import { makeAttempt, makeKey, makeNewTicket, withFields } from '../fixtures/domain/make-ticket.ts';
import { anyTicket, deliveryIn, factsIn } from '../unit/dynamodb/arbitrary-ticket.ts';
import { describeStore, type StoreUnderTest } from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const CHANGES = 12;
/** A change moves a ticket to the facts of one of them, so that each field comes and goes. */
const OTHERS = fc.sample(anyTicket, { numRuns: 40, seed: 1 });

type Step<Read> = {
  by: 'facts' | 'delivery';
  write: (store: StoreUnderTest, read: Read) => Promise<unknown>;
};

const shared: Record<string, Step<Deliverable>> = {
  publish: { by: 'facts', write: ({ writer }, read) => writer.notePublished(read, read.outbox.version, NOW) },
  attempt: {
    by: 'delivery',
    // An attempt needs a pending message.
    write: async ({ delivery }, read) =>
      rankOf(read) !== undefined &&
      delivery.noteAttempt(read, makeAttempt({ name: read.type === 'notice' ? 'notice' : 'card' })),
  },
  result: {
    by: 'delivery',
    write: ({ delivery }, read) =>
      delivery.noteResult(
        read,
        {
          channel: 'C0CS',
          ts: '1.2',
          threadTs: '1.1',
          shownVersion: read.outbox.version,
          posted: { breach: '1' },
          retries: { edit: undefined },
        },
        NOW + 9,
      ),
  },
  refused: {
    by: 'delivery',
    write: ({ delivery }, read) => {
      const retry = {
        at: NOW + 60_000,
        version: read.outbox.version,
        since: NOW,
        times: 1,
        reason: 'made_up',
      };
      return delivery.noteResult(read, { retries: { edit: retry } }, NOW + 60_000);
    },
  },
  replaced: {
    by: 'delivery',
    write: ({ delivery }, read) =>
      delivery.noteResult(read, { replaced: { channel: 'C0CS', ts: '1.2' } }, NOW),
  },
  settle: { by: 'delivery', write: ({ writer }, read) => writer.settle(read, { attentionAt: NOW + 99 }) },
  calm: { by: 'delivery', write: ({ writer }, read) => writer.settle(read, {}) },
};

const ofTickets: Record<string, Step<Ticket>> = {
  ...shared,
  change: {
    by: 'facts',
    write: async ({ writer }, read) => {
      const facts =
        OTHERS[(Number(read.key.inquiryId) + read.outbox.version) % OTHERS.length]?.facts ?? read.facts;
      const changed = await writer.change(read, facts, 'TicketChanged', NOW);
      if (changed) expect(changed.facts).toEqual(facts);
    },
  },
  warn: {
    by: 'facts',
    write: ({ writer }, read) => {
      const history = [...read.facts.history, { name: `step/3h/${read.outbox.version}` as const, at: NOW }];
      return writer.change(read, withFields(read, { history }).facts, 'TicketWarned', NOW);
    },
  },
  close: {
    by: 'facts',
    write: ({ writer }, read) =>
      writer.change(
        read,
        withFields(read, { state: 'closed', outcome: 'answered', closedAt: NOW }).facts,
        'TicketClosed',
        NOW,
      ),
  },
  removeText: { by: 'facts', write: ({ texts }, read) => texts.remove(read.key, read.facts.closedAt ?? NOW) },
  lookUp: {
    by: 'facts',
    write: ({ writer }, read) =>
      writer.noteLookUp(read.key, { lookUpAt: NOW, lookUps: read.poll.lookUps + 1, lookedUpAt: NOW }),
  },
  noteListed: { by: 'facts', write: ({ writer }, read) => writer.noteListed(read.key, NOW) },
};

const ofNotices: Record<string, Step<Notice>> = {
  ...shared,
  change: {
    by: 'facts',
    write: ({ notices }, read) =>
      notices.change(read, madeUpListFacts({ by: read.outbox.version }), 'NoticeChanged', NOW),
  },
};

const namesFrom = (steps: object) => fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 12 });

describeStore('R1: every field has one writer', (store) => {
  let drawn = 700;

  test('facts and delivery of a ticket keep each other’s fields in any order of writes, and the rank matches the pending messages', async () => {
    await fc.assert(
      fc.asyncProperty(namesFrom(ofTickets), async (names) => {
        const key = makeKey({ inquiryId: String((drawn += 1)) });
        await store().writer.create(makeNewTicket(key.inquiryId));
        for (const name of names) {
          const before = await read(store(), key);
          await ofTickets[name]?.write(store(), before);
          const after = await read(store(), key);
          expect(after.index.rank).toBe(rankOf(after));
          if (ofTickets[name]?.by === 'facts') expect(deliveryIn(after)).toEqual(deliveryIn(before));
          else {
            expect(factsIn(after)).toEqual(factsIn(before));
            expect(after).toMatchObject({
              outbox: { version: before.outbox.version, events: before.outbox.events },
            });
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test('R24: facts and delivery of a notice keep each other’s fields in any order of writes, and the rank matches the pending messages', async () => {
    await fc.assert(
      fc.asyncProperty(namesFrom(ofNotices), async (names) => {
        const created = await store().notices.create(madeUpList((drawn += 1)));
        let before = created;
        for (const name of names) {
          if (!before) break;
          await ofNotices[name]?.write(store(), before);
          const after = await store().notices.read(before.key);
          if (!after) break;
          expect(after.index.rank).toBe(rankOf(after));
          if (ofNotices[name]?.by === 'facts')
            expect(deliveryInNotice(after)).toEqual(deliveryInNotice(before));
          else {
            expect(factsInNotice(after)).toEqual(factsInNotice(before));
            expect(after).toMatchObject({
              outbox: { version: before.outbox.version, events: before.outbox.events },
            });
          }
          before = after;
        }
        expect(before).toBeDefined();
      }),
      { numRuns: 50 },
    );
  });

  test('when poll and notify write at once, every change and every result survives', async () => {
    const key = makeKey({ inquiryId: '699' });
    await store().writer.create(makeNewTicket('699'));
    await Promise.all([changeOften(store(), key), deliverOften(store(), key)]);
    const ticket = await read(store(), key);
    expect(ticket.outbox.version).toBe(1 + CHANGES);
    expect(ticket.facts.history).toHaveLength(CHANGES);
    expect(Object.keys(ticket.delivery.posted)).toHaveLength(CHANGES);
    expect(ticket).toMatchObject({
      delivery: { channel: 'C0CS' },
      outbox: { publishedVersion: 1 + CHANGES, events: {} },
    });
    expect(ticket).not.toHaveProperty('delivery.attempt');
    expect(ticket.index.attentionAt).toBe(NOW);
  });
});

const changeOften = async (store: StoreUnderTest, key: TicketKey): Promise<void> => {
  for (let done = 0; done < CHANGES;) {
    const before = await read(store, key);
    const history = [
      ...before.facts.history,
      { name: `changed-${before.outbox.version + 1}` as const, at: NOW },
    ];
    const changed = await store.writer.change(
      before,
      withFields(before, { history }).facts,
      'TicketChanged',
      NOW,
    );
    if (!changed) continue;
    await store.writer.notePublished(changed, changed.outbox.version, NOW);
    done += 1;
  }
};

const deliverOften = async (store: StoreUnderTest, key: TicketKey): Promise<void> => {
  for (let done = 0; done < CHANGES;) {
    const name = `changed-${done + 1}` as const;
    const attempt = makeAttempt({ name, token: name });
    let deliverable: Deliverable | undefined = await store.delivery.noteAttempt(
      await read(store, key),
      attempt,
    );
    if (!deliverable) continue;
    const result = { channel: 'C0CS', posted: { [name]: '1' } };
    while (!(await store.delivery.noteResult(deliverable, result, NOW))) deliverable = await read(store, key);
    done += 1;
  }
};

const read = async ({ reader }: StoreUnderTest, key: TicketKey): Promise<Ticket> => {
  const ticket = await reader.ticket(key);
  if (!ticket) throw new Error('The ticket is there.');
  return ticket;
};
