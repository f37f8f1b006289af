import { describe, expect, test } from '@jest/globals';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { requestMark } from '../../../lib/domain/act/reply-content.ts';
import { WORDING } from '../../../lib/slack/wording/wording.ts';
import { makeClosedTicket } from '../../fixtures/domain/make-ticket.ts';
import { HOUR } from '../../fixtures/domain/made-up.ts';
import {
  click,
  type Door,
  EMPTY,
  ephemerals,
  fieldOf,
  fill,
  FILLED,
  methods,
  NOW,
  openDoor,
  OPENED,
  openForm,
  shownForm,
  openTicket,
  OUTAGE,
  refusing,
} from './slack-door.ts';

const FIRST = '3000000000001';
const ORDERS = [FIRST, '3000000000002'];

type Changes = { user?: object; team?: string; metadata?: string; action?: string };
/** The payload of a button in the view of an order. */
const pressInView = (
  metadata: object,
  { user, team = 'T0OURS', metadata: broken, action = 'exchanges' }: Changes = {},
) => ({
  type: 'block_actions',
  team: { id: team, domain: 'made-up' },
  user: { id: 'U0CS', username: 'minji', team_id: team, ...user },
  trigger_id: '3.4.made-up',
  container: { type: 'view', view_id: OPENED.id },
  view: {
    ...OPENED,
    type: 'modal',
    callback_id: 'order',
    private_metadata: broken ?? JSON.stringify(metadata),
    blocks: [],
    state: { values: {} },
  },
  actions: [{ type: 'button', action_id: action, block_id: 'x', action_ts: '1764046806.000300' }],
});
/** A request to `act`. */
const requestOf = (ticket: Ticket, more: object) => ({
  ticket: ticket.key,
  by: 'U0CS',
  channel: 'C0CS',
  pressedAt: NOW,
  ...more,
});
const shownTo = (ticket: Ticket) => ({
  ticket: ticketId(ticket.key),
  channel: 'C0CS',
  by: 'U0CS',
  order: 0,
  part: 'order',
});

const TEMPLATE = '{배송상태} {invoice}';
const templates = [
  { name: '배송', text: TEMPLATE },
  { name: '주문', text: '{order}' },
];
/** The payload of a template that needs facts, in the form of a reply. */
const askForFacts = (form: Parameters<typeof fill>[0], changes: Parameters<typeof fill>[2] = {}) =>
  fill(form, '', { template: 0, ...changes });
/** Opens the form of a ticket, and forgets the call that opened it. */
const openedForm = async (door: Door, ticket: Ticket) => {
  const form = await openForm(door, ticket);
  door.asked.length = 0;
  return form;
};

