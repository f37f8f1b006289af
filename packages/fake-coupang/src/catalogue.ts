import type { OrderPlot } from './orders/order-plot.ts';
import type { Random } from './random.ts';

/** All shops, brands, products and people are made up. HTML entities are as Coupang sends them. */
export type Goods = 'clothes' | 'food' | 'living' | 'appliance' | 'outdoor' | 'pet';

/** A question needs a reply. Returned goods and a finished case only need a check. */
export type StoryKind = 'question' | 'returned-goods' | 'finished';

/** A text of the market, and what it means. Texts of two markets with the same meaning translate each other. */
export type Glossed = { text: string; en: string };

/** A buyer's case. Its text is the agent's request to the seller. A story without `goods` fits any product. Each category belongs to one story. */
export type Story = Glossed & {
  category: string;
  goods?: Goods[];
  /** The state of the order. Default: `delivered`. */
  order?: OrderPlot;
  /** The team's texts to begin a reply with. In the sample only. */
  templates?: { name: string; text: string }[];
  /** The seller's answer. Default: the market's general one. */
  answer?: string;
  /** The agent's second request. Default: the market's general one. */
  again?: Glossed;
};

export type Product = { name: string; goods: Goods };

export type Catalogue = {
  products: [Product, ...Product[]];
  stories: Record<StoryKind, [Story, ...Story[]]>;
};

const PRODUCTS: Catalogue['products'] = [
  { name: '데이즈인 코튼 라운드 반팔티, (03)Ivory, M', goods: 'clothes' },
  { name: '모어클래식 울혼방 하프코트, (21)Charcoal, 100', goods: 'clothes' },
  { name: '소미로그 밴딩 와이드 슬랙스, 블랙, L', goods: 'clothes' },
  { name: '꼬마햇살 유아 기모 실내복 상하세트, 크림베어, 110', goods: 'clothes' },
  { name: '하루담 국내산 현미 누룽지, 300g, 6봉', goods: 'food' },
  { name: '채움식탁 손질 고등어 순살, 1kg, 1팩', goods: 'food' },
  { name: '산너울 유자청, 1kg, 2병', goods: 'food' },
  { name: '포근담 극세사 차렵이불 &amp; 베개커버 세트, 그레이, 퀸', goods: 'living' },
  { name: '정리온 접이식 리빙박스, 투명, 66L, 3개', goods: 'living' },
  { name: '물결상점 스텐 논슬립 배수구 거름망, 90mm, 2개', goods: 'living' },
  { name: '리브온 저소음 탁상 선풍기, 화이트', goods: 'appliance' },
  { name: '데일리웜 가습기 4L &quot;초음파&quot;, DW-40', goods: 'appliance' },
  { name: '온더로드 경량 접이식 캠핑의자, 카키, 2개입', goods: 'outdoor' },
  { name: '들바람 원터치 그늘막 텐트, 베이지, 3~4인용', goods: 'outdoor' },
  { name: '누리펫 강아지 배변패드, 소형, 100매', goods: 'pet' },
  { name: '몽실발 고양이 스크래처, 원목, 대형', goods: 'pet' },
];

