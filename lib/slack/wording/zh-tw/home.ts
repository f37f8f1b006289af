import type { HomeTexts } from '../home-texts.ts';

export const zhTwHome: HomeTexts = {
  home: {
    title: '待處理的轉交',
    counts: (open, overdue, dueWithinHour) =>
      `*未處理* ${open} 件 · 1 小時內到期 ${dueWithinHour} 件 · 已逾期 ${overdue} 件`,
    yours: (mine, unclaimed) => `我負責 ${mine} 件 · 尚無負責人 ${unclaimed} 件`,
    who: { all: '所有負責人', mine: '我負責', unclaimed: '尚無負責人' },
    kind: { all: '所有類型', reply: '未回覆', confirm: '未確認（轉交商家）' },
    allVendors: '所有商店',
    claim: '我來負責',
    earlier: '上一頁',
    later: '下一頁',
    page: (page, pages) => `第 ${page} 頁，共 ${pages} 頁`,
    refresh: '重新整理',
    nothingOpen: '沒有待處理的轉交。',
    nothingFound: '沒有符合條件的轉交。請變更條件。',
    unclaimed: '尚無負責人',
    today: (opened, closed) => `自 0 時起新增 ${opened} 件 · 結案 ${closed} 件`,
    noVendor: '您沒有查看的權限。請要求加入設定的 acting.people。',
    found: (count) => `找到 ${count} 件。`,
    foundClosed: (count) => `沒有未處理的轉交，找到已結案的 ${count} 件。`,
    notFound: (words) =>
      `沒有符合「${words}」的未處理轉交。已結案的 30 天內可用詢問編號查詢，其他請到 WING 查詢。`,
    howToFind: '請輸入詢問編號或訂單編號（末 4 碼以上），或商品名稱。例：`/coupang 8177`',
  },
};
