import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import type { KeyStop, Stop } from '../../../../lib/domain/reading/vendor-state.ts';
import { OrderCallsSpent } from '../../../../lib/workflows/ports/store.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { makeUpSourceError } from '../../../simulation/made-up-errors.ts';
import { DAY, HANDED_OVER_AT, HOUR, MINUTE, NOW } from '../../../fixtures/domain/made-up.ts';
import { CONTACT, FORM, ORDER_ID, PERSON, createOrderWorld, outage } from './create-order-world.ts';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { ordersOf } from '../../../../lib/domain/order/orders-of.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { type ContactPorts, readContacts } from '../../../../lib/workflows/orders/read-contacts.ts';
import { makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';

const NOT_CALLED = { is: 'failed', cause: 'not-polling' };
const STOP: Stop = { since: NOW, until: NOW + HOUR, code: 'MADE_UP', problem: 'made up', cause: 'throttled' };

describe('R32: the memory of the process', () => {
  test('answers the same press within a minute, also for the reply form, without a call and a taken one', async () => {
    const { press, pass, calls, taken, shown } = createOrderWorld();
    await press();
    await pass(MINUTE - 1);
    expect(await press({ view: { id: 'V2', hash: '2.b' } })).toBe('boxes');
    expect(await press(FORM)).toBe('boxes');
    expect([calls.length, taken.length, shown.length]).toEqual([1, 1, 3]);
    await pass(1);
    await press();
    expect(calls).toHaveLength(2);
  });

  test('answers simultaneous presses by one call', async () => {
    const { press, calls, shown } = createOrderWorld();
    expect(await Promise.all([press(), press(), press(FORM)])).toEqual(['boxes', 'boxes', 'boxes']);
    expect([calls.length, shown.length]).toEqual([1, 3]);
  });

  test('answers an event that is sent twice, and reads once', async () => {
    const { press, ports, calls } = createOrderWorld();
    const hashes = new Set(['1.a']);
    const views = {
      ...ports.views,
      showOrder: async ({ hash }: { hash: string }): Promise<'shown' | 'closed'> =>
        hashes.delete(hash) ? 'shown' : 'closed',
    };
    expect([await press({}, { views }), await press({}, { views })]).toEqual(['boxes', 'closed']);
    expect(calls).toHaveLength(1);
  });

  test('keeps orders, parts and vendors apart', async () => {
    const other = makeTicket({ vendorId: 'A00054321' });
    const tickets = [makeTicket({ orderIds: ['2'] }), other];
    const { press, calls } = createOrderWorld({ tickets, vendors: [{}, { id: 'A00054321', label: 'BB몰' }] });
    for (const changes of [{}, { order: 1 }, { part: 'exchanges' as const }, { ticket: other.key }])
      await press(changes);
    expect(calls.map((call) => call.split(' of ')[0])).toEqual([
      `order ${ORDER_ID}`,
      'order 2',
      `exchanges ${ORDER_ID}`,
      `order ${ORDER_ID}`,
    ]);
  });

  test('checks the right before it answers', async () => {
    const { press, shown } = createOrderWorld({ vendors: [{ acting: { claim: 'S0MADEUP' } }] });
    await press({}, { door: { membersOf: async () => [PERSON] } });
    expect(await press({}, { door: { membersOf: async () => [] } })).toBe('refused');
    expect(shown.at(-1)?.facts.is).toBe('refused');
  });

  test('keeps the newest hundred orders', async () => {
    const orderIds = Array.from({ length: 101 }, (_, index) => String(index));
    const world = createOrderWorld({ tickets: [makeTicket({ orderIds })] });
    const calls: string[] = [];
    const order = async (orderId: string) => {
      calls.push(orderId);
      return { is: 'wrong-number' as const };
    };
    const press = (at: number) => world.press({ order: at }, { orders: { ...world.ports.orders, order } });
    for (let at = 0; at < 101; at += 1) await press(at);
    await press(100);
    await press(1);
    expect(calls).toHaveLength(101);
    await press(0);
    expect(calls).toHaveLength(102);
  });
});

describe('R32: the budget', () => {
  test('a flood of a hundred presses makes at most ten calls, each press is answered, and a minute later there are more', async () => {
    const orderIds = Array.from({ length: 99 }, (_, index) => String(index));
    const { press, pass, calls, shown } = createOrderWorld({ tickets: [makeTicket({ orderIds })] });
    const presses = Array.from({ length: 100 }, (_, order) =>
      press({ order, view: { id: `V${order}`, hash: '1.a' } }),
    );
    const results = await Promise.all(presses);
    expect(calls).toHaveLength(10);
    expect(results.filter((result) => result === 'boxes')).toHaveLength(10);
    expect(results.filter((result) => result === 'spent')).toHaveLength(90);
    expect(new Set(shown.map(({ view }) => view)).size).toBe(100);
    expect(shown.at(-1)?.facts).toEqual({ is: 'spent' });
    await pass(MINUTE);
    expect(await press({ order: 99 })).toBe('boxes');
  });
});

describe('R32: "cancelled or returned" is shown without the returns', () => {
  const order = async () => ({ is: 'cancelled' as const });

  test('if they have no call left, and the next press reads them', async () => {
    const { press, ports, stops, shown } = createOrderWorld();
    const returns = () => Promise.reject(new OrderCallsSpent({ market: 'KR', vendorId: 'A00012345' }));
    expect(await press({}, { orders: { ...ports.orders, order, returns } })).toBe('cancelled');
    expect(shown[0]?.facts).toEqual({ is: 'cancelled' });
    expect(stops.own).toBeUndefined();
    await press({}, { orders: { ...ports.orders, order } });
    expect(shown[1]?.facts).toEqual({ is: 'cancelled', returns: [{ receiptId: '3', items: [] }] });
  });

  test('if their call fails, whose stop is noted', async () => {
    const { press, ports, stops, shown } = createOrderWorld();
    const returns = () => Promise.reject(makeUpSourceError('vendor'));
    expect(await press({}, { orders: { ...ports.orders, order, returns } })).toBe('cancelled');
    expect(shown[0]?.facts).toEqual({ is: 'cancelled' });
    expect(stops.own).toMatchObject({ cause: 'ip-not-allowed' });
  });
});

describe('R32: stops', () => {
  const key = { ...STOP, keyFingerprint: 'key' };
  test.each<[string, { own?: KeyStop; egress?: Stop }]>([
    ['of the IP', { egress: { ...STOP, until: NOW + 10 * MINUTE } }],
    ['of these calls', { own: key }],
  ])('a stop %s forbids the call, and the view has its cause', async (_what, kept) => {
    const { press, stops, calls, shown, pass } = createOrderWorld();
    Object.assign(stops, kept);
    expect(await press()).toBe('stopped');
    expect(calls).toEqual([]);
    expect(shown).toEqual([
      { view: 'V1', orderId: ORDER_ID, facts: { is: 'stopped', cause: 'throttled' }, contacts: [CONTACT] },
    ]);
    await pass(HOUR);
    expect(await press()).toBe('boxes');
  });

  test('a new key ends a stop', async () => {
    const { press, stops } = createOrderWorld();
    stops.own = { ...key, keyFingerprint: 'older' };
    expect(await press()).toBe('boxes');
  });

  test.each([
    ['reading', false, 'coupang-down'],
    ['vendor', true, 'ip-not-allowed'],
    ['egress', true, 'blocked-at-edge'],
  ] as const)('a failure of reach %s stops these calls: %s', async (reach, isStopped, cause) => {
    const { press, ports, stops, shown, calls } = createOrderWorld();
    const order = () => Promise.reject(makeUpSourceError(reach));
    expect(await press({}, { orders: { ...ports.orders, order } })).toBe('failed');
    expect(shown[0]?.facts).toEqual({ is: 'failed', cause });
    const noted = { until: NOW + 10 * MINUTE, cause, keyFingerprint: 'key' };
    expect(stops.own).toEqual(isStopped ? expect.objectContaining(noted) : undefined);
    expect(await press()).toBe(isStopped ? 'stopped' : 'boxes');
    expect(calls).toHaveLength(isStopped ? 0 : 1);
  });

  test.each([
    ['COUPANG_WRONG_PATH', 'boxes'],
    ['COUPANG_VENDOR_INACTIVE', 'boxes'],
    ['COUPANG_CREDENTIALS', 'stopped'],
    ['COUPANG_WRONG_MARKET', 'stopped'],
    ['COUPANG_THROTTLED', 'stopped'],
  ] as const)('after %s for one order, the next order of the vendor is %s', async (code, next) => {
    const { press, ports, shown } = createOrderWorld();
    const order = () => Promise.reject(new CoupangError(makeTicket().key, { code }));
    expect(await press({}, { orders: { ...ports.orders, order } })).toBe('failed');
    expect(shown[0]?.facts).toMatchObject({ is: 'failed' });
    expect(await press()).toBe(next);
  });

  test('a stop that cannot be noted does not hide the failure', async () => {
    const { press, ports, shown, log } = createOrderWorld();
    const orders = { ...ports.orders, order: () => Promise.reject(makeUpSourceError('vendor')) };
    expect(await press({}, { orders, calls: { ...ports.calls, noteStop: outage } })).toBe('failed');
    expect(shown[0]?.facts).toEqual({ is: 'failed', cause: 'ip-not-allowed' });
    expect(log.lines.join()).toContain('STORE');
  });
});

describe('an outage ends the run without an error', () => {
  test('of the table before the ticket is read', async () => {
    const { press, calls, shown, log } = createOrderWorld();
    expect(await press({}, { reader: { ticket: outage } })).toBe('failed');
    expect([calls, shown]).toEqual([[], []]);
    expect(log.lines).toEqual(['warn made up: the table is down {"code":"STORE"}']);
  });

  test.each(['stop', 'block'])('of the table behind the %s, which the view shows', async (what) => {
    const { press, ports, calls, shown } = createOrderWorld();
    const with_ =
      what === 'stop' ? { calls: { ...ports.calls, stop: outage } } : { states: { egressBlock: outage } };
    expect(await press({}, with_)).toBe('failed');
    expect([calls, shown[0]?.facts]).toEqual([[], { is: 'failed', cause: 'not-polling' }]);
  });

  test('of Slack, after one more try without the facts', async () => {
    const { press, ports, log } = createOrderWorld();
    const tried: string[] = [];
    const showOrder: typeof ports.views.showOrder = (_view, _ticket, { facts }) => {
      tried.push(facts.is);
      return Promise.reject(new SlackFailure('unreached', 'timeout', 'made up: Slack is down'));
    };
    expect(await press({}, { views: { ...ports.views, showOrder } })).toBe('failed');
    expect(tried).toEqual(['boxes', 'failed']);
    expect(log.lines).toEqual(Array(2).fill('warn made up: Slack is down {"code":"SLACK_FAILURE"}'));
  });

  test('of Slack that refuses the facts, and the view says that it failed', async () => {
    const { press, ports, shown } = createOrderWorld();
    const showOrder: typeof ports.views.showOrder = (view, ticket, content, shownTo) =>
      content.facts.is === 'boxes'
        ? Promise.reject(new SlackFailure('refused', 'view_too_large', 'made up'))
        : ports.views.showOrder(view, ticket, content, shownTo);
    expect(await press({}, { views: { ...ports.views, showOrder } })).toBe('failed');
    expect(shown).toEqual([{ view: 'V1', orderId: ORDER_ID, facts: NOT_CALLED }]);
  });

  test('and a defect is logged without its words, which may quote Coupang, and the view says that it failed', async () => {
    const { press, ports, log, shown } = createOrderWorld();
    const order = () => Promise.reject(new TypeError('call me at 010'));
    expect(await press({}, { orders: { ...ports.orders, order } })).toBe('failed');
    expect(log.lines).toEqual(['error a view of an order could not be completed {"error":"TypeError"}']);
    expect(shown.map(({ facts }) => facts)).toEqual([NOT_CALLED]);
  });

  test('a defect in the check of the person fills the view, too, and Coupang is not called', async () => {
    const { press, calls, shown } = createOrderWorld({ vendors: [{ acting: { claim: 'S0MADEUP' } }] });
    const membersOf = () => Promise.reject(new TypeError('made up'));
    expect(await press({}, { door: { membersOf } })).toBe('failed');
    expect([calls, shown.map(({ facts }) => facts)]).toEqual([[], [NOT_CALLED]]);
  });
});

const ORDER = '30000000000001';
const OPTION = '820000001';
const OWN = makeTicket({ inquiryId: '1', vendorItemId: OPTION });

/** Tickets, each with a pointer of its orders and its option. `stale`: pointers to tickets that changed since. */
const portsOf = (tickets: Ticket[], stale: Ticket[] = []): ContactPorts & { reads: string[] } => {
  const pointers = [...tickets, ...stale];
  const reads: string[] = [];
  return {
    reads,
    clock: { now: () => NOW },
    reader: {
      ticket: async (key) => {
        reads.push(key.inquiryId);
        return tickets.find((ticket) => ticketId(ticket.key) === ticketId(key));
      },
    },
    contacts: {
      of: async (_vendor, named, { most }) =>
        pointers
          .filter(({ facts }) =>
            'order' in named ? ordersOf(facts).includes(named.order) : facts.vendorItemId === named.option,
          )
          .map(({ key, facts: { openedAt } }) => ({ key, openedAt }))
          .sort((a, b) => b.openedAt - a.openedAt)
          .slice(0, most),
    },
  };
};
const daysAgo = (days: number): number => NOW - days * DAY;

test('lists tickets of the same order and of the same option, the newest first, without the ticket itself', async () => {
  const ofOrder = makeShownTicket({ inquiryId: '2', openedAt: daysAgo(3) });
  const ofOption = makeClosedTicket({
    inquiryId: '3',
    orderId: '9',
    vendorItemId: OPTION,
    openedAt: daysAgo(2),
    text: '',
  });
  const ofBoth = makeQuestionTicket({ inquiryId: '4', vendorItemId: OPTION, openedAt: daysAgo(1) });
  const other = makeTicket({ inquiryId: '5', orderId: '9', vendorItemId: '8' });
  const found = await readContacts(OWN, portsOf([OWN, ofOrder, ofOption, ofBoth, other]));
  const { text, askedAt } = ofBoth.facts;
  const shown = {
    askedAt: HANDED_OVER_AT,
    kind: 'reply',
    card: { channel: 'C0CS', ts: '1764048000.000100' },
  };
  expect(found).toEqual([
    { key: ofBoth.key, of: 'order', askedAt, text, kind: 'question', state: 'open' },
    { ...shown, key: ofOption.key, of: 'option', text: '', state: 'closed', outcome: 'answered' },
    { ...shown, key: ofOrder.key, of: 'order', text: ofOrder.facts.text, state: 'open' },
  ]);
});

test('names the thread of a card in a list, which its link needs', async () => {
  const listed = makeShownTicket({ inquiryId: '2', threadTs: '1764040000.000100' });
  const [contact] = await readContacts(OWN, portsOf([listed]));
  expect(contact?.card).toEqual({
    channel: 'C0CS',
    ts: '1764048000.000100',
    threadTs: '1764040000.000100',
  });
});

test('lists tickets of each order of a ticket that has several', async () => {
  const question = makeQuestionTicket({ inquiryId: '1', orderIds: ['7', '8'] });
  const tickets = ['7', '8', '9'].map((orderId, at) => makeTicket({ inquiryId: `${at + 2}`, orderId }));
  const found = await readContacts(question, portsOf([question, ...tickets]));
  expect(found.map(({ key }) => key.inquiryId).sort()).toEqual(['2', '3']);
});

const ofOption = (count: number): Ticket[] =>
  Array.from({ length: count }, (_, at) =>
    makeTicket({ inquiryId: `${at + 2}`, orderId: '9', vendorItemId: OPTION, openedAt: daysAgo(at + 1) }),
  );

test.each([
  [19, 19],
  [20, 20],
  [21, 21],
  [30, 21],
])('lists of %i earlier tickets the newest %i, and reads no more', async (count, listed) => {
  const tickets = ofOption(count);
  const ports = portsOf([OWN, ...tickets]);
  const found = await readContacts(OWN, ports);
  expect(found.map(({ key }) => key.inquiryId)).toEqual(
    tickets.slice(0, listed).map(({ key }) => key.inquiryId),
  );
  expect(ports.reads).toHaveLength(listed);
});

test('fills up with older tickets after it left some out', async () => {
  const tickets = ofOption(18).map((ticket, at) => (at < 3 ? withFields(ticket, { erased: true }) : ticket));
  const ofOrder = Array.from({ length: 9 }, (_, at) =>
    makeTicket({ inquiryId: `${at + 50}`, openedAt: daysAgo(at + 30) }),
  );
  const found = await readContacts(OWN, portsOf([OWN, ...tickets, ...ofOrder]));
  expect(found.map(({ key }) => key.inquiryId)).toEqual(
    [...tickets.slice(3), ...ofOrder.slice(0, 6)].map(({ key }) => key.inquiryId),
  );
});

test('leaves out a ticket that is erased, gone, or has lost the order, and one that cannot be read', async () => {
  const erased = makeTicket({ inquiryId: '2', erased: true });
  const changed = makeTicket({ inquiryId: '3', orderId: '9' });
  const gone = makeTicket({ inquiryId: '4' });
  const unreadable = makeTicket({ inquiryId: '5' });
  const whole = makeTicket({ inquiryId: '6' });
  const ports = portsOf([erased, changed, unreadable, whole], [makeTicket({ inquiryId: '3' }), gone]);
  const { ticket } = ports.reader;
  const reader: ContactPorts['reader'] = {
    ticket: (key) =>
      key.inquiryId === '5' ? Promise.reject(new StoreError('unreadable', 'made up')) : ticket(key),
  };
  const found = await readContacts(OWN, { ...ports, reader });
  expect(found.map(({ key }) => key.inquiryId)).toEqual(['6']);
});

test('reads nothing for a ticket without an order and an option', async () => {
  const bare = withoutFields(makeTicket({ inquiryId: '1' }), 'orderId');
  const ports = portsOf([makeTicket({ inquiryId: '2', orderId: ORDER })]);
  expect(await readContacts(bare, { ...ports, contacts: { of: outage } })).toEqual([]);
});

test('fails if the table is down, for pointers and for tickets', async () => {
  const ports = portsOf([makeTicket({ inquiryId: '2' })]);
  await expect(readContacts(OWN, { ...ports, contacts: { of: outage } })).rejects.toThrow(
    'the table is down',
  );
  await expect(readContacts(OWN, { ...ports, reader: { ticket: outage } })).rejects.toThrow(
    'the table is down',
  );
});
