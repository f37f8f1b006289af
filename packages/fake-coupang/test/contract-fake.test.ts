import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { contractRows, type Row } from '../contract/index.ts';
import { checkFake } from './check-fake.ts';

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
