import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { orderPosts } from '../../../../lib/domain/inquiry/asking-posts.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import { makePost } from '../../../fixtures/domain/make-post.ts';

const idsOf = (posts: readonly Partial<Post>[]): (string | undefined)[] =>
  orderPosts(posts.map((post) => makePost(post))).map(({ answerId }) => answerId);

describe('orderPosts', () => {
  test('R10: orders by replyAt, whatever the order of the list', () => {
    expect(
      idsOf([
        { answerId: '1', at: 30 },
        { answerId: '3', at: 10 },
        { answerId: '2', at: 20 },
      ]),
    ).toEqual(['3', '2', '1']);
  });

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
