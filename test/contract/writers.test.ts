import { expect, test } from '@jest/globals';
import { fc } from '../fixtures/fast-check.ts';
import type { Notice } from '../../lib/domain/notice/notice.ts';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import { rankOf } from '../../lib/domain/delivery/urgency.ts';
import { NEW_VENDOR_STATE } from '../../lib/domain/reading/vendor-state.ts';
import type { Ticket, TicketKey } from '../../lib/domain/ticket/ticket.ts';
import {
  deliveryInNotice,
  factsInNotice,
  madeUpList,
  madeUpListFacts,
  madeUpNoticeKey,
} from '../unit/dynamodb/made-up-notices.ts';
import {
  makeAttempt,
  makeKey,
  makeNewTicket,
  withFields,
  withoutFields,
} from '../fixtures/domain/make-ticket.ts';
import { makeState } from '../fixtures/domain/make-state.ts';
import { VENDOR } from '../fixtures/domain/made-up.ts';
import { draws } from '../fixtures/draws.ts';
import { anyTicket, deliveryIn, factsIn } from '../unit/dynamodb/arbitrary-ticket.ts';
import {
  describeStore,
  describeTable,
  held,
  opened,
  type StoreUnderTest,
  vendorOf,
} from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const CHANGES = 12;
/** A change moves a ticket to the facts of one of them, so that each field comes and goes. */
const OTHERS = fc.sample(anyTicket, { numRuns: 40, seed: 1 });

type Step<Read> = {
  by: 'facts' | 'delivery';
  write: (store: StoreUnderTest, read: Read) => Promise<unknown>;
};

/** Writes that both a ticket and a notice take. */
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
        await opened(store(), key.inquiryId);
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
    const { key } = await opened(store(), '699');
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

const read = async ({ reader }: StoreUnderTest, key: TicketKey): Promise<Ticket> =>
  held(await reader.ticket(key));

const WRITERS = Array.from({ length: Math.ceil(draws(32)) }, (_, index) => `writer-${index}`);

describeStore('exactly one of many concurrent writers', (store) => {
  const textOf = (ticket: Ticket, text: string) => withFields(ticket, { text }).facts;
  /** The result of the only writer that succeeds. The others learn that they lost. */
  const onlyWinner = async <T>(
    write: (name: string, index: number) => Promise<T | undefined>,
  ): Promise<T> => {
    const winners = (await Promise.all(WRITERS.map(write))).filter((result) => result !== undefined);
    expect(winners).toHaveLength(1);
    return held(winners[0]);
  };

  test('R4: creates a ticket', async () => {
    const { reader, writer } = store();
    const winner = await onlyWinner((text) => writer.create(makeNewTicket('101', { text })));
    expect(await reader.ticket(makeKey({ inquiryId: '101' }))).toEqual(winner);
  });

  test('R1: changes the facts of a version', async () => {
    const { reader, writer } = store();
    const before = await opened(store(), '102');
    const winner = await onlyWinner((name) =>
      writer.change(before, textOf(before, name), 'TicketChanged', NOW),
    );
    expect(winner.outbox.version).toBe(2);
    expect(await reader.ticket(before.key)).toEqual(winner);
  });

  test('R19: notes an attempt for a ticket, and its result', async () => {
    const { delivery, reader } = store();
    const before = await opened(store(), '103');
    const attempted = await onlyWinner((token) => delivery.noteAttempt(before, makeAttempt({ token })));
    expect(await reader.ticket(before.key)).toEqual(attempted);
    const shown = await onlyWinner((ts) =>
      delivery.noteResult(attempted, { channel: 'C0CS', ts, shownVersion: 1 }, NOW),
    );
    expect(await reader.ticket(before.key)).toEqual(shown);
  });

  test.each([
    ['free', NOW],
    ['run out', NOW + 60_000],
  ])('R18: takes a lane that is %s', async (state, now) => {
    const { lanes } = store();
    const vendor = vendorOf(`A0000010${state.length}`);
    if (state === 'run out') await lanes.take(vendor, { token: 'dead', now: NOW, until: NOW + 60_000 });
    const winner = await onlyWinner((token) => lanes.take(vendor, { token, now, until: now + 60_000 }));
    expect(await lanes.read(vendor)).toEqual(winner);
  });

  test('R19: notes an attempt for a ticket while others settle it', async () => {
    const { delivery, writer } = store();
    const before = await opened(store(), '105');
    await onlyWinner(async (token, index) => {
      if (index % 2 === 1) return delivery.noteAttempt(before, makeAttempt({ token }));
      await writer.settle(before, { attentionAt: NOW + index });
      return undefined;
    });
  });

  test('R24: creates a notice', async () => {
    const { notices } = store();
    const winner = await onlyWinner((_, by) =>
      notices.create(madeUpList(106, { facts: madeUpListFacts({ by }) })),
    );
    expect(await notices.read(madeUpNoticeKey('list/106'))).toEqual(winner);
  });

  test('R24: changes a notice', async () => {
    const { notices } = store();
    const before = held(await notices.create(madeUpList(107)));
    const winner = await onlyWinner((_, by) =>
      notices.change(before, madeUpListFacts({ by }), 'NoticeChanged', NOW),
    );
    expect(winner.outbox.version).toBe(2);
    expect(await notices.read(before.key)).toEqual(winner);
  });

  test('R5: takes a vendor’s lease', async () => {
    const { states } = store();
    const winner = await onlyWinner(async (token) => {
      const state = await states.takeLease(VENDOR, { token, now: NOW, until: NOW + 130_000 });
      return state === 'taken' ? undefined : state;
    });
    expect(winner).toEqual(NEW_VENDOR_STATE);
  });
});

