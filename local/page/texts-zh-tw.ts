import type { NextEvent } from '../board/next-event.ts';
import type { ActionDone } from './command.ts';
import { zhTw as acts } from './acts/texts-zh-tw.ts';
import type { PageTexts } from './page-texts.ts';

export const zhTw: PageTexts = {
  title: '酷澎詢問通知',
  local: '這台電腦',
  skipToBoard: '跳到看板',
  skipToChannels: '跳到頻道',
  channels: '頻道',
  board: '看板',
  controls: '操作',
  views: '畫面',
  preferences: '顯示',
  language: '語言',
  theme: '亮度',
  themes: { system: '系統', light: '淺色', dark: '深色' },

  polls: '最近一次讀取',
  neverPolled: '第一次讀取中 · 要讀半年的資料，需要一些時間',
  sight: {
    seeing: '讀取中',
    troubled: '讀取有問題',
    blind: (duration) => `讀取中斷已 ${duration}`,
  },
  coupangOf: (vendor) => `酷澎 ${vendor}`,
  lastComplete: '最近一次完整讀取',
  noneComplete: '還沒有完整讀取',
  clockDiffers: (lasts) => `酷澎與這台電腦的時鐘相差 ${lasts}`,
  slackHealth: {
    fine: '傳送正常',
    sending: '傳送中',
    failing: '傳送故障',
    late: '傳送延遲',
    pending: (count) => `待送訊息 ${count} 則`,
    oldest: (duration) => `最久的已等 ${duration}`,
    nothingPending: '沒有積壓的訊息',
    lastFailure: '最近一次失敗',
    failures: {
      'rate-limited': '要求等待 (429)',
      unreached: '無法連線',
      unsure: '回應遺失',
      'card-unusable': '卡片無法編輯',
      'content-refused': '訊息格式被拒絕',
      'channel-unusable': '頻道無法使用',
      'token-unusable': 'Bot 權杖被拒絕',
      'look-up-refused': '記錄查詢被拒絕',
      refused: '訊息被拒絕',
    },
    byItself: 'Slack 恢復後，積壓的訊息會自動送出。在那之前請看這個看板。',
    bySomebody: '這不會自行恢復。終端機會說明怎麼處理。在那之前請看這個看板。',
  },
  readings: (complete, all) => (complete === all ? '讀取正常' : `清單只讀完 ${complete}/${all}`),
  listed: (count) => `酷澎清單 ${count} 件`,
  nothingNew: '沒有新的變化',
  counts: {
    opened: '新轉交',
    changed: '變更',
    closed: '結案',
    reopened: '重新開啟',
    unverified: '結果確認中',
    unusable: '無法讀取',
    past: '已逾期',
  },
  skipped: '前一次讀取尚未結束，這次略過',
  backingOff: '暫停呼叫酷澎',
  untilThen: '下次讀取',
  held: (calls) => `${calls}暫停中`,
  heldSince: '開始',
  heldUntil: '恢復',
  heldToDo: {
    throttled: '處理：請減少使用同一組金鑰的其他程式（如 ERP）的呼叫。',
    other: '會自動恢復。如果持續數小時，請通知工程師，並直接查看 WING。',
  },
  heldCalls: {
    primary: '所有讀取',
    secondary: '最近一週清單以外的讀取',
    'look-up': '單筆詢問的讀取',
    older: '較早日期的清單',
    answer: '已回覆的清單',
    act: '送出回覆，以及最近一週清單以外的讀取',
  },
  pollThrew: '讀取因錯誤而結束。請查看終端機和記錄檔。',
  details: '詳細內容',

  noMessages: '還沒有訊息。第一次讀取結束後，卡片就會出現。',
  channelLinks: '前往頻道',
  older: (count) => `更早的 ${count} 則訊息不顯示`,
  mainChannel: '詢問頻道',
  fallbackChannel: '備用頻道',
  stepChannel: '提醒頻道',
  edited: '（已編輯）',
  deleted: '這則訊息已刪除。',
  replies: (count) => `${count} 則回覆`,
  broadcast: '討論串中的回覆，也顯示在頻道',

  boardToCome: '第一次讀取結束後，未結案的轉交會依期限列在這裡。',
  noneOpen: '沒有未結案的轉交。',
  openTickets: (count) => `未結案的轉交 ${count} 件`,
  moreOpen: (count) => `還有 ${count} 件`,
  due: '期限',
  columns: { kind: '類型', product: '商品', progress: '提醒、負責人', number: '詢問編號' },
  pastTickets: (count) => `已逾期的未確認 ${count} 件`,
  pastHint: '期限已過，不需再處理的確認件。收起後只在這個瀏覽器隱藏。',
  stillListed: '仍在酷澎的清單',
  wasPast: '第一次看到時已逾期',
  dismiss: '收起',
  dismissOf: (id) => `收起詢問 ${id}`,
  dismissAll: '全部收起',
  bringBack: '重新顯示',
  tools: {
    label: '篩選看板',
    search: '搜尋',
    searchHint: '詢問編號、訂單編號、商品',
    kind: '類型',
    vendor: '商店',
    state: '狀態',
    states: { open: '未結案', unverified: '結果確認中', claimed: '有負責人', unclaimed: '沒有負責人' },
    hour: '期限',
    hours: { over: '已逾期', h1: '1 小時內', h3: '3 小時內', h6: '6 小時內' },
    all: '全部',
    mine: '只看我的',
    showAll: '全部顯示',
    more: '看板設定',
    sound: '有新的轉交時發出聲音',
    title: '有新的轉交時分頁標題閃爍',
    only: '只顯示看板',
  },
  life: {
    open: (product, id) => `${product} · 詢問 ${id} 的完整經過`,
    heading: '這件轉交的完整經過',
    close: '關閉',
    back: '回到看板',
    events: (zone) => `經過（${zone} 時間）`,
    noEvents: '記錄檔沒有這件的記錄，可能比記錄檔更早。',
    inner: '也顯示內部步驟',
    requested: '要求',
    firstSeen: '第一次看到',
    order: '訂單編號',
    category: '分類',
    request: '客服的要求',
    claim: '負責人',
    warnings: '提醒',
    state: { open: '未結案', unverified: '結果確認中', closed: '結案' },
    unknown: '沒有這件轉交。',
  },
  estimate: '推估',
  unverified: '結果確認中',
  left: '剩餘時間',
  warnings: {
    target: '團隊目標提醒',
    '6h': '6 小時前提醒',
    '3h': '3 小時前提醒',
    '1h': '1 小時前提醒',
    '15m': '15 分鐘前提醒',
    'last-shift': '下班前提醒',
    'off-hours': '營業時間外提醒',
    overdue: '逾期提醒',
    stale: '負責人確認提醒',
  },
  steps: {
    target: '團隊目標',
    '6h': '6 小時前',
    '3h': '3 小時前',
    '1h': '1 小時前',
    '15m': '15 分鐘前',
    'last-shift': '下班前',
    'off-hours': '營業時間外',
    overdue: '逾期',
    stale: '負責人確認',
  },
  toCome: (warning) => `接下來：${warning}`,
  copy: (id) => `複製詢問編號 ${id}`,
  card: '卡片',
  cardOf: (id) => `卡片（詢問 ${id}）`,
  closedTickets: '最近結案',
  noneClosed: '還沒有結案的轉交。',
  took: (duration) => `花了 ${duration}`,
  boardUnreadable: '無法讀取看板。請查看終端機和記錄檔。',
  pageFailed: '無法產生頁面。請查看終端機和記錄檔，再重新整理。',

  reports: '日報',
  noReports: '一天結束後，當天的數字會列在這裡。',
  chart: (days) => `最近 ${days} 天日報的結案件數與 24 小時內回覆比例`,
  chartDay: (day, closed, share) =>
    `${day}：結案 ${closed} 件${share === undefined ? '' : `，24 小時內回覆 ${share}`}。`,
  asTable: '以表格顯示',
  figures: {
    day: '日期',
    opened: '新轉交',
    closed: '結案',
    share: '24 小時內回覆',
    median: '回覆所需時間（中位數）',
    rolling: '最近 30 天 24 小時內回覆',
  },

  controlsIntro: '製造酷澎和 Slack 上會發生的狀況。',
  needsScript: '要操作，請在瀏覽器啟用 JavaScript。',
  target: '要操作的詢問',
  newest: '最新的詢問',
  groups: {
    arrive: '詢問進來',
    end: '詢問處理',
    coupang: '酷澎故障',
    slack: 'Slack 故障',
    clock: '讓時間前進',
  },
  actions: {
    'hand-over-reply': '新的未回覆',
    'hand-over-confirm': '新的未確認',
    'hand-over-ladder': '新的：剩 3 小時 10 分鐘',
    'hand-over-late': '新的：即將到期',
    burst: '一次 12 件',
    'hand-over-again': '再次轉交',
    answer: '在 WING 回覆',
    confirm: '在 WING 確認',
    withdraw: '取消轉交',
    decide: '酷澎逕行處理',
    'auto-close': '放到逾期',
  },
  coupang: {
    blocked: 'IP 遭封鎖',
    throttled: '超過呼叫上限',
    unavailable: '無法連線',
    'wrong-key': '金鑰錯誤',
    'ip-not-allowed': 'IP 未登記',
    'incomplete-page': '缺少部分頁面',
    'lost-answer': '遺失送出的回應',
    slow: '延遲送出的回應',
  },
  slack: { down: '無法連線', 'rate-limited': '要求稍候（429）', 'lost-answer': '回應遺失' },
  normal: '恢復正常',
  leaps: { 'next-event': '到下一個時間點', hour: '一小時後', morning: '明天早上' },
  done: (done) => describeDone(done),
  refused: {
    'none-fits': '沒有可以這樣處理的詢問。請先建立新的。',
    'does-not-fit': '這件詢問不能這樣處理。請選擇其他詢問。',
    'no-such-inquiry': '沒有這件詢問。',
    'not-here': '這裡無法操作：模擬器沒有執行。',
  },

  day: {
    play: '▶ 體驗一天（3 分鐘）',
    next: '下一幕',
    stop: '停止',
    scenes: {
      prepare: {
        title: '準備',
        why: '先處理完所有未結案的詢問再開始。接下來時鐘會隨每一幕往前走。',
      },
      arrival: {
        title: '詢問轉交過來',
        why: '酷澎的客服轉交了一件詢問。24 小時內沒有回覆，酷澎就會結案，賣家分數也會下降。所以頻道會出現一張寫著期限的卡片。',
      },
      morning: {
        title: '隔天早上，再來三件',
        why: '🟠 需要回覆，🔵 只要確認。看板依期限排列，先處理哪一件一目了然。',
      },
      answer: {
        title: '在 WING 回覆和確認',
        why: '下次讀取時，卡片會在原處變成 ✅。不會多出新訊息，頻道保持安靜。',
      },
      outage: {
        title: '讀不到酷澎',
        why: '沒有通知，不代表沒有詢問。幾分鐘讀不到，就會在頻道說明原因、該做的事，以及這段期間的期限。',
      },
      'all-clear': {
        title: '恢復讀取',
        why: '中斷期間進來的詢問和回覆也會補讀。頻道上可以確認有沒有遺漏。',
      },
      warning: {
        title: '期限快到了',
        why: '昨天的詢問還沒有回覆。卡片換了顏色，討論串寫出剩下多少時間。',
      },
      'last-warning': {
        title: '最後提醒',
        why: '這次也會發到頻道，並標記設定好的負責人。卡片上的按鈕可以開啟 WING。',
      },
      breach: {
        title: '錯過期限',
        why: '沒有人回覆，酷澎在 24 小時後結案。頻道會通知一次錯過了什麼，日報也會計入。',
      },
      'last-chance': {
        title: '下班前最後機會',
        why: '今天早上的一件，等到明天上班就來不及了。所以在下班前一小時先提醒。',
      },
      saved: {
        title: '下班前回覆了',
        why: '提醒來得及時，守住了一個期限。這時又來了一件新的轉交。',
      },
      'shift-end': {
        title: '下班交班',
        why: '一份清單列出還沒處理的案件，下一班從這裡接手。',
      },
      report: {
        title: '隔天早上的日報',
        why: '昨天進來和結案的件數，以及 24 小時內回覆的比例。看板下方的圖表也會跟著增加。',
      },
    },
  },

  acts,
  client: {
    hours: '{h} 小時 {m} 分鐘',
    minutes: '{m} 分 {s} 秒',
    passed: '逾期 {left}',
    steps: {
      calm: '3 小時以上',
      'under-3h': '不到 3 小時',
      'under-1h': '不到 1 小時',
      over: '已逾期',
    },
    connecting: '連線中斷，正在重新連線。',
    copied: '已複製 {id}',
    notCopied: '無法複製，請自行選取編號。',
    newMessage: '新訊息：{text}',
    failed: '操作沒有成功。請到終端機查看通知程式是否在執行。',
    nextDay: '隔天 {time}',
    shown: '未結案 {all} 件中顯示 {shown} 件',
    noneFits: '沒有符合條件的轉交，未結案的 {all} 件都被隱藏。',
    newTickets: '新轉交 {count} 件',
    soundNeedsPress: '瀏覽器擋住了聲音。在頁面上按一下就會開啟。',
    dismissed: '已收起 {count} 件',
    lifeFailed: '無法讀取經過。請到終端機查看通知程式是否在執行。',
  },
};

