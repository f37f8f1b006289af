import type { Market } from '../market.ts';
import type { Goods, Glossed } from '../catalogue.ts';
import type { OrderPlot } from '../orders/order-plot.ts';

/** A question on a product page. A topic without `goods` fits any product. */
type Meaning = {
  goods?: Goods[];
  /** How many orders the customer names. */
  orders: 0 | 1 | 2;
  /** The state of these orders. Default: `delivered`. */
  order?: OrderPlot;
  en: string;
  /** The customer's next question, after the answer. */
  againEn: string;
};

export const TOPICS = {
  size: {
    goods: ['clothes'],
    orders: 0,
    en: 'I am 162 cm tall and usually wear a small. Will an M fit? My shoulders are rather broad.',
    againEn: 'How long is it from shoulder to hem, then?',
  },
  laundry: {
    goods: ['clothes'],
    orders: 0,
    en: 'Can it go into the tumble dryer? I am afraid that it shrinks.',
    againEn: 'And how hot may the water be?',
  },
  restock: {
    orders: 0,
    en: 'The option that I want is sold out. When will it be back?',
    againEn: 'It is still sold out. Can you name a date?',
  },
  arrival: {
    orders: 0,
    en: 'If I order today, will it arrive by Friday? It is a present.',
    againEn: 'Can you also leave the price out of the parcel?',
  },
  shipping: {
    orders: 1,
    order: 'preparing',
    en: 'I ordered two days ago, and it is still being prepared. When will it leave?',
    againEn: 'It has still not left. Can I cancel it?',
  },
  'one-parcel': {
    orders: 2,
    order: 'preparing',
    en: 'I ordered the same thing twice. Can both come in one parcel?',
    againEn: 'Will the second delivery fee be refunded, then?',
  },
  ingredients: {
    goods: ['food'],
    orders: 0,
    en: 'I am allergic to nuts. Are there any in it, and are nuts processed in the same factory?',
    againEn: 'Does that also hold for the other sizes?',
  },
  expiry: {
    goods: ['food'],
    orders: 0,
    en: 'If I order now, until when will it keep?',
    againEn: 'And how long does it keep once it is open?',
  },
  compatibility: {
    goods: ['appliance'],
    orders: 0,
    en: 'Does it also run on a USB power bank? I would take it camping.',
    againEn: 'How many hours does it run on one charge?',
  },
  'missing-part': {
    goods: ['appliance', 'outdoor', 'living'],
    orders: 1,
    en: 'One part was missing from the box. Can I get just that part?',
    againEn: 'The part has not come yet. When did you send it?',
  },
  measures: {
    goods: ['outdoor'],
    orders: 0,
    en: 'How big is it in its packaging? I want to know whether it fits into a car boot.',
    againEn: 'And how heavy is it?',
  },
  safety: {
    goods: ['pet'],
    orders: 0,
    en: 'Is the material safe if my pet licks or chews it?',
    againEn: 'Is there a test report that I can see?',
  },
} satisfies Record<string, Meaning>;

export type Topic = keyof typeof TOPICS;
type Words = { text: string; again: string; answer: string };

