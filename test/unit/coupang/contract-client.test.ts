import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contractRows, type Row } from 'fake-coupang/contract';
import { checkClient } from './check-client.ts';

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
