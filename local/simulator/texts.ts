import type { Random } from './random.ts';

/** Made-up data: no product, order or person here exists. */
const PRODUCTS = [
  '데이즈인 코튼 라운드 반팔티, (03)Ivory, M',
  '모어클래식 울혼방 하프코트, (21)Charcoal, 100',
  '온더로드 경량 접이식 캠핑의자, 카키, 2개입',
  '하루담 국내산 현미 누룽지, 300g, 6봉',
  '리브온 저소음 탁상 선풍기, 화이트',
  '포근담 극세사 차렵이불, 그레이, 퀸',
] as const;

const CATEGORIES = [
  '기타문의>기타>전상담사통화요청',
  '취소/반품 후단관리>회수확인>고객반송확인',
  '배송문의>배송지연>출고일정확인',
  '상품문의>교환>사이즈교환',
] as const;

const REQUESTS = [
  '고객 상품 반송하였다고 합니다. 입고 확인후 환불 처리 부탁 드립니다.',
  '배송 예정일이 지났는데 아직 받지 못했다고 합니다. 출고 일정 확인 부탁 드립니다.',
  '다른 사이즈로 교환을 원합니다. 재고와 교환 가능 여부 확인 부탁 드립니다.',
  '구성품이 하나 빠져 있다고 합니다. 추가 발송이 되는지 확인 부탁 드립니다.',
] as const;

const CARRIERS = ['CJ대한통운', '한진택배', '롯데택배'] as const;

export const pickProduct = (random: Random): string => random.pick(PRODUCTS);
export const pickCategory = (random: Random): string => random.pick(CATEGORIES);

export type AskFacts = { orderId: string; itemName: string; monthAndDay: string };

/** What the agent writes: hand-over with a question, a return that has come in, or a form behind a link. */
export const agentText = (random: Random, facts: AskFacts): string =>
  random.pick([question, returnedGoods, linkForm])(random, facts);

const question = (random: Random, { orderId, itemName }: AskFacts): string =>
  `[판매자이관]\n◼주문번호: ${orderId}\n◼아이템: ${itemName}\n◼고객명/연락처: <<****/01*-****-****>>\n◼문의내용: ${random.pick(REQUESTS)}\n`;

const returnedGoods = (random: Random, { orderId, monthAndDay }: AskFacts): string =>
  `[입고완료이관]     \nㅁ 고객명: ******\nㅁ 주문번호:${orderId}\nㅁ 반송장번호: ${random.between(100_000_000_000, 999_999_999_999)}  ${random.pick(CARRIERS)}\nㅁ 입고일자: ${monthAndDay}\n반송장조회 결과 입고완료로 확인됩니다.     \n★환불승인★ 부탁드립니다.     \n`;

const linkForm = (random: Random, { orderId }: AskFacts): string =>
  `[판매자님 회신필요 사항]\n주문번호: ${orderId}\n문의내용: ${random.pick(REQUESTS)}\n아래 링크를 통해 답변 부탁드립니다.\nhttps://coupa.ng/example${random.between(100, 999)}\n`;

export const VENDOR_ANSWER =
  '안녕하세요, \r\nAA몰입니다.\r\n\r\n담당부서측으로 내용 전달 완료 하였습니다.\r\n\r\n감사합니다.\r\n';
export const AUTO_CLOSED = '[쿠팡 시스템] 24시간 내에 답변이 등록되지 않아 문의가 자동 종료되었습니다.';
