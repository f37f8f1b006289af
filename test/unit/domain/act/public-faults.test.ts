import { describe, expect, test } from '@jest/globals';
import {
  findPublicFaults,
  mustNotBePublic,
  type PublicRule,
} from '../../../../lib/domain/act/public-faults.ts';
import { makeQuestionTicket } from '../../../fixtures/domain/make-question.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';

const question = makeQuestionTicket({
  orderIds: ['30000000000001', '987654'],
  text: '저희 사업자 123-45-67891로 계산서가 되나요?',
});
const rulesOf = (text: string): PublicRule[] => findPublicFaults(text, question).map(({ rule }) => rule);
const FULL_WIDTH = Array.from('30000000000001', (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const ARABIC = Array.from('30000000000001', (digit) =>
  String.fromCharCode(digit.charCodeAt(0) - 0x30 + 0x660),
);
const backwards = (text: string): string => `\u202e${Array.from(text).toReversed().join('')}\u202c`;

const FOUND: Record<PublicRule, readonly string[]> = {
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
  test.each(Object.entries(FOUND).flatMap(([rule, texts]) => texts.map((text) => [rule, text])))(
    'has a fault (%s): %s',
    (rule, text) => {
      expect(rulesOf(text)).toContain(rule);
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
