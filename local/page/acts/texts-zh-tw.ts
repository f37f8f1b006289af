import type { ActTexts } from './act-texts.ts';

export const zhTw: ActTexts = {
  title: '在 Slack 處理',
  as: '由誰按',
  home: '應用程式首頁',
  command: '指令',
  send: '送出',
  close: '關閉',
  dismiss: '關閉訊息',
  choose: '指定',
  onlyYou: '只有你看得到',
  react: { eyes: '標示為查看中', white_check_mark: '標示為已處理' },
  reacted: (emoji, names) => `${emoji} ${names}`,
  optional: '選填',
  noHome: '應用程式還沒有送出首頁。',
  gone: '內容已經變更，無法再按。',
  unanswered: '應用程式沒有在 3 秒內回應。請再按一次。',
  missing: '請填寫這一欄。',
  short: (least) => `請輸入至少 ${least} 個字元。`,
  long: (most) => `最多可輸入 ${most} 個字元。`,
};