describe('A10: the order of a card', () => {
  test('opens the view at once, after one read of the table, and requests that act fills it', async () => {
    const { door, ticket } = await openTicket({}, { orderId: FIRST });
    expect(await door.send(click(ticket, 'order'))).toEqual(EMPTY);
    expect([methods(door), door.reads()]).toEqual([['views.open'], 1]);
    expect(JSON.parse(shownForm(door).private_metadata)).toEqual(shownTo(ticket));
    expect(door.requests).toEqual([requestOf(ticket, { view: OPENED, order: 0, part: 'order' })]);
    expect(door.log.lines.join()).toMatch(/"do":"order","by":"U0CS","result":"opened"/);
    expect(JSON.stringify([door.requests, door.log.lines])).not.toContain(FIRST);
    expect(door.ticket(ticket)).toEqual(ticket);
    expect(door.published).toEqual([]);
  });

  test('is chosen from a menu by its position', async () => {
    const { door, ticket } = await openTicket({}, { orderId: FIRST, orderIds: ORDERS });
    await door.send(click(ticket, 'order', { option: '1' }));
    expect(door.requests).toMatchObject([{ order: 1, part: 'order' }]);
    expect(JSON.parse(shownForm(door).private_metadata)).toMatchObject({ order: 1 });
    expect(JSON.stringify(shownForm(door).blocks)).toContain(ORDERS[1]);
  });

  test('names the moment of the press, not the moment after Slack has opened the view', async () => {
    const { door, ticket } = await openTicket();
    door.afterRead(() => door.advance(700));
    await door.send(click(ticket, 'order'));
    expect(door.requests).toMatchObject([{ pressedAt: NOW }]);
  });

  const act = { id: '1', do: 'reply', by: 'U0CS', channel: 'C0CS', at: NOW } as const;
  test.each([
    ['while a reply is sent', { act: { ...act, progress: 'sending' } as const }],
    ['after the deadline', { dueAt: NOW - HOUR }],
  ])('is shown %s', async (_when, fields) => {
    const door = await openDoor();
    await door.send(click(door.put(fields), 'order'));
    expect(door.requests).toHaveLength(1);
  });

  test('leaves the user group to act', async () => {
    const door = await openDoor({ acting: { claim: 'S0GROUP' } });
    await door.send(click(door.put(), 'order', { user: { id: 'U0GUEST' } }));
    expect(methods(door)).toEqual(['views.open']);
    expect(door.requests).toMatchObject([{ by: 'U0GUEST' }]);
  });

  test('stays open with its advice if the request is not sent, and the log shows it', async () => {
    const door = await openDoor();
    door.stopBus();
    await door.send(click(door.put(), 'order'));
    expect(methods(door)).toEqual(['views.open']);
    expect(door.log.lines.join()).toContain('"result":"unsent"');
  });

  test('is not requested if Slack opens no view, and the person gets an answer', async () => {
    const door = await openDoor(refusing('views.open', 'expired_trigger_id'));
    await door.send(click(door.put(), 'order'));
    expect(door.requests).toEqual([]);
    expect(ephemerals(door)).toMatch(/^C0CS U0CS: 지금은 처리하지 못했습니다/);
  });

  test('opens no view that nobody could fill if the table fails', async () => {
    const { door, ticket } = await openTicket();
    door.breakStore(OUTAGE);
    await door.send(click(ticket, 'order'));
    expect(methods(door)).toEqual(['chat.postEphemeral']);
    expect(door.requests).toEqual([]);
  });
});

describe('A10: the exchanges of an order', () => {
  test('open on top of the order', async () => {
    const { door, ticket } = await openTicket({}, { orderId: FIRST, orderIds: ORDERS });
    expect(await door.send(pressInView({ ...shownTo(ticket), order: 1 }))).toEqual(EMPTY);
    expect([methods(door), door.reads()]).toEqual([['views.push'], 1]);
    const pushed = door.asked[0]?.form['trigger_id'];
    expect(pushed).toBe('3.4.made-up');
    expect(door.requests).toEqual([requestOf(ticket, { view: OPENED, order: 1, part: 'exchanges' })]);
  });
});

describe('A10: an order that is asked for again in its view', () => {
  const AGAIN = { id: OPENED.id, hash: '1764046807.again' };
  const updated = (method: string) => (method === 'views.update' ? { ok: true, view: AGAIN } : { ok: true });

  test.each(['order', 'exchanges'])('waits in the same view, and act gets its new hash: %s', async (part) => {
    const { door, ticket } = await openTicket({ slack: updated }, { orderId: FIRST, orderIds: ORDERS });
    const metadata = { ...shownTo(ticket), order: 1, part };
    expect(await door.send(pressInView(metadata, { action: 'again' }))).toEqual(EMPTY);
    expect([methods(door), door.reads()]).toEqual([['views.update'], 1]);
    expect(door.asked[0]?.form).toMatchObject({ view_id: OPENED.id, hash: OPENED.hash });
    expect(JSON.parse(shownForm(door).private_metadata)).toEqual(metadata);
    expect(door.requests).toEqual([requestOf(ticket, { view: AGAIN, order: 1, part })]);
    expect(door.log.lines.join()).toContain(`"do":"${part}","by":"U0CS","result":"opened"`);
  });

  test('is the order in a view that an older version opened', async () => {
    const door = await openDoor({ slack: updated });
    const { part: _, ...older } = shownTo(door.put());
    await door.send(pressInView(older, { action: 'again' }));
    expect(door.requests).toMatchObject([{ part: 'order', view: AGAIN }]);
    await door.send(pressInView(older));
    expect(methods(door)).toEqual(['views.update', 'views.push', 'chat.postEphemeral']);
  });

  test('is not requested for a view that was closed, and nobody is disturbed', async () => {
    const door = await openDoor(refusing('views.update', 'not_found'));
    expect(await door.send(pressInView(shownTo(door.put()), { action: 'again' }))).toEqual(EMPTY);
    expect([methods(door), door.requests]).toEqual([['views.update'], []]);
    expect(door.log.lines.join()).toContain('"result":"nothing"');
  });
});

