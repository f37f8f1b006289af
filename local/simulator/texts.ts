import { pickWish, type Wish } from './catalogue.ts';
import type { Random } from './random.ts';

/**
 * The texts of agents, sellers and Coupang in Korea, after the templates in the v5 list's document. Names, telephone
 * and invoice numbers are made up.
 */
export const TEMPLATES = ['question', 'returned-goods', 'link-form', 'finished'] as const;
export type Template = (typeof TEMPLATES)[number];

export type AskFacts = { orderId: string; itemName: string; request: string; arrivedOn: string };

export type MarketTexts = {
  pickWish: (random: Random) => Wish;
  history: string;
  agentText: (random: Random, template: Template, facts: AskFacts) => string;
  /** A second request, by the same agent or another. */
  secondRequest: (random: Random, facts: Pick<AskFacts, 'orderId' | 'itemName'>) => string;
  sellersAnswer: (random: Random, shop: string) => string;
  withdrawal: (random: Random) => string;
  decision: (random: Random) => string;
  autoClosed: string;
  /** The inquiries of the first start. */
  examples: Record<'reply' | 'confirm', Example>;
};
type Example = { shop: string; itemName: string; category: string; ask: (arrivedOn: string) => string };

/** Only a request for an answer has a form, and only a request for a confirmation is a finished case. */
export const pickTemplate = (random: Random, kind: 'reply' | 'confirm'): Template =>
  kind === 'reply'
    ? random.pick(['question', 'question', 'question', 'returned-goods', 'link-form'])
    : random.pick(['returned-goods', 'finished']);

const agentText = (random: Random, template: Template, facts: AskFacts): string =>
  ASKS[template](random, facts);

const secondRequest = (
  random: Random,
  { orderId, itemName }: Pick<AskFacts, 'orderId' | 'itemName'>,
): string =>
  `[판매자이관-재문의]\n◼주문번호: ${orderId}\n◼아이템: ${itemName}\n◼고객명/연락처: ${MASKED}\n◼문의내용: ${random.pick(SECOND_REQUESTS)}\n`;

const sellersAnswer = (random: Random, shop: string): string =>
  `안녕하세요, \r\n${shop}입니다.\r\n\r\n${random.pick(ANSWERS)}\r\n\r\n감사합니다.\r\n`;

const withdrawal = (random: Random): string =>
  `[이관취소]\n${random.pick(WITHDRAWALS)}\n판매자님 답변은 필요하지 않습니다.\n`;

const decision = (random: Random): string =>
  `[직권처리]\n${random.pick(DECISIONS)}\n문의 사항은 판매자 콜센터로 연락 바랍니다.\n`;

/** Source: coupang-api.md section 5. */
const AUTO_CLOSED = `[쿠팡 시스템] 24시간 이내에 답변이 등록되지 않은 문의입니다. 쿠팡 약관 및 정책에 따라 상담사가 처리할 예정이오니 참고 부탁드립니다.`;

const MASKED = '<<****/01*-****-****>>';
/** Agents usually mask a buyer's name and number, but not always. */
const BUYERS: [string, ...string[]] = [
  MASKED,
  MASKED,
  MASKED,
  '홍길동/010-0000-1234',
  '김아무개 010 0000 5678',
];
const CARRIERS: [string, ...string[]] = ['가나택배', '다라택배', '마바택배', '사아택배'];

type Ask = (random: Random, facts: AskFacts) => string;

const question: Ask = (random, { orderId, itemName, request }) =>
  `[판매자이관]\n◼주문번호: ${orderId}\n◼아이템: ${itemName}\n◼고객명/연락처: ${random.pick(BUYERS)}\n◼문의내용:\t${request}\n`;

const returnedGoods: Ask = (random, { orderId, arrivedOn }) =>
  `[입고완료이관]     \nㅁ 고객명: ******\nㅁ 주문번호:${orderId}\nㅁ 반송장번호: ${invoice(random)}  ${random.pick(CARRIERS)}\nㅁ 입고일자: ${arrivedOn}\n반송장조회 결과 입고완료로 확인됩니다.     \n★환불승인★ 부탁드립니다.     \n반품입고후 3영업일이 경과되면 환불 자동승인처리가     \n되오니, 입고 상품의 문제발생 시 쿠팡확인요청으로     \n이의제기를 등록해주셔야 합니다.`;

const linkForm: Ask = (random, { orderId, request }) =>
  `[판매자님 회신필요 사항]\n주문번호: ${orderId}\n문의내용: ${request}\n아래 링크를 통해 답변 부탁드립니다.\nhttps://coupa.ng/example${random.between(100, 999)}\n`;