const COUPANG_DONE = {
  blocked: '酷澎封鎖了這個 IP。通知程式會暫停呼叫酷澎 10 分鐘。',
  throttled: '酷澎要求減少呼叫。通知程式會暫停 10 分鐘以上。',
  unavailable: '無法連線到酷澎（503）。',
  'wrong-key': '酷澎拒絕金鑰（401）。',
  'ip-not-allowed': '酷澎表示不認得這個 IP（403）。',
  'incomplete-page': '酷澎的清單會缺少部分頁面。',
  'lost-answer': '酷澎收到回覆與確認，但回應會遺失。',
  slow: '酷澎會延遲回應回覆與確認。',
} as const;

const SLACK_DONE = {
  down: '無法連線到 Slack（503）。恢復後卡片就會出現。',
  'rate-limited': 'Slack 要求稍候（429）。',
  'lost-answer': 'Slack 發出了訊息，但回應遺失。請看看同一張卡片會不會出現兩次。',
} as const;

const describeLeap = (event: NextEvent | undefined): string => {
  switch (event?.name) {
    case undefined:
      return '現在時間：{when}，這段時間該發生的都已處理。';
    case 'step':
      return `現在時間：{when}，${zhTw.warnings[event.step]}，${event.of}`;
    case 'deadline':
      return `現在時間：{when}，期限，${event.of}`;
    case 'shift-end':
      return '現在時間：{when}，下班';
    case 'report':
      return '現在時間：{when}，日報';
  }
};

