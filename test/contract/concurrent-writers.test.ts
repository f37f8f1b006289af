import { expect, test } from '@jest/globals';
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
    expect(await reader.ticket(madeUpKey('103'))).toEqual(winners[0]?.ticket);
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
      WRITERS.map((_, index) => writer.settle(claimed.ticket, { attentionAt: NOW + index, reannounced: 0 })),
    );
    expect(results.filter(Boolean)).toHaveLength(1);
  });

  test("R5: taking a vendor's lease", async () => {
    const { states } = store();
    const results = await Promise.all(
      WRITERS.map((token) => states.takeLease(VENDOR, { token, now: NOW, until: NOW + 130_000 })),
    );
    expect(results.filter((state) => state !== 'taken')).toEqual([
      { completeReadings: {}, clockOffsetMs: 0 },
    ]);
  });
});
