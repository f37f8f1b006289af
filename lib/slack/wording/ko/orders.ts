import type { BoxStatus, ExchangeStatus, FaultBy, ReturnStatus } from '../../../domain/order/order.ts';
import type { Contact, NoFacts } from '../../../workflows/ports/slack.ts';

/** The words about the order behind an inquiry, in one language (A10). */
export const koOrders = {
  /** Titles have at most 24 characters. */
  orderView: {
    title: '주문 정보',
    /** Also the title of the view behind this button. */
    exchanges: '최근 7일 교환',
    again: '다시 조회',
    close: '닫기',
    orderNumber: '주문번호',
    searchInWing: '주문번호를 복사해 WING &gt; 주문/배송에서 검색하세요.',
    loading: '⏳ 쿠팡에서 조회하고 있습니다. 20초가 지나도 나오지 않으면 [다시 조회]를 누르세요.',

    /** A box's status, also filled into replies. */
    status: {
      ACCEPT: '결제완료',
      INSTRUCT: '상품준비중',
      DEPARTURE: '배송지시',
      DELIVERING: '배송중',
      FINAL_DELIVERY: '배송완료',
      NONE_TRACKING: '업체 직접 배송',
    } satisfies Record<BoxStatus, string>,
    noStatus: '상태 확인 불가',
    box: (at: number, count: number) => `묶음배송 ${at}/${count}`,
    invoice: '송장번호',
    carrier: '택배사',
    deliveredAt: '배송완료',
    inTransitAt: '출고',
    paidAt: '결제',
    orderedAt: '주문',
    count: (count: number) => `수량 ${count}`,
    /** Beside cancelled ones, so that nobody adds them up. */
    shipped: (count: number) => `배송 수량 ${count}`,
    cancelled: (count: number) => `취소 ${count}개`,
    inquired: '문의 상품',
    noName: '(상품명 없음)',
    noBox: '쿠팡에 이 주문의 배송 정보가 없습니다. WING에서 확인하세요.',
    more: (count: number) => `외 ${count}개 · 전체는 WING에서 확인하세요.`,

    returnType: { return: '반품', cancel: '취소', unknown: '취소 또는 반품' },
    returnStatus: {
      RELEASE_STOP_UNCHECKED: '출고중지 요청',
      RETURNS_UNCHECKED: '반품 접수',
      VENDOR_WAREHOUSE_CONFIRM: '입고완료',
      REQUEST_COUPANG_CHECK: '쿠팡 확인 요청',
      RETURNS_COMPLETED: '반품완료',
    } satisfies Record<ReturnStatus, string>,
    /** When the return or exchange was requested. */
    since: '접수',
    fault: '귀책',
    faultBy: {
      COUPANG: '쿠팡',
      VENDOR: '판매자',
      CUSTOMER: '고객',
      WMS: '물류',
      GENERAL: '일반',
    } satisfies Record<FaultBy, string>,
    refund: '환불',
    refunded: { first: '선환불 (입고 전에 환불됨)', after: '입고 확인 후' },
    receipt: '입고',
    received: { yes: '완료', no: '전', unknown: '알 수 없음 (WING에서 확인하세요)' },
    reason: '사유',
    noReturn: '취소 또는 반품된 주문이지만 접수 내역을 찾지 못했습니다. WING에서 확인하세요.',
    returnsUnread:
      '취소 또는 반품된 주문이지만 어느 쪽인지는 조회하지 못했습니다. 1분 뒤에 다시 조회하거나 WING에서 확인하세요.',

    exchangeStatus: {
      RECEIPT: '교환 접수',
      PROGRESS: '교환 진행',
      SUCCESS: '교환완료',
      REJECT: '교환 불가',
      CANCEL: '교환 철회',
    } satisfies Record<ExchangeStatus, string>,
    collection: '회수',
    notCollected: '전',
    /** `from`, `to`: `yyyy-MM-dd`. */
    span: (from: string, to: string) =>
      `최근 7일(${from}~${to})에 접수된 교환만 표시합니다. 그 전의 교환은 WING에서 확인하세요.`,
    noExchange: '이 기간에 접수된 교환이 없습니다.',

    wrongNumber: '쿠팡에서 이 주문번호를 찾을 수 없습니다. WING에서 번호를 확인하세요.',
    otherSeller:
      '다른 판매자의 주문입니다. WING에서 주문번호를 확인하세요. 번호가 맞으면 관리자에게 업체코드와 API 키가 같은 업체의 것인지 확인을 요청하세요.',
    /** Coupang refused a call about this order alone. */
    refusedOrder:
      '쿠팡이 이 주문의 조회를 거부했습니다. 취소 또는 반품된 주문일 수 있으니 WING에서 확인하세요.',
    /** Instead of a poll's names of these causes. */
    cause: {
      refused: '쿠팡이 요청을 거부함',
      inactive: '쿠팡에서 잠기거나 비활성화된 업체',
      ours: '이 프로그램의 조회 오류',
    },
    noFacts: {
      spent:
        '이 쇼핑몰의 1분 조회 한도(쿠팡 호출 10회)를 모두 사용했습니다. 1분 뒤에 다시 조회하거나 WING에서 확인하세요.',
      late: '쿠팡이 10초 안에 응답하지 않았습니다. 잠시 후 다시 조회하거나 WING에서 확인하세요.',
      'no-order': '이 문의의 주문번호가 바뀌었습니다. 카드에서 주문번호를 확인하고 다시 누르세요.',
      stopped: (cause) =>
        `지금은 쿠팡에서 조회할 수 없습니다: ${cause}. 나중에 다시 조회하거나 WING에서 확인하세요.`,
      failed: (cause) =>
        `쿠팡에서 조회하지 못했습니다: ${cause}. 잠시 후 다시 조회하거나 WING에서 확인하세요. 계속되면 개발 담당자에게 알리세요.`,
    } satisfies Record<Exclude<NoFacts['is'], 'refused'>, string | ((cause: string) => string)>,

    /** `isMost`: older ones are not shown. */
    contacts: (count: number, isMost: boolean) =>
      `*다른 문의 ${count}건* · 최근 90일${isMost ? ' · 오래된 문의는 표시하지 않습니다' : ''}`,
    noContact: '*다른 문의 없음* · 최근 90일간 같은 주문이나 옵션의 다른 문의가 없습니다.',
    contactsUnread: '*다른 문의* 조회하지 못했습니다. 다시 조회하거나 WING에서 확인하세요.',
    contactOf: { order: '같은 주문', option: '같은 옵션(다른 주문)' } satisfies Record<Contact['of'], string>,
  },
};
