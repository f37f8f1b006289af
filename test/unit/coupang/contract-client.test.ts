import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contractRows, type Row } from 'fake-coupang/contract';
import { checkClient, type Wrap } from './check-client.ts';

const BY_ORDER = 'the client asks for the returns of an order by its number alone: returns-by-order-alone';
const NEVER = 'the client never sends it';

/** Rows that the client cannot be tried with, by the beginnings of their ids. */
const NOT_TRIED = {
  'order.by-box.': 'the client never calls it',
  'order.history.': 'the client never calls it',
  'return.single.': 'the client never calls it',
  'any.answer-header.X-CAG-Warnings': 'other tests show that the client slows down',
  'call-centre.list.orderId': NEVER,
  'call-centre.list.vendorItemId': NEVER,
  'call-centre.list.filter.o': NEVER,
  'product.reply.refusal.same-text':
    'the client takes it as done: the same answer is there (coupang-api.md 7.2)',
  'return.list.searchType': BY_ORDER,
  'return.list.createdAt': BY_ORDER,
  'return.list.cancelType': BY_ORDER,
  'return.list.maxPerPage': BY_ORDER,
  'return.list.nextToken': BY_ORDER,
  'return.list.period.max': BY_ORDER,
  'return.list.filter.': BY_ORDER,
  'exchange.list.status': NEVER,
  'exchange.list.nextToken': NEVER,
};
const beginnings = Object.keys(NOT_TRIED);
const isExcused = ({ id }: Row): boolean => beginnings.some((beginning) => id.startsWith(beginning));
const tried = contractRows.filter((row) => !isExcused(row));
const excused = contractRows.filter(isExcused);

describe('the client and the contract', () => {
  test('agree on every row that can be tried', async () => {
    expect(await checkClient(tried)).toEqual([]);
  });

  test('differ on each row that is not tried', async () => {
    const complaints = await checkClient(excused);
    const differs = (id: string): boolean => complaints.some((complaint) => complaint.startsWith(`${id}: `));
    expect(excused.filter(({ id }) => !differs(id))).toEqual([]);
    expect(beginnings.filter((each) => !excused.some(({ id }) => id.startsWith(each)))).toEqual([]);
  });

  test('are counted in the contract’s README', () => {
    const counted = new RegExp(
      `\\| the client +\\| ${tried.length} +\\| ${excused.length} +\\| ${contractRows.length} +\\|`,
    );
    expect(readFileSync('packages/fake-coupang/contract/README.md', 'utf8')).toMatch(counted);
  });
});

const urls =
  (from: RegExp, to: string): Wrap =>
  (inner) =>
  (input, init) =>
    inner((input instanceof Request ? input.url : String(input)).replace(from, to), init);
const bodies =
  (from: RegExp, to: string): Wrap =>
  (inner) =>
  async (input, init) => {
    const response = await inner(input, init);
    return new Response((await response.text()).replaceAll(from, to), response);
  };
const accepts =
  (status: number): Wrap =>
  (inner) =>
  async (input, init) => {
    const response = await inner(input, init);
    return response.status === status ? Response.json({ code: 200, message: 'OK', data: null }) : response;
  };

describe('the check of the client finds a client that', () => {
  test.each<[fault: string, endpoint: string, wrap: Wrap, row: string]>([
    [
      'asks for a day with a time',
      'call-centre.list',
      urls(/(inquiryStartAt=[\d-]+)/, '$1T00'),
      'inquiryStartAt',
    ],
    ['leaves a parameter out', 'product.list', urls(/vendorId=\w+&/, ''), 'vendorId'],
    ['asks for larger pages', 'call-centre.list', urls(/pageSize=30/, 'pageSize=50'), 'pageSize.max'],
    ['asks for too long a time', 'exchange.list', urls(/(createdAtFrom=2026-01-)08/, '$107'), 'period.max'],
    ['changes what it has signed', 'order.by-order', urls(/ordersheets/, 'ordersheets?page=1'), 'endpoint'],
    ['cannot read an array', 'call-centre.list', bodies(/\[4000000077\]/g, '{}'), 'example.answered'],
    ['takes a refusal for a success', 'call-centre.reply', accepts(400), 'refusal.answered'],
    ['does not know a text', 'call-centre.reply', bodies(/can't be answer/g, 'is wrong'), 'refusal.answered'],
  ])('%s', async (_, endpoint, wrap, row) => {
    const complaints = await checkClient(
      tried.filter((each) => each.endpoint === endpoint),
      wrap,
    );
    expect(complaints).toContainEqual(expect.stringContaining(`${endpoint}.${row}: `));
  });
});