describeTable('a repeated request of the SDK, after the first one took effect', (store) => {
  /** Loses the answer of a write's first request. `answers`: the requests that the write takes, repetition and comparison included. */
  const repeated = async <T>(answers: number, write: () => Promise<T>): Promise<T> => {
    const lost = store().loseNextAnswer();
    const result = await write();
    expect(lost.answers()).toBe(answers);
    return result;
  };

  test('R4: creates the ticket', async () => {
    // The lost answer, the refused repetition, and the read that compares the tokens.
    const created = await repeated(3, () => opened(store(), '201'));
    expect(await store().reader.ticket(created.key)).toEqual(created);
  });

  test('R4: changes the ticket', async () => {
    const { reader, writer } = store();
    const before = await opened(store(), '202');
    const { facts } = withFields(before, { text: 'new' });
    const changed = await repeated(3, () => writer.change(before, facts, 'TicketChanged', NOW));
    expect(changed).toMatchObject({ outbox: { version: 2 }, facts: { text: 'new' } });
    expect(await reader.ticket(before.key)).toEqual(changed);
  });

  test('R19: stores attempt and result', async () => {
    const { delivery, reader } = store();
    const ticket = await opened(store(), '205');
    const attempt = makeAttempt();
    const attempted = held(await repeated(3, () => delivery.noteAttempt(ticket, attempt)));
    expect(attempted).toEqual(withFields(ticket, { attempt }));
    const result = { channel: 'C0CS', ts: '1.2', shownVersion: 1 };
    const shown = await repeated(3, () => delivery.noteResult(attempted, result, NOW + 5));
    const rest = withoutFields(ticket, 'rank');
    expect(shown).toEqual(withFields(rest, { ...result, attentionAt: NOW + 5 }));
    expect(await reader.ticket(ticket.key)).toEqual(shown);
  });

  test('R3: settles the ticket', async () => {
    const { reader, writer } = store();
    const ticket = await opened(store(), '206');
    expect(await repeated(2, () => writer.settle(ticket, { attentionAt: NOW + 5 }))).toBe(true);
    expect(await reader.ticket(ticket.key)).toEqual(withFields(ticket, { attentionAt: NOW + 5 }));
  });

  test('R2: notes the published version', async () => {
    const { reader, writer } = store();
    const ticket = await opened(store(), '207');
    await repeated(2, () => writer.notePublished(ticket, 1, NOW));
    expect(await reader.ticket(ticket.key)).toMatchObject({
      outbox: { publishedVersion: 1, events: {} },
      index: { attentionAt: NOW },
    });
  });

  test('R4, R19, R24: creates the notice, changes it, and stores its attempt and result', async () => {
    const { delivery, notices } = store();
    const created = held(await repeated(3, () => notices.create(madeUpList(208))));
    expect(await notices.read(created.key)).toEqual(created);
    const facts = madeUpListFacts({ by: 7 });
    const changed = held(await repeated(3, () => notices.change(created, facts, 'NoticeChanged', NOW)));
    expect(changed).toMatchObject({ outbox: { version: 2 }, facts: { by: 7 } });
    const attempt = makeAttempt({ name: 'notice' });
    const attempted = held(await repeated(3, () => delivery.noteAttempt(changed, attempt)));
    const result = { channel: 'C0CS', ts: '1.2', shownVersion: 2 };
    const shown = await repeated(3, () => delivery.noteResult(attempted, result, NOW));
    expect(shown).toMatchObject({ delivery: { ts: '1.2' }, index: { attentionAt: NOW } });
    expect(await notices.read(created.key)).toEqual(shown);
  });

  test('R18: takes the lane, calls its holder, renews and releases it', async () => {
    const { lanes } = store();
    const vendor = vendorOf('A00000211');
    const lane = { token: 'mine', now: NOW, until: NOW + 60_000 };
    const taken = { token: 'mine', until: NOW + 60_000, heldSince: NOW, waits: {} };
    const release = () => lanes.release(vendor, 'mine', { waits: {} });
    expect(await repeated(2, () => lanes.take(vendor, lane))).toEqual(taken);
    expect(await repeated(2, () => lanes.call(vendor, 'mine'))).toBe(true);
    expect(await repeated(3, release)).toBe('called');
    expect(await repeated(2, () => lanes.renew(vendor, 'mine', NOW + 70_000))).toBe(true);
    expect(await lanes.read(vendor)).toEqual({ ...taken, until: NOW + 70_000 });
    expect(await repeated(3, release)).toBe('released');
    await lanes.take(vendor, lane);
    const forced = () => lanes.release(vendor, 'mine', { waits: {}, forced: true });
    expect(await repeated(3, forced)).toBe('released');
  });

  test('R5: takes the lease, and releases it with its state', async () => {
    const { states } = store();
    const lease = { token: 'mine', now: NOW, until: NOW + 130_000 };
    // The third request adds the vendor to the list.
    expect(await repeated(3, () => states.takeLease(VENDOR, lease))).not.toBe('taken');
    const state = makeState({ completeReadings: { '2026-01-09/NO_ANSWER': NOW } });
    expect(await repeated(3, () => states.releaseLease(VENDOR, 'mine', state))).toBe(true);
    expect(await states.takeLease(VENDOR, { ...lease, token: 'next' })).toEqual(state);
  });
});
