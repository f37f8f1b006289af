import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { RANKS } from '../../../lib/domain/delivery/urgency.ts';
import { parseDeliverable } from '../../../lib/dynamodb/deliverables.ts';
import {
  deliverableItemKey,
  egressStateKey,
  laneKey,
  noticeItemKey,
  parseNoticeKey,
  parseTicketKey,
  ticketItemKey,
  vendorStateKey,
} from '../../../lib/dynamodb/item-keys.ts';
import { newNoticeItem, parseNotice, parseNoticeRow } from '../../../lib/dynamodb/notice-item.ts';
import { schemaOf } from '../../../lib/dynamodb/parse-item.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';
import type { Item } from '../../../lib/dynamodb/table.ts';
import {
  newTicketItem,
  parseAttentionRow,
  parseClosedRow,
  parseTicket,
} from '../../../lib/dynamodb/ticket-item.ts';
import {
  makeKey,
  makeNewTicket,
  makeTicket,
  withFields,
  withoutFields,
} from '../../fixtures/domain/make-ticket.ts';
import { VENDOR } from '../../fixtures/domain/made-up.ts';
import { fc } from '../../fixtures/fast-check.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';
import { anyTicket } from './arbitrary-ticket.ts';
import { anyNotice, anyNoticeName, madeUpList, madeUpListFacts, madeUpNoticeKey } from './made-up-notices.ts';

const INDEX = ['attentionOf', 'attentionAt', 'rank'];
const FACTS_ALONE = ['inquiryAt', 'product', 'category', 'orderId', 'fingerprint'];
const NONE = { count: 0, lines: [] };
const EXPIRES_AT = 1_800_000_001 + 400 * 86_400;

const KINDS: {
  kind: string;
  whole: Item;
  parse: (item: Item) => unknown;
  optional: string[];
  count: number;
}[] = [
  {
    kind: 'ticket',
    whole: newTicketItem(makeNewTicket('1')),
    parse: parseTicket,
    optional: FACTS_ALONE,
    count: 14,
  },
  {
    kind: 'notice',
    whole: newNoticeItem(madeUpList(1)),
    parse: parseNotice,
    optional: ['retries', 'expiresAt'],
    count: 7,
  },
];

describe.each(KINDS)('the item of a $kind', ({ whole, parse, optional, count }) => {
  test('is refused by name if a required attribute is missing', () => {
    const names = Object.keys(whole).filter((name) => !['pk', 'sk', ...INDEX, ...optional].includes(name));
    for (const name of names) {
      const { [name]: _, ...rest } = whole;
      expect(thrownBy(StoreError, () => parse(rest)).message).toContain(`${name} (`);
    }
    expect(names).toHaveLength(count);
  });

  test('is read or refused as unreadable if it is malformed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(whole)), fc.anything()), (noise) => {
        try {
          parse({ ...whole, ...noise });
        } catch (error) {
          expect(error).toBeInstanceOf(StoreError);
        }
      }),
    );
  });
});

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
    const closed = newTicketItem(makeNewTicket('1', { state: 'closed', outcome: 'answered', closedAt }));
    expect(closed).toMatchObject({ closedOf: 'KR#A00012345', closedAt, expiresAt: EXPIRES_AT });
    const open = newTicketItem(makeNewTicket('1', { closedAt }));
    for (const name of ['closedOf', 'closedAt', 'expiresAt']) expect(open).not.toHaveProperty(name);
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

  test('does not store empty fields, and reads fields that an older release stored empty', () => {
    const empty = { askedAtUncertain: false, lookUps: 0, siblings: [], steps: [], history: [], retries: {} };
    const item = newTicketItem(makeNewTicket('1', empty));
    for (const name of Object.keys(empty)) expect(item).not.toHaveProperty(name);
    expect(parseTicket({ ...item, ...empty })).toEqual(parseTicket(item));
  });
});

describe('a notice and its item', () => {
  test('is read as it was written, for every kind and with any field absent (R24)', () => {
    fc.assert(fc.property(anyNotice, (notice) => expect(parseNotice(newNoticeItem(notice))).toEqual(notice)));
  });

  test('is in the index from its creation if it is new (R3)', () => {
    const untimed = withoutFields(madeUpList(1, { changedAt: 777 }), 'attentionAt');
    expect(newNoticeItem(untimed)).toMatchObject({
      attentionOf: 'KR#A00012345',
      attentionAt: 777,
      rank: RANKS.card,
      publishedVersion: 0,
    });
    expect(newNoticeItem(madeUpList(1, { shownVersion: 1, rank: 0 }))).not.toHaveProperty('rank');
  });

  test('expires 400 days after it was written, in seconds, and no report of closed tickets lists it (R6)', () => {
    const item = newNoticeItem(madeUpList(1, { changedAt: 1_800_000_000_123 }));
    expect(item).toMatchObject({ expiresAt: EXPIRES_AT });
    for (const name of ['closedOf', 'closedAt']) expect(item).not.toHaveProperty(name);
  });

  test.each([
    ['facts', '상담이력'],
    [
      'facts.members.0.inquiryId',
      { ...madeUpListFacts(), members: [{ source: 'call-center', inquiryId: '상담' }] },
    ],
    ['facts.by', { ...madeUpListFacts(), by: '상담' }],
    ['facts.until', { about: 'all-clear', source: 'product', since: 1, opened: 0 }],
    ['facts.endsAt', { about: 'last-shift', members: [] }],
    ['facts.since', { about: 'opening', members: [], until: 1 }],
    ['facts.dueSoon', { about: 'hand-over', endsAt: 1, unclaimed: NONE, claimed: NONE, dueSoon: '상담이력' }],
    ['facts.rolling', { about: 'daily', from: 1, until: 2, rolling: '상담이력' }],
    ['facts.count', { about: 'unusable', status: '상담이력', count: '상담이력', problem: '' }],
  ])('is refused by name, without its value, if its %s is unusable', (name, facts) => {
    const refusal = thrownBy(StoreError, () => parseNotice({ ...newNoticeItem(madeUpList(123)), facts }));
    expect(refusal).toMatchObject({ kind: 'unreadable', code: 'STORE', retryable: false });
    expect(refusal.message).toContain('N#KR#A00012345/list/123');
    expect(refusal.message).toContain(name);
    expect(refusal.message).not.toMatch(/상담/);
  });
});

