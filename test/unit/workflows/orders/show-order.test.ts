import { describe, expect, test } from '@jest/globals';
import { makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, NOW, SECOND } from '../../../fixtures/domain/made-up.ts';
import { BOXES, CONTACT, FORM, ORDER_ID, createOrderWorld, outage } from './create-order-world.ts';
import { makeUpSourceError } from '../../../simulation/made-up-errors.ts';

describe('R32: a press on the order of a ticket (A10)', () => {
  test('shows the order whose number the ticket has, with earlier contact, by one call', async () => {
    const { press, calls, shown } = createOrderWorld();
    expect(await press()).toBe('boxes');
    expect(calls).toEqual([`order ${ORDER_ID}`]);
    expect(shown).toEqual([{ view: 'V1', orderId: ORDER_ID, facts: BOXES, contacts: [CONTACT] }]);
  });

  test('reads returns only after "cancelled or returned", by a second call', async () => {
    const { press, ports, calls, shown } = createOrderWorld();
    const orders = { ...ports.orders, order: async () => ({ is: 'cancelled' as const }) };
    expect(await press({}, { orders })).toBe('cancelled');
    expect(calls).toEqual([`returns ${ORDER_ID}`]);
    expect(shown[0]?.facts).toEqual({ is: 'cancelled', returns: [{ receiptId: '3', items: [] }] });
  });

  test('reads the exchanges of the last seven days by one call, without earlier contact', async () => {
    const { press, calls, shown } = createOrderWorld();
    expect(await press({ part: 'exchanges' })).toBe('exchanges');
    expect(calls).toEqual([`exchanges ${ORDER_ID} of ${7 * 24 * 60} min`]);
    expect(shown).toEqual([
      {
        view: 'V1',
        orderId: ORDER_ID,
        facts: {
          is: 'exchanges',
          exchanges: [{ exchangeId: '4', items: [] }],
          from: NOW - 7 * 24 * HOUR,
          to: NOW,
        },
      },
    ]);
  });

  test('fills the reply form, without earlier contact', async () => {
    const { press, shown } = createOrderWorld();
    expect(await press(FORM)).toBe('boxes');
    expect(shown).toEqual([{ view: 'form V1', facts: BOXES }]);
  });

  test('says so if the ticket no longer has the order, and calls nobody', async () => {
    const { press, calls, shown } = createOrderWorld();
    expect(await press({ order: 1 })).toBe('no-order');
    expect([calls, shown]).toEqual([[], [{ view: 'V1', orderId: '', facts: { is: 'no-order' } }]]);
  });

  test('takes a closed view for no error', async () => {
    const { press, ports, log } = createOrderWorld();
    expect(await press({}, { views: { ...ports.views, showOrder: async () => 'closed' } })).toBe('closed');
    expect(log.lines).toEqual([]);
  });

  test('reads facts and earlier contact at the same time', async () => {
    const { press, ports } = createOrderWorld();
    const begun: string[] = [];
    const both = Promise.withResolvers<void>();
    const meet = async (name: string): Promise<void> => {
      if (begun.push(name) === 2) both.resolve();
      await both.promise;
    };
    const order: typeof ports.orders.order = async () => {
      await meet('order');
      return { is: 'wrong-number' };
    };
    const readContacts = async () => {
      await meet('contacts');
      return [];
    };
    expect(await press({}, { orders: { ...ports.orders, order }, readContacts })).toBe('wrong-number');
  });

  test('shows the order without earlier contact that cannot be read', async () => {
    const { press, shown, log } = createOrderWorld();
    expect(await press({}, { readContacts: outage })).toBe('boxes');
    expect(shown).toEqual([{ view: 'V1', orderId: ORDER_ID, facts: BOXES }]);
    expect(log.lines.join()).toContain('STORE');
  });
});