/** All products and people are made up. */
const KOREAN: Record<Topic, Words> = {
  size: {
    text: '키 162에 평소 55 입는데 M이면 맞을까요? 어깨가 좀 있는 편이에요.',
    again: '그럼 총장은 몇 cm인가요?',
    answer: '평소 55를 입으시면 M을 권해 드립니다.\r\n\r\n어깨가 넓으신 편이면 L이 더 편합니다.',
  },
  laundry: {
    text: '건조기에 돌려도 되나요? 줄어들까 봐 걱정돼요.',
    again: '물 온도는 몇 도까지 괜찮나요?',
    answer: '건조기는 수축될 수 있어 자연 건조를 권해 드립니다.',
  },
  restock: {
    text: '원하는 옵션이 품절인데 언제 재입고되나요?',
    again: '아직도 품절이네요. 정확한 날짜를 알 수 있을까요?',
    answer: '다음 주 중 재입고 예정입니다.\r\n\r\n재입고 알림을 신청하시면 알림을 받으실 수 있습니다.',
  },
  arrival: {
    text: '오늘 주문하면 금요일까지 받을 수 있을까요? 선물할 거라서요.',
    again: '가격이 적힌 종이는 빼고 보내 주실 수 있나요?',
    answer: '오후 2시 전에 주문하시면 당일 출고되어 보통 1~2일 내 도착합니다.',
  },
  shipping: {
    text: '그저께 주문했는데 아직 상품준비중이에요. 언제 출발하나요?',
    again: '아직도 출발을 안 했어요. 취소할 수 있나요?',
    answer: '주문이 많아 출고가 늦어졌습니다. 오늘 출고됩니다.\r\n\r\n기다리게 해 드려 죄송합니다.',
  },
  'one-parcel': {
    text: '같은 상품을 두 번에 나눠 주문했는데 합배송 되나요?',
    again: '그럼 배송비 한 건은 환불되나요?',
    answer: '두 주문 모두 출고 전이라 합배송으로 보내 드리겠습니다.',
  },
  ingredients: {
    text: '견과류 알레르기가 있는데 원재료에 들어가나요? 같은 공장에서 견과류도 만드는지 궁금해요.',
    again: '다른 용량도 똑같은가요?',
    answer: '원재료에 견과류는 없으나, 같은 시설에서 땅콩을 사용한 제품을 제조하고 있습니다.',
  },
  expiry: {
    text: '지금 주문하면 유통기한이 언제까지인가요?',
    again: '개봉하면 얼마나 두고 먹을 수 있나요?',
    answer: '현재 출고되는 상품은 유통기한이 6개월 이상 남아 있습니다.',
  },
  compatibility: {
    text: 'USB 보조배터리로도 작동하나요? 캠핑 갈 때 쓰려고요.',
    again: '한 번 충전하면 몇 시간 쓸 수 있나요?',
    answer: '5V 2A 이상의 보조배터리에서 작동합니다.',
  },
  'missing-part': {
    text: '받아 보니 구성품 하나가 빠져 있어요. 그것만 따로 받을 수 있을까요?',
    again: '구성품이 아직 안 왔어요. 언제 보내셨나요?',
    answer: '불편을 드려 죄송합니다. 빠진 구성품을 오늘 추가로 보내 드리겠습니다.',
  },
  measures: {
    text: '포장된 상태의 크기가 어떻게 되나요? 차 트렁크에 들어가는지 보려고요.',
    again: '무게는 얼마나 되나요?',
    answer: '포장 크기는 상세페이지의 상품 정보에 있습니다.\r\n\r\n일반 승용차 트렁크에 들어갑니다.',
  },
  safety: {
    text: '반려동물이 핥거나 물어뜯어도 괜찮은 소재인가요?',
    again: '시험성적서를 볼 수 있나요?',
    answer: '유해 물질 시험을 통과한 소재입니다.\r\n\r\n삼키지 않도록 지켜봐 주세요.',
  },
};

const CHINESE: Record<Topic, Words> = {
  size: {
    text: '身高 162，平常穿 S，M 會合身嗎？我的肩膀比較寬。',
    again: '那衣長是幾公分呢？',
    answer: '平常穿 S 的話，建議選 M。\r\n\r\n肩膀較寬可以選 L，會更舒適。',
  },
  laundry: {
    text: '可以放進烘衣機嗎？擔心會縮水。',
    again: '水溫最高可以幾度？',
    answer: '烘衣機可能會造成縮水，建議自然晾乾。',
  },
  restock: {
    text: '我想要的規格賣完了，什麼時候會補貨？',
    again: '還是沒有貨，可以告訴我確切的日期嗎？',
    answer: '預計下週補貨。\r\n\r\n可以先設定到貨通知。',
  },
  arrival: {
    text: '今天下單的話，星期五以前會到嗎？是要送人的。',
    again: '包裹裡可以不要放有價格的單據嗎？',
    answer: '下午 2 點前下單，當天出貨，通常 1 至 2 天送達。',
  },
  shipping: {
    text: '前天下單，到現在還在準備中，什麼時候會出貨？',
    again: '還是沒有出貨，可以取消嗎？',
    answer: '訂單較多，出貨有延誤，今天會寄出。\r\n\r\n讓您久等，深感抱歉。',
  },
  'one-parcel': {
    text: '同樣的商品我分兩次下單，可以一起寄嗎？',
    again: '那其中一筆運費會退嗎？',
    answer: '兩筆訂單都還沒出貨，會合併寄出。',
  },
  ingredients: {
    text: '我對堅果過敏，成分裡有堅果嗎？同一間工廠也生產堅果製品嗎？',
    again: '其他容量也一樣嗎？',
    answer: '成分不含堅果，但同一生產線也製造含花生的產品。',
  },
  expiry: {
    text: '現在下單的話，有效期限到什麼時候？',
    again: '開封後可以放多久？',
    answer: '目前出貨的商品有效期限都還有 6 個月以上。',
  },
  compatibility: {
    text: '可以用 USB 行動電源供電嗎？想帶去露營。',
    again: '充一次電可以用幾個小時？',
    answer: '5V 2A 以上的行動電源都可以使用。',
  },
  'missing-part': {
    text: '收到後發現少了一個配件，可以只補寄那個嗎？',
    again: '配件還沒收到，是什麼時候寄的？',
    answer: '造成不便，深感抱歉。今天會補寄缺少的配件。',
  },
  measures: {
    text: '包裝後的尺寸是多少？想知道放不放得進後車廂。',
    again: '重量大約多少？',
    answer: '包裝尺寸寫在商品頁面的商品資訊。\r\n\r\n一般轎車的後車廂放得下。',
  },
  safety: {
    text: '寵物舔或咬的話，材質安全嗎？',
    again: '可以看檢驗報告嗎？',
    answer: '材質通過有害物質檢驗。\r\n\r\n請留意不要讓寵物吞下。',
  },
};

