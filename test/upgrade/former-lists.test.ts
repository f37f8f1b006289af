import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import { createTicketStore, type TicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { openTable } from '../../lib/dynamodb/table.ts';
import { newTicketItem } from '../../lib/dynamodb/ticket-item.ts';
import { makeShownTicket, makeTicket, withFields } from '../fixtures/domain/make-ticket.ts';
import { NOW } from '../fixtures/domain/made-up.ts';
import { type FilledStore, fillStore, TABLE_NAME } from './fill-store.ts';

let dataDir: string;
let filled: FilledStore;
let store: TicketStore;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'notifier-upgrade-'));
  filled = await fillStore(dataDir, []);
  let tokens = 0;
  store = createTicketStore({
    client: filled.client,
    tableName: TABLE_NAME,
    newToken: () => `token-${(tokens += 1)}`,
  });
});
afterAll(async () => {
  await filled.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const STEP = `step/1h/${NOW}` as const;

/** A ticket as an earlier release stored it, read by the present code. */
const stored = async (ticket: Ticket, former: object): Promise<Ticket> => {
  const table = openTable(filled.client, TABLE_NAME);
  await table.put({ ...newTicketItem(ticket), ...former }, 'attribute_not_exists(#pk)');
  return read(ticket);
};

const read = async ({ key }: Ticket): Promise<Ticket> => {
  const ticket = await store.reader.ticket(key);
  if (!ticket) throw new Error('no ticket');
  return ticket;
};

const changeText = (ticket: Ticket) =>
  store.writer.change(ticket, withFields(ticket, { text: 'new' }).facts, 'TicketChanged', NOW);

test('a pending card stays in its digest when its ticket’s facts change (R24)', async () => {
  const ticket = await stored(makeTicket({ inquiryId: '1' }), { announcement: 'digest/1' });
  expect(await changeText(ticket)).toMatchObject({
    facts: { text: 'new', announcement: 'card' },
    delivery: { posted: { card: 'in/digest/1' } },
  });
  expect((await read(ticket)).delivery.posted).toEqual({ card: 'in/digest/1' });
});

test('a pending line stays in its bundle when its ticket’s facts change (R24)', async () => {
  const history = [{ name: STEP, at: NOW, bundle: 5 }];
  const ticket = await stored(makeShownTicket({ inquiryId: '2' }), { history });
  await changeText(ticket);
  expect((await read(ticket)).delivery.posted).toEqual({ [STEP]: 'in/bundle/step/1h/5' });
});

test('a line stays sent if its ticket’s facts changed while its bundle was sent (R19)', async () => {
  const history = [{ name: STEP, at: NOW, bundle: 5 }];
  const ticket = await stored(makeShownTicket({ inquiryId: '3' }), { history });
  await store.delivery.noteResult(ticket, { posted: { [STEP]: '1.2' } }, NOW);
  await changeText(ticket);
  expect((await read(ticket)).delivery.posted).toEqual({ [STEP]: '1.2' });
});
