import type { koCards } from '../ko/cards.ts';

export const zhTwCards: typeof koCards = {
  weekdays: ['週日', '週一', '週二', '週三', '週四', '週五', '週六'],
  day: (monthAndDay, weekday) => `${monthAndDay}（${weekday}）`,
  absolute: (monthAndDay, weekday, time) => `${monthAndDay}（${weekday}）${time}`,
  duration: (hours, minutes) =>
    hours === 0 ? `${minutes} 分鐘` : minutes === 0 ? `${hours} 小時` : `${hours} 小時 ${minutes} 分鐘`,
  underMinute: '不到 1 分鐘',
  about: (duration) => `約 ${duration}`,
  aside: (remark) => `（${remark}）`,
  comma: '、',

  kind: { reply: '未回覆', confirm: '未確認', question: '🛍️ 商品詢問' },
  unverified: '結果確認中',
  countOf: {
    'call-center': (count) => `轉交 ${count} 件`,
    product: (count) => `🛍️ 商品詢問 ${count} 件`,
  },
  wingPlace: { 'call-center': 'WING 的客服中心詢問', product: 'WING 的商品詢問' },
  outcome: {
    answered: '已回覆',
    confirmed: '已確認',
    'auto-closed': '自動結案',
    withdrawn: '取消轉交',
    'decided-by-coupang': '酷澎逕行處理',
    deleted: '買家已刪除',
    'left-unanswered': '30 天未回覆',
    unknown: '結果不明',
  },
  requestChanged: { agent: '內容變更', buyer: '詢問內容變更' },
  listedAgain: '重新列出',
  pushDue: {
    reply: (due) => `${due} 截止`,
    confirm: (due) => `${due} 前確認`,
    question: (due) => `${due} 截止`,
  },

  openTitle: {
    reply: '未回覆 · 需要回覆',
    confirm: '未確認（轉交商家） · 只需確認（不必回覆）',
    question: '🛍️ 商品詢問 · 需要公開回覆',
  },
  unverifiedTitle: '已從清單消失 · 結果確認中',
  closedTitle: {
    answered: '已回覆',
    confirmed: '已確認',
    withdrawn: '取消轉交 · 不必回覆',
    'decided-by-coupang': '酷澎逕行處理 · 不必回覆',
    deleted: '買家已刪除 · 不必回覆',
    'left-unanswered': '30 天未回覆 · 不再提醒',
    unknown: '結果不明 · 請到 WING 確認',
  },
  overdueTitle: {
    reply: '已逾期 · 仍在酷澎的清單中 · 請立即到 WING 回覆',
    confirm: '已逾期 · 仍在酷澎的清單中 · 可能已無法確認，請到 WING 查看狀態',
    question: '🛍️ 商品詢問 · 已超過 24 小時 · 現在仍可回覆',
  },
  autoClosedTitle: '超過 24 小時 · 酷澎自動結案',
  autoClosedAdvice: '已過期限，酷澎自動結案。如仍需回覆，請到 WING 處理。',
  inTime: '期限內',
  late: '逾期',
  answeredBy: (login) => `回覆者 ${login}`,

  due: (due) => `*期限* ${due}`,
  dueUncertain: {
    agent: '無法確定客服轉交的時間，期限為推估。',
    buyer: '無法確定買家詢問的時間，期限為推估。',
  },
  listedAgainNote: '🔁 回覆後仍在酷澎的未回覆清單中。請確認是否需要再次回覆。',
  askedLater: {
    agent: (at) => `酷澎將要求時間改為 ${at}。期限仍以原本的時間計算。`,
    buyer: (at) => `酷澎將詢問時間改為 ${at}。期限仍以原本的時間計算。`,
  },
  dueLabel: '期限',
  product: (product) => `*商品* ${product}`,
  number: {
    sellerProductId: (id) => `賣家商品編號 ${id}`,
    productId: (id) => `商品編號 ${id}`,
    vendorItemId: (id) => `選項編號 ${id}`,
  },
  noText: '（沒有內容，請到 WING 查看）',
  more: (left) => `… 還有 ${left} 字（全文請見 WING）`,
  textCut: '✂️ 內容過長，這裡只顯示開頭。全文請見 WING。',
  linkForm: '🔗 這一件須透過連結回覆，請使用下方的連結。',
  answerInForm: '🔗 這一件須在表單中回覆',
  claimed: '已有負責人',
  claimedBy: (user) => `負責人 ${user}`,
  template: (template) => `客服範本：${template}`,
  searchInWing: {
    'call-center': (inquiry) => `${inquiry} · 複製後到 WING 搜尋`,
    product: (inquiry) => `${inquiry} · 請在 WING 的商品詢問中找到後回覆`,
  },
  inquiry: (id) => `詢問編號 ${id}`,
  order: (id) => `訂單 ${id}`,
  button: { reply: '到 WING 回覆', confirm: '到 WING 確認', question: '到 WING 回覆', form: '到表單回覆' },

  replaces: '↪️ 這則訊息取代已無法使用的訊息。',
  earlierMessage: '先前的訊息',
  siblings: {
    agent: (cards) => `同一詢問的其他轉交：${cards}`,
    buyer: (cards) => `同一詢問先前的卡片：${cards}`,
  },
  changedLine: { agent: '✏️ 客服變更了轉交內容', buyer: '✏️ 買家變更了詢問內容' },
  closedLine: '☑️ 已結案',
  reopenedLine: (due) => `🔁 重新列在清單中，已重新開啟 · 期限 ${due}`,

  step: {
    nearDue: (left, due) => `距離期限只剩 ${left}（${due}）`,
    untilDue: (left, due) => `距離期限還有 ${left}（${due}）`,
    pastDue: (due) => `已逾期（${due}）`,
    meaning: {
      reply: (due) => `過了 ${due}，酷澎會自動結案，且不算 24 小時內回覆。`,
      confirm: (due) => `過了 ${due} 就無法再確認。`,
      question: (due) => `${due} 前回覆才算 24 小時內回覆，之後仍可回覆。`,
    },
    target: '團隊目標時間',
    targetMeaning: '這是團隊自訂的目標，不是酷澎的期限。',
    offHours: (due) => `營業時間外收到 · 期限 ${due} · 下一班開始前就會到期`,
    lastShift: (due) => `下班前最後機會 · 期限 ${due} · 等到下一班就太晚，或時間不夠`,
    overdue: {
      reply: (due) => `已逾期（${due}） · 仍在酷澎的清單中 · 請立即到 WING 回覆`,
      confirm: (due) => `已逾期（${due}） · 仍在酷澎的清單中 · 可能已無法確認，請到 WING 查看狀態`,
      question: (due) => `已超過 24 小時（${due}） · 現在仍可回覆`,
    },
    overdueGone: (due) => `已逾期（${due}） · 已從清單消失 · 結果確認中`,
    stale: (since) => `指定負責人後 ${since} 仍未處理`,

    left: (left) => `剩 ${left}`,
    past: '已逾期',

    before: (left) => `期限前 ${left}`,
    named: {
      target: '團隊目標時間',
      'last-shift': '下班前最後機會',
      'off-hours': '營業時間外收到',
      overdue: '已逾期',
      stale: '有負責人但未處理',
    },

    lastWarning: (time) => `最後提醒 ${time}`,
    openCard: '查看卡片',
  },

  home: {
    title: '待處理的詢問',
    counts: (open, overdue, dueWithinHour) =>
      `*未處理* ${open} 件 · 1 小時內到期 ${dueWithinHour} 件 · 已逾期 ${overdue} 件`,
    yours: (mine, unclaimed) => `我負責 ${mine} 件 · 尚無負責人 ${unclaimed} 件`,
    asOf: (time) => `截至 ${time}`,
    who: { all: '所有負責人', mine: '我負責', unclaimed: '尚無負責人' },
    kind: {
      all: '所有類型',
      'call-center': '客服轉交',
      reply: '未回覆',
      confirm: '未確認（轉交商家）',
      question: '🛍️ 商品詢問',
    },
    menus: { who: '負責人', kind: '類型', vendor: '商店' },
    allVendors: '所有商店',
    claim: '我來負責',
    earlier: '上一頁',
    later: '下一頁',
    page: (page, pages) => `第 ${page} 頁，共 ${pages} 頁`,
    refresh: '重新整理',
    nothingOpen: '沒有待處理的詢問。',
    nothingFound: '沒有符合條件的詢問。請變更條件。',
    nothingForYou: '沒有由您負責的詢問，也沒有尚無負責人的詢問。',
    today: (opened, closed) => `自 0 時起新增 ${opened} 件 · 結案 ${closed} 件`,
    noVendor: '您沒有查看的權限。請工程師將您加入。',
    found: (count) => `找到 ${count} 件。`,
    foundClosed: (count) => `沒有未處理的詢問，找到已結案的 ${count} 件。`,
    notFound: (words) =>
      `沒有符合「${words}」的未處理詢問。已結案的 30 天內可用詢問編號查詢，其他請到 WING 查詢。`,
    howToFind: '請輸入詢問編號或訂單編號（末 4 碼以上），或商品名稱。例：`/coupang 8177`',
    howToList:
      '只輸入 `/coupang`，會列出您負責的和尚無負責人的詢問。加上類型則只列出該類型，例：`/coupang 商品詢問`',
    help: '說明',
  },

  report: {
    daily: '日報',
    weekly: '週報',

    flow: (opened, closed) => `新進 ${opened} 件 · 結案 ${closed} 件`,
    closedShort: (count) => `結案 ${count} 件`,
    inTime: '24 小時內回覆',
    shareShort: (share, of) => `24 小時內回覆 ${share}（${of}）`,
    none: '沒有可計算的案件',
    medianTime: '回覆時間（中位數）',
    missed: '逾期',
    of: { 'call-center': '轉交', product: '🛍️ 商品詢問' },
    ofSource: { opened: '新進', late: '逾期後回覆', open: '尚未回覆', none: '無' },
    against: { daily: '與前一日相比', weekly: '與前一週相比' },
    change: {
      share: (points, isUp) => `${isUp ? '上升' : '下降'} ${points} 百分點`,
      time: (duration, isUp) => `${isUp ? '慢了' : '快了'} ${duration}`,
      missed: (count, isUp) => `${isUp ? '增加' : '減少'} ${count} 件`,
      none: '持平',
    },
    ninety: (p90) => `90% 的回覆在 ${p90}內`,
    worst: '錯過最多的類別',
    missedOf: (missed, counted) => `${counted} 件中 ${missed} 件`,
    noCategory: '無類別',

    dueBeforeNextShift: (count) => `*下一班開始前到期 ${count} 件*`,

    acts: '各人處理件數',
    did: {
      claimed: (count) => `負責 ${count}`,
      confirmed: (count) => `確認 ${count}`,
      replied: (count) => `回覆 ${count}`,
    },
    othersActed: (count) => `另有 ${count} 人`,

    rolling: '最近 30 天 24 小時內回覆',
    missesLeft: (left, at) =>
      left === 0 ? `標準 ${at}：再錯過 1 件就會低於標準。` : `標準 ${at}：再錯過 ${left} 件仍符合標準。`,
    answersNeeded: (needed, at) => `低於標準 ${at}：連續 ${needed} 件在期限內回覆即可恢復。`,
    neverBack: (at) => `低於標準 ${at}：錯過的案件滿 30 天後才會恢復。`,

    holidaysUnknown: (year) => `⚠️ 沒有 ${year} 年的國定假日資料。請告知工程師。`,
  },
};
