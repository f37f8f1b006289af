import { type Catalogue, type Glossed, KOREAN_CATALOGUE, type StoryKind } from './catalogue.ts';
import type { Random } from './random.ts';

/**
 * The texts of agents, sellers and Coupang in Korea, after the templates in the v5 list's document. Names, telephone
 * and invoice numbers are made up.
 */
export const TEMPLATES = ['question', 'returned-goods', 'link-form', 'finished'] as const;
export type Template = (typeof TEMPLATES)[number];

export type AskFacts = { orderId: string; itemName: string; request: string; arrivedOn: string };

export type MarketTexts = {
  catalogue: Catalogue;
  history: string;
  agentText: (random: Random, template: Template, facts: AskFacts) => string;
  /** A second request, by the same agent or another. */
  secondRequest: (kind: 'reply' | 'confirm', facts: SecondAsk) => string;
  sellersAnswer: (shop: string, answer?: string) => string;
  withdrawal: (random: Random) => string;
  decision: (random: Random) => string;
  autoClosed: string;
  /** Made up, as no carrier may be named. */
  carriers: [string, ...string[]];
  /** Sentences of the templates, which are in no story. */
  sentences: readonly Glossed[];
  /** The inquiries of the first start. */
  examples: Record<'reply' | 'confirm', Example>;
};
export type SecondAsk = { orderId: string; itemName: string; again?: Glossed | undefined };
type Example = { shop: string; itemName: string; category: string; ask: (arrivedOn: string) => string };

/** Only a request for an answer has a form. A hand-over that only needs a check reports something. */
export const pickTemplate = (random: Random, kind: 'reply' | 'confirm'): Template =>
  kind === 'reply'
    ? random.pick(['question', 'question', 'question', 'link-form'])
    : random.pick(['returned-goods', 'finished']);

export const storyKind = (template: Template): StoryKind =>
  template === 'link-form' ? 'question' : template;

const agentText = (random: Random, template: Template, facts: AskFacts): string =>
  ASKS[template](random, facts);

const secondRequest: MarketTexts['secondRequest'] = (kind, { orderId, itemName, again = AGAIN }) => {
  const facts = `◼주문번호: ${orderId}\n◼아이템: ${itemName}\n`;
  return kind === 'reply'
    ? `[판매자이관-재문의]\n${facts}◼고객명/연락처: ${MASKED}\n◼문의내용: ${again.text}\n`
    : `[업체이관-재문의]\n${facts}◼상담내용: ${CALLED_AGAIN.text}\n${NO_ANSWER_NEEDED.text}\n`;
};

const sellersAnswer = (shop: string, answer = ANSWER): string =>
  `안녕하세요, \r\n${shop}입니다.\r\n\r\n${answer}\r\n\r\n감사합니다.\r\n`;

const withdrawal = (random: Random): string =>
  `[이관취소]\n${random.pick(WITHDRAWALS)}\n판매자님 답변은 필요하지 않습니다.\n`;

const decision = (random: Random): string =>
  `[직권처리]\n${random.pick(DECISIONS)}\n궁금한 점은 판매자 콜센터로 연락 바랍니다.\n`;

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

const returnedGoods: Ask = (random, { orderId, request, arrivedOn }) =>
  `[입고완료이관]     \nㅁ 고객명: ******\nㅁ 주문번호:${orderId}\nㅁ 반송장번호: ${invoice(random)}  ${random.pick(CARRIERS)}\nㅁ 입고일자: ${arrivedOn}\n${request}\n${NO_ANSWER_NEEDED.text}`;

const linkForm: Ask = (random, { orderId, request }) =>
  `[판매자님 회신필요 사항]\n주문번호: ${orderId}\n문의내용: ${request}\n${LINK.text}\nhttps://coupa.ng/example${random.between(100, 999)}\n`;

const finished: Ask = (random, { orderId, itemName, request }) =>
  `[업체이관-확인]\n◼주문번호: ${orderId}\n◼아이템: ${itemName}\n◼상담내용: ${request}\n${random.pick(FINISHED).text}\n${NO_ANSWER_NEEDED.text}\n`;

