import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { anyCharacter } from '../../../fixtures/domain/any-text.ts';
import { findFaults, type GuardSettings } from '../../../../lib/domain/act/guard.ts';
import { GUARD_RULES, type GuardRule } from '../../../../lib/domain/act/guard-rules.ts';
import { replyMark } from '../../../../lib/domain/act/reply-content.ts';

const TODAY = '2026-11-25';
const rulesOf = (text: string, settings?: GuardSettings): string[] =>
  findFaults(text, settings, { today: TODAY }).map(({ rule }) => rule);

/** Made-up sentences, each found by its rule alone, whatever surrounds it. */
const FOUND: Record<Exclude<GuardRule, 'thin' | 'repeated'>, readonly string[]> = {
  'past-date': [
    '교환 상품은 2026-11-24까지 보내 드립니다.',
    '교환 상품은 2026년 11월 9일에 발송 예정입니다.',
    'The exchange arrives by 2026-11-24.',
    '換貨的商品會在 2026/11/24 送達您的地址。',
  ],
  'personal-data': [
    '기사님 번호는 010-1234-5678입니다.',
    '매장 번호 02-123-4567로 확인됩니다.',
    '주소는 help@example.com 입니다.',
    'The driver has 0912-345-678.',
    '司機的號碼是 0912 345 678。',
  ],
  link: [
    'https://example.com/size 에서 사이즈를 보세요.',
    '자세한 내용은 www.example.kr 참고',
    '사이즈표: example-mall.co.kr/size',
    'See bit.ly/abc for the sizes.',
    '尺寸表在 example.com.tw 可以看。',
    '사이즈표는 naver dot com 에 있습니다.',
    '사이즈표는 naver점com 에 있습니다.',
    '사이즈표는 naver[.]com 에 있습니다.',
  ],
  'direct-contact': [
    '카카오톡으로 사진을 보내 주시면 확인하겠습니다.',
    '카톡 채널에 사진을 올려 주시면 됩니다.',
    '판매자에게 전화 주세요.',
    '매장으로 문자 부탁드립니다.',
    '연락처를 남겨 주시면 안내해 드립니다.',
    '라인 아이디로 사진을 보내 주시면 됩니다.',
    '저희 쪽으로 직접 연락하시면 빠릅니다.',
    'Please call us, and we look at it.',
    'You can reach us at our shop on Monday.',
    'Send a picture on WhatsApp, please.',
    'Please add our LINE ID for pictures.',
    '請加我們的 LINE，我們會協助您處理。',
    '如有問題請來電，我們會協助處理。',
    '請私訊我們，我們會儘快處理。',
    '請留下您的聯絡方式，我們會處理。',
    '급하시면 1588-0000으로 문의하시면 됩니다.',
    '상담 번호는 1600 0000이며 평일에 받습니다.',
    '매장 번호는 15880000입니다.',
    '급하시면 저희 매장으로 전화해 주세요.',
    '자세한 내용은 고객센터로 연락해 주세요.',
    '사진은 메일로 보내 주세요. 보고 안내해 드립니다.',
    '문자로 사진을 보내주시면 확인하겠습니다.',
  ],
  'return-costs': [
    '반품 배송비 6,000원을 입금해 주셔야 접수됩니다.',
    '왕복 택배비는 고객님께서 부담하셔야 합니다.',
    '저희 쇼핑몰은 왕복 배송비를 고객님이 부담하십니다.',
    '반품비를 입금하지 않으시면 환불이 어렵습니다.',
    '교환비를 상자에 동봉해 주세요.',
    '아래 계좌로 6,000원을 보내시면 됩니다.',
    'Please pay the return shipping fee first.',
    'You have to cover the exchange costs.',
    '退貨運費需由您負擔，請先付款。',
    '請先匯款來回運費，我們再處理。',
  ],
  review: [
    '리뷰를 수정해 주시면 바로 환불해 드립니다.',
    '별점을 올려 주시면 쿠폰을 드립니다.',
    '후기는 삭제 부탁드립니다.',
    'Please change your review, then we refund.',
    'We refund after you give us five stars.',
    '請修改您的評價，我們就會退款。',
    '評論請刪除，我們會為您退款。',
  ],
  placeholder: [
    '{product} 상품은 내일 출고됩니다.',
    '○○님, 상품은 내일 출고됩니다.',
    'OO 고객님, 상품은 내일 출고됩니다.',
    '[이름] 고객님, 상품은 내일 출고됩니다.',
    '[상품명] 재입고는 다음 주 월요일입니다.',
    '운송장은 ____ 로 내일부터 조회됩니다.',
    'Dear [customer name], it ships tomorrow morning.',
    '親愛的[姓名]，商品明天會寄出給您。',
    '운송장 번호는 [invoice] 입니다. 내일 도착합니다.',
    '운송장 번호는 {invoice 입니다. 내일 도착합니다.',
    '주문하신 상품(주문번호) 건은 내일 출고됩니다.',
    '[내부] 창고에 확인 후 내일 출고됩니다.',
    '내부용: 창고에 확인 후 내일 출고됩니다.',
    'TODO 창고에 확인 후 내일 출고됩니다.',
    '[Internal] The warehouse ships it tomorrow.',
    '[內部] 請向倉庫確認，明天寄出商品。',
  ],
};