const DAY_DONE = {
  play: '一天開始了。說明顯示在頁面上方。',
  next: '前往下一幕。',
  stop: '已停止體驗。',
} as const;

const describeDone = (done: ActionDone): string => {
  switch (done.did) {
    case 'hand-over-reply':
      return `新的未回覆詢問 ${done.inquiryId}（${done.label}）。下次讀取時會出現卡片。`;
    case 'hand-over-confirm':
      return `新的未確認詢問 ${done.inquiryId}（${done.label}）。下次讀取時會出現卡片。`;
    case 'hand-over-ladder':
      return `距離期限 3 小時 10 分鐘的未回覆詢問 ${done.inquiryId}（${done.label}）。按幾次「到下一個時間點」，就會依序出現 3 小時前和 1 小時前的提醒，以及自動結案。`;
    case 'hand-over-late':
      return `距離期限 50 分鐘的未回覆詢問 ${done.inquiryId}（${done.label}）。下次讀取時會出現卡片。`;
    case 'burst':
      return `新詢問 ${done.count} 件（${done.label}）。下次讀取時會合成一則彙整。`;
    case 'hand-over-again':
      return `詢問 ${done.inquiryId}：已再次轉交。會多一張卡片，兩張卡片互相連結。`;
    case 'answer':
      return `詢問 ${done.inquiryId}：已在 WING 回覆。`;
    case 'confirm':
      return `詢問 ${done.inquiryId}：已在 WING 確認。`;
    case 'withdraw':
      return `詢問 ${done.inquiryId}：客服已取消轉交。`;
    case 'decide':
      return `詢問 ${done.inquiryId}：酷澎已逕行處理。`;
    case 'auto-close':
      return `詢問 ${done.inquiryId}：轉交時間往前移了將近一天。稍後就會逾期，由酷澎自動結案。`;
    case 'coupang':
      return done.trouble === null ? '酷澎恢復正常，從下次讀取開始。' : COUPANG_DONE[done.trouble];
    case 'slack':
      return done.trouble === null ? 'Slack 恢復正常。' : SLACK_DONE[done.trouble];
    case 'day':
      return DAY_DONE[done.step];
    case 'leap':
      return describeLeap(done.event);
  }
};
