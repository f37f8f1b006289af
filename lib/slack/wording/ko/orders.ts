/** The words about the order behind an inquiry, in one language (A10). */
export const koOrders = {
  /** Titles have at most 24 characters. */
  orderView: {
    title: '주문 정보',
    /** Also the title of the view behind this button. */
    exchanges: '최근 7일 교환',
    close: '닫기',
    orderNumber: '주문번호',
    searchInWing: '주문번호를 복사해 WING &gt; 주문/배송에서 검색하세요.',
    loading: '⏳ 쿠팡에서 조회하고 있습니다. 20초가 지나도 나오지 않으면 창을 닫고 다시 누르세요.',
  },
};