/** Made-up sentences of good replies, in which no rule finds anything. */
const GOOD = [
  '교환은 가능합니다. 내일 새 상품을 보내 드리고, 회수 기사님이 오늘 방문합니다.',
  '온라인 재고가 없어 다음 주 월요일에 출고됩니다. 가이드라인에 맞게 검수하고 보내 드립니다.',
  '반품 배송비는 저희가 부담합니다. 회수는 내일 진행됩니다.',
  '반품비는 따로 내지 않으셔도 됩니다. 접수는 완료되었습니다.',
  '반품 택배비 부담은 없습니다. 그대로 포장해 두시면 됩니다.',
  '무료 반품 대상이라 배송비 부담 없이 접수됩니다.',
  '주문번호 30000000000001의 운송장 번호는 123456789012입니다.',
  '3.5인치 제품이며 무게는 1.2kg입니다. 품절된 색상은 A.B 두 가지입니다.',
  '[무료배송] 표시가 있는 상품이며, 오늘 오후 2:30에 출고했습니다.',
  '리뷰에 적어 주신 내용을 제조사에 전달했고, 불량으로 확인되어 환불을 승인했습니다.',
  '[내부 사이즈] 가로 40cm(내부), 내부용량은 5L이며 내부 용기는 분리됩니다. 차량 내부도 닦으셔도 됩니다.',
  '고객님께 안내 부탁드립니다. 상품은 정상 출고되었고 내일 도착합니다.',
  '상세 페이지의 사이즈 표와 실측이 같습니다. 허리는 32cm입니다.',
  '쿠팡 고객센터로 연락 주시면 회수를 접수해 드립니다.',
  '쿠팡 고객센터로 전화해 주시면 회수를 접수해 드립니다.',
  '배송 기사님께 문자로 보내 주시면 그 자리에 두고 갑니다.',
  '제품 높이는 1588mm이고 가격은 1,600원입니다. 2016-1588 규격과 같습니다.',
  '운송장 번호는 1588-0000-0000이며 내일 도착합니다.',
  '기사님이 방문 전에 전화를 주시니 받아 주세요. 회수는 내일입니다.',
  '쿠팡 고객센터를 통해 반품을 접수하시면 회수해 드리겠습니다.',
  '2026-11-20에 주문하신 상품은 오늘 출고되어 1~2일 내 받아보실 수 있습니다.',
  '주문일 2026.11.20 건은 오늘 출고되어 1~2일 내 받아보실 수 있습니다.',
  '교환 상품은 2026-11-20에 출고되어 오늘 도착합니다.',
  '교환 상품은 2026-11-25까지 보내 드립니다. 늦어져 죄송합니다.',
  'You ordered it on 2026-11-20, and it ships tomorrow.',
  '您在 2026-11-20 訂購的商品今天出貨，明天送達。',
  'The exchange is possible. We ship a new one tomorrow and pick up the old one.',
  'We will cover the return shipping fee. The pickup is tomorrow.',
  'There is no need to pay the return shipping fee, since it was our mistake.',
  'Your message reached our warehouse, and the item ships on Monday.',
  'Thank you for the review. The defect was confirmed, and the refund is approved.',
  '可以換貨，我們明天會寄出新的商品給您。',
  '退貨運費由我們負擔，明天會安排取件。',
  '您不需支付運費，我們已安排明天取件。',
  '感謝您的評價，我們已確認瑕疵並同意退款。',
];

