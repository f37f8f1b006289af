import { describe, expect, test } from '@jest/globals';
import { maskReason } from '../../../../lib/coupang/orders/mask-reason.ts';
import {
  CHINESE_GIVEN_NAMES,
  CHINESE_SURNAMES,
  KOREAN_GIVEN_NAMES,
  KOREAN_PLACES,
  KOREAN_SHORT_NAMES,
  KOREAN_SURNAMES,
  LATIN_NAMES,
} from '../../../fixtures/common-names.ts';

describe('the reason of a return', () => {
  test.each([
    ['단순 변심', '단순변심'],
    ['고객변심', '고객변심'],
    ['필요 없어짐 (단순 변심)', '필요 없어짐 단순변심'],
    ['사이즈가 안 맞아요', '사이즈가 안맞아요'],
    ['생각보다 작아요', '생각보다 작아요'],
    ['색상이 사진과 달라요', '색상이 사진과 달라요'],
    ['배송이 너무 늦어서 취소해요', '배송이 너무 늦어서 취소해요'],
    ['배송 지연으로 취소합니다', '배송 늦음 취소합니다'],
    ['배송지연', '배송 늦음'],
    ['상품에 하자가 있어요', '상품에 하자가 있어요'],
    ['제품 불량입니다. 작동 안 해요 ㅠㅠ', '제품 불량입니다 작동 안해요'],
    ['다른 상품이 왔어요 (오배송)', '다른 상품이 왔어요 오배송'],
    ['구성품 누락', '구성품 누락'],
    ['마음에 들지 않아요', '불만'],
    ['중복 주문했습니다', '중복 주문했습니다'],
    ['배송지를 잘못 입력했어요', '배송지를 잘못 입력했어요'],
    ['Changed my mind', 'changed mind'],
    ['Doesn’t fit, size too big', "doesn't fit size too big"],
    ['wrong item', 'wrong item'],
    ['arrived late', 'arrived late'],
    ['different from the description', 'different from the description'],
    ['商品破損', '商品 破損'],
    ['尺寸不合', '尺寸 不合'],
    ['不喜歡顏色', '不喜歡 顏色'],
    ['與照片不符', '照片 不符'],
    ['더 저렴한 상품을 찾음', '저렴한 상품을 찾음'],
    ['전원이 안 들어와요', '… 안들어와요'],
    ['不想買了', '不想買'],
    ['사이즈가 커서 반품해요. 홍길동 010-1234-5678', '사이즈가 커서 반품해요 …'],
  ])('%s stays in words of returns: %s', (text, reason) => {
    expect(maskReason(text)).toBe(reason);
    expect(maskReason(text.normalize('NFD'))).toBe(maskReason(text));
  });

  test('has one sign for each run of other words', () => {
    expect(maskReason('김가람 고객님 댁 사이즈가 커서 반품 원합니다 010-0000-1234')).toBe(
      '… 사이즈가 커서 반품 …',
    );
  });

  test.each([
    '',
    '   ',
    '…',
    '테스트',
    'ㅋㅋㅋ',
    '010-0000-1234',
    '김가람',
    '너무 많이',
    'just because',
    '沒有',
    '!?',
  ])('is none if no word of returns stays: %j', (text) => {
    expect(maskReason(text)).toBeUndefined();
  });

  test.each([
    ['작동 안 움직여요', '작동 …'],
    ['파손은 아니고 변심', '파손은 아니고 변심'],
    ['no damage', 'not damage'],
    ['沒有破損', '沒有 破損'],
    ['품질이 좋지 않아요', '품질이 좋지 않아요'],
    ['못 받았어요', '못받았어요'],
    ['안지수 사이즈', '… 사이즈'],
    ['안 지수 사이즈', '… 사이즈'],
  ])('keeps a negation with its word, or neither: %s', (text, reason) => {
    expect(maskReason(text)).toBe(reason);
  });

  test('is short, and ends between words', () => {
    const reason = maskReason('사이즈가 커서 반품해요 '.repeat(100)) ?? '';
    expect(reason.length).toBeLessThanOrEqual(80);
    expect(reason).toMatch(/^(?:사이즈가 커서 반품해요 )+(?:사이즈가 )?(?:커서 )?…$/);
  });

  test('is read from the first 500 characters', () => {
    expect(maskReason(`${'가'.repeat(490)} 반품`)).toBe('… 반품');
    expect(maskReason(`${'가'.repeat(500)} 반품`)).toBeUndefined();
    expect(maskReason(`a${'\u0301'.repeat(1_000_000)}`)).toBeUndefined();
  });
});