/** Customers sometimes leave a number, though everybody can read it. These numbers are made up. */
export const CONTACTS: Record<Market, string> = {
  KR: '\r\n답변은 010-0000-1234로 문자 주세요.',
  TW: '\r\n請傳簡訊到 0900-000-123。',
};

/** The team's texts to begin an answer with: the first for `shipping`, the other for `restock`. */
export const questionTemplatesOf = (market: Market): QuestionTemplate[] =>
  TEMPLATES[market].map((template) => ({ source: 'product', ...template }));

type QuestionTemplate = { source: 'product'; name: string; text: string };

const TEMPLATES: Record<Market, Omit<QuestionTemplate, 'source'>[]> = {
  KR: [
    {
      name: '발송 예정 안내',
      text: '안녕하세요. 문의하신 {상품명} 상품은 주문이 많아 발송이 늦어졌으며, 오늘 발송됩니다. 기다려 주셔서 감사합니다.',
    },
    {
      name: '재입고 안내',
      text: '문의하신 {상품명} 상품은 다음 주 중 재입고 예정입니다. 재입고 알림을 신청하시면 알림을 받으실 수 있습니다.',
    },
  ],
  TW: [
    {
      name: '預計出貨',
      text: '您好，您詢問的 {商品名稱} 因訂單較多而延後出貨，今天會寄出。感謝您的耐心等候。',
    },
    { name: '補貨時間', text: '{商品名稱} 預計下週補貨。申請補貨通知後，補貨時會收到通知。' },
  ],
};

const WORDS: Record<Market, Record<Topic, Words>> = { KR: KOREAN, TW: CHINESE };

const isTopic = (name: string): name is Topic => Object.hasOwn(TOPICS, name);

/** @returns undefined for the topic of another version */
export const wordsOf = (market: Market, topic: string): Words | undefined =>
  isTopic(topic) ? WORDS[market][topic] : undefined;

/** @param goods of the product */
export const topicsFor = (goods: Goods): Topic[] =>
  Object.keys(TOPICS)
    .filter(isTopic)
    .filter((topic) => meaningOf(topic).goods?.includes(goods) ?? true);

export const meaningOf = (topic: Topic): Meaning => TOPICS[topic];

/** The state of the orders that a question names. */
export const orderPlotOf = (topic: string): OrderPlot =>
  (isTopic(topic) ? meaningOf(topic).order : undefined) ?? 'delivered';

/** Each text of the customers in this market, and what it means. */
export const glossedQuestions = (market: Market): Glossed[] =>
  Object.keys(TOPICS)
    .filter(isTopic)
    .flatMap((topic) => {
      const { text, again } = WORDS[market][topic];
      const { en, againEn } = meaningOf(topic);
      return [
        { text, en },
        { text: again, en: againEn },
      ];
    });