describe('A8: the guard', () => {
  test.each(Object.entries(FOUND).flatMap(([rule, texts]) => texts.map((text) => [rule, text] as const)))(
    'finds %s in: %s',
    (rule, text) => {
      expect(rulesOf(text)).toEqual([rule]);
      expect(rulesOf(`${GOOD[0]}\n${text} ${GOOD[1]}`)).toEqual([rule]);
    },
  );

  test.each(GOOD)('finds nothing in: %s', (text) => {
    expect(rulesOf(text)).toEqual([]);
    expect(rulesOf(text.normalize('NFD'))).toEqual([]);
  });

  // As macOS pastes Korean, as a Japanese keyboard types Latin, and with a character that nobody sees.
  const DISGUISES: Record<string, (text: string) => string> = {
    decomposed: (text) => text.normalize('NFD'),
    'full-width': (text) =>
      text.replaceAll(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)),
    'zero-width': (text) => text.replaceAll(/./gu, '$&\u200b'),
  };
  test.each(
    Object.entries(FOUND).flatMap(([rule, texts]) =>
      Object.keys(DISGUISES).map((disguise) => ({ rule, texts, disguise })),
    ),
  )('finds $rule in text that is $disguise', ({ rule, texts, disguise }) => {
    for (const text of texts) expect(rulesOf(DISGUISES[disguise]!(text))).toEqual([rule]);
  });

  test.each([
    '네',
    '확인했습니다.',
    '네, 확인했습니다. 감사합니다.',
    '안녕하세요 고객님. 처리되었습니다.',
    'OK, thanks!',
    'Noted. Best regards',
    '您好，已收到，謝謝您。',
    '123',
    '환불 완료',
    '?!…',
  ])('finds thin in: %s', (text) => {
    expect(rulesOf(text)).toEqual(['thin']);
  });

  test.each(['환불 처리를 오늘 완료했습니다.', 'The refund was made today.', '今天已經為您辦理退款手續。'])(
    'does not find thin in: %s',
    (text) => {
      expect(rulesOf(text)).toEqual([]);
    },
  );

  test('finds repeated whatever the white space, and only in the same text', () => {
    const text = '교환은 가능합니다. 내일 새 상품을 보내 드립니다.';
    const recent = [replyMark('다른 답변입니다.'), replyMark(text)];
    const found = (of: string) => findFaults(of, {}, { recent }).map(({ rule }) => rule);
    expect(found(` ${text.replace(' ', '\n')} `)).toEqual(['repeated']);
    expect(found(`${text} 감사합니다.`)).toEqual([]);
  });

  test('quotes the words that caused the finding', () => {
    expect(findFaults(`${GOOD[0]} 카톡 주시면 됩니다.`)).toEqual([
      { rule: 'direct-contact', does: 'warn', found: '카톡' },
    ]);
    expect(findFaults(`${GOOD[0]} 010-1234-5678`)).toEqual([{ rule: 'personal-data', does: 'warn' }]);
  });

  test.each(GUARD_RULES)('%s warns, blocks or is off, as configured', (rule) => {
    const text = rule === 'thin' || rule === 'repeated' ? '네' : (FOUND[rule][0] ?? '');
    const does = (how: 'block' | 'warn' | 'off') =>
      findFaults(text, { [rule]: how }, { recent: [replyMark('네')], today: TODAY }).find(
        (finding) => finding.rule === rule,
      )?.does;
    expect([does('warn'), does('block'), does('off')]).toEqual(['warn', 'block', undefined]);
  });

  test('terminates for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 1000 }), (text) => {
        expect(Array.isArray(findFaults(text))).toBe(true);
      }),
    );
    for (const part of ['반품', '배송비 ', 'a.', '○', '{', 'pay ', '運費', '계좌'])
      expect(Array.isArray(findFaults(part.repeat(1000).slice(0, 1000)))).toBe(true);
  });
});