const QUESTIONS: Catalogue['stories']['question'] = [
  {
    category: '반품문의>환불>환불일정문의',
    order: 'returned',
    text: '고객이 상품을 반송하였으나 아직 환불되지 않았다고 합니다. 송장은 경비실에 맡겨 번호를 모른다고 하십니다. 반품 입고 여부와 환불 예정일 회신 부탁드립니다.',
    en: 'The customer has sent the goods back and has no refund yet. They left the parcel with the building’s guard and do not know its number. Please reply whether the return has arrived, and when the refund is due.',
    answer: '반품하신 상품이 오늘 입고되었습니다.\r\n\r\n검수 후 이상이 없으면 금일 중 환불 승인하겠습니다.',
    again: {
      text: '안내해 주신 날짜가 지났는데 아직 환불되지 않았다고 다시 문의하셨습니다. 정확한 환불 일자 회신 부탁드립니다.',
      en: 'The date you named has passed, and the customer asks again for the refund. Please reply with its exact date.',
    },
  },
  {
    category: '배송문의>배송지연>출고일정확인',
    order: 'in-transit',
    text: '배송 예정일이 지났으나 아직 상품을 받지 못했다고 합니다. 출고 여부와 예상 도착일 회신 부탁드립니다.',
    en: 'The delivery date has passed, and the customer has not received the goods. Please reply whether they have been shipped, and when they will arrive.',
    answer: '오늘 출고 예정이며, 출고 후 1~2일 내 받아보실 수 있습니다.\r\n\r\n배송이 늦어져 죄송합니다.',
    templates: [
      {
        name: '출고 일정 안내',
        text: '안녕하세요, 고객님.\n{주문일}에 주문하신 {상품명} 상품은 오늘 출고되어 1~2일 내 받아보실 수 있습니다.\n배송이 늦어져 죄송합니다.\n주문번호: {주문번호}',
      },
      {
        name: '배송 현황 안내',
        text: '안녕하세요, 고객님.\n주문하신 {상품명} 상품은 현재 {배송상태} 상태이며, {택배사} 송장번호는 {송장번호}입니다.\n배송이 늦어져 죄송합니다.\n주문번호: {주문번호}',
      },
    ],
    again: {
      text: '안내해 주신 날짜가 지났는데도 상품을 받지 못하셨다고 합니다. 송장번호와 현재 배송 위치 회신 부탁드립니다.',
      en: 'The date you named has passed, and the goods have still not arrived. Please reply with the tracking number and where they are now.',
    },
  },
  {
    category: '배송문의>배송완료미수령>배송위치확인',
    text: '배송완료로 표시되나 고객은 상품을 받지 못했다고 합니다. 문 앞, 경비실, 무인택배함은 모두 확인하셨습니다. 실제 배송 위치 회신 부탁드립니다.',
    en: 'The parcel counts as delivered, but the customer has not received it, and has looked everywhere at the building. Please reply where it was really delivered.',
    answer:
      '택배사에 확인한 결과 옆 동으로 잘못 배송되었습니다.\r\n\r\n배송 기사님이 오늘 중 회수하여 다시 배송할 예정입니다.',
    templates: [
      {
        name: '재배송 안내',
        text: '안녕하세요, 고객님.\n주문하신 {상품명} 상품은 옆 동으로 잘못 배송된 것이 확인되어 {재배송일}에 다시 배송됩니다.\n불편을 드려 죄송합니다.\n주문번호: {주문번호}',
      },
    ],
    again: {
      text: '다시 배송된다고 안내드렸으나 아직 받지 못하셨다고 합니다. 재배송 예정 시각 회신 부탁드립니다.',
      en: 'The customer was promised another delivery, and it has not come. Please reply when it will.',
    },
  },
  {
    category: '배송문의>오배송>상품상이',
    order: 'exchanged',
    text: '주문한 옵션과 다른 상품이 배송되었다고 합니다. 맞교환이 가능한지, 회수는 언제 되는지 회신 부탁드립니다.',
    en: 'Another option than the ordered one was delivered. Please reply whether an exchange is possible, and when the goods can be collected.',
    answer:
      '오배송이 확인되어 맞교환으로 접수하였습니다.\r\n\r\n기사님 방문 시 받으신 상품을 그대로 전달 부탁드립니다.',
    again: {
      text: '기사님이 아직 방문하지 않았다고 합니다. 회수 일정과 교환 상품 도착일 회신 부탁드립니다.',
      en: 'The courier has not come yet. Please reply when the goods will be collected, and when the replacement will arrive.',
    },
  },
  {
    category: '취소문의>출고전취소>취소가능여부',
    order: 'preparing',
    text: '고객이 주문 취소를 원하십니다. 출고 전이라 취소가 가능한지, 이미 출고되었다면 송장번호가 무엇인지 회신 부탁드립니다.',
    en: 'The customer wants to cancel the order. Please reply whether that is possible before shipping; if it has been shipped, with the tracking number.',
    answer:
      '아직 출고 전이라 주문을 취소 처리하였습니다.\r\n\r\n결제하신 금액은 영업일 기준 3~5일 내 환불됩니다.',
    again: {
      text: '취소되었다고 안내드렸으나 상품이 배송되었다고 합니다. 회수 일정 회신 부탁드립니다.',
      en: 'The customer was told that the order is cancelled, but the goods have arrived. Please reply when they will be collected.',
    },
  },
  {
    category: '반품문의>반품비>반품배송비문의',
    order: 'returned',
    text: '불량으로 반품하였는데 반품 배송비가 차감되었다고 합니다. 차감 사유와 환급 가능 여부 회신 부탁드립니다.',
    en: 'The customer returned defective goods, and the return fee was deducted. Please reply why, and whether it can be refunded.',
    answer:
      '불량이 확인되어 차감된 반품 배송비를 환급해 드리겠습니다.\r\n\r\n환급까지 2영업일 정도 소요됩니다.',
    again: {
      text: '반품 배송비가 아직 환급되지 않았다고 합니다. 정확한 환급 일자 회신 부탁드립니다.',
      en: 'The return fee has not been refunded yet. Please reply with the exact date.',
    },
  },
  {
    category: '기타문의>기타>판매자통화요청',
    text: '고객이 판매자와 직접 통화를 원하십니다. 오늘 중 통화 가능한 시간 회신 부탁드립니다.',
    en: 'The customer wants to speak with the seller. Please reply when a call is possible today.',
    answer:
      '오늘 오후 4시에 등록된 번호로 연락드리겠습니다.\r\n\r\n시간이 어려우시면 고객센터로 알려 주세요.',
    again: {
      text: '판매자님과 통화가 되지 않았다고 합니다. 통화 가능한 시간 다시 회신 부탁드립니다.',
      en: 'The customer could not reach the seller by phone. Please reply again when a call is possible.',
    },
  },
  {
    category: '상품문의>교환>사이즈교환',
    order: 'exchanged',
    text: '사이즈가 작아 한 치수 큰 상품으로 교환을 원하십니다. 재고 유무와 교환 배송비 회신 부탁드립니다.',
    en: 'It is too small, and the customer wants one size larger. Please reply whether it is in stock, and what the exchange costs.',
    answer:
      '한 치수 큰 상품의 재고가 있어 교환 가능합니다.\r\n\r\n사이즈 교환은 왕복 배송비가 발생하는 점 양해 부탁드립니다.',
    again: {
      text: '교환을 접수했으나 아직 회수되지 않았다고 합니다. 회수 예정일 회신 부탁드립니다.',
      en: 'The customer requested the exchange, but the goods have not been collected. Please reply when they will be.',
    },
    goods: ['clothes'],
  },
  {
    category: '상품문의>불량>이염/봉제불량',
    text: '한 번 세탁 후 물이 빠지고 옆선이 뜯어졌다고 합니다. 고객이 사진을 보내 주셨습니다. 불량 인정 여부 회신 부탁드립니다.',
    en: 'After one wash the colour ran and a side seam tore. The customer has sent photos. Please reply whether you accept it as a defect.',
    answer: '보내 주신 사진으로 불량을 확인하였습니다.\r\n\r\n무료 반품으로 접수해 드리겠습니다.',
    again: {
      text: '고객이 반품 대신 부분 환불을 원하십니다. 수용 가능 여부 회신 부탁드립니다.',
      en: 'The customer wants a partial refund instead of a return. Please reply whether you agree.',
    },
    goods: ['clothes'],
  },
  {
    category: '상품문의>유통기한>유통기한확인',
    text: '받은 상품의 유통기한이 일주일밖에 남지 않았다고 합니다. 출고 상품의 유통기한과 교환 가능 여부 회신 부탁드립니다.',
    en: 'The goods expire within a week. Please reply with the expiry date of the shipped batch, and whether an exchange is possible.',
    answer:
      '확인 결과 이전 재고가 출고되었습니다.\r\n\r\n유통기한이 6개월 이상 남은 상품으로 교환해 드리겠습니다.',
    again: {
      text: '교환 상품을 아직 받지 못하셨다고 합니다. 출고 여부와 송장번호 회신 부탁드립니다.',
      en: 'The replacement has not arrived. Please reply whether it has been shipped, and with the tracking number.',
    },
    goods: ['food'],
  },
  {
    category: '배송문의>파손>포장파손',
    text: '상자가 젖고 포장이 찢어진 상태로 도착했다고 합니다. 재발송 또는 부분 환불 가능 여부 회신 부탁드립니다.',
    en: 'The box arrived wet, and its packaging torn. Please reply whether you can send it again or refund a part.',
    answer:
      '배송 중 파손으로 확인되어 오늘 새 상품을 다시 보내 드리겠습니다.\r\n\r\n받으신 상품은 폐기하셔도 됩니다.',
    again: {
      text: '다시 받은 상품도 포장이 찢어져 있어 환불을 원하십니다. 환불 가능 여부 회신 부탁드립니다.',
      en: 'The packaging of the second parcel is torn, too, and the customer wants a refund. Please reply whether that is possible.',
    },
    goods: ['food', 'living'],
  },
  {
    category: '상품문의>불량>작동불량',
    text: '전원을 켜면 1~2분 뒤 저절로 꺼진다고 합니다. 초기 불량 교환이 가능한지, A/S는 어디로 접수하는지 회신 부탁드립니다.',
    en: 'It switches itself off 1 to 2 minutes after it is turned on. Please reply whether it can be exchanged as defective on arrival, and where to request a repair.',
    answer:
      '수령 후 7일 이내라 초기 불량으로 교환 가능합니다.\r\n\r\n교환을 접수해 주시면 새 상품을 먼저 보내 드리겠습니다.',
    again: {
      text: '교환받은 상품도 같은 증상이라고 합니다. 반품 가능 여부 회신 부탁드립니다.',
      en: 'The replacement has the same fault. Please reply whether it can be returned.',
    },
    goods: ['appliance'],
  },
  {
    category: '상품문의>구성품>누락확인',
    text: '구성품 중 하나가 빠져 있다고 합니다. 누락분만 추가 발송이 가능한지 회신 부탁드립니다.',
    en: 'A part is missing. Please reply whether you can send the missing part alone.',
    answer: '확인 후 누락된 구성품을 오늘 추가로 발송하겠습니다.\r\n\r\n별도 비용은 없습니다.',
    again: {
      text: '추가로 보내 주신 구성품을 아직 받지 못하셨다고 합니다. 송장번호 회신 부탁드립니다.',
      en: 'The part that you sent has not arrived. Please reply with the tracking number.',
    },
    goods: ['outdoor', 'living', 'appliance'],
  },
  {
    category: '상품문의>상품정보>사용방법',
    order: 'untracked',
    text: '포장에 설명서가 없어 사용 방법을 문의하셨습니다. 조립 순서와 세척 방법 회신 부탁드립니다.',
    en: 'There is no manual in the box, and the customer asks how to use it. Please reply how to assemble and clean it.',
    answer:
      '설명서는 상품 상세페이지 하단에서 확인하실 수 있습니다.\r\n\r\n오염된 부분은 물에 적신 천으로 닦아 주세요.',
    again: {
      text: '상세페이지에서 설명서를 찾지 못하셨다고 합니다. 조립 순서를 답변으로 회신 부탁드립니다.',
      en: 'The customer could not find the manual on the product page. Please reply with the steps of assembly.',
    },
    goods: ['outdoor', 'appliance'],
  },
  {
    category: '상품문의>상품정보>안전성확인',
    text: '반려동물에게 해로운 성분이 없는지 문의하셨습니다. 시험성적서 보유 여부 회신 부탁드립니다.',
    en: 'The customer asks whether it contains anything harmful to pets. Please reply whether you have a test report.',
    answer:
      '유해 성분이 없다는 시험성적서를 보유하고 있습니다.\r\n\r\n상품 상세페이지에서 확인하실 수 있습니다.',
    again: {
      text: '상세페이지에서 시험성적서를 찾지 못하셨다고 합니다. 시험 기관과 결과 회신 부탁드립니다.',
      en: 'The customer could not find the test report on the product page. Please reply with the laboratory and the results.',
    },
    goods: ['pet'],
  },
];