describe('A10: the facts of an order, for a reply', () => {
  const requested = (ticket: Ticket, form: object) => [
    requestOf(ticket, {
      view: FILLED,
      order: 0,
      part: 'facts',
      form: { mark: requestMark(ticket), version: ticket.outbox.version, ...form },
    }),
  ];

  test('are requested for a template that needs them, and act gets its position, but no text', async () => {
    const { door, ticket } = await openTicket({ acting: { templates } });
    const form = await openedForm(door, ticket);
    const before = door.reads();
    expect(await door.send(askForFacts(form))).toEqual(EMPTY);
    expect([methods(door), door.reads() - before]).toEqual([['views.update'], 1]);
    expect(JSON.stringify(shownForm(door).blocks)).toContain(WORDING.ko.act.form.loading);
    expect(fieldOf(shownForm(door))).toBe(fieldOf(form));
    expect(door.requests).toEqual(requested(ticket, { field: fieldOf(form), template: 0 }));
  });

  test('are requested for a template below a typed text, which the form keeps', async () => {
    const { door, ticket } = await openTicket({ acting: { templates } });
    await door.send(fill(await openedForm(door, ticket), '쓰던 글', { template: 0 }));
    const shown = shownForm(door);
    expect(JSON.stringify(shown.blocks)).toContain(String.raw`쓰던 글\n\n${TEMPLATE}`);
    expect(door.requests).toEqual(requested(ticket, { field: fieldOf(shown) }));
  });

  test('are requested for no other template, not twice, and not without an order', async () => {
    const { door, ticket } = await openTicket({ acting: { templates } });
    const form = await openedForm(door, ticket);
    await door.send(askForFacts(form, { template: 1 }));
    const metadata = JSON.stringify({ ...JSON.parse(form.private_metadata), facts: { status: '배송중' } });
    await door.send(askForFacts(form, { metadata }));
    expect(JSON.stringify(shownForm(door).blocks)).toContain('"initial_value":"배송중 {invoice}"');
    const without = await openTicket({ acting: { templates } }, {}, 'orderId', 'orderIds');
    await without.door.send(askForFacts(await openedForm(without.door, without.ticket)));
    expect(JSON.stringify(shownForm(without.door).blocks)).toContain(
      `⚠️ {배송상태}, {invoice} · ${WORDING.ko.act.form.noOrder}`,
    );
    expect([...door.requests, ...without.door.requests]).toEqual([]);
  });

  test('are said not to come if the request was not sent, and the form has the template', async () => {
    const { door, ticket } = await openTicket({ acting: { templates } });
    const form = await openedForm(door, ticket);
    door.stopBus();
    await door.send(askForFacts(form));
    expect(door.asked.at(-1)?.form).toMatchObject({ hash: FILLED.hash });
    const blocks = JSON.stringify(shownForm(door).blocks);
    expect(blocks).toContain(`"initial_value":"${TEMPLATE}"`);
    expect(blocks).toContain('⚠️ {배송상태}, {invoice} · ');
  });

  test('are never requested for a public reply', async () => {
    const door = await openDoor({ acting: { templates }, sources: ['call-center', 'product'] });
    const fields = { source: 'product', kind: 'question', answerId: '0', orderIds: ORDERS } as const;
    const form = await openedForm(door, door.put(fields));
    expect(await door.send(askForFacts(form))).toEqual(EMPTY);
    expect(door.requests).toEqual([]);
  });
});