describe('a row of an index', () => {
  const pick = (item: Item, ...names: string[]): Item =>
    Object.fromEntries(names.map((name) => [name, item[name]]));
  const keyOf = (inquiryId: string) => ({ ...makeKey({ inquiryId }), ...VENDOR, source: 'call-center' });
  const OUTBOX = ['version', 'publishedVersion', 'shownVersion', 'changedAt', 'attentionAt'];

  test('of attention has the projected attributes, and the ticket from the table key', () => {
    const item = newTicketItem(makeNewTicket('9007199254740993'));
    const projected = pick(item, ...OUTBOX, 'kind', 'askedAt', 'openedAt', 'dueAt');
    const row = { ...pick(item, 'pk', 'sk'), ...projected };
    expect(parseAttentionRow({ ...row, ofLater: 'made up' })).toEqual({
      ...keyOf('9007199254740993'),
      ...projected,
    });
    expect(() => parseAttentionRow({ ...row, attentionAt: undefined })).toThrow(/attentionAt/);
  });

  test('of attention has the projected attributes of a notice, and the notice from the table key (R3)', () => {
    const item = newNoticeItem(madeUpList(5));
    const projected = { ...pick(item, ...OUTBOX), rank: 3 };
    const row = { ...pick(item, 'pk', 'sk'), ...projected };
    expect(parseNoticeRow({ ...row, claimedBy: 'later' })).toEqual({
      ...madeUpNoticeKey('list/5'),
      ...projected,
    });
    expect(() => parseNoticeRow({ ...row, attentionAt: undefined })).toThrow(/attentionAt/);
  });

  test('of closed has the fields for counts and reports, and an open ticket has no such row', () => {
    const fields = {
      state: 'closed' as const,
      closedAt: 9,
      outcome: 'answered' as const,
      answeredAt: 8,
      inTime: true,
      category: '지어낸 분류',
      claimedBy: 'U0MADEUP',
      steps: [{ name: '3h' as const, deadline: 7, at: 6, passed: true as const }],
    };
    const item = newTicketItem(makeNewTicket('1', fields));
    const { state: _, ...reported } = fields;
    const projected = { ...reported, ...pick(item, 'kind', 'product', 'openedAt', 'askedAt', 'dueAt') };
    const row = { ...pick(item, 'pk', 'sk'), ...projected, ofLater: 'made up' };
    expect(parseClosedRow(row)).toEqual({ ...keyOf('1'), ...projected });
    expect(() => parseClosedRow(newTicketItem(makeNewTicket('1')))).toThrow(/closedAt/);
  });
});

test('the key of an item distinguishes a ticket from a notice, and any other key is refused', () => {
  const [ticket, notice] = [makeNewTicket('1', { attentionAt: 1 }), madeUpList(1)];
  expect(parseDeliverable(newTicketItem(ticket))).toEqual(withFields(ticket, { rank: RANKS.card }));
  expect(parseDeliverable(newNoticeItem(notice))).toEqual(withFields(notice, { rank: RANKS.card }));
  expect(() => parseDeliverable({ pk: 'V#KR#A00012345', sk: 'state' })).toThrow(StoreError);
});

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

type Stored = { at: number; note?: string; lines: { kind: 'new' | 'old'; by?: string }[] };

const at = z.number();
const note = z.exactOptional(z.string());
const kind = z.enum(['new', 'old']);
const by = z.exactOptional(z.string());
const lines = z.array(z.object({ kind, by }));
const tied = schemaOf<Stored>();

test('the compiler refuses a schema that differs from its type in a field or value, at any depth', () => {
  const schema = z.object({ at, note, lines });
  expect(tied(schema)).toBe(schema);
  // @ts-expect-error an optional field is missing
  tied(z.object({ at, lines }));
  // @ts-expect-error an optional field is one too many
  tied(z.object({ at, note, lines, extra: note }));
  // @ts-expect-error an optional field is required
  tied(z.object({ at, note: z.string(), lines }));
  // @ts-expect-error a required field is optional
  tied(z.object({ at: z.exactOptional(at), note, lines }));
  // @ts-expect-error an optional field of a part is missing
  tied(z.object({ at, note, lines: z.array(z.object({ kind })) }));
  // @ts-expect-error a value of a part is missing
  tied(z.object({ at, note, lines: z.array(z.object({ kind: z.literal('new'), by })) }));
});
