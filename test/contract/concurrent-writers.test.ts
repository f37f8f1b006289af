import { expect, test } from '@jest/globals';
import { NEW_VENDOR_STATE } from '../../lib/domain/reading/vendor-state.ts';
import { madeUpList, madeUpListFacts, madeUpNoticeKey } from '../unit/dynamodb/made-up-notices.ts';
import { makeAttempt, makeKey, makeNewTicket, withFields } from '../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../fixtures/domain/made-up.ts';
import { draws } from '../fixtures/draws.ts';
import { describeStore } from './store-under-test.ts';

const WRITERS = Array.from({ length: Math.ceil(draws(32)) }, (_, index) => `writer-${index}`);
const NOW = 1_800_000_000_000;

describeStore('exactly one of many concurrent writers', (store) => {
  test('R4: creates a ticket, and the other writers learn that they lost', async () => {
    const { reader, writer } = store();
    const results = await Promise.all(
      WRITERS.map((name) => writer.create(makeNewTicket('101', { text: name }))),
    );
    const winners = results.filter((ticket) => ticket !== undefined);
    expect(winners).toHaveLength(1);
    expect(await reader.ticket(makeKey({ inquiryId: '101' }))).toEqual(winners[0]);
  });

  test('R1: changes the facts of a version', async () => {
    const { reader, writer } = store();
    const before = await writer.create(makeNewTicket('102'));
    if (!before) throw new Error('The ticket is new.');
    const results = await Promise.all(
      WRITERS.map((name) =>
        writer.change(before, withFields(before, { text: name }).facts, 'TicketChanged', NOW),
      ),
    );
    const winners = results.filter((ticket) => ticket !== undefined);
    expect(winners).toHaveLength(1);
    expect(winners[0]?.outbox.version).toBe(2);
    expect(await reader.ticket(before.key)).toEqual(winners[0]);
  });

  test('R19: notes an attempt for a ticket, and its result', async () => {
    const { delivery, reader, writer } = store();
    const before = await writer.create(makeNewTicket('103'));
    if (!before) throw new Error('The ticket is new.');
    const results = await Promise.all(
      WRITERS.map((token) => delivery.noteAttempt(before, makeAttempt({ token }))),
    );
    const [winner, ...others] = results.filter((deliverable) => deliverable !== undefined);
    if (!winner) throw new Error('No attempt is open.');
    expect(others).toEqual([]);
    expect(await reader.ticket(before.key)).toEqual(winner);
    const noted = await Promise.all(
      WRITERS.map((ts) => delivery.noteResult(winner, { channel: 'C0CS', ts, shownVersion: 1 }, NOW)),
    );
    const [shown, ...more] = noted.filter((deliverable) => deliverable !== undefined);
    expect(more).toEqual([]);
    expect(await reader.ticket(before.key)).toEqual(shown);
  });

  test.each([
    ['free', NOW],
    ['run out', NOW + 60_000],
  ])('R18: takes a lane that is %s', async (state, now) => {
    const { lanes } = store();
    const vendor = { ...VENDOR, vendorId: `A0000010${state.length}` };
    if (state === 'run out') await lanes.take(vendor, { token: 'dead', now: NOW, until: NOW + 60_000 });
    const results = await Promise.all(
      WRITERS.map((token) => lanes.take(vendor, { token, now, until: now + 60_000 })),
    );
    const winners = results.filter((lane) => lane !== undefined);
    expect(winners).toHaveLength(1);
    expect(await lanes.read(vendor)).toEqual(winners[0]);
  });

  test('R3: settles a ticket or notes an attempt, after all read the same version', async () => {
    const { delivery, writer } = store();
    const before = await writer.create(makeNewTicket('105'));
    if (!before) throw new Error('The ticket is new.');
    const results = await Promise.all(
      WRITERS.map((token, index) =>
        index % 2 === 0
          ? writer.settle(before, { attentionAt: NOW + index })
          : delivery.noteAttempt(before, makeAttempt({ token })),
      ),
    );
    expect(results.filter((result) => typeof result === 'object')).toHaveLength(1);
  });

  test('R24: creates a notice, and the other writers learn that they lost', async () => {
    const { notices } = store();
    const results = await Promise.all(
      WRITERS.map((_, past) => notices.create(madeUpList(106, { facts: madeUpListFacts({ by: past }) }))),
    );
    const winners = results.filter((notice) => notice !== undefined);
    expect(winners).toHaveLength(1);
    expect(await notices.read(madeUpNoticeKey('list/106'))).toEqual(winners[0]);
  });

  test('R24: changes a notice', async () => {
    const { notices } = store();
    const before = await notices.create(madeUpList(107));
    if (!before) throw new Error('The notice is new.');
    const results = await Promise.all(
      WRITERS.map((_, past) => notices.change(before, madeUpListFacts({ by: past }), 'NoticeChanged', NOW)),
    );
    const winners = results.filter((notice) => notice !== undefined);
    expect(winners).toHaveLength(1);
    expect(winners[0]?.outbox.version).toBe(2);
    expect(await notices.read(before.key)).toEqual(winners[0]);
  });

  test('R19: notes an attempt for a notice', async () => {
    const { delivery, notices } = store();
    const before = await notices.create(madeUpList(108));
    if (!before) throw new Error('The notice is new.');
    const results = await Promise.all(
      WRITERS.map((token) => delivery.noteAttempt(before, makeAttempt({ name: 'notice', token }))),
    );
    expect(results.filter((deliverable) => deliverable !== undefined)).toHaveLength(1);
  });

  test('R5: takes a vendor’s lease', async () => {
    const { states } = store();
    const results = await Promise.all(
      WRITERS.map((token) => states.takeLease(VENDOR, { token, now: NOW, until: NOW + 130_000 })),
    );
    expect(results.filter((state) => state !== 'taken')).toEqual([NEW_VENDOR_STATE]);
  });
});
