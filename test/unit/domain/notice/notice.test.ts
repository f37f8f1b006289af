import { describe, expect, test } from '@jest/globals';
import { memberOf, membersOf, newNotice, type NoticeFacts } from '../../../../lib/domain/notice/notice.ts';
import { makeAllClear, makeBlindness, makeDigest } from '../../../fixtures/domain/make-notice.ts';
import { makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { MINUTE, NOW, VENDOR } from '../../../fixtures/domain/made-up.ts';

describe('newNotice', () => {
  test('R24: a digest is due at the end of the lease, in case its poll dies', () => {
    const { facts } = makeDigest();
    expect(newNotice({ ...VENDOR, notice: `digest/${NOW}` }, facts, NOW, NOW + 2 * MINUTE)).toMatchObject({
      outbox: { version: 1, publishedVersion: 0, events: { '1': { type: 'NoticeChanged', at: NOW } } },
      index: { attentionAt: NOW + 2 * MINUTE },
    });
  });

  test('R2: it names its event in the write that creates it', () => {
    const {
      facts,
      key: { notice },
    } = makeBlindness();
    expect(newNotice({ ...VENDOR, notice }, facts, NOW)).toMatchObject({
      outbox: { version: 1, publishedVersion: 0, events: { '1': { type: 'BlindnessChanged', at: NOW } } },
      index: { attentionAt: NOW },
    });
  });

  test('it is whole, and nothing of it is shown yet', () => {
    const { facts } = makeDigest();
    const key = { ...VENDOR, notice: `digest/${NOW}` } as const;
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
  ])('%j is on the bus as %s', (facts, type) => {
    const { outbox } = newNotice({ ...VENDOR, notice: `digest/${NOW}` }, facts, NOW);
    expect(outbox.events[1]?.type).toBe(type);
  });
});

test('a member is a ticket without its vendor; notices of something else have none', () => {
  const member = { source: 'call-center', inquiryId: '1000000001', answerId: '700000001' };
  expect(memberOf(makeRow())).toEqual(member);
  expect(membersOf(makeDigest().facts)).toEqual([member]);
  expect(membersOf(makeBlindness().facts)).toBeUndefined();
});
