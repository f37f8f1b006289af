import type { Kind } from '../../../../lib/domain/sources.ts';
import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import type { Post } from '../../../../lib/domain/inquiry/inquiry.ts';
import {
  fingerprintOf,
  isUnchanged,
  kindOf,
  ownPost,
  readFacts,
} from '../../../../lib/domain/call-center/observe.ts';
import type { AttentionRow } from '../../../../lib/domain/ticket/ticket.ts';
import { anyInquiry } from '../../../fixtures/domain/arbitrary-inquiry.ts';
import { makeInquiry } from '../../../fixtures/domain/make-inquiry.ts';
import { makePost, makeVendorPost } from '../../../fixtures/domain/make-post.ts';
import { makeListing } from '../../../fixtures/domain/make-reading.ts';
import { makeKey, makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { HANDED_OVER_AT, HOUR, NOW } from '../../../fixtures/domain/made-up.ts';

const newer = makePost({ answerId: '700000009', at: HANDED_OVER_AT + HOUR, text: '지어낸 두 번째 요청' });
const observed = (overrides: Parameters<typeof makeInquiry>[0] = {}) =>
  makeListing({ inquiry: makeInquiry(overrides) });
const readFirst = (overrides: Parameters<typeof makeInquiry>[0] = {}) => {
  const { inquiry, asking } = observed(overrides);
  return readFacts(inquiry, asking[0]);
};
const fingerprint = (
  overrides: Parameters<typeof makeInquiry>[0] = {},
  kind: Kind = 'reply',
  linked: string[] = [],
  isClosed = false,
) => {
  const seen = observed(overrides);
  const own = ownPost(seen, makeKey());
  return fingerprintOf(seen, { own, kind, isNewest: true, isClosed, linked });
};

describe('observe', () => {
  test('R10: returns each post that asks, the oldest first', () => {
    expect(observed({ posts: [newer, makePost()] }).asking).toMatchObject([
      { answerId: '700000001', at: HANDED_OVER_AT },
      { answerId: '700000009' },
    ]);
  });
});

describe('the facts of a listing', () => {
  test("are the item's facts, and the text of its own post", () => {
    expect(readFirst({ posts: [newer, makePost()] })).toEqual({
      text: makePost().text,
      inquiryAt: HANDED_OVER_AT - HOUR,
      product: '지어낸 상품 Khaki L',
      category: '교환',
      orderId: '30000000000001',
    });
  });

  test('I4: include the form link of the post', () => {
    const posts = [makePost({ text: '링크를 통해 답변 부탁드립니다 https://coupa.ng/abc' })];
    expect(readFirst({ posts }).formLink).toBe('https://coupa.ng/abc');
  });

  test('have the text of the newest agent post without an asking post, else the content of the inquiry', () => {
    const silent = makePost({ transfer: 'answered', needAnswer: false, text: '지어낸 안내' });
    expect(readFirst({ posts: [silent, makeVendorPost()] }).text).toBe('지어낸 안내');
    expect(readFirst({ posts: [] }).text).toBe('상담이력');
    expect(readFirst({ posts: [makePost({ text: '' })] }).text).toBe('상담이력');
  });
});

describe('the facts of an item too long for a card', () => {
  test('have a cut text, without splitting a character', () => {
    const text = '가'.repeat(7_999);
    const textWith = (more: string) => readFirst({ posts: [makePost({ text: text + more })] }).text;
    expect(textWith('나')).toBe(`${text}나`);
    expect(textWith('나다')).toBe(`${text}나`);
    expect(textWith('😀')).toBe(text);
  });

  test('mark a text that was cut here or when it was read', () => {
    const isCut = (overrides: Parameters<typeof makeInquiry>[0]) => readFirst(overrides).isTextCut;
    expect(isCut({ posts: [makePost({ text: '가'.repeat(8_000) })] })).toBeUndefined();
    expect(isCut({ posts: [makePost({ text: '가'.repeat(8_001) })] })).toBe(true);
    expect(isCut({ posts: [makePost({ text: '*** ***', isCut: true })] })).toBe(true);
    expect(isCut({ posts: [], isCut: true })).toBe(true);
    expect(isCut({ posts: [makePost()], isCut: true })).toBeUndefined();
  });

  test('have a cut form link, and a link behind the cut counts, so that such a post is not answered from Slack', () => {
    const link = `https://coupa.ng/${'a'.repeat(400_000)}`;
    const formLinkOf = (text: string) => readFirst({ posts: [makePost({ text })] }).formLink;
    expect(formLinkOf(link)).toBe(link.slice(0, 8_000));
    expect(formLinkOf(`${'가'.repeat(8_000)} https://coupa.ng/a`)).toBe('https://coupa.ng/a');
  });

  test('omit what the item does not have', () => {
    const { product, category, ...bare } = makeInquiry();
    expect(Object.keys(readFacts(bare, undefined))).toEqual(['text', 'inquiryAt', 'orderId']);
  });
});

test('R12: an open reply stays a reply until it is sure to be a confirm', () => {
  const reply = { kind: 'reply' } as const;
  const kind = (kindIsSure: boolean, ticket: Parameters<typeof kindOf>[1]) =>
    kindOf({ kind: 'confirm', kindIsSure }, ticket);
  expect(kind(false, reply)).toBe('reply');
  expect(kind(true, reply)).toBe('confirm');
  expect(kind(false, { ...reply, closedAt: NOW })).toBe('confirm');
  expect(kind(false, { kind: 'confirm' })).toBe('confirm');
  expect(kindOf({ kind: 'reply', kindIsSure: false }, { kind: 'confirm' })).toBe('reply');
});

describe('fingerprintOf', () => {
  test('is equal for texts that differ only in spaces and invisible characters', () => {
    const withText = (text: string) => fingerprint({ posts: [makePost({ text })] });
    expect(withText('환불\n확인\u200b 부탁')).toBe(withText('환불 확인 부탁 '));
    expect(withText('환불확인 부탁')).not.toBe(withText('환불 확인 부탁'));
  });

  const ended = makePost({ transfer: 'answered' });

  test.each([
    ['the text', { posts: [makePost({ text: '지어낸 다른 요청' })] }],
    ['since when', { posts: [makePost({ at: HANDED_OVER_AT + 1 })] }],
    ['that it no longer asks', { posts: [ended] }],
    ['the product', { product: '지어낸 다른 상품' }],
    ['the order', { orderId: '30000000000002' }],
    ['inquiryAt', { inquiryAt: HANDED_OVER_AT }],
  ])('R3: differs if a listing changes %s', (_what, overrides) => {
    expect(fingerprint(overrides)).not.toBe(fingerprint());
  });

  test('R3: differs if the kind changes, or another card of the inquiry comes', () => {
    expect(fingerprint({}, 'confirm')).not.toBe(fingerprint());
    expect(fingerprint({}, 'reply', ['700000009'])).not.toBe(fingerprint());
    expect(fingerprint()).toHaveLength(22);
  });

  test('R3: contains the other cards, in whatever order they are read', () => {
    const of = (...ids: string[]) => fingerprint({}, 'reply', ids);
    expect(of('700000009')).not.toBe(of('700000008'));
    expect(of('700000009', '700000008')).toBe(of('700000008', '700000009'));
  });

  test('R3: ignores texts of a closed ticket, but not whether its post asks', () => {
    const closed = (overrides = {}) => fingerprint(overrides, 'reply', [], true);
    expect(closed({ posts: [makePost({ text: '지어낸 다른 요청' })], product: '지어낸' })).toBe(closed());
    expect(closed({ posts: [ended] })).not.toBe(closed());
    expect(closed({ posts: [ended, newer] })).not.toBe(closed({ posts: [makePost(), newer] }));
  });

  test('R14: changes with any new post if the post no longer asks, and not while it asks', () => {
    expect(fingerprint({ posts: [ended, makeVendorPost()] })).not.toBe(fingerprint({ posts: [ended] }));
    expect(fingerprint({ posts: [makePost(), makeVendorPost()] })).toBe(fingerprint());
  });

  test.each<[string, Partial<AttentionRow>, boolean]>([
    ['an open ticket with a card', { shownVersion: 1 }, false],
    ['an open ticket without a card', { shownVersion: 0 }, true],
    ['a closed ticket with a card', { shownVersion: 1, closedAt: NOW }, true],
  ])('R10: compares with the links to other cards: %s', (_what, overrides, expected) => {
    const { fingerprint: _, ...other } = makeRow({ answerId: '700000009', ...overrides });
    expect(isUnchanged([makeRow({ fingerprint: fingerprint() }), other], observed())).toBe(expected);
  });

  test('R3: is the same for any order of posts and any time of reading', () => {
    fc.assert(
      fc.property(anyInquiry, fc.nat(), (inquiry, later) => {
        const dated = inquiry.posts.filter(({ at, answerId }) => at !== undefined && answerId !== undefined);
        const unique = [...new Map(dated.map((post) => [post.answerId, post])).values()];
        const of = (posts: Post[], beganAt: number) => {
          const seen = makeListing({ inquiry: { ...inquiry, posts }, beganAt });
          return fingerprintOf(seen, {
            own: ownPost(seen, makeKey()),
            kind: 'reply',
            isNewest: true,
            isClosed: false,
            linked: [],
          });
        };
        expect(of(unique.toReversed(), NOW + later)).toBe(of(unique, NOW));
      }),
    );
  });
});