const RETURNED: Catalogue['stories']['returned-goods'] = [
  {
    category: '취소/반품 후단관리>회수확인>고객반송확인',
    order: 'returned',
    text: '반송장 조회 결과 입고 완료로 확인됩니다.\n입고된 상품의 상태 확인 부탁드립니다.\n입고 후 3영업일이 지나면 환불이 자동으로 승인되니,\n상품에 문제가 있으면 그 전에 쿠팡확인요청으로 이의제기를 등록해 주세요.',
    en: 'Tracking shows that the returned goods have arrived. Please check their condition. Three business days after arrival the refund is approved automatically; if something is wrong with the goods, object before then.',
    answer: '반품 상품의 입고를 확인하였습니다.\r\n\r\n검수 후 이상이 없으면 금일 중 환불 승인하겠습니다.',
    again: {
      text: '반품 상품이 입고되었으나 아직 환불되지 않았다고 합니다. 환불 예정일 회신 부탁드립니다.',
      en: 'The returned goods have arrived, but the customer has no refund yet. Please reply when it is due.',
    },
  },
];

const FINISHED: Catalogue['stories']['finished'] = [
  {
    category: '배송문의>배송지연>배송일정안내',
    order: 'in-transit',
    text: '배송이 늦어져 문의하셨습니다. 택배사에 확인하여 내일 도착 예정으로 안내드렸습니다.',
    en: 'The customer asked about a late delivery. We checked with the carrier and said that it should arrive tomorrow.',
  },
  {
    category: '취소문의>출고후취소>취소불가안내',
    order: 'in-transit',
    text: '주문 취소를 원하셨습니다. 이미 출고되어 취소가 어려우니 수령 후 반품을 접수하시도록 안내드렸습니다.',
    en: 'The customer wanted to cancel. As the order is already shipped, we explained how to return it after delivery.',
  },
  {
    category: '반품문의>반품접수>반품접수안내',
    text: '단순 변심으로 반품을 원하셨습니다. 반품 접수 방법과 반품 배송비를 안내드렸습니다.',
    en: 'The customer wanted to return the goods after a change of mind. We explained how to request it, and the return fee.',
  },
  {
    category: '기타문의>기타>영수증안내',
    text: '구매 영수증 발급 방법을 문의하셨습니다. 주문 상세 화면에서 발급하시도록 안내드렸습니다.',
    en: 'The customer asked for the receipt. We explained where the order’s details offer it.',
  },
  {
    category: '상품문의>상품정보>사이즈안내',
    text: '실측 사이즈를 문의하셨습니다. 상세페이지의 사이즈표로 안내드렸습니다.',
    en: 'The customer asked for the measured size. We answered by the size table of the product page.',
    goods: ['clothes'],
  },
  {
    category: '상품문의>상품정보>보관방법안내',
    text: '개봉 후 보관 방법을 문의하셨습니다. 상품 라벨에 표기된 내용으로 안내드렸습니다.',
    en: 'The customer asked how to keep it after opening. We answered by the product’s label.',
    goods: ['food'],
  },
];