const finished: Ask = (random, { orderId, itemName, request }) =>
  `[업체이관-확인]\n◼주문번호: ${orderId}\n◼아이템: ${itemName}\n◼상담내용: ${request}\n${random.pick(FINISHED)}\n답변은 필요하지 않으니 확인 부탁드립니다.\n`;

const ASKS: Record<Template, Ask> = {
  question,
  'returned-goods': returnedGoods,
  'link-form': linkForm,
  finished,
};

const invoice = (random: Random): number => random.between(100_000_000_000, 999_999_999_999);

const SECOND_REQUESTS: [string, ...string[]] = [
  '앞서 주신 답변을 안내드렸으나 아직 환불되지 않았다고 다시 문의하셨습니다. 정확한 처리 일자 회신 부탁드립니다.',
  '안내해 주신 날짜가 지났는데도 상품을 받지 못하셨다고 합니다. 송장번호와 현재 위치 재확인 부탁드립니다.',
  '고객이 답변 내용에 동의하지 않으시고 부분 환불을 요청하십니다. 수용 가능 여부 회신 부탁드립니다.',
  '판매자님과 통화가 되지 않았다고 합니다. 금일 18시 이전 연락 가능 여부 확인 부탁드립니다.',
];

const ANSWERS: [string, ...string[]] = [
  '담당부서측으로 내용 전달 완료 하였습니다.\r\n\r\n금일 내 확인될시 환불진행 하겠으나, 평균 2영업일 소요되기에 익일까지 양해 바랍니다.',
  '반품 상품 입고된 것으로 확인됩니다.\r\n\r\n검수 후 이상이 없으면 금일 중 환불 승인하겠습니다.',
  '오늘 출고 예정이며, 출고 후 1~2일 내 받아보실 수 있습니다.\r\n\r\n불편을 드려 죄송합니다.',
  '교환 접수 완료하였습니다.\r\n\r\n기사님 방문 시 받으신 상품을 그대로 전달 부탁드립니다.',
  '누락된 구성품은 별도 비용 없이 금일 추가 발송하겠습니다.',
];

const WITHDRAWALS: [string, ...string[]] = [
  '고객이 상품을 찾으셨다고 하여 이관을 취소합니다.',
  '동일 건이 중복으로 이관되어 본 건은 취소합니다.',
  '고객이 문의를 철회하셨습니다.',
];

const DECISIONS: [string, ...string[]] = [
  '판매자님의 회신이 지연되어 쿠팡 정책에 따라 고객 환불을 직권으로 처리하였습니다.',
  '상품 불량이 확인되어 쿠팡 직권으로 반품을 승인하였습니다. 반품 배송비는 판매자 부담입니다.',
];

const FINISHED: [string, ...string[]] = [
  '고객께 정책에 따라 안내하였고 상담을 완료하였습니다.',
  '고객께서 안내에 동의하시어 상담을 종료하였습니다.',
];

/** The examples of the v5 list's document. Masked digits are made up. */
export const KOREAN: MarketTexts = {
  pickWish,
  history: '상담이력',
  agentText,
  secondRequest,
  sellersAnswer,
  withdrawal,
  decision,
  autoClosed: AUTO_CLOSED,
  examples: {
    reply: {
      shop: 'AA몰',
      itemName: '소미로그 인조가죽 A라인 4부 스커트, (49)Khaki, L',
      category: '기타문의>기타>전상담사통화요청',
      ask: () =>
        '[판매자이관]\n◼주문번호: 100000*******\n◼아이템: 소미로그 인조가죽 A라인 4부 스커트, (49)Khaki, L\n◼고객명/연락처: <<****/01*-****-****>>\n◼문의내용: 고객 상품 반송하였다고 합니다.   반송장은 경비실에 맡겨서 모른다고 합니다.\n입고 확인후 환불 처리 부탁 드립니다.\n',
    },
    confirm: {
      shop: 'AA몰',
      itemName: '모어클래식 기모 라운드 맨투맨, (17)Dark Gray, S',
      category: '취소/반품 후단관리>회수확인>고객반송확인',
      ask: (arrivedOn) =>
        `[입고완료이관]     \nㅁ 고객명: ******\nㅁ 주문번호:100000******\nㅁ 반송장번호: *********  가나택배\nㅁ 입고일자: ${arrivedOn}\n반송장조회 결과 입고완료로 확인됩니다.     \n★환불승인★ 부탁드립니다.     \n반품입고후 3영업일이 경과되면 환불 자동승인처리가     \n되오니, 입고 상품의 문제발생 시 쿠팡확인요청으로     \n이의제기를 등록해주셔야 합니다.`,
    },
  },
};
