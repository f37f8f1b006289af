import { describe, expect, test } from '@jest/globals';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { findMissedHandOvers, isKnown } from '../../../../lib/domain/call-center/missed-hand-overs.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeClosedTicket, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, DAY, HOUR, MINUTE, VENDOR } from '../../../fixtures/domain/made-up.ts';

const BLIND = { since: HANDED_OVER_AT - HOUR, until: HANDED_OVER_AT + 5 * HOUR };
const FOUND_AT = BLIND.until + MINUTE;

const handOver = (more: Partial<Post> = {}): Post =>
  makePost({ transfer: 'answered', needAnswer: false, ...more });
const find = (posts: Post[], blind = BLIND) =>
  findMissedHandOvers(VENDOR, makeInquiry({ posts }), blind, FOUND_AT);
const ANSWERED = [handOver(), makeVendorPost()];

describe('R17: a hand-over asked and ended in a blind time', () => {
  test('becomes a closed ticket without a card, with the facts of its inquiry', () => {
    expect(find(ANSWERED)).toEqual([
      {
        key: { ...VENDOR, source: 'call-center', inquiryId: '1000000001', answerId: '700000001' },
        facts: {
          kind: 'reply',
          state: 'closed',
          outcome: 'answered',
          endedBy: 'post/700000002',
          answeredAt: HANDED_OVER_AT + 2 * HOUR,
          inTime: true,
          inquiryAt: HANDED_OVER_AT - HOUR,
          askedAt: HANDED_OVER_AT,
          askedAtUncertain: false,
          dueAt: HANDED_OVER_AT + DAY,
          openedAt: FOUND_AT,
          closedAt: FOUND_AT,
          product: '지어낸 상품 Khaki L',
          text: '지어낸 요청입니다. 교환이 가능한지 답변 부탁드립니다.',
          category: '교환',
          orderId: '30000000000001',
          siblings: [],
          announcement: 'none',
          steps: [],
          history: [],
        },
      },
    ]);
  });

  test.each<[string, Post[], object]>([
    ['closed automatically', [handOver(), makeSystemPost()], { outcome: 'auto-closed', inTime: false }],
    ['withdrawn', [handOver({ completeReason: 'CANCEL' })], { outcome: 'withdrawn' }],
    [
      'decided by Coupang',
      [handOver({ completeReason: 'DISPUTE_PROCESS' })],
      { outcome: 'decided-by-coupang' },
    ],
    ['ended in a way that its posts do not show', [handOver()], { outcome: 'unknown' }],
  ])('is stored as %s', (_title, posts, facts) => {
    expect(find(posts)).toMatchObject([{ facts: { kind: 'reply', ...facts } }]);
  });

  test('is a confirm if it was confirmed', () => {
    expect(find([handOver({ completeReason: 'DISPUTE_PROCESS_COMPLETE' })])).toMatchObject([
      { facts: { kind: 'confirm', outcome: 'confirmed' } },
    ]);
  });

  test.each<[string, Partial<Post>]>([
    ['requestAnswer', { transfer: 'requestAnswer', needAnswer: false }],
    ['answered', { transfer: 'answered', needAnswer: false }],
    ['needAnswer', { transfer: 'unknown', needAnswer: true }],
  ])('is keyed by %s', (_title, more) => {
    expect(find([makePost(more), makeVendorPost()])).toHaveLength(1);
  });
});

describe('R17: no hand-over of the blind time is', () => {
  test('a request at its start, before it, or after it', () => {
    const at = (since: number, until: number): number => find(ANSWERED, { since, until }).length;
    expect(at(HANDED_OVER_AT, BLIND.until)).toBe(0);
    expect(at(HANDED_OVER_AT - 1, HANDED_OVER_AT)).toBe(1);
    expect(at(BLIND.since, HANDED_OVER_AT - 1)).toBe(0);
  });

  test('a request that still asks, since the lists show it', () => {
    expect(find([makePost()])).toEqual([]);
    expect(find([makePost({ transfer: 'unknown' })])).toEqual([]);
  });

  test('a post that asks for nothing', () => {
    expect(find([makePost({ transfer: 'none', needAnswer: false }), makeVendorPost()])).toEqual([]);
  });

  test('a post with an unreadable time or id', () => {
    const { at, ...timeless } = handOver();
    const { answerId, ...nameless } = handOver();
    expect(find([timeless, makeVendorPost()])).toEqual([]);
    expect(find([nameless, makeVendorPost()])).toEqual([]);
  });
});

describe('R10: several posts', () => {
  const second = handOver({ answerId: '700000005', at: HANDED_OVER_AT + HOUR, text: '지어낸 재촉입니다.' });

  test('are separate hand-overs, each with its text, clock and end', () => {
    expect(find([second, handOver(), makeVendorPost({ at: HANDED_OVER_AT + 2 * HOUR })])).toMatchObject([
      {
        key: { answerId: '700000005' },
        facts: { askedAt: HANDED_OVER_AT + HOUR, text: second.text, outcome: 'answered' },
      },
      { key: { answerId: '700000001' }, facts: { askedAt: HANDED_OVER_AT, outcome: 'unknown' } },
    ]);
  });

  test('are a single hand-over of the blind time if another was asked before it', () => {
    const found = find([handOver(), second, makeVendorPost()], { ...BLIND, since: HANDED_OVER_AT });
    expect(found.map(({ key }) => key.answerId)).toEqual(['700000005']);
  });

  test('are a single hand-over of the blind time if another still asks, since the lists show that', () => {
    const asking = makePost({ answerId: '700000006', at: HANDED_OVER_AT + HOUR });
    const found = find([handOver(), makeVendorPost({ at: HANDED_OVER_AT + MINUTE }), asking]);
    expect(found.map(({ key }) => key.answerId)).toEqual(['700000001']);
  });
});

describe('R17: a hand-over already has a ticket', () => {
  const [missed] = find(ANSWERED);
  const knows = (...tickets: Parameters<typeof isKnown>[1]): boolean =>
    missed !== undefined && isKnown(missed, tickets);

  test.each([
    ['of its post', makeClosedTicket({ answerId: '700000001' })],
    ['that took over its post', makeTicket({ answerId: 'after-0', learntAnswerId: '700000001' })],
    ['that was provisional then', makeClosedTicket({ answerId: 'after-0', askedAt: HANDED_OVER_AT - HOUR })],
    [
      'that was provisional ten minutes before',
      makeClosedTicket({ answerId: 'after-0', askedAt: 0, closedAt: HANDED_OVER_AT - 10 * MINUTE }),
    ],
    [
      'that was provisional ten minutes after',
      makeTicket({ answerId: 'after-0', askedAt: HANDED_OVER_AT + 10 * MINUTE }),
    ],
  ])('if there is one %s', (_title, ticket) => {
    expect(knows(ticket)).toBe(true);
    expect(knows(makeTicket({ answerId: '700000009' }), ticket)).toBe(true);
  });

  test.each([
    ['of another hand-over', makeTicket({ answerId: '700000009' })],
    [
      'that was closed before it was asked',
      makeClosedTicket({ answerId: 'after-0', askedAt: 0, closedAt: HANDED_OVER_AT - 10 * MINUTE - 1 }),
    ],
    [
      'that was provisional only since',
      makeTicket({ answerId: 'after-0', askedAt: HANDED_OVER_AT + 10 * MINUTE + 1 }),
    ],
    [
      'that took over another post',
      makeTicket({ answerId: 'after-0', askedAt: 0, learntAnswerId: '700000009' }),
    ],
  ])('but not if there is one %s', (_title, ticket) => {
    expect(knows(ticket)).toBe(false);
  });
});
