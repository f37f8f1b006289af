import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from '@jest/globals';
import { makeTicket, QUESTION, type TicketFields } from '../fixtures/domain/make-ticket.ts';
import { DAY, NOW } from '../fixtures/domain/made-up.ts';
import { describeTable, type TableUnderTest } from './store-under-test.ts';

const vendor = (vendorId: string) => ({ market: 'KR', vendorId }) as const;
const ALL = { most: 21, now: NOW };

/** The pointer items of a partition, as stored. */
const items = async ({ client, tableName }: TableUnderTest, partition: string) => {
  const found = await DynamoDBDocumentClient.from(client).send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :partition',
      ExpressionAttributeValues: { ':partition': partition },
    }),
  );
  return found.Items ?? [];
};

describeTable('the pointers from orders and options to tickets (A10)', (store) => {
  const noted = async (fields: TicketFields) => {
    const ticket = makeTicket(fields);
    await store().contacts.note(ticket);
    return ticket;
  };
  const inquiries = async (...asked: Parameters<TableUnderTest['contacts']['of']>) =>
    (await store().contacts.of(...asked)).map(({ key }) => key.inquiryId);

  test('lead from each order and from the option to the ticket', async () => {
    const { contacts } = store();
    const of = { vendorId: 'A00000901', orderIds: ['61', '62'], vendorItemId: '71' };
    const { key, facts } = await noted({ ...QUESTION, ...of, answerId: 'after-5' });
    const found = [{ key, openedAt: facts.openedAt }];
    expect(await contacts.of(vendor('A00000901'), { order: '61' }, ALL)).toEqual(found);
    expect(await contacts.of(vendor('A00000901'), { order: '62' }, ALL)).toEqual(found);
    expect(await contacts.of(vendor('A00000901'), { option: '71' }, ALL)).toEqual(found);
    expect(await contacts.of(vendor('A00000901'), { order: '71' }, ALL)).toEqual([]);
    expect(await contacts.of(vendor('A00000902'), { order: '61' }, ALL)).toEqual([]);
  });

  test('keep every digit of an order number beyond 2^53', async () => {
    const of = { vendorId: 'A00000903', inquiryId: '9007199254740993' };
    await noted({ ...of, orderId: '999999999999999999' });
    expect(await inquiries(vendor('A00000903'), { order: '999999999999999999' }, ALL)).toEqual([
      '9007199254740993',
    ]);
    expect(await inquiries(vendor('A00000903'), { order: '999999999999999998' }, ALL)).toEqual([]);
  });

  test('come newest first, and no more than asked for', async () => {
    for (const n of [3, 1, 5, 2, 4])
      await noted({ vendorId: 'A00000904', inquiryId: String(n), orderId: '61', openedAt: NOW - n });
    const of = vendor('A00000904');
    expect(await inquiries(of, { order: '61' }, ALL)).toEqual(['1', '2', '3', '4', '5']);
    expect(await inquiries(of, { order: '61' }, { most: 2, now: NOW })).toEqual(['1', '2']);
  });

  test('count for 90 days, after which DynamoDB may delete them', async () => {
    const of = { vendorId: 'A00000905', orderId: '61' };
    await noted({ ...of, inquiryId: '1', openedAt: NOW - 90 * DAY });
    await noted({ ...of, inquiryId: '2', openedAt: NOW - 90 * DAY - 1 });
    expect(await inquiries(vendor('A00000905'), { order: '61' }, ALL)).toEqual(['1']);
    const [first] = await items(store(), 'O#KR#A00000905#order#61');
    expect(first).toMatchObject({ expiresAt: Math.ceil((NOW - 1) / 1000) });
  });

  test('have no more than keys and an expiry', async () => {
    await noted({ vendorId: 'A00000906', orderId: '61', openedAt: NOW, text: 'made-up' });
    expect(await items(store(), 'O#KR#A00000906#order#61')).toEqual([
      {
        pk: 'O#KR#A00000906#order#61',
        sk: `${NOW}#call-center#1000000001#700000001`,
        expiresAt: (NOW + 90 * DAY) / 1000,
        v: 1,
      },
    ]);
  });

  test('are written again without a second entry', async () => {
    const ticket = await noted({ vendorId: 'A00000907', orderId: '61' });
    await store().contacts.note(ticket);
    expect(await inquiries(vendor('A00000907'), { order: '61' }, ALL)).toHaveLength(1);
  });

  test('are not written for an erased ticket, or one without order and option', async () => {
    const before = store().answers();
    await noted({ vendorId: 'A00000908', orderId: '61', erased: true });
    await store().contacts.note({ ...makeTicket(), facts: factsWithoutOrder() });
    expect(store().answers()).toBe(before);
  });
});

const factsWithoutOrder = () => {
  const { orderId: _, ...facts } = makeTicket().facts;
  return facts;
};
