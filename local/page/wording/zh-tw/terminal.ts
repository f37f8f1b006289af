import type { Source } from '../../../../lib/domain/sources.ts';
import { zhTwPage } from './page.ts';

export const zhTwTerminal = {
  note: (note: string) => `提醒：${note}`,
  tryAt: (url: string) => `請開啟 ${url} 試試：新的轉交、一次 12 件、酷澎故障、跳到下一個時間點。`,
  log: (file: string) => `紀錄檔：${file}。按 Ctrl-C 停止。`,
  stopping: (seconds: number) =>
    `正在停止，最多等 ${seconds} 秒讓執行中的工作結束。再按一次 Ctrl-C 會立刻停止。`,
  stopped: '已停止。',
  coupang: (url: string) => `酷澎：${url}`,
  simulator: (url: string) => `酷澎：模擬器 ${url}`,
  slack: (url: string, channels: string) => `Slack：${url}，頻道 ${channels}`,
  localSlack: (url: string) => `Slack：這台電腦上的 Slack，請開啟 ${url}`,
  noWorkspace: (reason: string) =>
    `無法向 Slack 查詢工作區（${reason}），按鈕會拒絕接手和回覆。Slack 恢復後請重新啟動。`,
  socketOpen: 'Slack：連線已開啟，可以使用按鈕。',
  socketClosed: (reason: string) =>
    `無法開啟 Slack 的連線（${reason}），按鈕暫時無法使用，其他功能照常，並會自動重試。如果持續發生，請確認 SLACK_APP_TOKEN 有 connections:write 權限，並已開啟 \`Socket Mode\`。`,
  polling: (vendors: string, seconds: number) =>
    `每 ${seconds} 秒讀取 ${vendors}。第一次會讀取半年的資料，需要一點時間。`,
  reading: (done: number, all: number) => `依酷澎的呼叫上限讀取較早的清單：${done}/${all}`,
  failed: (what: string, error: string) => `${what}失敗：${error}`,
  work: {
    page: '頁面顯示',
    language: '語言變更',
    poll: (vendor: string) => `讀取 ${vendor}`,
    tracking: '期限檢查',
    reporting: '報告',
    delivery: '傳送',
    deliveryOf: (id: string) => `傳送 ${id}`,
    press: '按鈕處理',
  },
  poll: {
    ...zhTwPage,
    line: (vendor: string, result: string) => `讀取 ${vendor}：${result}`,
    results: { 'not-set-up': '尚未設定', failed: '失敗' },
    until: (time: string) => `（到 ${time}）`,
    separator: '，',
    ofSource: (source: Source, saw: string) => `${zhTwPage.tools.sources[source]} ${saw}`,
  },
  trouble: {
    in: (channel: string) => `，${channel}`,
    unreached: (reason: string) =>
      `無法連上 Slack（${reason}），請檢查網路連線。恢復後會自動送出等待中的通知。`,
    unsure: (reason: string) =>
      `Slack 沒有回應（${reason}）。如果持續發生，請查看 slack-status.com。重送前會先在 Slack 中尋找是否已送出。`,
    'rate-limited': (reason: string, place: string) =>
      `Slack 要求等待（${reason}${place}），等待中的通知會自動送出。`,
    'token-unusable': (reason: string) =>
      `Slack 不接受機器人權杖（${reason}），什麼都不會送出。請用有效的 SLACK_BOT_TOKEN 重新啟動，屆時會送出等待中的通知。`,
    'channel-unusable': (reason: string, place: string) =>
      `Slack 頻道無法接收通知（${reason}${place}），請確認頻道存在、應用程式已加入，且權限正確。在此之前會改送備用頻道，或先等待。`,
    'card-unusable': (reason: string, place: string) =>
      `有一則通知無法再修改或回覆（${reason}${place}），可能已被刪除；若是卡片，將以新卡片取代。`,
    'content-refused': (reason: string, place: string) =>
      `Slack 不接受通知的格式（${reason}${place}），改以純文字送出。這是本程式的錯誤，請附上紀錄檔回報。`,
    refused: (reason: string, place: string) =>
      `Slack 拒絕一則通知（${reason}${place}）。請到 docs.slack.dev 查詢這個字，或附上紀錄檔回報。這則通知會自動重試，不影響其他通知。`,
  },
  notes: {
    keyUnused: 'COUPANG_ACCESS_KEY 未使用：沒有設定 COUPANG_BASE_URL，因此讀取模擬器。',
    keyForAll: (vendors: number) =>
      `全部 ${vendors} 個 live 商家都使用 COUPANG_ACCESS_KEY；酷澎的金鑰只屬於一個商家。`,
    tokenUnused: 'SLACK_BOT_TOKEN 未使用：沒有設定 SLACK_API_URL，因此送到這台電腦上的 Slack。',
    noButtons:
      "acting 是 'on'，但卡片沒有按鈕：請設定 SLACK_APP_TOKEN 才能收到按鈕操作，取得方式請見 docs/laptop.md。",
    appTokenUnused: "SLACK_APP_TOKEN 未使用：設定中的 acting 是 'off'。",
  },
};
