import type { koOrders } from '../ko/orders.ts';

/** The names of WING's menus in Taiwan are unknown. */
export const zhTwOrders: typeof koOrders = {
  orderView: {
    title: '訂單資訊',
    exchanges: '最近 7 天的換貨',
    again: '再查一次',
    close: '關閉',
    orderNumber: '訂單編號',
    searchInWing: '請複製訂單編號，到 WING 搜尋。',
    loading: '⏳ 正在向酷澎查詢。如果 20 秒後仍未顯示，請按［再查一次］。',

    status: {
      ACCEPT: '付款完成',
      INSTRUCT: '商品準備中',
      DEPARTURE: '待出貨',
      DELIVERING: '配送中',
      FINAL_DELIVERY: '配送完成',
      NONE_TRACKING: '賣家直接配送',
    },
    noStatus: '狀態不明',
    box: (at, count) => `包裹 ${at}/${count}`,
    invoice: '物流單號',
    carrier: '物流公司',
    deliveredAt: '配送完成',
    inTransitAt: '出貨',
    paidAt: '付款',
    orderedAt: '下單',
    count: (count) => `數量 ${count}`,
    shipped: (count) => `配送數量 ${count}`,
    cancelled: (count) => `取消 ${count} 件`,
    inquired: '詢問的商品',
    noName: '（沒有商品名稱）',
    noBox: '酷澎沒有這筆訂單的配送資料。請到 WING 查看。',
    more: (count) => `還有 ${count} 件 · 全部內容請到 WING 查看。`,

    returnType: { return: '退貨', cancel: '取消', unknown: '取消或退貨' },
    returnStatus: {
      RELEASE_STOP_UNCHECKED: '要求停止出貨',
      RETURNS_UNCHECKED: '已申請退貨',
      VENDOR_WAREHOUSE_CONFIRM: '已收到退貨',
      REQUEST_COUPANG_CHECK: '待酷澎確認',
      RETURNS_COMPLETED: '退貨完成',
    },
    since: '申請',
    fault: '責任歸屬',
    faultBy: {
      COUPANG: '酷澎',
      VENDOR: '賣家',
      CUSTOMER: '顧客',
      WMS: '物流',
      GENERAL: '一般',
    },
    refund: '退款',
    refunded: { first: '先行退款（收到退貨前已退款）', after: '確認收到退貨後' },
    receipt: '退貨商品',
    received: { yes: '已收到', no: '尚未收到', unknown: '無法得知（請到 WING 查看）' },
    reason: '原因',
    noReturn: '這筆訂單已取消或退貨，但查不到申請紀錄。請到 WING 查看。',
    returnsUnread: '這筆訂單已取消或退貨，但無法查詢是哪一種。請 1 分鐘後再查一次，或到 WING 查看。',

    exchangeStatus: {
      RECEIPT: '已申請換貨',
      PROGRESS: '換貨處理中',
      SUCCESS: '換貨完成',
      REJECT: '無法換貨',
      CANCEL: '已撤回換貨',
    },
    collection: '原商品',
    notCollected: '尚未收回',
    span: (from, to) => `只顯示最近 7 天（${from} 至 ${to}）申請的換貨。更早的請到 WING 查看。`,
    noExchange: '這段期間沒有換貨申請。',

    wrongNumber: '酷澎查不到這個訂單編號。請到 WING 確認編號。',
    otherSeller:
      '這是其他賣家的訂單。請到 WING 確認訂單編號。如果編號正確，請工程師確認商家代碼和 API 金鑰屬於同一商家。',
    refusedOrder: '酷澎拒絕了這筆訂單的查詢。訂單可能已取消或退貨。請到 WING 查看。',
    cause: { refused: '酷澎拒絕了要求', inactive: '商家在酷澎被鎖定或未啟用', ours: '本程式讀取失敗' },
    noFacts: {
      spent: '這家商店每分鐘 10 次的查詢已用完。請 1 分鐘後再查一次，或到 WING 查看。',
      late: '酷澎在 10 秒內沒有回應。請稍後再查一次，或到 WING 查看。',
      'no-order': '這件詢問的訂單編號已變更。請到卡片確認訂單編號，再按一次。',
      stopped: (cause) => `目前無法向酷澎查詢：${cause}。請稍後再查一次，或到 WING 查看。`,
      failed: (cause) =>
        `無法向酷澎查詢：${cause}。請稍後再查一次，或到 WING 查看。如果一直如此，請通知工程師。`,
    },

    contacts: (count, isMost) => `*其他詢問 ${count} 件* · 最近 90 天${isMost ? ' · 更早的未顯示' : ''}`,
    noContact: '*沒有其他詢問* · 最近 90 天內沒有同一訂單或選項的其他詢問。',
    contactsUnread: '*其他詢問* 讀取失敗。請再查一次，或到 WING 查看。',
    contactOf: { order: '同一訂單', option: '同一選項（其他訂單）' },
  },
};
