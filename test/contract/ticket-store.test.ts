import { deliverableItemKey } from '../../lib/dynamodb/item-keys.ts';
import { expect, test } from '@jest/globals';
import { fc } from '../fixtures/fast-check.ts';
import { TABLE } from '../../lib/config/names.ts';
import type { HistoryLine, PollNotes, Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { ReachedStep } from '../../lib/domain/ticket/step.ts';
import { closeTicket } from '../../lib/domain/ticket/ticket-changes.ts';
import { defined } from '../../lib/domain/defined.ts';
import { ticketKeyOf } from '../../lib/domain/delivery/deliverable.ts';
import { RANKS } from '../../lib/domain/delivery/urgency.ts';
import {
  makeAttempt,
  makeKey,
  makeNewTicket,
  withFields,
  withoutFields,
} from '../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../fixtures/domain/made-up.ts';
import { makeAct } from '../fixtures/domain/make-act.ts';
import { NEW_VENDOR_STATE } from '../../lib/domain/reading/vendor-state.ts';
import { madeUpList } from '../unit/dynamodb/made-up-notices.ts';
import { anyTicket } from '../unit/dynamodb/arbitrary-ticket.ts';
import { describeStore, held, opened, type StoreUnderTest, ticketIn, vendorOf } from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const CLOSING = { state: 'closed', outcome: 'answered', closedAt: NOW, inTime: true } as const;

const LOOKED_UP: PollNotes = {
  lookUpAt: NOW + 60_000,
  lookUps: 2,
  lookedUpAt: NOW,
  agreedAt: NOW - 9,
  answer: { is: 'asks', since: NOW - 5, times: 2 },
  wasFound: true,
  absentSince: NOW - 8,
  contradictsAt: NOW + 8,
  listedSince: NOW - 7,
  lackedAt: NOW - 6,
  olderSince: NOW - 4,
};

describeStore('the ticket store', (store, onTable) => {
  test('reads back every kind of ticket as it was created', async () => {
    const { reader, writer } = store();
    await fc.assert(
      fc.asyncProperty(anyTicket, async (ticket) => {
        const created = await writer.create(ticket);
        // Two runs may draw the same key.
        if (!created) return;
        expect(withFields(created, { writeToken: ticket.outbox.writeToken })).toEqual(ticket);
        expect(await reader.ticket(ticket.key)).toEqual(created);
      }),
      { numRuns: 40 },
    );
  });

  test('stores any text, an empty text, and ids too long for a number', async () => {
    const { reader } = store();
    const text = '\u0000줄\n바꿈 😀';
    const ticket = await opened(store(), '90071992547409931', {
      text,
      product: '',
      answerId: '90071992547409933',
    });
    expect(
      await reader.ticket(makeKey({ inquiryId: '90071992547409931', answerId: '90071992547409933' })),
    ).toEqual(ticket);
    expect(
      await reader.ticket(makeKey({ inquiryId: '90071992547409931', answerId: '90071992547409932' })),
    ).toBeUndefined();
  });

  test('R4: reads all tickets of an inquiry and no others', async () => {
    const { reader } = store();
    const second = await opened(store(), '301', { answerId: '2' });
    const first = await opened(store(), '301', { answerId: '1' });
    await opened(store(), '3011', { answerId: '1' });
    expect(await reader.ticketsOf(makeKey({ inquiryId: '301' }))).toEqual([first, second]);
  });

  onTable('neither reads nor writes an item of an unknown version', async ({ item, put, reader, writer }) => {
    const ticket = await opened(store(), '3011');
    await put({ ...deliverableItemKey(ticket.key), ...(await item(ticket.key)), v: 2 });
    const later = await item(ticket.key);
    await expect(reader.ticket(ticket.key)).rejects.toMatchObject({ kind: 'unreadable' });
    await expect(writer.change(ticket, ticket.facts, 'TicketChanged', NOW)).rejects.toThrow(
      /another release/,
    );
    await expect(writer.settle(ticket, {})).rejects.toThrow(/another release/);
    await writer.noteLookUp(ticket.key, { lookUpAt: NOW, lookUps: 1 });
    expect(await item(ticket.key)).toEqual(later);
  });

  test('R1: two writers change the same ticket, the second one after reading it again', async () => {
    const { reader, writer } = store();
    const seen = await opened(store(), '302');
    const addLine = async (from: Ticket, line: HistoryLine): Promise<Ticket> => {
      const next = withFields(from, { history: [...from.facts.history, line] });
      const changed = await writer.change(from, next.facts, 'TicketChanged', NOW);
      if (changed) return changed;
      const fresh = await reader.ticket(from.key);
      if (!fresh) throw new Error('The ticket is there.');
      return addLine(fresh, line);
    };
    await Promise.all([
      addLine(seen, { name: 'changed-2', at: NOW }),
      addLine(seen, { name: 'breach', at: NOW + 1 }),
    ]);
    const both = await reader.ticket(seen.key);
    expect(both?.outbox.version).toBe(3);
    expect(both?.facts.history.map(({ name }) => name).sort()).toEqual(['breach', 'changed-2']);
  });

  onTable('removes empty fields from the item, and reads them as empty', async ({ item, reader, writer }) => {
    const before = await opened(store(), '3031', { history: [{ name: 'breach', at: NOW }] });
    expect(await item(before.key)).toHaveProperty('history');
    await writer.change(before, { ...before.facts, history: [] }, 'TicketChanged', NOW);
    expect(await item(before.key)).not.toHaveProperty('history');
    expect(await reader.ticket(before.key)).toMatchObject({ facts: { history: [] } });
  });

  test('R2: a change removes absent facts and records its event', async () => {
    const { reader, writer } = store();
    const before = await opened(store(), '303', { formLink: 'https://form.example/1' });
    const facts = withoutFields(before, 'formLink');
    const changed = await writer.change(before, facts.facts, 'TicketChanged', NOW);
    expect(changed).not.toHaveProperty('facts.formLink');
    expect(changed).toMatchObject({
      outbox: {
        version: 2,
        changedAt: NOW,
        events: { 1: before.outbox.events['1'], 2: { type: 'TicketChanged', at: NOW } },
      },
      index: { attentionAt: NOW },
    });
    expect(changed?.outbox.writeToken).not.toBe(before.outbox.writeToken);
    expect(await reader.ticket(before.key)).toEqual(changed);
  });

  test('R2: notes published events in order and once, and a late note undoes nothing', async () => {
    const { reader, writer } = store();
    let ticket = await opened(store(), '304');
    for (let version = 2; version <= 11; version += 1) {
      ticket = held(await writer.change(ticket, ticket.facts, 'TicketChanged', NOW + version));
    }
    expect(Object.keys(ticket.outbox.events).map(Number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    await writer.notePublished(ticket, 9, NOW + 50);
    const noted = held(await reader.ticket(ticket.key));
    expect(noted).toMatchObject({
      outbox: { publishedVersion: 9, version: 11 },
      index: { attentionAt: NOW + 50 },
    });
    expect(noted.index.rank).toBe(ticket.index.rank);
    expect(Object.keys(noted.outbox.events)).toEqual(['10', '11']);
    await writer.notePublished(ticket, 3, NOW + 60);
    expect(await reader.ticket(ticket.key)).toEqual(noted);
    // A change after the read keeps its event.
    const changed = held(await writer.change(noted, noted.facts, 'TicketChanged', NOW));
    await writer.notePublished(noted, 11, NOW + 70);
    expect(await reader.ticket(changed.key)).toMatchObject({
      outbox: { publishedVersion: 11, version: 12 },
      index: { attentionAt: NOW + 70 },
    });
    expect(Object.keys(held(await reader.ticket(changed.key)).outbox.events)).toEqual(['12']);
  });

  test('noting a look-up changes neither version nor index time', async () => {
    const { reader, writer } = store();
    const ticket = await opened(store(), '305');
    await writer.noteLookUp(ticket.key, { lookUpAt: NOW + 60_000, lookUps: 2, lookedUpAt: NOW });
    expect(await reader.ticket(ticket.key)).toEqual(
      withFields(ticket, { lookUpAt: NOW + 60_000, lookUps: 2, lookedUpAt: NOW }),
    );
  });

  test('a new note of a look-up replaces the whole former note', async () => {
    const { reader, writer } = store();
    const ticket = await opened(store(), '3053');
    await writer.noteLookUp(ticket.key, LOOKED_UP);
    expect((await reader.ticket(ticket.key))?.poll).toEqual(LOOKED_UP);
    await writer.noteLookUp(ticket.key, { lookUps: 1, wasFound: true });
    expect((await reader.ticket(ticket.key))?.poll).toEqual({ lookUps: 1, wasFound: true });
  });

  test('a ticket that is listed again keeps how often it was looked up, and loses the notes of its absence', async () => {
    const { reader, writer } = store();
    const ticket = await opened(store(), '3051');
    await writer.noteLookUp(ticket.key, LOOKED_UP);
    await writer.noteListed(ticket.key, NOW + 5);
    const { lookUpAt: _l, answer: _a, absentSince: _s, contradictsAt: _c, ...kept } = LOOKED_UP;
    expect(await reader.ticket(ticket.key)).toEqual(withFields(ticket, { ...kept, agreedAt: NOW + 5 }));
  });

  test('the write that closes a ticket forgets its look-ups, and no other change does', async () => {
    const { reader, writer } = store();
    const ticket = await opened(store(), '3052');
    await writer.noteLookUp(ticket.key, LOOKED_UP);
    const absent = held(await writer.change(ticket, ticket.facts, 'TicketChanged', NOW));
    expect(absent.poll).toEqual(LOOKED_UP);
    const { facts } = closeTicket(absent, { outcome: 'unknown' }, NOW);
    const closed = held(await writer.change(absent, facts, 'TicketClosed', NOW));
    expect(closed.poll).toEqual({ lookUps: 0 });
    expect(await reader.ticket(ticket.key)).toEqual(closed);
    await writer.noteLookUp(ticket.key, { lookUpAt: NOW + 60_000, lookUps: 1 });
    const changed = held(await writer.change(closed, facts, 'TicketChanged', NOW));
    expect(changed.poll).toEqual({ lookUpAt: NOW + 60_000, lookUps: 1 });
  });

  test('only a creation creates a missing ticket', async () => {
    const { delivery, reader, texts, writer } = store();
    const missing = makeNewTicket('3061', { publishedVersion: 1 });
    expect(await writer.change(missing, missing.facts, 'TicketChanged', NOW)).toBeUndefined();
    expect(await writer.settle(missing, {})).toBe(false);
    expect(await delivery.noteAttempt(missing, makeAttempt())).toBeUndefined();
    expect(await delivery.noteResult(missing, { shownVersion: 1 }, NOW)).toBeUndefined();
    await writer.notePublished(missing, 1, NOW);
    await writer.noteLookUp(missing.key, { lookUpAt: NOW, lookUps: 1 });
    await writer.noteListed(missing.key, NOW);
    await texts.remove(missing.key, NOW);
    expect(await reader.ticket(missing.key)).toBeUndefined();
  });

  onTable(
    'R6, R15: expiry and report are set at closing and removed by re-opening',
    async ({ index, item, writer }) => {
      const vendor = vendorOf('A00000307');
      const open = await opened(store(), '307', vendor);
      expect(await item(open.key)).not.toHaveProperty('expiresAt');
      const closed = held(
        await writer.change(open, withFields(open, { ...CLOSING }).facts, 'TicketClosed', NOW),
      );
      expect(await item(open.key)).toMatchObject({
        expiresAt: NOW / 1000 + 400 * 86_400,
        closedOf: 'KR#A00000307',
      });
      const facts = withoutFields(closed, 'outcome', 'closedAt', 'inTime');
      await writer.change(closed, withFields(facts, { state: 'open' }).facts, 'TicketReopened', NOW + 1);
      const reopened = await item(open.key);
      expect(reopened).toMatchObject({ state: 'open', version: 3 });
      for (const gone of ['expiresAt', 'closedOf', 'closedAt', 'outcome', 'inTime']) {
        expect(reopened).not.toHaveProperty(gone);
      }
      expect(await index('closed', 'KR#A00000307')).toEqual([]);
    },
  );

  onTable('the closed index has exactly the promised attributes', async ({ index, writer }) => {
    const vendorId = 'A00000308';
    const steps: ReachedStep[] = [{ name: '3h', deadline: NOW, at: NOW }];
    const fields = { vendorId, category: '배송', claimedBy: 'U0MADEUP', steps };
    const open = await opened(store(), '308', fields);
    await writer.change(open, withFields(open, { ...CLOSING, answeredAt: NOW }).facts, 'TicketClosed', NOW);
    const [row] = await index('closed', `KR#${vendorId}`);
    const promised = ['pk', 'sk', 'closedOf', 'closedAt', ...TABLE.closed.projected];
    expect(Object.keys(row ?? {}).sort()).toEqual(promised.sort());
  });

  test('reads a vendor’s tickets that closed between two times, with the fields for counts and reports', async () => {
    const { reader, writer } = store();
    const vendor = vendorOf('A00000317');
    for (const [inquiryId, closedAt] of [
      ['1', NOW],
      ['2', NOW + 2],
      ['3', NOW + 1],
    ] as const) {
      await opened(store(), inquiryId, { ...vendor, ...CLOSING, closedAt, product: '지어낸 상품' });
    }
    const reopened = await opened(store(), '4', { ...vendor, ...CLOSING });
    const facts = withoutFields(reopened, 'closedAt', 'outcome', 'inTime');
    await writer.change(reopened, withFields(facts, { state: 'open' }).facts, 'TicketReopened', NOW);
    await opened(store(), '5', { ...vendor, vendorId: 'A00000318', ...CLOSING });
    const found = async (since: number, until?: number) =>
      (await reader.closed(vendor, since, until)).map(({ inquiryId }) => inquiryId);
    expect(await found(NOW)).toEqual(['1', '3', '2']);
    expect(await found(NOW, NOW + 2)).toEqual(['1', '3']);
    expect(await found(NOW + 1)).toEqual(['3', '2']);
    expect(await found(NOW + 3)).toEqual([]);
    const { kind, outcome, inTime, openedAt, askedAt, dueAt, category } = makeNewTicket('2', CLOSING).facts;
    expect((await reader.closed(vendor, NOW + 2))[0]).toEqual({
      ...makeKey({ inquiryId: '2' }),
      ...vendor,
      kind,
      outcome,
      inTime,
      openedAt,
      askedAt,
      dueAt,
      category,
      product: '지어낸 상품',
      steps: [],
      closedAt: NOW + 2,
    });
  });

  onTable(
    'R3: the attention index has its projected attributes, at most 20 beside the keys',
    async ({ index, reader, writer }) => {
      const vendorId = 'A00000309';
      const ticket = await opened(store(), '309', { vendorId, ...CLOSING, closedAt: NOW });
      await writer.noteLookUp(ticket.key, { lookUpAt: NOW, lookUps: 1, contradictsAt: NOW });
      const [row] = await index('attention', `KR#${vendorId}`);
      const later = ['nextStepAt', 'claimedBy', 'claimedAt'];
      const promised = ['pk', 'sk', 'attentionOf', 'attentionAt', ...TABLE.attention.projected];
      expect(TABLE.attention.projected.length).toBeLessThanOrEqual(20);
      expect(Object.keys(row ?? {}).sort()).toEqual(promised.filter((name) => !later.includes(name)).sort());
      const [parsed] = await rowsOf(reader, vendorOf(vendorId));
      expect(withFields(ticket, { ...parsed })).toEqual(
        withFields(ticket, { lookUpAt: NOW, contradictsAt: NOW }),
      );
      expect(Object.keys(parsed ?? {}).sort()).toEqual(
        [...Object.keys(makeKey({ inquiryId: '309' })), 'attentionAt', ...TABLE.attention.projected]
          .filter((name) => !later.includes(name))
          .sort(),
      );
    },
  );

  onTable('R3: the brief query returns the same rows with fewer attributes', async ({ notices, reader }) => {
    const vendor = vendorOf('A00000399');
    await opened(store(), '1', { ...vendor, product: '지어낸 상품' });
    await opened(store(), '2', { ...vendor, ...CLOSING, closedAt: NOW });
    await notices.create(madeUpList(NOW, vendor));
    const { tickets, notices: listedNotices } = await reader.attention(vendor);
    const brief = await reader.brief(vendor);
    expect([tickets.length, listedNotices.length]).toEqual([2, 1]);
    expect(brief).toEqual({
      tickets: tickets.map(({ kind, dueAt, closedAt, version, changedAt, rank, ...row }) =>
        defined({ ...ticketKeyOf(row), kind, dueAt, closedAt, version, changedAt, rank }),
      ),
      notices: listedNotices.map(({ market, vendorId, notice, changedAt, rank }) =>
        defined({ market, vendorId, notice, changedAt, rank }),
      ),
    });
  });

  test('R3: the index lists a vendor’s tickets by time, and finds the due ones', async () => {
    const { reader } = store();
    const vendor = vendorOf('A00000310');
    for (const [inquiryId, attentionAt] of [
      ['1', 300],
      ['2', 100],
      ['3', 200],
    ] as const) {
      await opened(store(), inquiryId, { ...vendor, attentionAt });
    }
    const found = async (until?: number) =>
      (await rowsOf(reader, vendor, until)).map(({ inquiryId }) => inquiryId);
    expect(await found()).toEqual(['2', '3', '1']);
    expect(await found(200)).toEqual(['2', '3']);
    expect(await found(99)).toEqual([]);
  });

  test('R3: settling moves a ticket within the index, then removes it, and a change adds it again', async () => {
    const { reader, writer } = store();
    const vendor = vendorOf('A00000311');
    const ticket = await opened(store(), '311', vendor);
    expect(await writer.settle(ticket, { attentionAt: NOW + 9, nextStepAt: NOW + 8 })).toBe(true);
    const waiting = held(await reader.ticket(ticket.key));
    expect(waiting).toEqual(withFields(ticket, { attentionAt: NOW + 9, nextStepAt: NOW + 8 }));
    expect((await rowsOf(reader, vendor)).map((row) => row.attentionAt)).toEqual([NOW + 9]);
    expect(await writer.settle(waiting, {})).toBe(true);
    const calm = held(await reader.ticket(ticket.key));
    expect(calm).toEqual(withoutFields(waiting, 'attentionAt'));
    expect(await rowsOf(reader, vendor)).toEqual([]);
    await writer.change(calm, calm.facts, 'TicketChanged', NOW + 20);
    expect((await rowsOf(reader, vendor)).map((row) => row.attentionAt)).toEqual([NOW + 20]);
  });

  test('R3: refuses to settle if another attempt replaced the one that was read', async () => {
    const { delivery, writer } = store();
    const ticket = await opened(store(), '314');
    const first = held(await delivery.noteAttempt(ticket, makeAttempt({ token: 'first' })));
    const ended = held(await delivery.noteResult(first, {}, NOW));
    const second = held(await delivery.noteAttempt(ended, makeAttempt({ token: 'second' })));
    expect(await writer.settle(first, {})).toBe(false);
    expect(await writer.settle(second, {})).toBe(true);
  });

  test('R18: every write that moves the index time sets the rank of the most urgent pending message', async () => {
    const { delivery, reader, writer } = store();
    const vendor = vendorOf('A00000315');
    const rank = async () => (await rowsOf(reader, vendor)).map((row) => row.rank);
    const ticket = await opened(store(), '315', vendor);
    expect(await rank()).toEqual([RANKS.card]);
    await writer.notePublished(ticket, 1, NOW);
    expect(await rank()).toEqual([RANKS.card]);
    const published = held(await reader.ticket(ticket.key));
    const card = { channel: 'C0CS', ts: '1.2', shownVersion: 1 };
    let now = ticketIn(held(await delivery.noteResult(published, card, NOW)));
    expect(await rank()).toEqual([undefined]);
    now = held(
      await writer.change(now, withFields(now, { claimedBy: 'U0MADEUP' }).facts, 'TicketChanged', NOW),
    );
    expect(await rank()).toEqual([RANKS.edit]);
    const line = { name: `step/3h/${now.facts.dueAt}`, at: NOW } as const;
    const warned = withFields(now, { history: [line] });
    now = held(await writer.change(now, warned.facts, 'TicketWarned', NOW));
    expect(await rank()).toEqual([RANKS.alert]);
    await writer.settle(now, { attentionAt: NOW + 9 });
    expect(await rank()).toEqual([RANKS.alert]);
    // A closed ticket warns nobody. The rank follows the change, not the copy that was read.
    now = held(await writer.change(now, withFields(warned, { ...CLOSING }).facts, 'TicketClosed', NOW));
    expect(await rank()).toEqual([RANKS.edit]);
    const facts = withoutFields(now, 'outcome', 'closedAt', 'inTime');
    now = held(await writer.change(now, withFields(facts, { state: 'open' }).facts, 'TicketReopened', NOW));
    expect(await rank()).toEqual([RANKS.alert]);
    const posted = { [line.name]: '1.3' };
    await delivery.noteResult(now, { posted, shownVersion: now.outbox.version }, NOW);
    expect(await rank()).toEqual([undefined]);
  });

  test('R24: a card that belongs to a list ranks after other cards', async () => {
    const { delivery, reader, writer } = store();
    const vendor = vendorOf('A00000316');
    const ticket = await opened(store(), '316', vendor);
    const ranks = async () => (await rowsOf(reader, vendor)).map(({ rank }) => rank);
    expect(await ranks()).toEqual([RANKS.card]);
    const marked = await delivery.noteEntry(ticket, 'card', { list: 'list/made-up' });
    expect(await ranks()).toEqual([RANKS.threadCard]);
    // Publishing keeps the rank.
    await writer.notePublished(ticket, 1, NOW);
    expect(await ranks()).toEqual([RANKS.threadCard]);
    await delivery.noteEntry(held(marked), 'card', 'alone');
    expect(await ranks()).toEqual([RANKS.card]);
  });

  test('R3: a decision on a stale row of the index does no harm', async () => {
    const { reader, writer } = store();
    const vendor = vendorOf('A00000312');
    const ticket = await opened(store(), '312', vendor);
    const [row] = await rowsOf(reader, vendor);
    const stale = withFields(ticket, { ...row });
    const newer = held(
      await writer.change(ticket, withFields(ticket, { text: 'newer' }).facts, 'TicketChanged', NOW),
    );
    expect(
      await writer.change(stale, withFields(stale, { text: 'stale' }).facts, 'TicketChanged', NOW),
    ).toBeUndefined();
    expect(await writer.settle(stale, {})).toBe(false);
    expect(await reader.ticket(ticket.key)).toEqual(newer);
    expect(await rowsOf(reader, vendor)).toHaveLength(1);
  });

  onTable('reads the index beyond one megabyte, to its last page', async ({ index, reader, writer }) => {
    const vendor = vendorOf('A00000313');
    const product = 'x'.repeat(20_000);
    const ids = Array.from({ length: 80 }, (_, place) => String(1000 + place));
    await Promise.all(
      ids.map((id) => writer.create(makeNewTicket(id, { ...vendor, product, attentionAt: Number(id) }))),
    );
    expect((await index('attention', 'KR#A00000313')).length).toBeLessThan(80);
    expect((await rowsOf(reader, vendor)).map(({ inquiryId }) => inquiryId)).toEqual(ids);
  });
});

const rowsOf = async (
  reader: StoreUnderTest['reader'],
  ...about: Parameters<StoreUnderTest['reader']['attention']>
) => (await reader.attention(...about)).tickets;

const FORM = 'https://form.example/made-up';

describeStore('the removal of texts', (store, onTable) => {
  test('removes text, link and act from a closed ticket, and keeps its version, event and indexes (R1)', async () => {
    const { reader, texts } = store();
    const closed = await closedTicket(store(), '501');
    await texts.remove(closed.key, NOW);
    expect(closed.facts).toMatchObject({ formLink: FORM, act: { text: expect.any(String) } });
    const ticket = withoutFields(closed, 'formLink', 'act');
    expect(await reader.ticket(closed.key)).toEqual(withFields(ticket, { text: '' }));
    expect(await reader.closed(VENDOR, NOW)).toContainEqual(
      expect.objectContaining({ inquiryId: '501', closedAt: NOW }),
    );
  });

  onTable('keeps every other attribute of the item', async (table) => {
    const closed = await closedTicket(table, '506');
    const { formLink: _f, act: _a, ...rest } = (await table.item(closed.key)) ?? {};
    await table.texts.remove(closed.key, NOW);
    expect(await table.item(closed.key)).toEqual({ ...rest, text: '' });
  });

  test('removes nothing from an open ticket, nor from one that was re-opened or closed again (R15)', async () => {
    const { reader, texts, writer } = store();
    const open = await opened(store(), '502', { formLink: FORM });
    await texts.remove(open.key, NOW);
    expect(await reader.ticket(open.key)).toEqual(open);

    const closed = await closedTicket(store(), '503');
    const facts = withoutFields(closed, 'outcome', 'closedAt', 'inTime');
    const asking = withFields(facts, { state: 'open' }).facts;
    const reopened = held(await writer.change(closed, asking, 'TicketReopened', NOW + 1));
    await texts.remove(closed.key, NOW);
    expect(await reader.ticket(closed.key)).toEqual(reopened);
    const again = withFields(reopened, { ...CLOSING, closedAt: NOW + 2 });
    const closedAgain = await writer.change(reopened, again.facts, 'TicketClosed', NOW + 2);
    await texts.remove(closed.key, NOW);
    expect(await reader.ticket(closed.key)).toEqual(closedAgain);
    expect(closedAgain).toMatchObject({ facts: { text: '지어낸 문의 내용', formLink: FORM } });
  });

  onTable(
    'can be repeated, also by the SDK after a lost response',
    async ({ loseNextAnswer, reader, texts }) => {
      const closed = await closedTicket(store(), '505');
      const lost = loseNextAnswer();
      await texts.remove(closed.key, NOW);
      expect(lost.answers()).toBe(2);
      await texts.remove(closed.key, NOW);
      expect(await reader.ticket(closed.key)).toMatchObject({
        facts: { text: '' },
        outbox: { version: closed.outbox.version },
      });
      const vendor = vendorOf('A00000711');
      loseNextAnswer();
      await texts.noteRemoved(vendor, NOW);
      expect(await texts.removedUntil(vendor)).toBe(NOW);
    },
  );

  test('keeps its progress for each vendor, and never moves it back', async () => {
    const { texts } = store();
    const [vendor, other] = [vendorOf('A00000701'), vendorOf('A00000702')];
    expect(await texts.removedUntil(vendor)).toBeUndefined();
    await texts.noteRemoved(vendor, NOW);
    await texts.noteRemoved(vendor, NOW - 1);
    expect(await texts.removedUntil(vendor)).toBe(NOW);
    await texts.noteRemoved(vendor, NOW + 1);
    expect(await texts.removedUntil(vendor)).toBe(NOW + 1);
    expect(await texts.removedUntil(other)).toBeUndefined();
  });

  onTable(
    'keeps its progress in a separate item, which polls do not overwrite',
    async ({ itemAt, states, texts }) => {
      const vendor = vendorOf('A00000703');
      await texts.noteRemoved(vendor, NOW);
      expect(await states.read(vendor)).toBeUndefined();
      await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 1 });
      await states.releaseLease(vendor, 'a', NEW_VENDOR_STATE);
      expect(await texts.removedUntil(vendor)).toBe(NOW);
      const key = { pk: 'V#KR#A00000703', sk: 'text-removal' };
      expect(await itemAt(key)).toEqual({ ...key, removedUntil: NOW, v: 1 });
    },
  );
});

const closedTicket = async (store: StoreUnderTest, inquiryId: string): Promise<Ticket> => {
  const texts = { text: '지어낸 문의 내용', formLink: FORM, act: makeAct() };
  const ticket = await opened(store, inquiryId, texts);
  const { facts } = withFields(ticket, { ...CLOSING });
  return held(await store.writer.change(ticket, facts, 'TicketClosed', NOW));
};
