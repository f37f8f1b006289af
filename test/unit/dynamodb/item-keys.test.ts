import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  egressStateKey,
  parseTicketKey,
  ticketItemKey,
  vendorStateKey,
} from '../../../lib/dynamodb/item-keys.ts';
import { anyTicket, madeUpKey, VENDOR } from './made-up-tickets.ts';

describe('keys of items', () => {
  test('read as they are documented', () => {
    expect(ticketItemKey(madeUpKey('123', '456'))).toEqual({
      pk: 'T#KR#A00012345#call-center#123',
      sk: '456',
    });
    expect(vendorStateKey(VENDOR)).toEqual({ pk: 'V#KR#A00012345', sk: 'state' });
    expect(egressStateKey('nat-gateway')).toEqual({ pk: 'E#nat-gateway', sk: 'state' });
  });

  test('a ticket is found again from its key, whatever its ids', () => {
    fc.assert(
      fc.property(anyTicket, ({ market, vendorId, source, inquiryId, answerId }) => {
        const key = { market, vendorId, source, inquiryId, answerId };
        expect(parseTicketKey(ticketItemKey(key))).toEqual(key);
      }),
    );
  });

  test.each([
    ['an id with a separator', madeUpKey('1#2')],
    ['an empty id', madeUpKey('')],
    ['an id in exponent form', madeUpKey('1e21')],
    ['an answer id that is no number', madeUpKey('1', 'state')],
    ['an empty vendor', { ...madeUpKey('1'), vendorId: '' }],
  ])('%s makes no key', (_, key) => {
    expect(() => ticketItemKey(key)).toThrow(/is no ticket's key/);
  });

  test.each([
    { pk: 'V#KR#A00012345', sk: 'state' },
    { pk: 'T#US#A00012345#call-center#1', sk: '1' },
    { pk: 'T#KR#A00012345#call-center#1#1', sk: '1' },
    { pk: 5, sk: '1' },
    { pk: { toString: null }, sk: '1' },
    {},
  ])('%j is no ticket', (item) => {
    expect(() => parseTicketKey(item)).toThrow(/is no ticket's key/);
  });
});
