import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import {
  askingPosts,
  isHandOver,
  namelessAskingPost,
  newestAgentPost,
  newestPostId,
  orderPosts,
  postKey,
} from '../../../../lib/domain/inquiry/asking-posts.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { anyPost } from '../../../fixtures/domain/arbitrary-inquiry.ts';
import { HANDED_OVER_AT, HOUR } from '../../../fixtures/domain/made-up.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeSystemPost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';

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

const idsOf = (posts: readonly Partial<Post>[]): (string | undefined)[] =>
  orderPosts(posts.map((post) => makePost(post))).map(({ answerId }) => answerId);

describe('orderPosts', () => {
  test('R10: orders equal instants by answerId as a number, not as text', () => {
    expect(idsOf([{ answerId: '10' }, { answerId: '9' }])).toEqual(['9', '10']);
  });

  test('R10: distinguishes ids beyond 2^53 by their last digit', () => {
    expect(idsOf([{ answerId: '9007199254740993' }, { answerId: '9007199254740992' }])).toEqual([
      '9007199254740992',
      '9007199254740993',
    ]);
  });

  test('R10: one post without replyAt does not spoil the order of the others', () => {
    const { at, ...undated } = makePost({ answerId: '9' });
    const posts = [makePost({ answerId: '5', at: 5 }), undated, makePost({ answerId: '3', at: 3 })];
    expect(orderPosts(posts).map(({ answerId }) => answerId)).toEqual(['3', '5', '9']);
  });

  test('a post without replyAt is placed by its answerId', () => {
    const { at, ...undated } = makePost({ answerId: '4' });
    const posts = [makePost({ answerId: '5', at: 5 }), undated, makePost({ answerId: '3', at: 3 })];
    expect(orderPosts(posts).map(({ answerId }) => answerId)).toEqual(['3', '4', '5']);
  });

  test('keeps a post with neither after the post before it', () => {
    const { at, answerId, ...bare } = makePost({ text: 'bare' });
    const posts = [makePost({ text: 'first', at: 3 }), bare, makePost({ text: 'second', at: 5 })];
    expect(orderPosts(posts).map(({ text }) => text)).toEqual(['first', 'bare', 'second']);
  });

  test('does not change the given posts', () => {
    const posts = [makePost({ answerId: '2', at: 2 }), makePost({ answerId: '1', at: 1 })];
    orderPosts(posts);
    expect(posts.map(({ answerId }) => answerId)).toEqual(['2', '1']);
  });
});

describe('orderPosts, for any posts', () => {
  const post = fc
    .record(
      { answerId: fc.bigInt({ min: 1n, max: 9n }).map(String), at: fc.nat({ max: 5 }) },
      { requiredKeys: [] },
    )
    .map((fields) => {
      const { answerId, at, ...bare } = makePost();
      return { ...bare, ...fields };
    });

  test('R10: dated posts always come in the order of their instants', () => {
    fc.assert(
      fc.property(fc.array(post, { maxLength: 12 }), (posts) => {
        const instants = orderPosts(posts).flatMap(({ at }) => at ?? []);
        expect(instants).toEqual([...instants].sort((a, b) => a - b));
      }),
    );
  });

  test('keeps every post, and ordering twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(post, { maxLength: 12 }), (posts) => {
        const once = orderPosts(posts);
        expect(new Set(once)).toEqual(new Set(posts));
        expect(orderPosts(once)).toEqual(once);
      }),
    );
  });

  test("R10: the list's order of posts does not matter if all have time and id", () => {
    const whole = fc.uniqueArray(
      fc.tuple(fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 40n }), fc.nat({ max: 3 })),
      { selector: ([id]) => id, maxLength: 8 },
    );
    fc.assert(
      fc.property(whole, fc.nat(), (rows, turn) => {
        const posts = rows.map(([id, at]) => makePost({ answerId: String(id), at }));
        const cut = posts.length > 0 ? turn % posts.length : 0;
        const turned = [...posts.slice(cut), ...posts.slice(0, cut)].toReversed();
        expect(orderPosts(turned)).toEqual(orderPosts(posts));
      }),
    );
  });
});
