import { describe, expect, test } from '@jest/globals';
import { fc } from '../../fixtures/fast-check.ts';
import { RANKS } from '../../../lib/domain/delivery/urgency.ts';
import { newNoticeItem, parseNotice, parseNoticeRow } from '../../../lib/dynamodb/notice-item.ts';
import { StoreError } from '../../../lib/dynamodb/store-error.ts';
import { parseDeliverable } from '../../../lib/dynamodb/deliverables.ts';
import { newTicketItem } from '../../../lib/dynamodb/ticket-item.ts';
import { anyNotice, madeUpList, madeUpListFacts, madeUpNoticeKey } from './made-up-notices.ts';
import { makeNewTicket, withoutFields, withFields } from '../../fixtures/domain/make-ticket.ts';
import { thrownBy } from '../../fixtures/thrown-by.ts';

const NONE = { count: 0, lines: [] };

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
    expect(item).toMatchObject({ expiresAt: 1_800_000_001 + 400 * 86_400 });
    expect(item).not.toHaveProperty('closedOf');
    expect(item).not.toHaveProperty('closedAt');
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

  test('is refused by name if a required attribute is missing', () => {
    const whole = newNoticeItem(madeUpList(1));
    const optional = ['pk', 'sk', 'retries', 'attentionOf', 'attentionAt', 'rank', 'expiresAt'];
    const required = Object.keys(whole).filter((name) => !optional.includes(name));
    for (const name of required) {
      const { [name]: _, ...rest } = whole;
      expect(thrownBy(StoreError, () => parseNotice(rest)).message).toContain(`${name} (`);
    }
    expect(required).toHaveLength(7);
  });

  test('is read or refused as unreadable if it is malformed', () => {
    const whole = newNoticeItem(madeUpList(1));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(whole)), fc.anything()), (noise) => {
        try {
          parseNotice({ ...whole, ...noise });
        } catch (error) {
          expect(error).toBeInstanceOf(StoreError);
        }
      }),
    );
  });

  test('has a row with the projected attributes, and the notice from the table key (R3)', () => {
    const { pk, sk, version, publishedVersion, shownVersion, changedAt, attentionAt } = newNoticeItem(
      madeUpList(5),
    );
    const projected = { version, publishedVersion, shownVersion, changedAt, attentionAt, rank: 3 };
    expect(parseNoticeRow({ pk, sk, ...projected, claimedBy: 'later' })).toEqual({
      ...madeUpNoticeKey('list/5'),
      ...projected,
    });
    expect(() => parseNoticeRow({ pk, sk, ...projected, attentionAt: undefined })).toThrow(/attentionAt/);
  });
});

test('the key of an item distinguishes a ticket from a notice, and any other key is refused', () => {
  const [ticket, notice] = [makeNewTicket('1', { attentionAt: 1 }), madeUpList(1)];
  expect(parseDeliverable(newTicketItem(ticket))).toEqual(withFields(ticket, { rank: RANKS.card }));
  expect(parseDeliverable(newNoticeItem(notice))).toEqual(withFields(notice, { rank: RANKS.card }));
  expect(() => parseDeliverable({ pk: 'V#KR#A00012345', sk: 'state' })).toThrow(StoreError);
});
