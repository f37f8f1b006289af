import { describe, expect, test } from '@jest/globals';
import type { Deed } from '../../../lib/domain/ticket/act.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { Ticket, TicketEventType } from '../../../lib/domain/ticket/ticket.ts';
import { CONDITIONS } from '../../../lib/dynamodb/conditions.ts';
import { attributesOf } from '../../../lib/dynamodb/deliverables.ts';
import { createDeliveryStore } from '../../../lib/dynamodb/delivery-store.ts';
import { deliverableItemKey } from '../../../lib/dynamodb/item-keys.ts';
import { createTicketWriter } from '../../../lib/dynamodb/ticket-writer.ts';
import type { DeliveryResult } from '../../../lib/workflows/ports/store.ts';
import { HANDED_OVER_AT, HOUR, NOW } from '../../fixtures/domain/made-up.ts';
import {
  makeClosedTicket,
  makeNewTicket,
  makeShownTicket,
  makeTicket,
  withFields,
  type TicketFields,
} from '../../fixtures/domain/make-ticket.ts';
import { keepLines } from '../workflows/keep-lines.ts';
import { createConditionTable } from '../workflows/delivery/lane-model/condition-table.ts';

const deedLine = (deed: Omit<Deed, 'press'>) => ({
  name: 'act-2' as const,
  at: NOW,
  deed: { press: 'p1', ...deed },
});

const line = (event: object) => ['info', 'trace', { deliverable: ticketId(makeTicket().key), ...event }];

/** The store's writers, over a table that holds some tickets, and the lines that they log. */
const storeOf = async (...tickets: Ticket[]) => {
  const { table } = createConditionTable();
  for (const ticket of tickets)
    await table.put({ ...attributesOf(ticket), ...deliverableItemKey(ticket.key) }, CONDITIONS.isNew);
  const { lines, log } = keepLines();
  let tokens = 0;
  const newToken = (): string => `token-${(tokens += 1)}`;
  return {
    lines,
    writer: createTicketWriter(table, newToken, log),
    delivery: createDeliveryStore(table, newToken, log),
  };
};

