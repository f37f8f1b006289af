import { expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  answersTo,
  postIdOf,
  provisionalId,
  readTicketId,
  ticketId,
} from '../../../../lib/domain/ticket/ticket-id.ts';
import { makeKey, makeTicket } from '../../../fixtures/domain/make-ticket.ts';

test('a ticket is found by its name, with each digit', () => {
  const id = fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String);
  fc.assert(
    fc.property(
      id,
      fc.oneof(id, id.map(provisionalId)),
      fc.constantFrom('KR', 'TW'),
      (inquiryId, answerId, market) => {
        const key = makeKey({ inquiryId, answerId, market });
        expect(readTicketId(ticketId(key))).toEqual(key);
      },
    ),
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
  'KR/A00012345/call-center/1/after-',
  'KR/A00012345/call-center/1/after-x',
  'KR/A00012345/call-center/1/2\n',
  ' KR/A00012345/call-center/1/2',
  `KR/A00012345/call-center/${'1'.repeat(31)}/2`,
])('%j does not name a ticket', (id) => {
  expect(readTicketId(id)).toBeUndefined();
});

test.each([
  ['its own', '7', undefined, '7'],
  ['the one that it took over', 'after-3', '8', '8'],
  ['none while it is provisional', 'after-3', undefined, undefined],
  ['none while it is provisional, without any post', provisionalId(), undefined, undefined],
  ['none, as an earlier version stored it', '0', undefined, undefined],
  ['the one that it learnt in an earlier version', '0', '8', '8'],
])('R10: the post of a ticket is %s', (_what, answerId, learntAnswerId, postId) => {
  const ticket = makeTicket({ answerId, ...(learntAnswerId && { learntAnswerId }) });
  expect(postIdOf(ticket)).toBe(postId);
});

test('R10: a ticket is found by its key and by the post that it took over', () => {
  const ids = { answerId: '3', learntAnswerId: '8' };
  expect(['3', '8', '9', undefined].map((id) => answersTo(ids, id))).toEqual([true, true, false, false]);
});
