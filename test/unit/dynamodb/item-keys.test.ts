import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import {
  egressStateKey,
  laneKey,
  noticeItemKey,
  parseNoticeKey,
  parseTicketKey,
  deliverableItemKey,
  ticketItemKey,
  vendorStateKey,
} from '../../../lib/dynamodb/item-keys.ts';
import { newNoticeItem } from '../../../lib/dynamodb/notice-item.ts';
import { newTicketItem } from '../../../lib/dynamodb/ticket-item.ts';
import { anyNoticeName, madeUpList, madeUpNoticeKey } from './made-up-notices.ts';
import { makeKey, makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../fixtures/domain/made-up.ts';
import { anyTicket } from './arbitrary-ticket.ts';

describe('keys of items', () => {
  test('have the documented form', () => {
    expect(ticketItemKey(makeKey({ inquiryId: '123', answerId: '456' }))).toEqual({
      pk: 'T#KR#A00012345#call-center#123',
      sk: '456',
    });
    expect(noticeItemKey(madeUpNoticeKey('list/1732000000000'))).toEqual({
      pk: 'N#KR#A00012345',
      sk: 'list/1732000000000',
    });
    expect(vendorStateKey(VENDOR)).toEqual({ pk: 'V#KR#A00012345', sk: 'state' });
    expect(laneKey(VENDOR)).toEqual({ pk: 'V#KR#A00012345', sk: 'lane' });
    expect(egressStateKey('nat-gateway')).toEqual({ pk: 'E#nat-gateway', sk: 'state' });
  });

  test('a ticket is recovered from its key, for any ids', () => {
    fc.assert(
      fc.property(anyTicket, ({ key: { market, vendorId, source, inquiryId, answerId } }) => {
        const key = { market, vendorId, source, inquiryId, answerId };
        expect(parseTicketKey(ticketItemKey(key))).toEqual(key);
      }),
    );
  });

  test('a notice is recovered from its key, and no key fits both a ticket and a notice', () => {
    fc.assert(
      fc.property(anyNoticeName, anyTicket, (notice, ticket) => {
        const key = madeUpNoticeKey(notice);
        expect(parseNoticeKey(noticeItemKey(key))).toEqual(key);
        expect(deliverableItemKey(key)).toEqual(noticeItemKey(key));
        expect(deliverableItemKey(ticket.key)).toEqual(ticketItemKey(ticket.key));
        expect(() => parseTicketKey(noticeItemKey(key))).toThrow(/is no ticket's key/);
        expect(() => parseNoticeKey(ticketItemKey(ticket.key))).toThrow(/is no notice's key/);
      }),
    );
  });

  test.each([
    ['half an instant', madeUpNoticeKey('blind/call-center/0.5')],
    ['a hash with a separator', madeUpNoticeKey('unusable/NO_ANSWER/a#b')],
    ['an empty hash', madeUpNoticeKey('unusable/NO_ANSWER/')],
    ['an empty vendor', { ...madeUpNoticeKey('list/1'), vendorId: '' }],
    ['a vendor with a separator', { ...madeUpNoticeKey('list/1'), vendorId: 'A#B' }],
  ])('%s does not make a notice', (_, key) => {
    expect(() => newNoticeItem({ ...madeUpList(1), key })).toThrow(/is no notice's key/);
  });

  test.each([
    { pk: 'N#KR#A00012345', sk: 'state' },
    { pk: 'N#US#A00012345', sk: 'list/1' },
    { pk: 'N#KR#A00012345#call-center', sk: 'list/1' },
    { pk: 'T#KR#A00012345', sk: 'list/1' },
    { pk: ['N#KR#A00012345'], sk: 'list/1' },
    {},
  ])('%j is not a notice', (item) => {
    expect(() => parseNoticeKey(item)).toThrow(/is no notice's key/);
  });

  test.each([
    ['an id with a separator', makeKey({ inquiryId: '1#2' })],
    ['an empty id', makeKey({ inquiryId: '' })],
    ['an id in exponent form', makeKey({ inquiryId: '1e21' })],
    ['an answer id that is no number', makeKey({ inquiryId: '1', answerId: 'state' })],
    ['an empty vendor', { ...makeKey({ inquiryId: '1' }), vendorId: '' }],
  ])('%s does not make a ticket', (_, key) => {
    expect(() => newTicketItem({ ...makeTicket(), key })).toThrow(/is no ticket's key/);
  });

  test.each([
    { pk: 'V#KR#A00012345', sk: 'state' },
    { pk: 'T#US#A00012345#call-center#1', sk: '1' },
    { pk: 'T#KR#A00012345#call-center#1#1', sk: '1' },
    { pk: 5, sk: '1' },
    { pk: { toString: null }, sk: '1' },
    {},
  ])('%j is not a ticket', (item) => {
    expect(() => parseTicketKey(item)).toThrow(/is no ticket's key/);
  });
});
