import { expect, test } from '@jest/globals';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { ordersOf } from '../../../../lib/domain/order/orders-of.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { type ContactPorts, readContacts } from '../../../../lib/workflows/orders/read-contacts.ts';
import { makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import {
  makeClosedTicket,
  makeShownTicket,
  makeTicket,
  withFields,
  withoutFields,
} from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HANDED_OVER_AT, NOW } from '../../../fixtures/domain/made-up.ts';
import { outage } from './create-order-world.ts';

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
  expect(found).toEqual([
    {
      key: ofBoth.key,
      of: 'order',
      askedAt: ofBoth.facts.askedAt,
      text: ofBoth.facts.text,
      kind: 'question',
      state: 'open',
    },
    {
      key: ofOption.key,
      of: 'option',
      askedAt: HANDED_OVER_AT,
      text: '',
      kind: 'reply',
      state: 'closed',
      outcome: 'answered',
      card: { channel: 'C0CS', ts: '1764048000.000100' },
    },
    {
      key: ofOrder.key,
      of: 'order',
      askedAt: HANDED_OVER_AT,
      text: ofOrder.facts.text,
      kind: 'reply',
      state: 'open',
      card: { channel: 'C0CS', ts: '1764048000.000100' },
    },
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
