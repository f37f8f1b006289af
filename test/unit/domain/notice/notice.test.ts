import { describe, expect, test } from '@jest/globals';
import { memberOf, membersOf, type NoticeFacts } from '../../../../lib/domain/notice/notice-facts.ts';
import { newList, newNotice } from '../../../../lib/domain/notice/notice.ts';
import { makeAllClear, makeBlindness, makeList } from '../../../fixtures/domain/make-notice.ts';
import { makeRow, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';

describe('newNotice', () => {
  test('R2: names its event in the write that creates it', () => {
    const {
      facts,
      key: { notice },
    } = makeBlindness();
    expect(newNotice({ ...VENDOR, notice }, facts, NOW)).toMatchObject({
      outbox: { version: 1, publishedVersion: 0, events: { '1': { type: 'BlindnessChanged', at: NOW } } },
      index: { attentionAt: NOW },
    });
  });

  test('is complete, and nothing of it is shown yet', () => {
    const { facts } = makeList();
    const key = { ...VENDOR, notice: `blind/call-center/${NOW}` } as const;
    expect(newNotice(key, facts, NOW)).toEqual({
      type: 'notice',
      key,
      facts,
      outbox: {
        version: 1,
        publishedVersion: 0,
        events: { '1': { type: 'NoticeChanged', at: NOW } },
        changedAt: NOW,
        writeToken: '',
      },
      delivery: { shownVersion: 0, retries: {} },
      index: { attentionAt: NOW },
    });
  });

  test.each<[NoticeFacts, string]>([
    [makeBlindness().facts, 'BlindnessChanged'],
    [makeAllClear().facts, 'BlindnessChanged'],
    [{ about: 'last-shift', members: [], endsAt: NOW }, 'ShiftWarned'],
    [{ about: 'key-expiry', expiresOn: '2026-12-01' }, 'NoticeChanged'],
    [{ about: 'wrong-clock', slowByMs: 420_000 }, 'NoticeChanged'],
    [{ about: 'older-unread', dates: [] }, 'NoticeChanged'],
    [{ about: 'past', source: 'product', count: 400, oldestAt: NOW }, 'NoticeChanged'],
  ])('%j is published as %s', (facts, type) => {
    const { outbox } = newNotice({ ...VENDOR, notice: `blind/call-center/${NOW}` }, facts, NOW);
    expect(outbox.events[1]?.type).toBe(type);
  });
});

test('R24: a new list has no event, counts as published, and is as urgent as its soonest deadline', () => {
  const tickets = [makeTicket({ dueAt: NOW + 2 }), makeTicket({ inquiryId: '2', dueAt: NOW + 1 })];
  const { key, facts, outbox, index } = newList({ ...VENDOR, token: 'made-up' }, 'breach', tickets, NOW);
  expect(key).toEqual({ ...VENDOR, notice: 'list/made-up' });
  const members = tickets.map((ticket) => memberOf(ticket.key));
  expect(facts).toEqual({ about: 'list', of: 'breach', members, by: NOW + 1 });
  expect(outbox).toMatchObject({ version: 1, publishedVersion: 1, events: {}, changedAt: NOW });
  expect(index).toEqual({ attentionAt: NOW });
});

test('the members of a list are tickets without their vendor, and other notices have no members', () => {
  const member = { source: 'call-center', inquiryId: '1000000001', answerId: '700000001' };
  expect(memberOf(makeRow())).toEqual(member);
  expect(membersOf(makeList().facts)).toEqual([member]);
  expect(membersOf(makeBlindness().facts)).toBeUndefined();
});
