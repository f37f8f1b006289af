import type { Random } from './random.ts';

/** All shops, brands, products and people are made up. HTML entities are as Coupang sends them. */
type Goods = 'clothes' | 'food' | 'living' | 'appliance' | 'outdoor' | 'pet';

export type Catalogue = { products: [Product, ...Product[]]; requests: [Request, ...Request[]] };

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

/** The buyers' requests, with the agent's category. A request without `goods` fits any product. */
const REQUESTS: Catalogue['requests'] = [
  {
    category: '취소/반품 후단관리>회수확인>고객반송확인',
    text: '고객이 상품을 이미 반송하였다고 합니다. 송장은 경비실에 맡겨 확인이 어렵다고 하니, 입고 확인 후 환불 처리 부탁드립니다.',
  },
  {
    category: '배송문의>배송지연>출고일정확인',
    text: '배송 예정일이 지났으나 아직 상품을 받지 못했다고 합니다. 현재 출고 여부와 예상 도착일 확인 부탁드립니다.',
  },
  {
    category: '배송문의>배송완료미수령>배송위치확인',
    text: '배송완료로 표시되나 고객은 받지 못했다고 합니다. 문 앞, 경비실, 무인택배함 모두 확인하셨습니다. 배송 위치 확인 부탁드립니다.',
  },
  {
    category: '배송문의>오배송>상품상이',
    text: '주문한 옵션과 다른 상품이 배송되었다고 합니다. 맞교환이 되는지, 회수는 언제 되는지 확인 부탁드립니다.',
  },
  {
    category: '취소문의>출고전취소>취소가능여부',
    text: '고객이 주문 취소를 원하십니다. 아직 출고 전이라면 취소 승인, 출고되었다면 송장번호 회신 부탁드립니다.',
  },
  {
    category: '반품문의>반품비>반품배송비문의',
    text: '불량으로 반품 접수하였는데 반품 배송비가 차감되었다고 합니다. 차감 사유 확인 및 환급 여부 회신 부탁드립니다.',
  },
  {
    category: '기타문의>기타>전상담사통화요청',
    text: '고객이 판매자와 직접 통화를 원하십니다. 오늘 중으로 연락 가능한 시간 회신 부탁드립니다.',
  },
  {
    category: '상품문의>교환>사이즈교환',
    text: '사이즈가 작아 한 치수 큰 것으로 교환을 원하십니다. 재고와 교환 배송비 안내 부탁드립니다.',
    goods: ['clothes'],
  },
  {
    category: '상품문의>불량>이염/봉제불량',
    text: '한 번 세탁 후 물이 빠지고 옆선이 뜯어졌다고 합니다. 고객이 사진을 보내 주셨습니다. 불량 인정 여부 회신 부탁드립니다.',
    goods: ['clothes'],
  },
  {
    category: '상품문의>유통기한>유통기한확인',
    text: '받은 상품의 유통기한이 일주일밖에 남지 않았다고 합니다. 출고 상품의 유통기한과 교환 가능 여부 확인 부탁드립니다.',
    goods: ['food'],
  },
  {
    category: '배송문의>파손>포장파손',
    text: '상자가 젖어 있고 내용물 일부가 터져서 도착했다고 합니다. 재발송 또는 부분 환불 가능 여부 회신 부탁드립니다.',
    goods: ['food', 'living'],
  },
  {
    category: '상품문의>불량>작동불량',
    text: '전원을 켜면 1~2분 뒤 저절로 꺼진다고 합니다. A/S 접수처와 초기 불량 교환 기준 안내 부탁드립니다.',
    goods: ['appliance'],
  },
  {
    category: '상품문의>구성품>누락확인',
    text: '구성품 중 하나가 빠져 있다고 합니다. 누락분만 추가 발송이 되는지 확인 부탁드립니다.',
    goods: ['outdoor', 'living', 'appliance'],
  },
  {
    category: '상품문의>상품정보>사용방법',
    text: '포장에 사용 방법이 없어 문의하셨습니다. 조립 순서와 세척 가능 여부 안내 부탁드립니다.',
    goods: ['outdoor', 'pet', 'appliance'],
  },
];

type Product = { name: string; goods: Goods };
type Request = { category: string; text: string; goods?: Goods[] };

const SHOPS: [string, ...string[]] = ['포근상회', '하루담마켓', '온더로드캠핑', '리브온리빙', '누리펫샵'];

export type Wish = { itemName: string; category: string; request: string };

export const wishFrom = ({ products, requests }: Catalogue, random: Random): Wish => {
  const { name, goods } = random.pick(products);
  const [first = requests[0], ...others] = requests.filter(
    (request) => request.goods?.includes(goods) ?? true,
  );
  const { category, text } = random.pick([first, ...others]);
  return { itemName: name, category, request: text };
};

export const pickWish = (random: Random): Wish =>
  wishFrom({ products: PRODUCTS, requests: REQUESTS }, random);

export const shopOf = (vendorId: string): string =>
  SHOPS[Number(vendorId.replaceAll(/\D/g, '')) % SHOPS.length] ?? SHOPS[0];
