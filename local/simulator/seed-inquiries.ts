import { monthAndDay } from './make-inquiry.ts';
import type { SimulatedVendor } from './list-inquiries.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { HOUR_MS } from '../../lib/domain/time/durations.ts';

const [SKIRT, SWEATSHIRT] = ['1015668177', '1015664934'] as const;

/** The numbers of the two examples, and what they ask for. */
export const EXAMPLES = [
  [SKIRT, 'reply'],
  [SWEATSHIRT, 'confirm'],
] as const;

/**
 * The two example inquiries of Coupang's document for the v5 list, made current: asked within the last hours, not
 * answered, one in each list. Digits that the document masks are made up.
 */
export const seedInquiries = (vendor: SimulatedVendor, now: number): SimulatedInquiry[] => [
  {
    market: vendor.market,
    vendorId: vendor.vendorId,
    inquiryId: SKIRT,
    list: 'NO_ANSWER',
    inquiryStatus: 'progress',
    vendorItemId: '3285906659',
    itemName: '소미로그 인조가죽 A라인 4부 스커트, (49)Khaki, L',
    inquiryAt: now - 3 * HOUR_MS,
    answeredAt: null,
    buyerPhone: '+1(555)444-1234',
    orderId: '100000112345676',
    orderDate: now - 72 * HOUR_MS,
    receiptCategory: '기타문의>기타>전상담사통화요청',
    posts: [
      {
        answerId: '1027082307',
        receptionistName: 'AA몰',
        receptionist: '10000058',
        replyAt: now - 2 * HOUR_MS,
        content:
          '[판매자이관]\n◼주문번호: 100000*******\n◼아이템: 소미로그 인조가죽 A라인 4부 스커트, (49)Khaki, L\n◼고객명/연락처: <<****/01*-****-****>>\n◼문의내용: 고객 상품 반송하였다고 합니다.   반송장은 경비실에 맡겨서 모른다고 합니다.\n입고 확인후 환불 처리 부탁 드립니다.\n',
        transferStatus: 'requestAnswer',
        completeReason: 'NONE',
        answerType: 'csAgent',
        needAnswer: true,
      },
    ],
  },
  {
    market: vendor.market,
    vendorId: vendor.vendorId,
    inquiryId: SWEATSHIRT,
    list: 'TRANSFER',
    inquiryStatus: 'complete',
    vendorItemId: '3361159025',
    itemName: '모어클래식 기모 라운드 맨투맨, (17)Dark Gray, S',
    inquiryAt: now - 5 * HOUR_MS,
    answeredAt: null,
    buyerPhone: '+1(555)444-1234',
    orderId: '100000123456780',
    orderDate: now - 120 * HOUR_MS,
    receiptCategory: '취소/반품 후단관리>회수확인>고객반송확인',
    posts: [
      {
        answerId: '1027076645',
        receptionistName: 'AA몰',
        receptionist: 'D002236',
        replyAt: now - 4 * HOUR_MS,
        content: `[입고완료이관]     \nㅁ 고객명: ******\nㅁ 주문번호:100000******\nㅁ 반송장번호: *********  가나택배\nㅁ 입고일자: ${monthAndDay(now - 30 * HOUR_MS)}\n반송장조회 결과 입고완료로 확인됩니다.     \n★환불승인★ 부탁드립니다.     \n반품입고후 3영업일이 경과되면 환불 자동승인처리가     \n되오니, 입고 상품의 문제발생 시 쿠팡확인요청으로     \n이의제기를 등록해주셔야 합니다.`,
        transferStatus: 'requestAnswer',
        completeReason: 'NONE',
        answerType: 'csAgent',
        needAnswer: false,
      },
    ],
  },
];
