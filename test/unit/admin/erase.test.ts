import { describe, expect, test } from '@jest/globals';
import { DeleteCommand, GetCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { madeUpConfig } from '../../fixtures/made-up-config.ts';
import { mockDocuments } from '../../fixtures/mock-documents.ts';
import { englishIn } from './english-in.ts';
import { ticketId } from '../../../lib/domain/ticket/ticket-id.ts';
import { ADMIN_WORDING } from '../../../admin/wording/wording.ts';
import { chooseSource, eraseTickets } from '../../../admin/erase/erase-tickets.ts';
import { openOnAws } from '../../../admin/erase/erase-on-aws.ts';
import { printErasure, printFound } from '../../../admin/erase/print-erasure.ts';
import { namesOf } from '../../../lib/config/names.ts';
import { ticketItemKey } from '../../../lib/dynamodb/item-keys.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';
import { newTicketItem } from '../../../lib/dynamodb/ticket-item.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import { makeAct } from '../../fixtures/domain/make-act.ts';
import {
  makeClosedTicket,
  makeKey,
  makeShownTicket,
  type TicketFields,
  withFields,
} from '../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../fixtures/domain/made-up.ts';
import { makeAccount, mockAccount } from './made-up-account.ts';
import { createMemoryStore } from '../../simulation/memory-store.ts';

const INQUIRY = '1000000001';
const ID = `KR/A00012345/call-center/${INQUIRY}/700000001`;
const ERASED = { text: '', erased: true, version: 2, publishedVersion: 2 } as const;

/** Erased, and Slack shows it. */
const makeErasedTicket = (fields: TicketFields = {}): Ticket =>
  withFields(makeShownTicket(), { ...ERASED, shownVersion: 2, ...fields });
const unshown = (ticket: Ticket): Ticket => withFields(ticket, { ...ERASED, publishedVersion: 1 });

/** A deployed table. `later`: the ticket as it is when it is read for the fourth time. */
const openAccount = ({
  ticket,
  later,
  scanned = [],
}: {
  ticket?: Ticket;
  later?: Ticket;
  scanned?: Record<string, unknown>[];
}) => {
  const clients = { region: 'ap-northeast-2', ...mockAccount(makeAccount(madeUpConfig([{}]))) };
  const scannedValues: unknown[] = [];
  const written: Record<string, unknown>[] = [];
  const removed: string[] = [];
  const itemOf = (stored: Ticket) => ({ ...newTicketItem(stored), v: 1 });
  let reads = 0;
  mockDocuments()
    .on(ScanCommand)
    .callsFake((input: { ExpressionAttributeValues: unknown }) => {
      scannedValues.push(input.ExpressionAttributeValues);
      const near = { pk: `T#KR#A00012345#call-center#${INQUIRY}0`, sk: '1' };
      return {
        Items: [...(ticket ? [{ ...ticketItemKey(ticket.key), orderId: '77' }, near] : []), ...scanned],
      };
    })
    .on(GetCommand)
    .callsFake(({ Key }: { Key: { sk: string } }) => {
      if (Key.sk === 'state' || !ticket) return {};
      reads += 1;
      if (reads >= 4 && later) return { Item: itemOf(later) };
      return { Item: itemOf(written.length === 0 ? ticket : unshown(ticket)) };
    })
    .on(UpdateCommand)
    .callsFake((input: Record<string, unknown>) => {
      written.push(input);
      return {
        Attributes: itemOf(unshown(ticket ?? makeShownTicket())),
      };
    })
    .on(DeleteCommand)
    .callsFake(({ Key }: { Key: { pk: string; sk: string } }) => {
      removed.push(`${Key.pk} ${Key.sk}`);
      return {};
    });
  let time = NOW;
  const sleep = async (ms: number) => void (time += ms);
  return {
    asked: scannedValues,
    removed,
    written,
    waited: () => time - NOW,
    erase: async (id = INQUIRY) => {
      const table = await openOnAws(namesOf({}), clients, {
        now: () => time,
        sleep,
        texts: ADMIN_WORDING.en,
      });
      const found = await table.find(id);
      return { ...table, found, tickets: await table.erase(found.map(({ key }) => key)) };
    },
  };
};

describe('npm run erase on AWS', () => {
  test('erases, waits until Slack has followed, and prints where the card is', async () => {
    const ticket = makeShownTicket();
    const account = openAccount({ ticket, later: withFields(ticket, { ...ERASED, shownVersion: 2 }) });
    const erasure = await account.erase();
    expect(account.asked).toEqual([{ ':tickets': 'T#', ':id': INQUIRY, ':inquiry': `#${INQUIRY}` }]);
    expect(account.written).toHaveLength(1);
    expect(account.waited()).toBe(10_000);
    const printed = printErasure(INQUIRY, erasure, ADMIN_WORDING.en);
    expect(printed).toContain(`${INQUIRY}: 1 ticket in the table of Notifier in ap-northeast-2.`);
    expect(printed).toContain(`Hand-over ${ID}: its texts are erased from the table.`);
    expect(printed).toMatch(/In Slack its card no longer holds? them: channel \S+, ts \S+\./);
    expect(printed).toContain('Not reached from here');
  });

  test('removes the pointers of a ticket, also if its texts were erased before (A10)', async () => {
    const of = { orderId: '77', vendorItemId: '71', openedAt: NOW };
    const fresh = makeShownTicket(of);
    const pointers = ['order#77', 'option#71'].map(
      (name) => `O#KR#A00012345#${name} ${NOW}#call-center#${INQUIRY}#700000001`,
    );
    for (const ticket of [fresh, withFields(fresh, { ...ERASED, shownVersion: 2 })]) {
      const account = openAccount({ ticket, later: withFields(ticket, { ...ERASED, shownVersion: 2 }) });
      await account.erase();
      expect(account.removed).toEqual(pointers);
    }
  });

  test.each([
    ['the number of both', INQUIRY, ['call-center', 'product']],
    ['the order of the hand-over', '77', ['call-center']],
    ['any order of the question', '779', ['product']],
    ['a part of an order', '79', []],
  ])('finds a hand-over and a product question by %s', async (_what, id, sources) => {
    const question = { pk: `T#KR#A00012345#product#${INQUIRY}`, sk: '0', orderIds: ['778', '779'] };
    const { found, tickets } = await openAccount({ ticket: makeErasedTicket(), scanned: [question] }).erase(
      id,
    );
    expect(found.map(({ key }) => key.source)).toEqual(sources);
    expect(tickets).toHaveLength(sources.length);
  });

  test('writes nothing the second time', async () => {
    const account = openAccount({ ticket: makeErasedTicket() });
    expect(printErasure(INQUIRY, await account.erase(), ADMIN_WORDING.en)).toContain(
      'had been erased from the table before.',
    );
    expect([account.written, account.waited()]).toEqual([[], 0]);
  });

  test('reports after six minutes what Slack still shows, and what to do', async () => {
    const account = openAccount({ ticket: makeClosedTicket({ channel: 'C0CS', ts: '1.1' }) });
    const erasure = await account.erase();
    expect(account.waited()).toBe(360_000);
    expect(erasure.tickets.map(({ isPending }) => isPending)).toEqual([true]);
    expect(printErasure(INQUIRY, erasure, ADMIN_WORDING.en)).toContain(
      'Slack does not show this yet: channel C0CS, ts 1.1.',
    );
  });

  test('reports a number that no ticket has', async () => {
    const { place, found } = await openAccount({}).erase();
    expect(() => printFound(INQUIRY, { place, found }, ADMIN_WORDING.en)).toThrow(
      'No ticket of inquiry or order',
    );
  });
});

const print = (...tickets: Ticket[]): string =>
  printErasure(
    INQUIRY,
    {
      place: 'made-up',
      isRunning: true,
      tickets: tickets.map((ticket) => ({ ticket, isNew: true, isPending: false })),
    },
    ADMIN_WORDING.en,
  );
const replaced = { channel: 'C0OLD', ts: '1.0' };
/** Its thread quoted a reply that was given up. */
const GIVEN_UP: TicketFields = {
  history: [{ name: 'act-2', at: NOW, deed: { did: 'not-done', press: 'press-1', by: 'U0MADEUP1' } }],
  posted: { 'act-2': 'passed' },
};

describe('what erase prints', () => {
  test.each<[string, TicketFields, string[]]>([
    [
      'an earlier card that cannot be edited, and an answer that is under way',
      { replaced, act: makeAct({ progress: 'sending' }) },
      ['Look for it and delete it: channel C0OLD, ts 1.0.', 'Run this again in ten minutes.'],
    ],
    [
      'that the thread no longer holds a reply that was given up',
      GIVEN_UP,
      ['In Slack its card and the lines that quoted it no longer hold them', 'direct message'],
    ],
    [
      'that a reply that was given up may stand below an earlier card',
      { ...GIVEN_UP, replaced },
      [
        'In Slack its card no longer holds them',
        'could not be edited, and maybe lines under it. Look for it and delete it: channel C0OLD',
      ],
    ],
  ])('names %s', (_what, fields, texts) => {
    const printed = print(makeErasedTicket(fields));
    for (const text of texts) expect(printed).toContain(text);
  });

  test('does not mention a reply that was sent', () => {
    const { text, ...act } = makeAct({ progress: 'sent' });
    expect(print(makeErasedTicket({ act }))).not.toContain('under way');
  });

  test('names which of two tickets is a hand-over, and which a product question', () => {
    const printed = print(makeErasedTicket(), makeErasedTicket({ source: 'product', answerId: '0' }));
    expect(printed).toContain(`${INQUIRY}: 2 tickets in made-up.`);
    expect(printed).toContain(`Hand-over ${ID}: its texts`);
    expect(printed).toContain(`Product question KR/A00012345/product/${INQUIRY}/0: its texts`);
  });

  test('reports the result in Korean', async () => {
    const { ko } = ADMIN_WORDING;
    const ticket = makeShownTicket();
    const printed = printErasure(
      INQUIRY,
      {
        place: ko.ticket.places.store('.local'),
        isRunning: false,
        tickets: [{ ticket, isNew: true, isPending: true }],
      },
      ko,
    );
    expect(printed.split('\n').slice(0, 3)).toEqual([
      `${INQUIRY}: 1건. 위치: .local의 저장소`,
      '',
      `이관 건 ${ticketId(ticket.key)}: 테이블에서 글을 지웠습니다.`,
    ]);
    expect(englishIn(printed)).toEqual([]);
  });

  test('lists what it found: source, product, first words and messages, and a ticket that cannot be read', () => {
    const ticket = makeShownTicket({
      text: `${'지어낸 말 '.repeat(20)}끝`,
      posted: { 'early-0': '1.2', breach: 'passed' },
    });
    const found = [{ key: ticket.key, ticket }, { key: { ...ticket.key, answerId: '9' } }];
    const lines = printFound(INQUIRY, { place: 'made-up', found }, ADMIN_WORDING.en).split('\n');
    expect(lines).toEqual([
      `${INQUIRY}: 2 tickets in made-up.`,
      `Hand-over ${ID}`,
      `  ${ticket.facts.product}`,
      `  “${'지어낸 말 '.repeat(20).slice(0, 60)}”`,
      '  Messages in Slack: 2',
      `Hand-over ${ID.replace('700000001', '9')}`,
      '  This ticket cannot be read.',
    ]);
  });

  test('needs the source of a number that a hand-over and a question share, but not of an order', () => {
    const { key } = makeShownTicket();
    const [handOver, question] = [{ key }, { key: { ...key, source: 'product' as const } }];
    const ofOrder = { key: { ...question.key, inquiryId: '5' } };
    expect(chooseSource(INQUIRY, [handOver, question], undefined)).toBeUndefined();
    expect(chooseSource(INQUIRY, [handOver, question], 'product')).toEqual([question]);
    expect(chooseSource('77', [handOver, ofOrder], undefined)).toEqual([handOver, ofOrder]);
  });
});

test('an unreadable ticket does not keep the texts of others, and is reported once they are erased', async () => {
  const store = createMemoryStore();
  const [bad, good] = [makeKey({ answerId: '1' }), makeKey({ answerId: '2' })];
  for (const { answerId } of [bad, good]) store.put(makeShownTicket({ answerId }));
  const { ticket } = store.reader;
  store.reader.ticket = async (key) => {
    if (key.answerId === '1') throw new StoreError('unreadable', 'The first cannot be read.');
    return ticket(key);
  };
  await expect(eraseTickets([bad, good], NOW, { ...store, removePointers: async () => {} })).rejects.toThrow(
    'The first cannot be read.',
  );
  expect(await ticket(good)).toMatchObject({ facts: { text: '', erased: true } });
});
