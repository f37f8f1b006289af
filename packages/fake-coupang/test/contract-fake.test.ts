import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contractRows, type Row } from '../contract/index.ts';
import { checkFake } from './check-fake.ts';
import type { Answered, Spoil } from './contract-stage.ts';

/** Rows that the fake cannot be tried with, by the beginnings of their ids. */
const NOT_TRIED = {
  'any.refusal.429.extended-timeout': 'no document says how many calls with the header are too many',
  'call-centre.list.field.orderId.array.observed': 'a guard of a client; the fake answers as documented',
  'product.list.field.inquiryAt.spaced.observed': 'of 2022; the fake answers as documented',
};
const beginnings = Object.keys(NOT_TRIED);
const isExcused = ({ id }: Row): boolean => beginnings.some((beginning) => id.startsWith(beginning));
const tried = contractRows.filter((row) => !isExcused(row));
const excused = contractRows.filter(isExcused);

describe('the fake and the contract', () => {
  test('agree on every row that can be tried', async () => {
    expect(await checkFake(tried)).toEqual([]);
  });

  test('differ on each row that is not tried', async () => {
    const complaints = await checkFake(excused);
    const differs = (id: string): boolean => complaints.some((complaint) => complaint.startsWith(`${id}: `));
    expect(excused.filter(({ id }) => !differs(id))).toEqual([]);
    expect(beginnings.filter((each) => !excused.some(({ id }) => id.startsWith(each)))).toEqual([]);
  });

  test('are counted in the contract’s README', () => {
    const counted = new RegExp(
      `\\| the fake +\\| ${tried.length} +\\| ${excused.length} +\\| ${contractRows.length} +\\|`,
    );
    expect(readFileSync('packages/fake-coupang/contract/README.md', 'utf8')).toMatch(counted);
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
