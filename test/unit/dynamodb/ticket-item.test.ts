import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { RANKS } from '../../../lib/domain/delivery/urgency.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';
import {
  newTicketItem,
  parseAttentionRow,
  parseClosedRow,
  parseTicket,
} from '../../../lib/dynamodb/ticket-item.ts';
import { makeNewTicket } from '../../fixtures/domain/make-ticket.ts';
import { anyTicket } from './arbitrary-ticket.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';

describe('a ticket and its item', () => {
  test('is read as it was written, with ids beyond 2^53 and any field absent', () => {
    fc.assert(fc.property(anyTicket, (ticket) => expect(parseTicket(newTicketItem(ticket))).toEqual(ticket)));
  });

  test('R3: is in the index from its creation if it is new', () => {
    const item = newTicketItem(makeNewTicket('1', { changedAt: 777 }));
    expect(item).toMatchObject({ attentionOf: 'KR#A00012345', attentionAt: 777, rank: RANKS.card });
    const later = newTicketItem(makeNewTicket('1', { changedAt: 777, attentionAt: 999, rank: 0 }));
    expect(later).toMatchObject({ attentionAt: 999, rank: RANKS.card });
    expect(newTicketItem(makeNewTicket('1', { announcement: 'none' }))).not.toHaveProperty('rank');
  });

  test('R6: expires only if it is closed, 400 days after its closing, in seconds', () => {
    const closedAt = 1_800_000_000_123;
    expect(
      newTicketItem(makeNewTicket('1', { state: 'closed', outcome: 'answered', closedAt })),
    ).toMatchObject({
      closedOf: 'KR#A00012345',
      closedAt,
      expiresAt: 1_800_000_001 + 400 * 86_400,
    });
    const open = newTicketItem(makeNewTicket('1', { closedAt }));
    expect(open).not.toHaveProperty('closedOf');
    expect(open).not.toHaveProperty('closedAt');
    expect(open).not.toHaveProperty('expiresAt');
  });

  test('is refused without closedAt if it is closed, since no report would find it', () => {
    const closed = makeNewTicket('1', { state: 'closed', outcome: 'answered' });
    expect(() => newTicketItem(closed)).toThrow(/closedAt \(invalid_type\)/);
  });

  test.each([
    ['kind', 5],
    ['text', 5],
    ['dueAt', '내일'],
    ['version', -1],
    ['shownVersion', 1.5],
    ['events', { one: { type: 'TicketOpened', at: 1 } }],
    ['events', { 1: { type: 5, at: 1 } }],
    ['history', [{ name: 5, at: 1 }]],
    ['attempt', { name: 'card', at: '내일' }],
    ['retries', { card: { at: '내일', reason: '상담이력' } }],
    ['rank', 0.5],
    ['posted', { breach: 1 }],
    ['threadTs', 1],
  ])('is refused by name, without its value, if its %s is unusable', (name, value) => {
    const item = { ...newTicketItem(makeNewTicket('123')), [name]: value };
    const refusal = thrownBy(StoreError, () => parseTicket(item));
    expect(refusal).toMatchObject({ kind: 'unreadable', code: 'STORE', retryable: false });
    expect(refusal.message).toContain('T#KR#A00012345#call-center#123/700000001');
    expect(refusal.message).toContain(name);
    expect(refusal.message).not.toMatch(/상담이력|내일|지어낸/);
  });

  test('is refused by name if a required attribute is missing', () => {
    const whole = newTicketItem(makeNewTicket('1'));
    const optional = [
      'inquiryAt',
      'product',
      'category',
      'orderId',
      'fingerprint',
      'attentionOf',
      'attentionAt',
      'rank',
    ];
    const required = Object.keys(whole).filter(
      (name) => name !== 'pk' && name !== 'sk' && !optional.includes(name),
    );
    for (const name of required) {
      const { [name]: _, ...rest } = whole;
      expect(thrownBy(StoreError, () => parseTicket(rest)).message).toContain(`${name} (`);
    }
    expect(required).toHaveLength(14);
  });

  test('does not store empty fields, and reads fields that an older release stored empty', () => {
    const empty = { askedAtUncertain: false, lookUps: 0, siblings: [], steps: [], history: [], retries: {} };
    const item = newTicketItem(makeNewTicket('1', empty));
    for (const name of Object.keys(empty)) expect(item).not.toHaveProperty(name);
    expect(parseTicket({ ...item, ...empty })).toEqual(parseTicket(item));
  });

  test('is read or refused as unreadable if it is malformed', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(newTicketItem(makeNewTicket('1')))), fc.anything()),
        (noise) => {
          try {
            parseTicket({ ...newTicketItem(makeNewTicket('1')), ...noise });
          } catch (error) {
            expect(error).toBeInstanceOf(StoreError);
          }
        },
      ),
    );
  });
});

describe('a row of the attention index', () => {
  test('has the projected attributes, and the ticket from the table key', () => {
    const item = newTicketItem(makeNewTicket('9007199254740993'));
    const { pk, sk, version, publishedVersion, shownVersion, kind } = item;
    const { askedAt, openedAt, dueAt, changedAt, attentionAt } = item;
    const row = {
      pk,
      sk,
      version,
      publishedVersion,
      shownVersion,
      kind,
      askedAt,
      openedAt,
      dueAt,
      changedAt,
      attentionAt,
    };
    const { pk: _pk, sk: _sk, ...projected } = row;
    expect(parseAttentionRow({ ...row, ofLater: 'made up' })).toEqual({
      market: 'KR',
      vendorId: 'A00012345',
      source: 'call-center',
      inquiryId: '9007199254740993',
      answerId: '700000001',
      ...projected,
    });
  });

  test('without its time is refused', () => {
    const { attentionAt: _, ...row } = newTicketItem(makeNewTicket('1'));
    expect(() => parseAttentionRow(row)).toThrow(/attentionAt/);
  });
});

test('a row of the closed index has the fields for counts and reports, and an open ticket has no such row', () => {
  const closed = newTicketItem(
    makeNewTicket('1', {
      state: 'closed',
      closedAt: 9,
      outcome: 'answered',
      answeredAt: 8,
      inTime: true,
      category: '지어낸 분류',
      claimedBy: 'U0MADEUP',
      steps: [{ name: '3h', deadline: 7, at: 6, passed: true }],
    }),
  );
  const { pk, sk, kind, outcome, openedAt, askedAt, dueAt, answeredAt, inTime, closedAt } = closed;
  const { category, product, claimedBy, steps } = closed;
  const row = {
    kind,
    outcome,
    category,
    product,
    claimedBy,
    openedAt,
    askedAt,
    dueAt,
    answeredAt,
    inTime,
    closedAt,
  };
  expect(parseClosedRow({ pk, sk, ...row, steps, ofLater: 'made up' })).toEqual({
    market: 'KR',
    vendorId: 'A00012345',
    source: 'call-center',
    inquiryId: '1',
    answerId: '700000001',
    ...row,
    steps: [{ name: '3h', deadline: 7, at: 6, passed: true }],
  });
  expect(() => parseClosedRow(newTicketItem(makeNewTicket('1')))).toThrow(/closedAt/);
});