export const KOREAN_CATALOGUE: Catalogue = {
  products: PRODUCTS,
  stories: { question: QUESTIONS, 'returned-goods': RETURNED, finished: FINISHED },
};

const SHOPS: [string, ...string[]] = ['포근상회', '하루담마켓', '온더로드캠핑', '리브온리빙', '누리펫샵'];

export type Wish = { itemName: string; category: string; request: string };

/**
 * @param wanted `story`: the category of the wanted story, which must fit any product. Default: any story. `itemName`: the
 * product. Default: any product but those of `recent`
 */
export const pickWish = (
  catalogue: Catalogue,
  {
    kind,
    story: wanted,
    itemName,
    recent = [],
  }: { kind: StoryKind; story?: string; itemName?: string; recent?: readonly string[] },
  random: Random,
): Wish => {
  const [product = catalogue.products[0], ...more] = catalogue.products.filter(
    ({ name }) => !recent.includes(name),
  );
  const drawn = random.pick([product, ...more]);
  const { goods } = catalogue.products.find(({ name }) => name === itemName) ?? drawn;
  const name = itemName ?? drawn.name;
  const known = wanted === undefined ? undefined : findStory(catalogue, wanted);
  if (known) return { itemName: name, category: known.category, request: known.text };
  const all = catalogue.stories[kind];
  const [first = all[0], ...others] = all.filter((story) => story.goods?.includes(goods) ?? true);
  const { category, text } = random.pick([first, ...others]);
  return { itemName: name, category, request: text };
};

/** @returns undefined for the category of an older version */
export const findStory = ({ stories }: Catalogue, category: string): Story | undefined =>
  Object.values(stories)
    .flat()
    .find((story) => story.category === category);

/**
 * The team's texts to begin a reply with: first a complete one, then one with facts of the order, then one with a place that only a person
 * can fill in.
 */
export const templatesOf = ({ stories }: Catalogue): { name: string; category: string; text: string }[] =>
  stories.question.flatMap(({ category, templates = [] }) =>
    templates.map((template) => ({ ...template, category })),
  );

export const shopOf = (vendorId: string): string =>
  SHOPS[Number(vendorId.replaceAll(/\D/g, '')) % SHOPS.length] ?? SHOPS[0];
