import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { askingPosts, fallbackAnswerId } from '../../../lib/domain/asking-posts.ts';
import type { Post } from '../../../lib/domain/inquiry.ts';
import { orderPosts } from '../../../lib/domain/order-posts.ts';
import { anyPost } from '../../fixtures/domain/arbitrary-inquiry.ts';
import { makeInquiry } from '../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../fixtures/domain/make-post.ts';
import { ASKED_AT, HOUR } from '../../fixtures/domain/made-up.ts';

const asking = (...posts: Post[]): string[] =>
  askingPosts(makeInquiry({ posts })).map((post) => post.answerId);

describe('askingPosts', () => {
  test.each([
    ['requestAnswer', { transfer: 'requestAnswer', needAnswer: false }, true],
    ['requestAnswer and needAnswer', { transfer: 'requestAnswer', needAnswer: true }, true],
    ['needAnswer with none', { transfer: 'none', needAnswer: true }, true],
    ['needAnswer with a word that we do not know', { transfer: 'unknown', needAnswer: true }, true],
    ['needAnswer with answered', { transfer: 'answered', needAnswer: true }, false],
    ['neither', { transfer: 'none', needAnswer: false }, false],
  ] as const)('R10: an agent post with %s asks: see the table', (_what, fields, asks) => {
    expect(asking(makePost(fields))).toEqual(asks ? ['700000001'] : []);
  });

  test.each(['vendor', 'system', 'unknown'] as const)('R10: a post by %s never asks', (by) => {
    expect(asking(makePost({ by }))).toEqual([]);
  });

  test('R10: a vendor post after it ends the asking', () => {
    expect(asking(makePost(), makeVendorPost())).toEqual([]);
  });

  test('R10: a vendor post at the same instant counts as after it by its higher answerId', () => {
    expect(asking(makePost(), makeVendorPost({ at: ASKED_AT }))).toEqual([]);
    expect(asking(makePost({ answerId: '700000009' }), makeVendorPost({ at: ASKED_AT }))).toEqual([
      '700000009',
    ]);
  });

  test('R10: a post of `[쿠팡 시스템]` is no vendor post, so the asking goes on', () => {
    expect(asking(makePost(), makeSystemPost())).toEqual(['700000001']);
  });

  test('R10: an earlier answer does not end a later hand-over', () => {
    const again = makePost({ answerId: '700000009', at: ASKED_AT + 5 * HOUR });
    expect(asking(makePost(), makeVendorPost(), again)).toEqual(['700000009']);
  });

  test('R10: names the oldest first, however Coupang lists them', () => {
    const newer = makePost({ answerId: '700000009', at: ASKED_AT + HOUR });
    expect(asking(newer, makePost())).toEqual(['700000001', '700000009']);
  });

  test('a post without an id asks for nothing that could be kept or answered', () => {
    const { answerId, ...bare } = makePost();
    expect(asking(bare)).toEqual([]);
  });

  test('R10: for any posts, each that asks is an agent post after the last vendor post', () => {
    fc.assert(
      fc.property(fc.array(anyPost, { maxLength: 6 }), (posts) => {
        const ordered = orderPosts(posts);
        const lastVendorPost = ordered.findLastIndex(({ by }) => by === 'vendor');
        for (const post of askingPosts(makeInquiry({ posts }))) {
          expect(post.by).toBe('csAgent');
          expect(ordered.indexOf(post)).toBeGreaterThan(lastVendorPost);
        }
      }),
    );
  });
});

describe('fallbackAnswerId', () => {
  test('R10: is the newest agent post where none asks', () => {
    const posts = [
      makePost({ answerId: '2', at: ASKED_AT + 1, transfer: 'none', needAnswer: false }),
      makePost({ answerId: '1', transfer: 'answered', needAnswer: false }),
      makeVendorPost({ answerId: '3' }),
    ];
    expect(fallbackAnswerId(makeInquiry({ posts }))).toBe('2');
  });

  test('R10: is `0` only where there is no agent post at all', () => {
    expect(fallbackAnswerId(makeInquiry({ posts: [makeVendorPost(), makeSystemPost()] }))).toBe('0');
    expect(fallbackAnswerId(makeInquiry({ posts: [] }))).toBe('0');
  });
});
