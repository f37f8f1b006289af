import { expect, test } from '@jest/globals';
import { deliverableId, noticeKeyOf, ticketKeyOf } from '../../../../lib/domain/delivery/deliverable.ts';
import { makeKey, makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../../fixtures/domain/made-up.ts';

const notice = { ...VENDOR, notice: 'list/made-up' } as const;

test('a ticket and a notice are named in a single line', () => {
  expect(deliverableId(makeKey())).toBe('KR/A00012345/call-center/1000000001/700000001');
  expect(deliverableId(notice)).toBe('KR/A00012345/list/made-up');
});

test('only the key of a row is kept', () => {
  expect(ticketKeyOf(makeRow())).toEqual(makeKey());
  const row = { ...notice, version: 1 };
  expect(noticeKeyOf(row)).toEqual(notice);
});
