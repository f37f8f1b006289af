import { expect, test } from '@jest/globals';
import { releaseAbandoned } from '../../lib/dynamodb/release-abandoned.ts';
import { madeUpTicket, VENDOR } from '../unit/dynamodb/made-up-tickets.ts';
import { describeStore } from './store-under-test.ts';

const NOW = 1_800_000_000_000;
const vendorOf = (vendorId: string) => ({ ...VENDOR, vendorId });
const STATE = {
  completeReadings: { '2026-01-09/NO_ANSWER': NOW, '2026-01-09/TRANSFER': NOW + 1 },
  alone: {
    until: NOW + 60_000,
    cause: 'credentials',
    code: 'UNAUTHORIZED',
    problem: 'made up',
    keyFingerprint: 'f',
  },
  clockOffsetMs: -1500,
};

describeStore('the states', (store) => {
  test('R5: a lease keeps others out until it ends, by the raw clock', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000601');
    expect(await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 130_000 })).toEqual({
      completeReadings: {},
      clockOffsetMs: 0,
    });
    const next = { token: 'b', until: NOW + 300_000 };
    expect(await states.takeLease(vendor, { ...next, now: NOW + 129_999 })).toBe('taken');
    expect(await states.takeLease(vendorOf('A00000602'), { ...next, now: NOW })).not.toBe('taken');
    expect(await states.takeLease(vendor, { ...next, now: NOW + 130_000 })).not.toBe('taken');
  });

  test('R5: the state is written as the lease is released, and the next poll reads it', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000603');
    await states.takeLease(vendor, { token: 'a', now: NOW, until: NOW + 130_000 });
    expect(await states.releaseLease(vendor, 'a', STATE)).toBe(true);
    expect(await states.takeLease(vendor, { token: 'b', now: NOW, until: NOW + 130_000 })).toEqual(STATE);
    const { alone: _, ...calm } = STATE;
    expect(await states.releaseLease(vendor, 'b', calm)).toBe(true);
    expect(await states.takeLease(vendor, { token: 'c', now: NOW, until: NOW + 1 })).toEqual(calm);
  });

  test('R5: whose lease another took writes no state', async () => {
    const { states } = store();
    const vendor = vendorOf('A00000604');
    await states.takeLease(vendor, { token: 'slow', now: NOW, until: NOW + 1 });
    await states.takeLease(vendor, { token: 'quick', now: NOW + 1, until: NOW + 2 });
    expect(await states.releaseLease(vendor, 'slow', STATE)).toBe(false);
    expect(await states.releaseLease(vendor, 'quick', { completeReadings: {}, clockOffsetMs: 7 })).toBe(true);
    expect(await states.releaseLease(vendor, 'slow', STATE)).toBe(false);
    expect(await states.releaseLease(vendorOf('A00000699'), 'slow', STATE)).toBe(false);
  });

  test('R5: a block at the edge is seen by all behind it, and a shorter one does not end it', async () => {
    const { states } = store();
    expect(await states.egressBlock('nat-gateway')).toBeUndefined();
    await states.blockEgress('nat-gateway', {
      until: NOW + 60_000,
      code: 'BLOCKED_AT_EDGE',
      problem: 'made up',
    });
    await states.blockEgress('nat-gateway', { until: NOW + 30_000, code: 'ANOTHER', problem: 'made up' });
    expect(await states.egressBlock('nat-gateway')).toEqual({
      until: NOW + 60_000,
      code: 'BLOCKED_AT_EDGE',
      problem: 'made up',
    });
    await states.blockEgress('nat-gateway', { until: NOW + 90_000, code: 'ANOTHER', problem: 'made up' });
    expect(await states.egressBlock('nat-gateway')).toEqual({
      until: NOW + 90_000,
      code: 'ANOTHER',
      problem: 'made up',
    });
    expect(await states.egressBlock('elsewhere')).toBeUndefined();
  });

  test('R5: the laptop frees what a dead process held, of its vendors only; attempts stay', async () => {
    const { client, delivery, reader, states, tableName, writer } = store();
    const [mine, fresh, foreign] = [vendorOf('A00000605'), vendorOf('A00000606'), vendorOf('A00000607')];
    const lease = { token: 'dead', now: NOW, until: NOW + 130_000 };
    await states.takeLease(mine, lease);
    await states.takeLease(foreign, lease);
    const attempt = { name: 'card', at: NOW, lookUps: 0 } as const;
    const idle = await writer.create(madeUpTicket('2', mine));
    for (const vendor of [mine, foreign]) {
      const ticket = madeUpTicket('1', vendor);
      await writer.create(ticket);
      const claimed = await delivery.claim(ticket, lease);
      if (typeof claimed === 'object') await delivery.noteAttempt(claimed.ticket, attempt);
    }
    await releaseAbandoned({ client, tableName }, [mine, fresh]);
    const freed = await reader.ticket(madeUpTicket('1', mine));
    expect(freed?.attempt).toEqual(attempt);
    expect(freed).not.toHaveProperty('deliveryClaim');
    expect(await reader.ticket(madeUpTicket('2', mine))).toEqual(idle);
    expect(await reader.ticket(madeUpTicket('1', foreign))).toHaveProperty('deliveryClaim');
    const next = { token: 'next', now: NOW, until: NOW + 1 };
    expect(await states.takeLease(mine, next)).not.toBe('taken');
    expect(await states.takeLease(fresh, next)).not.toBe('taken');
    expect(await states.takeLease(foreign, next)).toBe('taken');
  });
});
