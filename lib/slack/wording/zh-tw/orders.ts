import type { koOrders } from '../ko/orders.ts';

/** The names of WING's menus in Taiwan are unknown. */
export const zhTwOrders: typeof koOrders = {
  orderView: {
    title: '訂單資訊',
    exchanges: '最近 7 天的換貨',
    close: '關閉',
    orderNumber: '訂單編號',
    searchInWing: '請複製訂單編號，到 WING 搜尋。',
    loading: '⏳ 正在向酷澎查詢。如果 20 秒後仍未顯示，請關閉視窗再按一次。',
  },
};
