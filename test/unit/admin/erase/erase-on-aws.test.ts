import { describe, expect, test } from '@jest/globals';
import {
  CloudFormationClient,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { mockDocuments } from '../../../fixtures/mock-documents.ts';
import { englishIn } from '../wording/english-in.ts';
import { ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { ADMIN_WORDING } from '../../../../admin/wording/wording.ts';
import { chooseSource } from '../../../../admin/erase/erase-tickets.ts';
import { openOnAws } from '../../../../admin/erase/erase-on-aws.ts';
import { printErasure, printFound } from '../../../../admin/erase/print-erasure.ts';
import { namesOf, OUTPUTS, STACK_DESCRIPTIONS } from '../../../../lib/config/names.ts';
import { ticketItemKey } from '../../../../lib/dynamodb/item-keys.ts';
import { newTicketItem } from '../../../../lib/dynamodb/ticket-item.ts';
import type { Ticket } from '../../../../lib/domain/ticket/ticket.ts';
import { makeAct } from '../../../fixtures/domain/make-act.ts';
import { makeClosedTicket, makeShownTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';

const INQUIRY = '1000000001';
const ID = `KR/A00012345/call-center/${INQUIRY}/700000001`;
const ERASED = { text: '', erased: true, version: 2, publishedVersion: 2 } as const;

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
  const region = 'ap-northeast-2';
  const clients = {
    region,
    cloudFormation: new CloudFormationClient({ region }),
    dynamoDb: new DynamoDBClient({ region }),
  };
  mockClient(clients.cloudFormation)
    .on(DescribeStacksCommand)
    .resolves({
      Stacks: [
        {
          StackName: 'Notifier',
          Description: STACK_DESCRIPTIONS.notifier,
          CreationTime: new Date(NOW),
          StackStatus: 'UPDATE_COMPLETE',
          Outputs: [{ OutputKey: OUTPUTS.tableName, OutputValue: 'made-up-table' }],
        },
      ],
    })
    .on(ListStackResourcesCommand)
    .resolves({ StackResourceSummaries: [] });
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

  test('finds a ticket by its order, and none whose number merely begins the same', async () => {
    const ticket = withFields(makeShownTicket(), { ...ERASED, shownVersion: 2 });
    const { tickets } = await openAccount({ ticket }).erase('77');
    expect(tickets.map((erased) => erased.ticket.key)).toEqual([ticket.key]);
  });

  test('finds a hand-over and a product question of the same number, and names which is which', async () => {
    const ticket = withFields(makeShownTicket(), { ...ERASED, shownVersion: 2 });
    const question = { pk: `T#KR#A00012345#product#${INQUIRY}`, sk: '0', orderIds: ['78', '79'] };
    const account = openAccount({ ticket, scanned: [question] });
    const { tickets } = await account.erase();
    expect(tickets).toHaveLength(2);
    const named = tickets.map((erased, index) => ({
      ...erased,
      ticket: index === 0 ? ticket : withFields(ticket, { source: 'product', answerId: '0' }),
    }));
    const printed = printErasure(
      INQUIRY,
      { place: 'made-up', isRunning: true, tickets: named },
      ADMIN_WORDING.en,
    );
    expect(printed).toContain(`${INQUIRY}: 2 tickets in made-up.`);
    expect(printed).toContain(`Hand-over ${ID}: its texts`);
    expect(printed).toContain(`Product question KR/A00012345/product/${INQUIRY}/0: its texts`);
  });

  test('finds a product question by any of its orders, and not by a part of an order', async () => {
    const ticket = withFields(makeShownTicket(), { ...ERASED, shownVersion: 2 });
    const question = { pk: 'T#KR#A00012345#product#5', sk: '0', orderIds: ['778', '779'] };
    const erase = async (id: string) =>
      (await openAccount({ ticket, scanned: [question] }).erase(id)).tickets;
    expect(await erase('779')).toHaveLength(1);
    expect(await erase('79')).toEqual([]);
  });

  test('writes nothing the second time', async () => {
    const ticket = withFields(makeShownTicket(), { ...ERASED, shownVersion: 2 });
    const account = openAccount({ ticket });
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

  test('reports an earlier card that cannot be edited, and an answer that is under way', async () => {
    const ticket = withFields(makeShownTicket(), {
      ...ERASED,
      shownVersion: 2,
      replaced: { channel: 'C0OLD', ts: '1.0' },
      act: makeAct({ progress: 'sending' }),
    });
    const printed = printErasure(INQUIRY, await openAccount({ ticket }).erase(), ADMIN_WORDING.en);
    expect(printed).toContain('Look for it and delete it: channel C0OLD, ts 1.0.');
    expect(printed).toContain('Run this again in ten minutes.');
  });

  test('reports that the thread no longer holds a reply that was given up', async () => {
    const deed = { did: 'not-done', press: 'press-1', by: 'U0MADEUP1' } as const;
    const history = [{ name: 'act-2', at: NOW, deed }] as const;
    const posted = { 'act-2': 'passed' } as const;
    const ticket = withFields(makeShownTicket(), {
      ...ERASED,
      shownVersion: 2,
      history: [...history],
      posted,
    });
    const printed = printErasure(INQUIRY, await openAccount({ ticket }).erase(), ADMIN_WORDING.en);
    expect(printed).toContain('In Slack its card and the lines that quoted it no longer hold them');
    expect(printed).toContain('direct message');
    const replaced = withFields(ticket, { replaced: { channel: 'C0OLD', ts: '1.0' } });
    const unsure = printErasure(INQUIRY, await openAccount({ ticket: replaced }).erase(), ADMIN_WORDING.en);
    expect(unsure).toContain('In Slack its card no longer holds them');
    expect(unsure).toContain(
      'could not be edited, and maybe lines under it. Look for it and delete it: channel C0OLD',
    );
  });

  test('does not mention a reply that was sent', async () => {
    const { text, ...act } = makeAct({ progress: 'sent' });
    const ticket = withFields(makeShownTicket(), { ...ERASED, shownVersion: 2, act });
    const printed = printErasure(INQUIRY, await openAccount({ ticket }).erase(), ADMIN_WORDING.en);
    expect(printed).not.toContain('under way');
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

  test('reports a number that no ticket has', async () => {
    const { place, found } = await openAccount({}).erase();
    expect(() => printFound(INQUIRY, { place, found }, ADMIN_WORDING.en)).toThrow(
      'No ticket of inquiry or order',
    );
  });
});