const ENDINGS = [
  '',
  '이',
  '가',
  '은',
  '는',
  '님',
  '씨',
  '에게',
  '의',
  '도',
  '입니다',
  '이에요',
  '라고',
  '으로',
  '로',
];
const leaks = (name: string, text: string): string[] =>
  (maskReason(text) ?? '').includes(name) ? [`${text}: ${maskReason(text)}`] : [];

describe('no common name passes:', () => {
  test('Korean given names', () => {
    const found = KOREAN_GIVEN_NAMES.flatMap((name) =>
      ENDINGS.flatMap((ending) => [
        ...leaks(name, `${name}${ending}`),
        ...leaks(name, `배송 ${name}${ending} 파손`),
        ...leaks(name, `고객${name}${ending}`),
      ]),
    );
    expect(KOREAN_GIVEN_NAMES.length).toBeGreaterThan(200);
    expect(found).toEqual([]);
  });

  test('Korean surnames', () => {
    const found = KOREAN_SURNAMES.flatMap((name) =>
      ENDINGS.flatMap((ending) => [
        ...leaks(`${name}${ending}`, `${name}${ending}`),
        ...leaks(` ${name} `, `반품 ${name} 고객`),
      ]),
    );
    expect(found).toEqual([]);
  });

  // A word of returns that is also a surname with a given name of one syllable.
  const WORDS = /^(?:하자|사진)/;

  test('Korean surnames with given names', () => {
    const found = KOREAN_SURNAMES.flatMap((surname) =>
      [...KOREAN_GIVEN_NAMES, ...KOREAN_SHORT_NAMES].flatMap((given) =>
        ['', '이', '은', '는', '의'].flatMap((ending) =>
          leaks(`${surname}${given}`, `${surname}${given}${ending}`),
        ),
      ),
    );
    expect(found.filter((text) => !WORDS.test(text))).toEqual([]);
  });

  test('Chinese names', () => {
    const found = CHINESE_SURNAMES.flatMap((surname) =>
      CHINESE_GIVEN_NAMES.flatMap((given) => [
        ...leaks(given, `${surname}${given}`),
        ...leaks(given, `我是${surname}${given}商品破損`),
        ...leaks(`${surname}${given}`, `收件人${surname}${given}先生`),
      ]),
    );
    expect(found).toEqual([]);
  });

  test('Latin names', () => {
    const found = LATIN_NAMES.flatMap((name) =>
      [name, `item for ${name}`, `${name} wrong size`, `${name}'s order`].flatMap((text) =>
        new RegExp(`\\b${name}\\b`, 'i').test(maskReason(text) ?? '') ? [text] : [],
      ),
    );
    expect(found).toEqual([]);
  });
});

test('no part of an address passes', () => {
  const found = KOREAN_PLACES.flatMap((place) =>
    ['', '시', '군', '구', '동', '로', '길', '읍', '면', '에', '에서', '으로', '로 12'].flatMap((ending) =>
      leaks(place, `${place}${ending}`),
    ),
  );
  expect(found).toEqual([]);
});

test.each([
  '010-0000-1234',
  '26000123456789',
  '공일공 일이삼사',
  'A123456789',
  'buyer@example.com',
  'size95',
  '3개',
  '①②③',
])('no number passes, nor what it is written with: %s', (text) => {
  const left = maskReason(`반품 ${text} 환불`);
  expect(left).toMatch(/^반품 (?:size )?… 환불$/);
});
