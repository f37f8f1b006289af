import type { enSecrets } from '../en/secrets.ts';

export const zhTwSecrets: typeof enSecrets = {
  usage: `用法：npm run secrets -- <vendorId> [--market KR|TW] [--region <region>]
      npm run secrets -- slack [--exposed] [--region <region>] [--slack-api-url <url>]

輸入金鑰（不會顯示），並存入 Secrets Manager。空白行會保留已儲存的金鑰。

--market         商家在兩個市場販售時，指定市場
--exposed        舊的 Signing Secret 已外洩，立即拒絕（預設：一小時後）
--region         部署的區域（預設：設定檔的區域）
--language       此命令的語言：ko、en、zh-TW（預設：終端機的語言）
--slack-api-url  試用：向此網址而非 Slack 查詢權杖的工作區

經由管線輸入時每行一項：Access Key、Secret Key、到期日；或 Bot Token、Signing Secret。
詳情：docs/setup.md`,
  exposedIsForSlack: '--exposed 只能用於 slack。',
  oldIsLost: '您沒有讀取已儲存金鑰的權限，因此無法保留舊的 Signing Secret，它會立即被拒絕。',
  stored: (name, region) =>
    `已存入 ${name}（${region}）。函式會在一小時內採用；舊金鑰已被拒絕時則立即採用。下一步：npm run doctor`,
  questions: {
    botToken: 'Bot Token',
    signingSecret: 'Signing Secret（應用程式的 Basic Information）',
    accessKey: 'Access Key',
    secretKey: 'Secret Key',
    lastDay: 'WING 顯示的金鑰到期日',
  },
  faults: {
    empty: '請輸入內容',
    notVisible: '只能輸入英文字母、數字和符號，不可有空白',
    botToken: '請輸入應用程式 OAuth & Permissions 中以 xoxb- 開頭的 Bot Token',
    signingSecret: '請輸入應用程式 Basic Information 中的 32 位十六進位數',
    noDate: '請輸入日期，例如 2027-05-24',
    past: '請輸入今天之後的日期，已到期的金鑰無法使用',
    tooFar: (days) => `金鑰的有效期為 ${days} 天，不可輸入更遠的日期`,
  },
  tokenRefused: (reason) =>
    `未儲存任何內容。Slack 不接受此 Bot Token（${reason}）。請從應用程式的 OAuth & Permissions 重新複製，或稍後再試。`,
  notLookedUp: (name, region, reason) => `無法查詢機密 ${name}（${region}）。${reason}`,
  notWritten: (name, region, reason) => `無法寫入機密 ${name}（${region}）。${reason}`,
  markedForDeletion: (name, region, command) => `機密 ${name}（${region}）已排定刪除，請先還原：${command}`,
  noVendor: (wanted, meant, known) =>
    `設定檔中沒有商家 ${wanted}。${meant === undefined ? '' : `您要輸入的是 ${meant} 嗎？`}現有商家：${known}。`,
  orSlack: '若要儲存 Slack 的金鑰，請輸入 slack。',
  severalMarkets: (id, markets, option) =>
    `商家 ${id} 在 ${markets.join('、')} 市場販售，請指定其中一個：${option}`,
};
