import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { knownReason } from '../../../../lib/coupang/orders/known-reason.ts';
import {
  CHINESE_GIVEN_NAMES,
  CHINESE_SURNAMES,
  KOREAN_GIVEN_NAMES,
  KOREAN_PLACES,
  KOREAN_SHORT_NAMES,
  KOREAN_SURNAMES,
  LATIN_NAMES,
} from '../../../fixtures/common-names.ts';
import type { DocumentedAnswer } from '../../../fixtures/coupang/documented-answers.ts';
import { againstOrders, callOf, FIXTURES, ORDER_ID, type Reply, rowsOf } from './made-up-orders.ts';

describe('the reason of a return', () => {
  test.each([
    ['단순 변심', '단순변심'],
    ['고객변심', '고객변심'],
    ['필요 없어짐 (단순 변심)', '필요 없어짐 (단순변심)'],
    ['사이즈가 안 맞아요', '사이즈가 안맞아요'],
    ['생각보다 작아요', '생각보다 작아요'],
    ['색상이 사진과 달라요', '색상이 사진과 달라요'],
    ['배송이 너무 늦어서 취소해요', '배송이 너무 늦어서 취소해요'],
    ['배송 지연으로 취소합니다', '배송 늦음 취소합니다'],
    ['배송지연', '배송 늦음'],
    ['상품에 하자가 있어요', '상품에 하자가 있어요'],
    ['제품 불량입니다. 작동 안 해요 ㅠㅠ', '제품 불량입니다. 작동 안해요'],
    ['다른 상품이 왔어요 (오배송)', '다른 상품이 왔어요 (오배송)'],
    ['구성품 누락', '구성품 누락'],
    ['마음에 들지 않아요', '불만'],
    ['중복 주문했습니다', '중복 주문했습니다'],
    ['배송지를 잘못 입력했어요', '배송지를 잘못 입력했어요'],
    ['Changed my mind', 'changed my mind'],
    ['Doesn’t fit, size too big', "doesn't fit, size too big"],
    ['wrong item', 'wrong item'],
    ['arrived late', 'arrived late'],
    ['different from the description', 'different from the description'],
    ['商品破損', '商品破損'],
    ['尺寸不合', '尺寸不合'],
    ['不喜歡顏色', '不喜歡顏色'],
    ['與照片不符', '與照片不符'],
    ['더 저렴한 상품을 찾음', '더 저렴한 상품을 찾음'],
    ['不想買了', '不想買了'],
    ['顏色和想像的不同', '顏色和想像的不同'],
    ['包裝送到時已經破損', '包裝送到時已經破損'],
  ])('%s is shown whole: %s', (text, reason) => {
    expect(knownReason(text)).toBe(reason);
    expect(knownReason(text.normalize('NFD'))).toBe(knownReason(text));
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
    '전원이 안 들어와요',
    '작동 안 움직여요',
    '안지수 사이즈',
    '안 지수 사이즈',
    '사이즈가 커서 반품해요. 홍길동 010-1234-5678',
  ])('is none without a word of returns, or with another word: %j', (text) => {
    expect(knownReason(text)).toBeUndefined();
  });

  test.each([
    ['파손은 아니고 변심', '파손은 아니고 변심'],
    ['no damage', 'not damage'],
    ['沒有破損', '沒有破損'],
    ['품질이 좋지 않아요', '품질이 좋지 않아요'],
    ['못 받았어요', '못받았어요'],
  ])('keeps a negation: %s', (text, reason) => {
    expect(knownReason(text)).toBe(reason);
  });

  test('stays whole with 80 characters', () => {
    const reason = Array.from({ length: 27 }, () => '불량').join(' ');
    expect(knownReason(reason)).toBe(reason);
  });

  test('is none with more characters', () => {
    expect(knownReason('불량 '.repeat(28))).toBeUndefined();
    expect(knownReason(`a${'\u0301'.repeat(1_000_000)}`)).toBeUndefined();
  });
});

const ENDINGS = ['', ...'이 가 은 는 님 씨 에게 의 도 입니다 이에요 라고 으로 로'.split(' ')];
const leaks = (name: string, text: string): string[] =>
  (knownReason(text) ?? '').includes(name) ? [`${text}: ${knownReason(text)}`] : [];

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
        new RegExp(`\\b${name}\\b`, 'i').test(knownReason(text) ?? '') ? [text] : [],
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
  expect(knownReason(`반품 ${text} 환불`)).toBeUndefined();
});

