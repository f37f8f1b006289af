import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Post } from '../../../lib/domain/inquiry.ts';
import { findOutcome } from '../../../lib/domain/outcome.ts';
import { anyInquiry } from '../../fixtures/domain/arbitrary-inquiry.ts';
import { makeInquiry } from '../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../fixtures/domain/make-post.ts';
import { makeTicket } from '../../fixtures/domain/make-ticket.ts';
import { ASKED_AT, DAY, HOUR } from '../../fixtures/domain/made-up.ts';

const ended = (overrides: Partial<Post> = {}): Post =>
  makePost({ transfer: 'answered', needAnswer: false, ...overrides });
const outcome = (posts: Post[], ticket = makeTicket(), now = ASKED_AT + 3 * HOUR) =>
  findOutcome(ticket, makeInquiry({ posts }), now);

describe('findOutcome', () => {
  test('R14: a post that still asks has not gone, whatever stands after it', () => {
    expect(outcome([makePost({ completeReason: 'CANCEL' }), makeSystemPost()])).toEqual({
      found: 'still-asking',
    });
  });

  test.each([
    ['CANCEL', { outcome: 'withdrawn' }],
    ['DISPUTE_PROCESS', { outcome: 'decided-by-coupang' }],
    ['DISPUTE_PROCESS_COMPLETE', { outcome: 'confirmed', inTime: true }],
  ] as const)('R14: %s takes precedence over system and vendor posts', (completeReason, end) => {
    const posts = [ended({ completeReason }), makeVendorPost(), makeSystemPost()];
    expect(outcome(posts)).toEqual({ found: 'end', ...end });
  });

  test('S5: a confirmation that is first seen after the deadline is not said to be in time, nor late', () => {
    const posts = [ended({ completeReason: 'DISPUTE_PROCESS_COMPLETE' })];
    expect(outcome(posts, makeTicket(), ASKED_AT + DAY)).toMatchObject({ inTime: true });
    expect(outcome(posts, makeTicket(), ASKED_AT + DAY + 1)).toEqual({ found: 'end', outcome: 'confirmed' });
  });

  test('R14: a `[쿠팡 시스템]` post means auto-closed, even if the vendor answered after it', () => {
    const late = makeVendorPost({ at: ASKED_AT + 25 * HOUR, answerId: '700000009' });
    expect(outcome([ended(), makeSystemPost(), late])).toEqual({
      found: 'end',
      outcome: 'auto-closed',
      inTime: false,
    });
  });

  test.each([
    ['at the last instant is in time', DAY, true],
    ['a millisecond later is late', DAY + 1, false],
  ])('S5: an answer %s', (_when, after, inTime) => {
    const answeredAt = ASKED_AT + after;
    expect(outcome([ended(), makeVendorPost({ at: answeredAt })])).toEqual({
      found: 'end',
      outcome: 'answered',
      answeredAt,
      inTime,
    });
  });

  test('S5: the first answer counts', () => {
    const second = makeVendorPost({ answerId: '700000009', at: ASKED_AT + 30 * HOUR });
    expect(outcome([ended(), second, makeVendorPost()])).toMatchObject({ inTime: true });
  });

  test('S5: it is told who gave the answer that counts, where Coupang tells', () => {
    const first = makeVendorPost({ login: 'elandmall' });
    const second = makeVendorPost({ answerId: '700000009', at: ASKED_AT + 3 * HOUR, login: 'another' });
    expect(outcome([ended(), second, first])).toMatchObject({ answeredBy: 'elandmall' });
    expect(outcome([ended(), second, makeVendorPost()])).not.toHaveProperty('answeredBy');
    expect(outcome([ended(), first, makeSystemPost({ at: ASKED_AT + HOUR })])).not.toHaveProperty(
      'answeredBy',
    );
  });

  test('S5: an answer without a time is an answer, in time or late unknown', () => {
    const { at, ...undated } = makeVendorPost();
    expect(outcome([ended(), undated])).toEqual({ found: 'end', outcome: 'answered' });
  });

  test('R14: a vendor post before the request is no answer to it', () => {
    const before = makeVendorPost({ answerId: '600000000', at: ASKED_AT - HOUR });
    expect(outcome([before, ended()])).toEqual({ found: 'unverified' });
  });

  test('R14: without any sign of an end it is unverified', () => {
    expect(outcome([ended()])).toEqual({ found: 'unverified' });
    expect(outcome([ended({ completeReason: 'unknown' })])).toEqual({ found: 'unverified' });
    expect(outcome([])).toEqual({ found: 'unverified' });
  });

  test("R14: a later hand-over's automatic closing is not this one's", () => {
    const again = ended({ answerId: '700000005', at: ASKED_AT + 3 * HOUR });
    const closing = makeSystemPost({ answerId: '700000009', at: ASKED_AT + 27 * HOUR });
    const posts = [ended(), makeVendorPost(), again, closing];
    expect(outcome(posts)).toMatchObject({ outcome: 'answered', inTime: true });
    expect(outcome(posts, makeTicket({ answerId: '700000005', askedAt: ASKED_AT + 3 * HOUR }))).toMatchObject(
      {
        outcome: 'auto-closed',
      },
    );
  });

  test("R14: nor is a later hand-over's answer this one's, after its automatic closing", () => {
    const again = ended({ answerId: '700000005', at: ASKED_AT + 30 * HOUR });
    const answer = makeVendorPost({ answerId: '700000009', at: ASKED_AT + 31 * HOUR });
    const posts = [ended(), makeSystemPost(), again, answer];
    expect(outcome(posts)).toMatchObject({ outcome: 'auto-closed' });
    expect(outcome(posts, makeTicket({ answerId: '700000005', dueAt: ASKED_AT + 54 * HOUR }))).toMatchObject({
      outcome: 'answered',
      inTime: true,
    });
  });

  test('R14: a newer request before any answer does not hide that answer', () => {
    const again = ended({ answerId: '700000005', at: ASKED_AT + HOUR });
    const answer = makeVendorPost({ answerId: '700000009' });
    expect(outcome([ended(), again, answer])).toMatchObject({ outcome: 'answered' });
  });

  test('R10: a `0` ticket is judged by what came after it was asked', () => {
    const ticket = makeTicket({ answerId: '0' });
    expect(outcome([makeVendorPost()], ticket)).toMatchObject({ outcome: 'answered' });
    expect(outcome([makeVendorPost({ at: ASKED_AT - 1 })], ticket)).toEqual({ found: 'unverified' });
  });

  test('R10: once it learnt its id, by that post', () => {
    const ticket = makeTicket({ answerId: '0', learntAnswerId: '700000001' });
    expect(outcome([makePost()], ticket)).toEqual({ found: 'still-asking' });
    expect(outcome([ended({ completeReason: 'CANCEL' })], ticket)).toMatchObject({ outcome: 'withdrawn' });
  });

  test('S5: for any posts, whatever is called answered in time has a vendor post between request and deadline', () => {
    fc.assert(
      fc.property(anyInquiry, (inquiry) => {
        const ticket = makeTicket();
        const finding = findOutcome(ticket, inquiry, ASKED_AT + HOUR);
        if (finding.found !== 'end' || finding.outcome !== 'answered' || !finding.inTime) return;
        expect(
          inquiry.posts.some(({ by, at }) => by === 'vendor' && at !== undefined && at <= ticket.dueAt),
        ).toBe(true);
      }),
    );
  });
});