const ASKS: Record<Template, Ask> = {
  question,
  'returned-goods': returnedGoods,
  'link-form': linkForm,
  finished,
};

const invoice = (random: Random): number => random.between(100_000_000_000, 999_999_999_999);

const LINK = {
  text: '아래 링크를 통해 답변 부탁드립니다.',
  en: 'Please answer through the link below.',
};

const NO_ANSWER_NEEDED = {
  text: '답변은 필요하지 않으니 확인 부탁드립니다.',
  en: 'No answer is needed; please just confirm.',
};

/** For inquiries of an older version, and cases that have no second request of their own. */
const AGAIN = {
  text: '앞서 주신 답변을 안내드렸으나 고객이 추가 확인을 원하십니다. 처리 결과와 일정 회신 부탁드립니다.',
  en: 'We passed on your answer, and the customer wants to know more. Please reply with the result and the date.',
};

const CALLED_AGAIN = {
  text: '고객이 다시 문의하셔서 앞선 답변과 같이 안내드리고 상담을 종료하였습니다.',
  en: 'The customer called again. We repeated the earlier answer and closed the case.',
};

const ANSWER =
  '문의하신 내용을 확인하여 담당 부서에 전달하였습니다.\r\n\r\n처리되는 대로 결과를 안내드리겠습니다.';

const WITHDRAWALS: [string, ...string[]] = [
  '고객이 문의를 철회하셨습니다.',
  '동일 건이 중복으로 이관되어 본 건은 취소합니다.',
  '고객센터에서 안내를 완료하여 이관을 취소합니다.',
];

const DECISIONS: [string, ...string[]] = [
  '쿠팡 정책에 따라 고객센터에서 고객께 안내하고 본 건을 종결하였습니다.',
  '고객 보호 정책에 따라 쿠팡에서 보상 처리하고 본 건을 종결하였습니다.',
];

const FINISHED: [Glossed, ...Glossed[]] = [
  {
    text: '고객께 정책에 따라 안내하였고 상담을 완료하였습니다.',
    en: 'We informed the customer according to the policy and closed the case.',
  },
  {
    text: '고객께서 안내에 동의하시어 상담을 종료하였습니다.',
    en: 'The customer agreed, and the case is closed.',
  },
];

const [REFUND_DATE] = KOREAN_CATALOGUE.stories.question;
const [RETURNED] = KOREAN_CATALOGUE.stories['returned-goods'];

/** The examples are like those of the v5 list's document. Masked digits are made up. */
export const KOREAN: MarketTexts = {
  catalogue: KOREAN_CATALOGUE,
  history: '상담이력',
  agentText,
  secondRequest,
  sellersAnswer,
  withdrawal,
  decision,
  autoClosed: AUTO_CLOSED,
  carriers: CARRIERS,
  sentences: [LINK, NO_ANSWER_NEEDED, AGAIN, CALLED_AGAIN, ...FINISHED],
  examples: {
    reply: {
      shop: 'AA몰',
      itemName: '소미로그 인조가죽 A라인 4부 스커트, (49)Khaki, L',
      category: REFUND_DATE.category,
      ask: () =>
        `[판매자이관]\n◼주문번호: 100000*******\n◼아이템: 소미로그 인조가죽 A라인 4부 스커트, (49)Khaki, L\n◼고객명/연락처: ${MASKED}\n◼문의내용: ${REFUND_DATE.text}\n`,
    },
    confirm: {
      shop: 'AA몰',
      itemName: '모어클래식 기모 라운드 맨투맨, (17)Dark Gray, S',
      category: RETURNED.category,
      ask: (arrivedOn) =>
        `[입고완료이관]     \nㅁ 고객명: ******\nㅁ 주문번호:100000******\nㅁ 반송장번호: *********  가나택배\nㅁ 입고일자: ${arrivedOn}\n${RETURNED.text}\n${NO_ANSWER_NEEDED.text}`,
    },
  },
};
