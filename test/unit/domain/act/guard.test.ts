import { describe, expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { GUARD_RULES, type GuardRule } from '../../../../lib/domain/act/guard-rules.ts';
import { findFaults, type GuardSettings } from '../../../../lib/domain/act/guard.ts';
import {
  findPublicFaults,
  mustNotBePublic,
  type PublicRule,
} from '../../../../lib/domain/act/public-faults.ts';
import { replyMark } from '../../../../lib/domain/act/reply-content.ts';
import { anyCharacter } from '../../../fixtures/domain/any-text.ts';
import { makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';

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
    '문자로 사진을보내 주세요.',
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

const question = makeQuestionTicket({
  orderIds: ['30000000000001', '987654'],
  text: '저희 사업자 123-45-67891로 계산서가 되나요?',
});
const publicRulesOf = (text: string): PublicRule[] =>
  findPublicFaults(text, question).map(({ rule }) => rule);
const FULL_WIDTH = Array.from('30000000000001', (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const ARABIC = Array.from('30000000000001', (digit) =>
  String.fromCharCode(digit.charCodeAt(0) - 0x30 + 0x660),
);
const backwards = (text: string): string => `\u202e${Array.from(text).toReversed().join('')}\u202c`;

const FOUND_IN_PUBLIC: Record<PublicRule, readonly string[]> = {
  'personal-data': [
    '기사님 번호는 010-1234-5678입니다.',
    '주소는 help@example.com 입니다.',
    '０１０－１２３４－５６７８로 접수되었습니다.',
    `번호는 ${backwards('010-1234-5678')} 입니다.`,
    '상담원 김민지입니다. 세탁기에 넣으셔도 됩니다.',
    '김*지 고객님, 세탁기에 넣으셔도 됩니다.',
  ],
  'order-number': [
    '30000000000001 건은 내일 출고됩니다.',
    '3000 0000 0000 01 건은 내일 출고됩니다.',
    '3000-0000-0000-01 건은 내일 출고됩니다.',
    '3 0 0 0 0 0 0 0 0 0 0 0 0 1 건은 내일 출고됩니다.',
    '3000.0000.0000.01 건은 내일 출고됩니다.',
    `${FULL_WIDTH.join('')} 건은 내일 출고됩니다.`,
    `${ARABIC.join('')} 건은 내일 출고됩니다.`,
    `${Array.from('30000000000001').join('\u200b')} 건은 내일 출고됩니다.`,
    `${Array.from('30000000000001').join('\u202d')} 건은 내일 출고됩니다.`,
    '3OOOOOO00000ol: 300000000000ol 건은 내일 출고됩니다.',
    '987-654 주문은 내일 출고됩니다.',
    '다른 주문 1234567890도 함께 보냅니다.',
    '12345678901234를 확인하세요.',
    '訂單 1234-5678-90 明天出貨。',
    '다른 주문 123,456,789,012 건입니다.',
    '다른 주문 1234.5678.9012 건입니다.',
    '다른 주문 1234/5678/9012 건입니다.',
    '다른 주문 1234 / 5678 / 9012 건입니다.',
    '다른 주문 1234_5678_9012 건입니다.',
    '다른 주문 1234·5678·9012 건입니다.',
    '2.1234/5678/9012 건입니다.',
    '12345\n67890 건입니다.',
    '1234\n5678 9012 건입니다.',
    '다른 주문 300000공공공공01 건입니다.',
    '다른 주문 12345678 일이삼사입니다.',
    '다른 주문 3O00000000l00 건입니다.',
    '품목보고번호 30000000000001입니다.',
    '사업자등록번호 123-45-67891입니다.',
    '사업자번호는 주문번호 1234567890과 같습니다.',
    'KC인증 HU071234-12345A, 주문 1234567890 건입니다.',
  ],
  link: [
    'https://example.com/size 에서 사이즈를 보세요.',
    'HTTP://EXAMPLE.TEST 에서 보세요.',
    '사이즈표는 example．com 에 있습니다.',
    '사이즈표는 example。com 에 있습니다.',
    '사이즈표는 ex\u200bample.c\u2060om 에 있습니다.',
    '사이즈표는 ｅｘａｍｐｌｅ．ｃｏｍ 에 있습니다.',
    `사이즈표는 ${backwards('example.com')} 에 있습니다.`,
    '사이즈표: example.travel/size',
    '사이즈표: youtu.be 영상',
    '지어낸상점.한국 에서 보세요.',
    '쇼핑몰.com 에서 보세요.',
    '쇼핑몰.com에서 보세요.',
    '쇼핑몰。com 에서 보세요.',
    '쇼핑몰·com 에서 보세요.',
    '한글도메인.kr 에서 보세요.',
    '바다.de 에서 보세요.',
    '지어낸상점.xn--3e0b707e 에서 보세요.',
    '사이즈표: example.de',
    '사이즈표: example.page',
    '사이즈표: EXAMPLE.PAGE',
    '사이즈표: SHOP24.COM',
    '사이즈표: shop24.page',
    '사이즈표: example.рф',
    '사이즈표: myshop.co',
    '사이즈표: a.ai',
    '사이즈표: shop . com',
    '사이즈표: shop. com',
    '사이즈표: shop\n.com',
    '사이즈표: shop . co . kr',
    '사이즈표: 1.2.3.4',
    '사이즈표: localhost/a',
    '사이즈표: naver dot com',
    '사이즈표: naver점com',
    '사이즈표: naver[.]com',
    '사이즈표: 네이버 쩜 컴',
    '사이즈표: naver (닷) co (닷) kr',
  ],
  name: [
    '민지님, 세탁기에 넣으셔도 됩니다.',
    '세탁기에 넣으셔도 됩니다.\n김민지 드림',
    '세탁기에 넣으셔도 됩니다.\n김민지',
    '홍길동이 받았습니다.',
    '어제 김민지에게 보냈습니다.',
    'Dear Jane, you can wash it by machine.',
    'You can wash it by machine. Best regards, Jane',
    '陳小明您好，可以機洗。',
  ],
};

describe('A8: a public reply', () => {
  test.each(Object.entries(FOUND_IN_PUBLIC).flatMap(([rule, texts]) => texts.map((text) => [rule, text])))(
    'has a fault (%s): %s',
    (rule, text) => {
      expect(publicRulesOf(text)).toContain(rule);
      expect(mustNotBePublic(text, question)).toBe(rule !== 'name');
    },
  );

  test.each([
    '안녕하세요 고객님, 세탁기에 넣으셔도 됩니다. 30도 이하의 물을 쓰세요.',
    '문의 주신 상품은 95, 100, 105, 110 사이즈가 있고, 가격은 12,900원입니다.',
    '2026-12-25 10:00 이후에 재입고됩니다. 2026.12.25 2026.12.26 휴무입니다.',
    '구매자님, 판매자님, 회원님, 작성자님 모두 안전하게 쓰실 수 있습니다.',
    '기사님이 방문합니다. 선생님과 부모님께 선물하기 좋습니다.',
    '크기는 60x40x15cm, 무게는 1.2kg이며 모델명은 AB-1234입니다.',
    '3.5인치 제품이며 A.B 두 가지 색입니다. 원단은 면 100%입니다.',
    'Hello there, it is machine washable at 30 degrees. Best regards.',
    'Dear Customer, version 2.0 comes in No. 3 and No. 4.',
    '您好，這款商品可以機洗，尺寸為 M、L、XL。',
    '서랍장이 먼저 출고되고, 임산부가 쓰셔도 됩니다. 조립품이 들어 있습니다.',
    '세탁하셔도 됩니다.감사합니다.좋은 하루 되세요.',
    '충전하시면 됩니다.USB 케이블은 없습니다.AS는 일 년입니다.TV에도 됩니다.',
    '1.USB를 꽂고 2.LED를 확인하세요.',
    'Dr.Made 제품이며 No.AB 모델입니다. 사이즈는 S.M.L.XL입니다.',
    '모델명은 AB24-WD7.AKOR입니다.',
    '사은품은 USB·LED입니다. 한국 제품입니다. JP 사이즈도 있습니다.',
    'It is soft. Compare it with a net, e.g. ours. See you at 10 a.m.',
    '사이즈는 95/100/105/110, 신발은 230.235.240.245, 여성복은 55.66.77.88입니다.',
    '사이즈\n90\n95\n100\n105',
    '길이는 70.5/45.5/55.5/60.5, 가격은 12,900/15,900/18,900원입니다.',
    '가로/세로/높이는 1200/600/720mm입니다.',
    '휴무일은 12/24 12/25 12/26이며, 2024/2025/2026년 모델입니다.',
    '오른쪽 서비스 버튼을 누르세요.\n감사합니다.\n좋은 하루 되세요!',
    '225 230 235 240 245 사이즈 있습니다.',
    '225 230 235 240 245 오늘 출고됩니다.',
    '225 | 230 | 235 | 240 사이즈이며, 1000-5000 사이입니다.',
    'It comes in 225 230 235 240 245 only.',
    '尺寸 225 230 235 240 245 一律有貨。',
    'KC인증번호는 HU071234-12345A입니다.',
    'KC 인증: R-R-ABC-1234567890, 안전확인신고번호 XH070012-17001입니다.',
    '품목보고번호 2018045678912-34, 품목제조보고번호: 20180456789123입니다.',
    '사업자등록번호는 123-45-67890, 사업자 번호(1234567890)입니다.',
    '사업자등록번호: 123 45 67890, 품목보고번호는 제20180456789호, 안전확인대상 신고번호 CB113R0121234567입니다.',
    '좋은 점 넷을 알려 드립니다. 장점 컴퓨터 호환.',
  ])('has no fault: %s', (text) => {
    expect(findPublicFaults(text, question)).toEqual([]);
  });

  test.each(['기본형', '방수천', '천연석', '고광택', '연장선'])('describes a product: %s입니다', (word) => {
    for (const start of ['', '네. ', '안녕하세요. '])
      expect(mustNotBePublic(`${start}${word}입니다.`, question)).toBe(false);
  });

  test('holds no order of a hand-over, whose number may be answered', () => {
    expect(findPublicFaults('주문 30000000000001, 010-1234-5678, https://example.com', makeTicket())).toEqual(
      [],
    );
  });

  test('a number of a few digits is no order, whatever Coupang sends as one', () => {
    expect(
      findPublicFaults('0도에서 10도 사이에 보관하세요.', makeQuestionTicket({ orderIds: ['0'] })),
    ).toEqual([]);
  });
});
