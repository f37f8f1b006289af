import { expect, test } from '@jest/globals';
import { NEW_VENDOR_STATE } from '../../lib/domain/vendor-state.ts';
import { madeUpDigest, madeUpDigestFacts, madeUpNoticeKey } from '../unit/dynamodb/made-up-notices.ts';
import { madeUpKey, madeUpTicket, VENDOR } from '../unit/dynamodb/made-up-tickets.ts';
import { describeStore } from './store-under-test.ts';

const WRITERS = Array.from({ length: 32 }, (_, index) => `writer-${index}`);
const NOW = 1_800_000_000_000;

describeStore('of 32 concurrent writers exactly one wins', (store) => {
  test('R4: creating a ticket, and the others learn that they lost', async () => {
    const { reader, writer } = store();
    const results = await Promise.all(
      WRITERS.map((name) => writer.create(madeUpTicket('101', { text: name }))),
    );
    const winners = results.filter((ticket) => ticket !== undefined);
    expect(winners).toHaveLength(1);
    expect(await reader.ticket(madeUpKey('101'))).toEqual(winners[0]);
  });

  test('R1: changing the facts of one version', async () => {
    const { reader, writer } = store();
    const before = await writer.create(madeUpTicket('102'));
    if (!before) throw new Error('The ticket is new.');
    const results = await Promise.all(
      WRITERS.map((name) => writer.change(before, { ...before, text: name }, 'TicketChanged', NOW)),
    );
    const winners = results.filter((ticket) => ticket !== undefined);
    expect(winners).toHaveLength(1);
    expect(winners[0]?.version).toBe(2);
    expect(await reader.ticket(before)).toEqual(winners[0]);
  });

  test('R18: claiming a ticket for delivery', async () => {
    const { delivery, reader, writer } = store();
    await writer.create(madeUpTicket('103'));
    const results = await Promise.all(
      WRITERS.map((token) => delivery.claim(madeUpKey('103'), { token, now: NOW, until: NOW + 65_000 })),
    );
    const winners = results.filter((result) => typeof result === 'object');
    expect(winners).toHaveLength(1);
    expect(results.filter((result) => result === 'held')).toHaveLength(31);
    expect(await reader.ticket(madeUpKey('103'))).toEqual(winners[0]?.subject);
  });

  test('R18: taking over a claim that ran out', async () => {
    const { delivery, writer } = store();
    await writer.create(madeUpTicket('104'));
    await delivery.claim(madeUpKey('104'), { token: 'dead', now: NOW, until: NOW + 65_000 });
    const later = NOW + 65_000;
    const results = await Promise.all(
      WRITERS.map((token) => delivery.claim(madeUpKey('104'), { token, now: later, until: later + 65_000 })),
    );
    expect(results.filter((result) => typeof result === 'object')).toHaveLength(1);
  });

  test('R3: settling what all of them read', async () => {
    const { delivery, writer } = store();
    await writer.create(madeUpTicket('105'));
    const claimed = await delivery.claim(madeUpKey('105'), { token: 't', now: NOW, until: NOW + 65_000 });
    if (typeof claimed !== 'object') throw new Error('The ticket is free.');
    const results = await Promise.all(
      WRITERS.map((_, index) => writer.settle(claimed.subject, { attentionAt: NOW + index, reannounced: 0 })),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test('R24: creating a notice, and the others learn that they lost', async () => {
    const { notices } = store();
    const results = await Promise.all(
      WRITERS.map((_, past) => notices.create(madeUpDigest(106, { facts: madeUpDigestFacts({ past }) }))),
    );
    const winners = results.filter((notice) => notice !== undefined);
    expect(winners).toHaveLength(1);
    expect(await notices.read(madeUpNoticeKey('digest/106'))).toEqual(winners[0]);
  });

  test('R24: sealing a digest', async () => {
    const { notices } = store();
    const before = await notices.create(madeUpDigest(107));
    if (!before) throw new Error('The notice is new.');
    const results = await Promise.all(
      WRITERS.map((_, past) => notices.change(before, madeUpDigestFacts({ past }), 'NoticeChanged', NOW)),
    );
    const winners = results.filter((notice) => notice !== undefined);
    expect(winners).toHaveLength(1);
    expect(winners[0]?.version).toBe(2);
    expect(await notices.read(before)).toEqual(winners[0]);
  });

  test('R18: claiming a notice for delivery, and settling it', async () => {
    const { delivery, notices, writer } = store();
    await notices.create(madeUpDigest(108));
    const key = madeUpNoticeKey('digest/108');
    const results = await Promise.all(
      WRITERS.map((token) => delivery.claim(key, { token, now: NOW, until: NOW + 65_000 })),
    );
    const [winner, ...others] = results.filter((result) => typeof result === 'object');
    if (!winner) throw new Error('The notice is free.');
    expect(others).toEqual([]);
    expect(results.filter((result) => result === 'held')).toHaveLength(31);
    const settled = await Promise.all(
      WRITERS.map((_, index) => writer.settle(winner.subject, { attentionAt: NOW + index, reannounced: 0 })),
    );
    expect(settled.filter(Boolean)).toHaveLength(1);
  });

  test("R5: taking a vendor's lease", async () => {
    const { states } = store();
    const results = await Promise.all(
      WRITERS.map((token) => states.takeLease(VENDOR, { token, now: NOW, until: NOW + 130_000 })),
    );
    expect(results.filter((state) => state !== 'taken')).toEqual([NEW_VENDOR_STATE]);
  });
});