/** Personal values, all made up. */
const NAMES = [
  '김가람',
  '남궁하늘',
  '이상이',
  '지연',
  '하은',
  '陳家豪',
  '王小明',
  'Gildong Hong',
  'Maya Tsering',
];
const NUMBERS = [
  '010-0000-1234',
  '+82 10-0000-1234',
  '0502-000-1234',
  '02)000-1234',
  '0912-000-123',
  '+886 912 000 123',
  '900101-1234567',
  'A123456789',
  'P123456789012',
  '국민은행 123456-01-123456',
  '삼성카드 5409-1234-0000-5678',
  '현관 비밀번호 #1234*',
];
const OTHERS = [
  'buyer@example.com',
  'madeup%40example.com',
  '서울시 가나구 다라로 12, 101동 1101호',
  '台北市信義區市府路12號3樓',
  '12 Garam-ro 3-gil, Unit 504',
  '가나아파트 103동 1107호',
  '경비실에 맡겨 주세요',
  '생일 선물이에요, 사랑해',
  'kakao_made_up_77',
];
const CANARIES = [...NAMES, ...NUMBERS, ...OTHERS];

const split = (text: string): string[] => text.trim().split(/\s+/);

const SHOWN_OF_BOX = split(`
  orderId shipmentBoxId status orderedAt paidAt deliveryCompanyName invoiceNumber inTrasitDateTime deliveredDate
  orderItems.vendorItemId orderItems.vendorItemName orderItems.shippingCount orderItems.cancelCount`);

/** The fields that a view shows. `orderId` is compared, not shown. `reasonCodeText` takes the place of a reason that shows nothing. */
const SHOWN: Record<DocumentedAnswer, string[]> = {
  'order-v5': SHOWN_OF_BOX,
  'order-v4': SHOWN_OF_BOX,
  'returns-v6': split(`
    orderId receiptId receiptType receiptStatus createdAt cancelReason reasonCodeText faultByType preRefund
    returnItems.vendorItemId returnItems.vendorItemName returnItems.cancelCount`),
  'exchanges-v4': split(`
    orderId exchangeId exchangeStatus createdAt faultType collectCompleteDate exchangeItemDtoV1s.orderItemName
    exchangeItemDtoV1s.quantity`),
};
const NAMES_OF_PRODUCTS = /ItemName$/;
/** Nothing in their form sets them apart from the name of a carrier, which is Coupang's. */
const BARE_WORDS = [...NAMES, '경비실에 맡겨 주세요'];

/** Replaces each value that `replaces` names by its path, without the numbers of rows. */
const replaceLeaves = (value: unknown, replaced: (path: string) => unknown, path = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => replaceLeaves(each, replaced, path));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        name,
        replaceLeaves(each, replaced, path === '' ? name : `${path}.${name}`),
      ]),
    );
  return replaced(path) ?? value;
};

/** Whatever a call returned, threw or logged. */
const traceOf = async (
  fixture: DocumentedAnswer,
  replies: Reply[],
  maxBodyBytes?: number,
): Promise<string> => {
  const { client, log } = againstOrders(replies, maxBodyBytes === undefined ? {} : { maxBodyBytes });
  const result = await callOf(client, fixture).catch((error: unknown) => ({ error }));
  const parts = [JSON.stringify(result), ...log.lines];
  if (typeof result === 'object' && result !== null && 'error' in result) {
    const { error } = result;
    expect(error).toBeInstanceOf(Error);
    if (error instanceof Error)
      parts.push(
        error.message,
        String(error.stack),
        inspect(error.cause, { depth: 20 }),
        JSON.stringify(error),
      );
  }
  return parts.join('\n');
};

/** Each letter or digit of a value alone proves nothing, so a value counts as found in its original form or as its digits. */
const foundIn = (trace: string, canaries: readonly string[]): string[] => {
  const digits = trace.replaceAll(/\D/g, ' ');
  return canaries.filter((canary) => {
    const number = canary.replaceAll(/\D/g, '');
    return trace.includes(canary) || (number.length >= 8 && digits.includes(number));
  });
};

test('there are 30 personal values, and each would be found', () => {
  expect(new Set(CANARIES).size).toBe(30);
  expect(foundIn(CANARIES.join('\n'), CANARIES)).toEqual(CANARIES);
});

