import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readTicketId, ticketId } from '../../../../lib/domain/ticket/ticket-id.ts';
import { makeKey } from '../../../fixtures/domain/make-ticket.ts';

test('a ticket is found by its name again, with each digit', () => {
  const id = fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String);
  fc.assert(
    fc.property(id, id, fc.constantFrom('KR', 'TW'), (inquiryId, answerId, market) => {
      const key = makeKey({ inquiryId, answerId, market });
      expect(readTicketId(ticketId(key))).toEqual(key);
    }),
  );
});

test.each([
  '',
  'KR/A00012345/call-center/1',
  'KR/A00012345/call-center/1/2/3',
  'US/A00012345/call-center/1/2',
  'KR/A00012345/online/1/2',
  'KR/A0001#2345/call-center/1/2',
  'KR/A00012345/call-center/1/x',
  'KR/A00012345/call-center/1/2\n',
  ' KR/A00012345/call-center/1/2',
  `KR/A00012345/call-center/${'1'.repeat(31)}/2`,
])('%j names no ticket', (id) => {
  expect(readTicketId(id)).toBeUndefined();
});
