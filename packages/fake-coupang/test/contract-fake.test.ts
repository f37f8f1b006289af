import { describe, expect, test } from '@jest/globals';
import { contractRows } from '../contract/index.ts';
import { checkFake } from './check-fake.ts';
import type { Answered, Spoil } from './contract-stage.ts';

/** Rows that the fake cannot be tried with, by the beginnings of their ids. */
const NOT_TRIED = {
  'order.by-box.': 'the fake does not serve a box by its number',
  'order.history.': 'the fake does not serve the history of a box',
  'return.single.': 'the fake does not serve a single return',
  'any.refusal.410': 'the fake has no such failure',
  'any.refusal.423': 'the fake has no such failure',
  'any.refusal.429.extended-timeout': 'the fake counts no calls with the header',
  'any.refusal.521': 'the fake has no such failure',
  'call-centre.list.field.orderId.array.observed': 'a guard of a client; the fake answers as documented',
  'product.list.field.inquiryAt.spaced.observed': 'of 2022; the fake answers as documented',
};
const beginnings = Object.keys(NOT_TRIED);
const tried = contractRows.filter(({ id }) => !beginnings.some((beginning) => id.startsWith(beginning)));

describe('the fake and the contract', () => {
  test('agree on every row that can be tried', async () => {
    expect(await checkFake(tried)).toEqual([]);
  });

  test('differ on each kind of row that is not tried', async () => {
    for (const beginning of beginnings) {
      const rows = contractRows.filter(({ id }) => id.startsWith(beginning));
      expect([beginning, (await checkFake(rows)).length]).not.toEqual([beginning, 0]);
    }
  });
});

const answers =
  (change: (answer: Answered) => Partial<Answered>): Spoil =>
  (send) =>
  async (request) => {
    const answer = await send(request);
    return { ...answer, ...change(answer) };
  };
const texts = (from: RegExp | string, to: string): Spoil =>
  answers(({ text }) => ({ text: text.replaceAll(from, to) }));
const accepts = (status: number): Spoil =>
  answers((answer) =>
    answer.status === status ? { status: 200, text: '{"code":"200","message":"OK"}' } : {},
  );
const queries =
  (from: RegExp, to: string): Spoil =>
  (send) =>
  (request) =>
    send({ ...request, query: request.query.replace(from, to) });

describe('the check of the fake finds a fake that', () => {
  test.each<[fault: string, endpoint: string, spoil: Spoil, row: string]>([
    ['sends a number as text', 'call-centre.list', texts('"code":200', '"code":"200"'), 'field.code'],
    ['leaves a member out', 'exchange.list', texts(/"faultType":"\w+",/g, ''), 'field.data[].faultType'],
    [
      'sends times without an offset',
      'product.list',
      texts('-08:00"', '"'),
      'field.data.content[].inquiryAt.a',
    ],
    ['sends an unknown word', 'order.by-order', texts('FINAL_DELIVERY', 'DELIVERED'), 'field.data[].status'],
    ['ignores a filter', 'call-centre.list', queries(/&vendorItemId=\d+/, ''), 'filter.option-and-period'],
    ['ignores the size of a page', 'product.list', queries(/pageSize=51/, 'pageSize=50'), 'pageSize.max'],
    ['takes a second reply', 'call-centre.reply', accepts(400), 'refusal.twice'],
    ['takes an expired signature', 'any', accepts(401), 'signature.age.max'],
    ['has another text', 'product.list', texts('\uff0c', ','), 'refusal.period'],
  ])('%s', async (_, endpoint, spoil, row) => {
    const complaints = await checkFake(
      tried.filter((each) => each.endpoint === endpoint),
      spoil,
    );
    expect(complaints).toContainEqual(expect.stringContaining(`${endpoint}.${row}: `));
  });
});