describe('the door under attack for orders', () => {
  const nothingShown = (door: Door): void => {
    expect(methods(door).filter((method) => method !== 'chat.postEphemeral')).toEqual([]);
    expect([door.requests, door.published]).toEqual([[], []]);
  };

  test('refuses a position that the ticket does not have, and any position of a ticket without an order', async () => {
    const { door, ticket } = await openTicket({}, {}, 'orderId', 'orderIds');
    await door.send(click(ticket, 'order'));
    await door.send(pressInView(shownTo(ticket)));
    await door.send(click(door.put({ orderId: FIRST }), 'order', { option: '7' }));
    nothingShown(door);
    expect(ephemerals(door).match(/요청이 바뀌었습니다/g)).toHaveLength(3);
  });

  test.each(['100', '-1', '1.5', '', 'x', '1e1', '__proto__'])(
    'ignores %j, which is no position, without a read',
    async (option) => {
      const door = await openDoor();
      expect(await door.send(click(door.put(), 'order', { option }))).toEqual(EMPTY);
      nothingShown(door);
      expect([door.reads(), methods(door)]).toEqual([0, []]);
    },
  );

  test('refuses the old view of a ticket that was closed meanwhile, and requests no facts for its old form', async () => {
    const door = await openDoor({ acting: { templates } });
    const open = door.put();
    const form = await openedForm(door, open);
    door.put({ ...makeClosedTicket({ outcome: 'withdrawn' }).facts, version: 2 });
    await door.send(click(open, 'order'));
    await door.send(pressInView(shownTo(open)));
    await door.send(pressInView(shownTo(open), { action: 'again' }));
    nothingShown(door);
    expect(ephemerals(door).match(/이미 종료된 건입니다/g)).toHaveLength(3);
    await door.send(askForFacts(form));
    expect(door.requests).toEqual([]);
  });

  test("ignores another person's view, without a read", async () => {
    const { door, ticket } = await openTicket({ acting: { people: { U0TWO: { wingId: 'cs02' } } } });
    for (const action of ['exchanges', 'again'])
      expect(await door.send(pressInView(shownTo(ticket), { user: { id: 'U0TWO' }, action }))).toEqual(EMPTY);
    nothingShown(door);
    expect(door.reads()).toBe(0);
    await door.send(pressInView({ ...shownTo(ticket), by: 'U0TWO' }, { user: { id: 'U0TWO' } }));
    expect(door.requests).toHaveLength(1);
  });

  test.each<[string, Changes & { shown?: object }]>([
    ['no metadata', { metadata: '' }],
    ['broken metadata', { metadata: '{"ticket":' }],
    ['a number as ticket', { shown: { ticket: 1 } }],
    ['a negative position', { shown: { order: -1 } }],
    ['a position in words', { shown: { order: '0' } }],
    ['a channel that is none', { shown: { channel: '#cs' } }],
    ['a part that it never shows', { shown: { part: 'facts' }, action: 'again' }],
    ['another button', { action: 'open-wing' }],
    ['the button of a card', { action: 'claim' }],
  ])('ignores a view with %s, without a read', async (_what, { shown, ...changes }) => {
    const { door, ticket } = await openTicket();
    expect(await door.send(pressInView({ ...shownTo(ticket), ...shown }, changes))).toEqual(EMPTY);
    nothingShown(door);
    expect([door.reads(), methods(door)]).toEqual([0, []]);
  });

  test.each([
    ['of another vendor', (other: Ticket) => ticketId(other.key), /권한이 없습니다/],
    ['of a vendor that is not ours', () => 'KR/A00099999/call-center/1/2', /찾을 수 없습니다/],
    ['that does not exist', () => 'KR/A00012345/call-center/1/2', /찾을 수 없습니다/],
    ['that is no ticket', () => '../../secret', /찾을 수 없습니다/],
  ])('refuses a forged ticket %s: on a card, in a view and in a form', async (_which, named, says) => {
    const { door, ticket } = await openTicket();
    const forged = named(door.put({ vendorId: 'A00054321' }));
    const form = await openedForm(door, ticket);
    const before = door.reads();
    await door.send(click(ticket, 'order', { value: forged }));
    await door.send(pressInView({ ...shownTo(ticket), ticket: forged }));
    const metadata = JSON.stringify({ ...JSON.parse(form.private_metadata), ticket: forged });
    await door.send(askForFacts(form, { metadata }));
    nothingShown(door);
    expect(ephemerals(door).split('\n')).toHaveLength(3);
    expect(ephemerals(door)).toMatch(says);
    expect(door.reads() - before).toBeLessThanOrEqual(3);
  });

  test('refuses a person without rights for the vendor, in each place', async () => {
    const { door, ticket } = await openTicket({ acting: { claim: 'people' } });
    const form = await openedForm(door, ticket);
    const user = { id: 'U0STRANGER' };
    await door.send(click(ticket, 'order', { user }));
    await door.send(pressInView({ ...shownTo(ticket), by: user.id }, { user }));
    await door.send(pressInView({ ...shownTo(ticket), by: user.id }, { user, action: 'again' }));
    await door.send(askForFacts(form, { user }));
    nothingShown(door);
    expect(ephemerals(door).match(/권한이 없습니다|권한이 없어/g)).toHaveLength(3);
    expect(ephemerals(door).split('\n')).toHaveLength(4);
  });
});