describe('the log line for a stored', () => {
  type Changed = { before: Ticket; facts: TicketFields; event: TicketEventType };
  const linesOfChange = async ({ before, facts, event }: Changed) => {
    const { lines, writer } = await storeOf(before);
    await writer.change(before, withFields(before, facts).facts, event, NOW);
    return lines;
  };

  test('new ticket: its clock, and how it is announced', async () => {
    const { lines, writer } = await storeOf();
    const created = makeNewTicket('1000000001');
    await writer.create(created);
    const { kind, state, askedAt, dueAt, announcement } = created.facts;
    expect(lines).toEqual([line({ did: 'stored', version: 1, kind, state, askedAt, dueAt, announcement })]);
  });

  test('ticket closed at first sight: how it ended', async () => {
    const { lines, writer } = await storeOf();
    await writer.create(makeClosedTicket());
    expect(lines).toMatchObject([line({ did: 'stored', state: 'closed', outcome: 'answered' })]);
  });

  test('change: the names of the facts, without words of people', async () => {
    const facts = {
      text: '다른 요청',
      product: '다른 상품',
      fingerprint: 'other',
      history: [],
      repliedVersion: 3,
    };
    const lines = await linesOfChange({ before: makeTicket({ version: 2 }), facts, event: 'TicketChanged' });
    expect(lines).toEqual([line({ did: 'changed', version: 3, state: 'open', fields: ['product', 'text'] })]);
  });

  test.each<[string, TicketFields, object[]]>([
    [
      'a claim',
      { claimedBy: 'U0HANA', claimedAt: NOW, history: [deedLine({ did: 'claimed', by: 'U0HANA' })] },
      [{ did: 'claimed', by: 'U0HANA' }],
    ],
    [
      'an assignment by the roster',
      { claimedBy: 'U0HANA', history: [deedLine({ did: 'assigned', by: 'roster', to: 'U0HANA' })] },
      [{ did: 'shared', by: 'roster', to: 'U0HANA' }],
    ],
    [
      'a snooze, and a fact from Coupang',
      { product: '다른 상품', history: [deedLine({ did: 'snoozed', by: 'U0HANA', until: NOW })] },
      [
        { did: 'snoozed', by: 'U0HANA', untilAt: NOW },
        { did: 'changed', state: 'open', fields: ['product'] },
      ],
    ],
    [
      'a refused reply',
      {
        act: {
          id: 'p1',
          by: 'U0HANA',
          channel: 'C0CS',
          do: 'reply',
          at: NOW,
          text: '비밀',
          progress: 'refused',
          refusal: { code: 'stale' },
        },
      },
      [{ did: 'act-refused', act: 'reply', by: 'U0HANA', reason: 'stale' }],
    ],
  ])('change by a person says who: %s', async (_name, facts, expected) => {
    const lines = await linesOfChange({ before: makeShownTicket(), facts, event: 'TicketChanged' });
    expect(lines).toEqual(expected.map((event) => line({ version: 2, ...event })));
  });

  test.each<[string, Changed, object]>([
    [
      'left the lists',
      { before: makeShownTicket(), facts: { state: 'unverified' }, event: 'TicketChanged' },
      { did: 'left-lists' },
    ],
    [
      'found again',
      {
        before: withFields(makeShownTicket(), { state: 'unverified' }),
        facts: { state: 'open' },
        event: 'TicketChanged',
      },
      { did: 'changed', state: 'open', fields: ['state'] },
    ],
    [
      'a step',
      {
        before: makeTicket({ steps: [{ name: '6h', deadline: 1, at: 1 }] }),
        facts: {
          steps: [
            { name: '6h', deadline: 1, at: 1 },
            { name: '3h', deadline: 1, at: 2, passed: true },
            { name: '1h', deadline: 1, at: 2 },
          ],
        },
        event: 'TicketWarned',
      },
      { did: 'warned', steps: ['1h'], passed: ['3h'] },
    ],
    [
      'an end',
      {
        before: makeShownTicket(),
        facts: {
          state: 'closed',
          outcome: 'answered',
          closedAt: NOW,
          answeredAt: HANDED_OVER_AT + HOUR,
          inTime: true,
        },
        event: 'TicketClosed',
      },
      { did: 'closed', outcome: 'answered', answeredAt: HANDED_OVER_AT + HOUR, inTime: true },
    ],
    [
      'a re-opening',
      {
        before: makeClosedTicket(),
        facts: { state: 'open', dueAt: NOW, fingerprint: 'made-up' },
        event: 'TicketReopened',
      },
      { did: 'reopened', dueAt: NOW },
    ],
  ])('change of kind: %s', async (_name, change, expected) => {
    const lines = await linesOfChange(change);
    expect(lines).toEqual([line({ version: change.before.outbox.version + 1, ...expected })]);
  });

  test('look-up without a result: when the next one is', async () => {
    const ticket = makeTicket();
    const { lines, writer } = await storeOf(ticket);
    await writer.noteLookUp(ticket.key, { lookUpAt: NOW, lookUps: 2 });
    expect(lines).toEqual([line({ did: 'look-up-due', lookUps: 2, nextLookUpAt: NOW })]);
  });

  test('write that met another writer: none', async () => {
    const stored = makeTicket({ version: 2 });
    const { lines, writer, delivery } = await storeOf(stored);
    const asRead = makeTicket();
    expect(await writer.create(asRead)).toBeUndefined();
    expect(await writer.change(asRead, asRead.facts, 'TicketChanged', NOW)).toBeUndefined();
    expect(await delivery.noteEntry(asRead, 'card', 'alone')).toBeUndefined();
    const replaced = { channel: 'C0CS', ts: '1.1' };
    expect(await delivery.noteResult(asRead, { replaced }, NOW)).toBeUndefined();
    expect(lines).toEqual([]);
  });
});

test('R24: the log line for the entry of a message says that it goes into a list, or is sent alone after all', async () => {
  const ticket = makeTicket();
  const { lines, delivery } = await storeOf(ticket);
  const listed = await delivery.noteEntry(ticket, 'card', { list: 'list/made-up' });
  if (!listed) throw new Error('No other writer is there.');
  await delivery.noteEntry(listed, 'card', 'alone');
  expect(lines).toEqual([
    line({ did: 'listed', attempt: 'card', list: 'list/made-up' }),
    line({ did: 'unlisted', attempt: 'card' }),
  ]);
});

describe('the log lines for the result of a call', () => {
  const linesOf = async (result: DeliveryResult) => {
    const ticket = makeShownTicket();
    const { lines, delivery } = await storeOf(ticket);
    expect(await delivery.noteResult(ticket, result, NOW)).toBeDefined();
    return lines;
  };

  test('say what waits, what is passed over, and what is replaced', async () => {
    const retry = { at: NOW, version: 1, since: NOW, times: 2, reason: 'invalid_blocks' };
    const lines = await linesOf({
      replaced: { channel: 'C0CS', ts: '1.1' },
      retries: { card: retry, edit: undefined },
      posted: { 'changed-2': 'passed', 'changed-3': '2.2' },
    });
    expect(lines).toEqual([
      line({ did: 'replaced', channel: 'C0CS', ts: '1.1' }),
      line({ did: 'put-off', attempt: 'card', nextTryAt: NOW, refusals: 2, reason: 'invalid_blocks' }),
      line({ did: 'passed-over', lines: ['changed-2'] }),
    ]);
  });

  test('contain nothing of Slack’s answer', async () => {
    expect(await linesOf({ channel: 'C0CS', ts: '1.1', shownVersion: 1 })).toEqual([]);
  });
});