describe.each(FIXTURES)('of the answer %s', (fixture) => {
  const isShown = (path: string): boolean => SHOWN[fixture].includes(path);

  test('no field reaches a result or the log that a view does not show', async () => {
    const paths = new Set<string>();
    const data = CANARIES.map((canary) =>
      rowsOf(fixture).map((row) =>
        replaceLeaves(row, (path) => {
          paths.add(path);
          return isShown(path) ? undefined : canary;
        }),
      ),
    );
    for (const [index, rows] of data.entries()) {
      const body = JSON.stringify({
        code: 200,
        message: CANARIES[index],
        data: rows,
        nextToken: CANARIES[index],
      });
      const trace = await traceOf(fixture, [{ body }]);
      expect(trace).toContain('700000000000000123'.slice(0, fixture.startsWith('order') ? 18 : 0));
      expect(foundIn(trace, CANARIES)).toEqual([]);
    }
    // The walk saw each field that is shown, and many that are not.
    expect(SHOWN[fixture].filter((path) => !paths.has(path))).toEqual([]);
    expect(paths.size).toBeGreaterThan(2 * SHOWN[fixture].length);
  });

  test('no shown field carries a personal value, but the name of a product, and a bare name as a carrier', async () => {
    for (const canary of CANARIES) {
      const isKept = (leaf: string): boolean =>
        leaf === 'orderId' ||
        NAMES_OF_PRODUCTS.test(leaf) ||
        (leaf === 'deliveryCompanyName' && BARE_WORDS.includes(canary));
      const rows = rowsOf(fixture).map((row) =>
        replaceLeaves(row, (leaf) => (isShown(leaf) && !isKept(leaf) ? canary : undefined)),
      );
      const trace = await traceOf(fixture, [{ body: JSON.stringify({ code: 200, data: rows }) }]);
      expect(foundIn(trace, [canary])).toEqual([]);
    }
  });

  test('the name of a product is masked like any text', async () => {
    for (const canary of NUMBERS) {
      const rows = rowsOf(fixture).map((row) =>
        replaceLeaves(row, (leaf) => (NAMES_OF_PRODUCTS.test(leaf) ? `가나 양말 ${canary}` : undefined)),
      );
      const trace = await traceOf(fixture, [{ body: JSON.stringify({ code: 200, data: rows }) }]);
      expect(trace).toContain('가나 양말');
      expect(foundIn(trace, [canary])).toEqual([]);
    }
  });

  const json = (status: number, parts: object): Reply => ({ status, body: JSON.stringify(parts) });
  const HTML = { contentType: 'text/html' };
  test.each<[string, (canaries: string) => Reply]>([
    ['a 400', (message) => json(400, { code: 'ERROR', message })],
    ['a 400 in plain text', (body) => ({ status: 400, body, contentType: 'text/plain' })],
    ['a 401', (message) => json(401, { code: message, message })],
    ['a 403 that names an IP', (message) => json(403, { message: `IP ${message}` })],
    ['a 403 as a page', (text) => ({ status: 403, body: `<html>${text}</html>`, ...HTML })],
    ['a 404', (message) => json(404, { code: 'ERROR', message })],
    ['a 429', (message) => json(429, { code: 'ERROR', message })],
    ['a 500', (message) => json(500, { code: 'ERROR', message, data: message })],
    ['a 503', (body) => ({ status: 503, body })],
    ['a page instead of JSON', (text) => ({ body: `<html>${text}</html>`, ...HTML })],
    ['broken JSON', (text) => ({ body: `{"code":200,"data":[{"orderId":${ORDER_ID},"name":"${text}` })],
    ['another code', (message) => json(200, { code: message, message, data: [message] })],
    ['a number as its code', () => ({ body: '{"code":1000001234,"message":"","data":[]}' })],
    ['an id that is none', (text) => json(500, { message: text, transactionId: text })],
    ['texts as its data', (text) => json(200, { code: 200, data: [text] })],
    ['a text as its data', (data) => json(200, { code: 200, data })],
  ])('%s leaves nothing in the error or the log', async (_, reply) => {
    for (const canary of [CANARIES.join(' / '), '010-0000-1234', '김가람', '이상이']) {
      const trace = await traceOf(fixture, [reply(canary)]);
      expect(trace).toContain('COUPANG_');
      expect(foundIn(trace, [...CANARIES, '1000001234'])).toEqual([]);
    }
  });

  test('an answer that is too long leaves nothing in the error or the log', async () => {
    const trace = await traceOf(fixture, [{ body: CANARIES.join(' / ').repeat(20) }], 1000);
    expect(trace).toContain('COUPANG_TOO_LONG');
    expect(foundIn(trace, CANARIES)).toEqual([]);
  });
});

test('the reason of a return never carries a personal value, whatever stands around it', async () => {
  for (const canary of CANARIES)
    for (const around of [
      '@',
      '배송지는 @입니다',
      '사이즈가 커요. @ 반품해요',
      '@님이 파손',
      '顏色不對@',
      'wrong item, @',
    ]) {
      const cancelReason = around.replace('@', canary);
      const rows = rowsOf('returns-v6').map((row) =>
        replaceLeaves(row, (leaf) => (leaf === 'cancelReason' ? cancelReason : undefined)),
      );
      const trace = await traceOf('returns-v6', [{ body: JSON.stringify({ code: 200, data: rows }) }]);
      expect([cancelReason, foundIn(trace, [canary])]).toEqual([cancelReason, []]);
    }
});
