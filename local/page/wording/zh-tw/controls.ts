import type { Presses } from '../ko/controls.ts';
import type { NextEvent } from '../../../board/next-event.ts';
import type { ActionDone } from '../../command.ts';
import { zhTwPage } from './page.ts';

export const zhTwControls = {
  controlsIntro: '製造酷澎和 Slack 上會發生的狀況。',
  needsScript: '要操作，請在瀏覽器啟用 JavaScript。',
  target: '要操作的詢問',
  newest: '最新的詢問',
  targetQuestion: '要操作的商品詢問',
  groups: {
    arrive: '詢問進來',
    end: '詢問處理',
    questions: '商品詢問',
    coupang: '酷澎故障',
    product: '商品詢問讀取故障',
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
    ask: '新的商品詢問',
    'answer-question': '在 WING 回覆',
    'delete-question': '顧客刪除',
    'ask-again': '顧客再次詢問',
    'expire-question': '放到超過 24 小時',
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
  product: { forbidden: '無法讀取（403）' },
  slack: { down: '無法連線', 'rate-limited': '要求稍候（429）', 'lost-answer': '回應遺失' },
  normal: '恢復正常',
  leaps: { 'next-event': '到下一個時間點', hour: '一小時後', morning: '明天早上' },
  done: (done: ActionDone): string => describeDone(done),
  refused: {
    'none-fits': '沒有可以這樣處理的詢問。請先建立新的。',
    'does-not-fit': '這件詢問不能這樣處理。請選擇其他詢問。',
    'no-such-inquiry': '沒有這件詢問。',
    'not-here': '這裡無法操作：模擬器沒有執行。',
  },

  day: {
    play: (minutes: number) => `▶ 體驗一天（${minutes} 分鐘）`,
    next: '下一幕',
    stop: '停止',
    act: {
      toTarget: '前往標示處',
      waits: (seconds: number) => `沒有操作的話，${seconds} 秒後會自動繼續。`,
      done: '✅ 完成了。',
      passed: '沒有操作，所以自動繼續。',
      inWing: '沒有操作，所以由同事在 WING 處理。',
    },
    ask: {
      title: '要開始體驗嗎？',
      text: (count: number) => `您負責或建立的詢問還有 ${count} 件未結案。開始後會全部當作處理完成而結案。`,
      confirm: '結案並開始',
      deny: '取消',
    },
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
        why: '「未回覆」需要回覆，「未確認」只要確認。⚪ 表示還沒有發過提醒。看板依緊急程度排列，先處理哪一件一目了然。',
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
      claim: {
        title: '換您試試 1：負責',
        why: ({ claim }: Presses) =>
          `請在標示的卡片按「${claim}」。卡片會顯示姓名，不會有兩個人回覆同一件詢問。`,
      },
      order: {
        title: '換您試試 2：查看訂單資訊',
        why: ({ order }: Presses) =>
          `請在標示的卡片按「${order}」。不必開啟 WING，就能看到配送狀態、物流單號，以及同一訂單或商品的過往詢問。看完請關閉。`,
      },
      reply: {
        title: '換您試試 3：帶入訂單資訊回覆',
        why: ({ reply, facts, preview, send, withFacts }: Presses) =>
          `請在標示的卡片依序按「${reply}」、「${facts}」，查到後選範本「${withFacts}」，配送狀態與物流單號會自動填入。接著按「${preview}」和「${send}」。`,
      },
      guard: {
        title: '換您試試 4：送出前檢查',
        why: ({ reply, preview, withPlace }: Presses) =>
          `這次按「${reply}」後選擇「${withPlace}」，再按「${preview}」。會提醒還有地方沒填。請填好再送出，或直接關閉。`,
      },
      question: {
        title: '換您試試 5：公開回覆商品詢問',
        why: ({ reply, preview, send, forQuestion }: Presses) =>
          `🛍️ 是商品頁面上的詢問，在看板上排在同級的轉交之後。回覆所有人都看得到。請在標示的卡片按「${reply}」，選擇「${forQuestion}」，在最後加上訂單編號並按「${preview}」，就會被擋下。刪除編號後，再按「${preview}」和「${send}」。`,
      },
      confirm: {
        title: '換您試試 6：確認',
        why: ({ confirm }: Presses) => `這件只是通知退貨送達，不必回覆。請在標示的卡片按「${confirm}」。`,
      },
      home: {
        title: '換您試試 7：首頁',
        why: ({ home }: Presses) => `請按上方的「${home}」。剩下的詢問會依期限排列。`,
      },
      'watch-question': {
        title: '商品詢問進來了',
        why: '商品頁面上的詢問也會以 🛍️ 出現在同一個頻道。回覆所有人都看得到，所以卡片上會註明。看板上同級的轉交排在前面。',
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
      return `現在時間：{when}，${zhTwPage.warnings[event.step]}，${event.of}`;
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
    case 'ask':
      return `新的商品詢問 ${done.inquiryId}（${done.label}）。下次讀取時會出現卡片。`;
    case 'answer-question':
      return `商品詢問 ${done.inquiryId}：已在 WING 回覆。`;
    case 'delete-question':
      return `商品詢問 ${done.inquiryId}：顧客已刪除。酷澎不會通知刪除，所以間隔 20 分鐘確認兩次後才結案。`;
    case 'ask-again':
      return `商品詢問 ${done.inquiryId}：顧客再次詢問。回覆後過了 1 小時仍在未回覆清單上時，會出現新的卡片。`;
    case 'expire-question':
      return `商品詢問 ${done.inquiryId}：詢問時間已提前將近一天。很快就會超過 24 小時，之後仍可回覆。`;
    case 'coupang':
      return done.trouble === null ? '酷澎恢復正常，從下次讀取開始。' : COUPANG_DONE[done.trouble];
    case 'product':
      return done.trouble === null
        ? '可以再次讀取商品詢問。'
        : '酷澎拒絕讀取商品詢問（403）。客服轉交仍會繼續讀取。';
    case 'slack':
      return done.trouble === null ? 'Slack 恢復正常。' : SLACK_DONE[done.trouble];
    case 'day':
      return DAY_DONE[done.step];
    case 'leap':
      return describeLeap(done.event);
  }
};