describe('R32: who may see an order', () => {
  const group = { acting: { claim: 'S0MADEUP' } } as const;

  test('a person who left the user group sees nothing, and Coupang is not called', async () => {
    const { press, calls, shown } = createOrderWorld({ vendors: [group] });
    expect(await press({}, { door: { membersOf: async () => [] } })).toBe('refused');
    expect(calls).toEqual([]);
    expect(shown).toEqual([
      { view: 'V1', orderId: '', facts: { is: 'refused', refusal: { code: 'not-member' } } },
    ]);
  });

  test('a person who was removed from people sees nothing', async () => {
    const people = { acting: { claim: 'people', people: { U0BOB: { wingId: 'cs01' } } } } as const;
    const { press, calls, shown } = createOrderWorld({ vendors: [people] });
    expect(await press()).toBe('refused');
    expect(await press({ by: 'U0BOB' })).toBe('boxes');
    expect(calls).toHaveLength(1);
    expect(shown[0]?.facts).toEqual({ is: 'refused', refusal: { code: 'not-allowed' } });
  });

  test.each([
    ['a vendor that is no longer live', { vendors: [{ live: false }] }, {}],
    ['acting that was switched off', {}, { acting: false }],
    ['a channel that the vendor left', { vendors: [{ channel: 'C0NEW' }] }, {}],
  ])('nobody sees an order of %s', async (_what, world, with_) => {
    const { press, calls, shown } = createOrderWorld(world);
    expect(await press({}, with_)).toBe('refused');
    expect([calls, shown.map(({ facts }) => facts.is)]).toEqual([[], ['refused']]);
  });

  test('the channel of a card that is older than the configuration still counts', async () => {
    const tickets = [makeTicket({ channel: 'C0CS' })];
    const { press } = createOrderWorld({ tickets, vendors: [{ channel: 'C0NEW' }] });
    expect(await press()).toBe('boxes');
  });

  test.each([
    ['an unknown ticket', { ticket: makeTicket({ inquiryId: '404' }).key }],
    ['a vendor that is not configured', { ticket: makeTicket({ vendorId: 'A00099999' }).key }],
    ['the ticket of another market', { ticket: makeTicket({ market: 'TW' }).key }],
  ])('a forged event with %s reads nothing', async (_what, forged) => {
    const { press, calls, shown } = createOrderWorld();
    expect(await press(forged)).toBe('no-ticket');
    expect([calls, shown]).toEqual([[], []]);
  });

  test("a forged event for a ticket of another vendor's channel shows nothing of its order", async () => {
    const tickets = [makeTicket(), makeTicket({ vendorId: 'A00054321' })];
    const vendors = [{}, { id: 'A00054321', label: 'BB몰', channel: 'C0BB', fallbackChannel: 'C0BBOPS' }];
    const { press, calls, shown } = createOrderWorld({ tickets, vendors });
    expect(await press({ ticket: makeTicket({ vendorId: 'A00054321' }).key })).toBe('refused');
    expect(calls).toEqual([]);
    expect(shown[0]?.facts).toEqual({ is: 'refused', refusal: { code: 'not-allowed' } });
  });

  test.each([-1, 0.5, 99, Number.NaN])('a forged position %d shows no order', async (order) => {
    const { press, calls } = createOrderWorld();
    expect(await press({ order })).toBe('no-order');
    expect(calls).toEqual([]);
  });

  test('the reply form of a public question takes no facts', async () => {
    const tickets = [makeQuestionTicket()];
    const { press, calls, shown } = createOrderWorld({
      tickets,
      vendors: [{ sources: ['call-center', 'product'] }],
    });
    expect(await press({ ...FORM, ticket: makeQuestionTicket().key })).toBe('not-offered');
    expect([calls, shown]).toEqual([[], []]);
    expect(await press({ ticket: makeQuestionTicket().key })).toBe('boxes');
  });

  test('exchanges are read in Korea alone', async () => {
    const tickets = [makeTicket({ market: 'TW' })];
    const { press, calls, shown } = createOrderWorld({ tickets, vendors: [{ market: 'TW' }] });
    expect(await press({ part: 'exchanges', ticket: makeTicket({ market: 'TW' }).key })).toBe('not-offered');
    expect([calls, shown]).toEqual([[], []]);
  });
});

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
