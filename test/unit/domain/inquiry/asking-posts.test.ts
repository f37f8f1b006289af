import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  askingPosts,
  isHandOver,
  namelessAskingPost,
  newestAgentPost,
  newestPostId,
  postKey,
} from '../../../../lib/domain/inquiry/asking-posts.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { anyPost } from '../../../fixtures/domain/arbitrary-inquiry.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { HANDED_OVER_AT, HOUR } from '../../../fixtures/domain/made-up.ts';

const asking = (...posts: Post[]): string[] =>
  askingPosts(makeInquiry({ posts })).map((post) => post.answerId);

describe('askingPosts', () => {
  test.each([
    ['requestAnswer', { transfer: 'requestAnswer', needAnswer: false }, true],
    ['requestAnswer and needAnswer', { transfer: 'requestAnswer', needAnswer: true }, true],
    ['needAnswer with none', { transfer: 'none', needAnswer: true }, false],
    ['needAnswer and no flag that can be read', { transfer: 'unknown', needAnswer: true }, true],
    ['no flag that can be read', { transfer: 'unknown', needAnswer: false }, false],
    ['requestAnswer and CANCEL', { transfer: 'requestAnswer', completeReason: 'CANCEL' }, false],
    [
      'requestAnswer and DISPUTE_PROCESS',
      { transfer: 'requestAnswer', completeReason: 'DISPUTE_PROCESS' },
      false,
    ],
    [
      'requestAnswer and a reason that we do not know',
      { transfer: 'requestAnswer', completeReason: 'unknown' },
      true,
    ],
    ['needAnswer with answered', { transfer: 'answered', needAnswer: true }, false],
    ['neither', { transfer: 'none', needAnswer: false }, false],
  ] as const)('R10: include an agent post with %s as the table says', (_what, fields, asks) => {
    expect(asking(makePost(fields))).toEqual(asks ? ['700000001'] : []);
  });

  test.each(['vendor', 'system', 'unknown'] as const)('R10: never include a post by %s', (by) => {
    expect(asking(makePost({ by }))).toEqual([]);
  });

  const unflagged = makePost({ transfer: 'unknown' });

  test("R10: trust Coupang's own flag, whatever a vendor wrote after the post", () => {
    expect(asking(makePost(), makeVendorPost())).toEqual(['700000001']);
  });

  test('R10: end without a flag with a vendor post after the request, also at the same instant', () => {
    expect(asking(unflagged, makeVendorPost())).toEqual([]);
    expect(asking(unflagged, makeVendorPost({ at: HANDED_OVER_AT }))).toEqual([]);
    expect(asking(unflagged, makeVendorPost({ at: HANDED_OVER_AT - 1, answerId: '600000000' }))).toEqual([
      '700000001',
    ]);
  });

  test("R10: do not end with Coupang's own system post, which is not a vendor's", () => {
    expect(asking(unflagged, makeSystemPost())).toEqual(['700000001']);
  });

  test('R10: a later hand-over is not ended by an earlier answer', () => {
    const again = makePost({ answerId: '700000009', at: HANDED_OVER_AT + 5 * HOUR, transfer: 'unknown' });
    expect(asking(unflagged, makeVendorPost(), again)).toEqual(['700000009']);
  });

  test('include a post that occurs twice once', () => {
    expect(asking(makePost(), makePost())).toEqual(['700000001']);
  });

  test("R10: are sorted from the oldest, whatever Coupang's order", () => {
    const newer = makePost({ answerId: '700000009', at: HANDED_OVER_AT + HOUR });
    expect(asking(newer, makePost())).toEqual(['700000001', '700000009']);
  });

  test('do not key a ticket by a post without an id: the newest of them that asks is found separately', () => {
    const { answerId: _, ...bare } = makePost();
    expect(asking(bare)).toEqual([]);
    const newer = { ...bare, at: HANDED_OVER_AT + 1 };
    const ended = { ...bare, at: HANDED_OVER_AT + 2, transfer: 'answered' as const };
    expect(namelessAskingPost(makeInquiry({ posts: [ended, newer, bare, makePost()] }))).toBe(newer);
    expect(namelessAskingPost(makeInquiry())).toBeUndefined();
  });

  test('R10: include any post with requestAnswer unless a reason ends it, and none with answered or none', () => {
    fc.assert(
      fc.property(fc.array(anyPost, { maxLength: 6 }), (posts) => {
        const ids = asking(...posts);
        for (const { answerId, by, transfer, completeReason } of posts) {
          if (answerId === undefined || posts.filter((post) => post.answerId === answerId).length > 1)
            continue;
          const isOpen = completeReason === 'NONE' || completeReason === 'unknown';
          if (by === 'csAgent' && transfer === 'requestAnswer') expect(ids.includes(answerId)).toBe(isOpen);
          if (transfer === 'answered' || transfer === 'none') expect(ids).not.toContain(answerId);
        }
      }),
    );
  });
});

test('an agent’s post that asks, or that was answered, handed the inquiry over', () => {
  const plain = { transfer: 'none', needAnswer: false } as const;
  const handsOver = (more: Partial<Post>) => isHandOver(makePost({ ...plain, ...more }));
  expect(handsOver({})).toBe(false);
  expect(handsOver({ transfer: 'requestAnswer' })).toBe(true);
  expect(handsOver({ transfer: 'answered' })).toBe(true);
  expect(handsOver({ needAnswer: true })).toBe(true);
  expect(handsOver({ by: 'vendor', needAnswer: true })).toBe(false);
});

test('R10: finds the newest post of an agent and the newest id in any post', () => {
  const { answerId: _, ...nameless } = makePost({ at: HANDED_OVER_AT + 4 * HOUR });
  const posts = [
    nameless,
    makeVendorPost({ answerId: '3' }),
    makePost({ transfer: 'none', needAnswer: false }),
  ];
  const found = makeInquiry({ posts });
  expect(newestAgentPost(found)).toBe(nameless);
  expect(newestPostId(found)).toBe('3');
  expect(newestPostId(makeInquiry({ posts: [nameless] }))).toBeUndefined();
  expect(newestAgentPost(makeInquiry({ posts: [makeVendorPost(), makeSystemPost()] }))).toBeUndefined();
});

test('identifies a post by its id, else by its author, time and text', () => {
  const { answerId: _, ...bare } = makePost();
  expect(postKey(makePost())).toBe('700000001');
  expect(postKey({ ...bare, transfer: 'answered' })).toBe(postKey(bare));
  const others = [
    { ...bare, at: 1 },
    { ...bare, text: '' },
    { ...bare, by: 'vendor' as const },
  ];
  expect(new Set([bare, ...others].map(postKey)).size).toBe(4);
});
