import { describe, expect, test } from '@jest/globals';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW, SECOND } from '../../../fixtures/domain/made-up.ts';
import { makeUpSourceError } from '../../../simulation/made-up-errors.ts';
import { BOXES, createOrderWorld, ORDER_ID } from './create-order-world.ts';

const never = (): Promise<never> => new Promise(() => {});

describe('R32: the time of a press', () => {
  test.each([
    [30_000, 'late'],
    [30_001, 'expired'],
    [-30_000, 'boxes'],
    [-30_001, 'expired'],
    [Number.NaN, 'expired'],
    [Number.POSITIVE_INFINITY, 'expired'],
  ])('of %d ms ago is answered with %s', async (ago, result) => {
    const { press, calls, shown } = createOrderWorld();
    expect(await press({ pressedAt: NOW - ago })).toBe(result);
    if (result === 'expired') expect([calls, shown]).toEqual([[], []]);
  });

  test('of a clock that is ahead gives Coupang no more than ten seconds', async () => {
    const { press, ports, pass, shown } = createOrderWorld();
    const pressed = press({ pressedAt: NOW + 29 * SECOND }, { orders: { ...ports.orders, order: never } });
    await pass(10 * SECOND);
    expect(await pressed).toBe('late');
    expect(shown[0]?.facts).toEqual({ is: 'late' });
  });

  test('limits each call: none begins five seconds after the press, and nobody waits after ten', async () => {
    const { press, ports, pass, calls, shown } = createOrderWorld();
    const stopAts: number[] = [];
    const order: typeof ports.orders.order = async (_id, stopAt) => {
      stopAts.push(stopAt);
      await pass(5 * SECOND);
      return { is: 'cancelled' };
    };
    expect(await press({}, { orders: { ...ports.orders, order } })).toBe('cancelled');
    expect([stopAts, calls]).toEqual([[NOW + 5 * SECOND], []]);
    expect(shown[0]?.facts).toEqual({ is: 'cancelled' });
  });

  test('limits the call for returns, so that the answer about the order arrives without them', async () => {
    const { press, ports, calls } = createOrderWorld();
    const stopAts: number[] = [];
    const order = async () => ({ is: 'cancelled' as const });
    const returns: typeof ports.orders.returns = async (_id, stopAt) => {
      stopAts.push(stopAt);
      return [];
    };
    await press({}, { orders: { ...ports.orders, order, returns } });
    expect([stopAts, calls]).toEqual([[NOW + 4 * SECOND], []]);
  });

  test('blames this program, not Coupang, for a call that would begin too late', async () => {
    const { press, calls, shown } = createOrderWorld();
    expect(await press({ pressedAt: NOW - 5 * SECOND })).toBe('failed');
    expect([calls, shown[0]?.facts]).toEqual([[], { is: 'failed', cause: 'not-polling' }]);
  });

  const slow = Promise.withResolvers<never>().promise;
  const group = { acting: { claim: 'S0MADEUP' } } as const;
  test.each<[string, (ports: ReturnType<typeof createOrderWorld>['ports']) => object, object[]]>([
    ['Coupang', ({ orders }) => ({ orders: { ...orders, order: never } }), [{}]],
    ['the pace of the calls', ({ orders }) => ({ orders: { ...orders, order: () => slow } }), [{}]],
    ['the table with the stops', ({ calls }) => ({ calls: { ...calls, stop: never } }), [{}]],
    ['the user group', () => ({ door: { membersOf: never } }), [group]],
  ])('gives up ten seconds after it if %s is slow, and says so', async (_what, change, vendors) => {
    const { press, ports, pass, shown } = createOrderWorld({ vendors });
    const pressed = press({}, change(ports));
    await pass(10 * SECOND - 1);
    expect(shown).toEqual([]);
    await pass(1);
    expect(await pressed).toBe('late');
    expect(shown.map(({ facts }) => facts)).toEqual([{ is: 'late' }]);
  });

  test('gives up as soon as a table that took longer has answered', async () => {
    const { press, ports, pass, calls, shown } = createOrderWorld();
    const read = Promise.withResolvers<ReturnType<typeof makeTicket>>();
    const pressed = press({}, { reader: { ticket: () => read.promise } });
    await pass(11 * SECOND);
    read.resolve(makeTicket());
    expect(await pressed).toBe('late');
    expect([calls, shown.map(({ facts }) => facts.is)]).toEqual([[], ['late']]);
    expect(ports.clock.now()).toBe(NOW + 11 * SECOND);
  });

  test('shows the order in time without earlier contact that is slow', async () => {
    const { press, pass, shown } = createOrderWorld();
    const pressed = press({}, { readContacts: never });
    await pass(10 * SECOND);
    expect(await pressed).toBe('boxes');
    expect(shown).toEqual([{ view: 'V1', orderId: ORDER_ID, facts: BOXES }]);
  });

  test('a late answer of Coupang does not change the view, and answers the next press', async () => {
    const { press, ports, pass, calls, shown } = createOrderWorld();
    const answer = Promise.withResolvers<{ is: 'other-seller' }>();
    const orders = { ...ports.orders, order: () => answer.promise };
    const pressed = press({}, { orders });
    await pass(10 * SECOND - 1);
    const second = press({ view: { id: 'V2', hash: '2.b' } }, { orders });
    await pass(1);
    expect(await pressed).toBe('late');
    answer.resolve({ is: 'other-seller' });
    expect(await second).toBe('other-seller');
    expect(shown.map(({ view, facts }) => [view, facts.is])).toEqual([
      ['V1', 'late'],
      ['V2', 'other-seller'],
    ]);
    expect(await press()).toBe('other-seller');
    expect(calls).toEqual([]);
  });

  test('ends its own timer with the answer, so that nothing runs on in the process', async () => {
    const { press, ports } = createOrderWorld();
    const signals: AbortSignal[] = [];
    const sleep: typeof ports.sleep = (_ms, signal) => {
      signals.push(signal);
      return never();
    };
    expect(await press({}, { sleep })).toBe('boxes');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('a reading that was lost with a frozen process does not block the next press', async () => {
    const { press, ports, pass } = createOrderWorld();
    const pressed = press({}, { orders: { ...ports.orders, order: never } });
    await pass(10 * SECOND);
    expect(await pressed).toBe('late');
    expect(await press()).toBe('boxes');
  });

  test('a failure that comes after the next press leaves its answer in the memory', async () => {
    const { press, ports, pass, calls } = createOrderWorld();
    const lost = Promise.withResolvers<never>();
    const pressed = press({}, { orders: { ...ports.orders, order: () => lost.promise } });
    await pass(10 * SECOND);
    expect(await pressed).toBe('late');
    expect(await press()).toBe('boxes');
    lost.reject(makeUpSourceError('reading'));
    await pass(1);
    expect(await press()).toBe('boxes');
    expect(calls).toHaveLength(1);
  });
});
