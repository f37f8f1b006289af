import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { observe } from '../../../lib/domain/observe.ts';
import { anyInquiry } from '../../fixtures/domain/arbitrary-inquiry.ts';
import { makeInquiry } from '../../fixtures/domain/make-inquiry.ts';
import { makePost, makeVendorPost } from '../../fixtures/domain/make-post.ts';
import { makeListing } from '../../fixtures/domain/make-reading.ts';
import { ASKED_AT, HOUR, NOW } from '../../fixtures/domain/made-up.ts';

const newer = makePost({ answerId: '700000009', at: ASKED_AT + HOUR, text: '지어낸 두 번째 요청' });
const observed = (overrides: Parameters<typeof makeInquiry>[0] = {}, kind: 'reply' | 'confirm' = 'reply') =>
  observe(makeListing({ inquiry: makeInquiry(overrides), kind }));

describe('observe', () => {
  test('R10: key and clock come from the oldest asking post, text and parentAnswerId from the newest', () => {
    const { asking, told } = observed({ posts: [newer, makePost()] });
    expect(asking[0]).toMatchObject({ answerId: '700000001', at: ASKED_AT });
    expect(told).toMatchObject({ text: newer.text, parentAnswerId: '700000009' });
  });

  test('tells what the item tells', () => {
    const { answerId } = makePost();
    expect(observed().told).toEqual({
      kind: 'reply',
      text: makePost().text,
      inquiryAt: ASKED_AT - HOUR,
      product: '지어낸 상품 Khaki L',
      category: '교환',
      orderId: '30000000000001',
      parentAnswerId: answerId,
    });
  });

  test('I4: tells the form link of the newest asking post', () => {
    const posts = [makePost({ text: '링크를 통해 답변 부탁드립니다 https://coupa.ng/abc' })];
    expect(observed({ posts }).told.formLink).toBe('https://coupa.ng/abc');
  });

  test('where no post asks the text is the newest agent post, else the content of the inquiry', () => {
    const silent = makePost({ transfer: 'answered', needAnswer: false, text: '지어낸 안내' });
    const { told } = observed({ posts: [silent, makeVendorPost()] });
    expect(told.text).toBe('지어낸 안내');
    expect(told.parentAnswerId).toBeUndefined();
    expect(observed({ posts: [] }).told.text).toBe('상담이력');
    expect(observed({ posts: [makePost({ text: '' })] }).told.text).toBe('상담이력');
  });

  test.each([
    ['the text', { posts: [makePost({ text: '지어낸 다른 요청' })] }],
    ['who asks', { posts: [makePost({ answerId: '700000009' })] }],
    ['since when', { posts: [makePost({ at: ASKED_AT + 1 })] }],
    ['that a newer post asks too', { posts: [makePost(), newer] }],
    ['the product', { product: '지어낸 다른 상품' }],
    ['the order', { orderId: '30000000000002' }],
    ['inquiryAt', { inquiryAt: ASKED_AT }],
  ])('R3: another fingerprint where a listing changes %s', (_what, overrides) => {
    expect(observed(overrides).fingerprint).not.toBe(observed().fingerprint);
  });

  test('R3: another fingerprint where the kind changes', () => {
    expect(observed({}, 'confirm').fingerprint).not.toBe(observed({}, 'reply').fingerprint);
  });

  test('R3: the same fingerprint however the posts are listed and whenever they are read', () => {
    fc.assert(
      fc.property(anyInquiry, fc.nat(), (inquiry, later) => {
        const dated = inquiry.posts.filter(({ at, answerId }) => at !== undefined && answerId !== undefined);
        const one = observe(makeListing({ inquiry: { ...inquiry, posts: dated } }));
        const other = observe(
          makeListing({ inquiry: { ...inquiry, posts: dated.toReversed() }, beganAt: NOW + later }),
        );
        expect(other.fingerprint).toBe(one.fingerprint);
      }),
    );
  });
});
