import type { enErase } from '../en/erase.ts';

export const zhTwErase: typeof enErase = {
  usage: `用法：npm run erase -- <inquiryId|orderId> [--region <region>] [--source <source>] [--yes]

清除一件詢問、一件商品詢問或一筆訂單的所有案件中，買家和客服所寫的內容：包括資料表和 Slack 的
卡片。會先列出找到的內容並請您確認。可以重複執行。

--region     清除此區域的 AWS；省略時清除已停止的筆電的 .local（或 DATA_DIR）
--source     call-center 或 product：轉交和商品詢問的編號相同時必須指定
--yes        供指令碼使用：不詢問就清除
--language   此命令的語言：ko、en、zh-TW（預設：終端機的語言）

詳情：docs/privacy.md（無法清除之處）`,
  badId: '詢問編號或訂單編號是數字，例如 1000000001。',
  noStore: (dataDir, region) =>
    `${dataDir} 中沒有資料：筆電程式沒有在那裡執行過。請將 DATA_DIR 設為執行時的資料夾。若已部署到 AWS，請指定區域，例如 --region ${region}。`,
  none: (id, place) => `${place}中沒有詢問或訂單 ${id} 的案件。請確認編號和位置。`,
  head: (id, tickets, place) => `${id}：${tickets} 件，位置：${place}`,
  badSource: (sources) => `--source 必須是 ${sources.join(' 或 ')}。`,
  isShared: (sources) =>
    `沒有清除任何內容。轉交和商品詢問的編號相同：請用 --source ${sources.join(' 或 --source ')} 選擇其一。`,
  unreadable: '無法讀取這個案件。',
  firstWords: (words) => `「${words}」`,
  messages: (messages) => `Slack 訊息：${messages} 則`,
  sure: '清除後無法復原。要清除嗎？y/n',
  notErased: '沒有清除任何內容。要清除請輸入 y；在指令碼中請加上 --yes。',
  erased: (id) => `${id}：已從資料表清除內容。`,
  erasedBefore: (id) => `${id}：資料表中的內容先前已清除。`,
  notReached: '無法從這裡清除的內容（docs/privacy.md）：',
  unreached: [
    '酷澎上的詢問，以及之後再次轉交的同一件詢問：屆時請再執行一次。',
    'Slack 已送出的推播通知和郵件。其中沒有買家所寫的內容。',
    '成員自己在 Slack 撰寫、複製或轉寄的內容。',
    '未能送出的回覆：作者的私訊中會保留。',
    'Slack 的匯出檔，以及工作區保留的編輯記錄。',
    '結案 400 天後已刪除的案件：卡片會保留內容。',
    '還原資料表後由第二張卡片取代的卡片：第一張卡片會保留內容。',
    '資料表的備份：35 天的時間點復原，以及您自行建立的備份。',
  ],
  place: (channel, ts) => `頻道 ${channel}，ts ${ts}`,
  earlierCard: (place, hasLines) =>
    `無法編輯先前的卡片${hasLines ? '，以及其下的回覆' : ''}。請找到後刪除：${place}。`,
  answerUnderWay: '正在送出回覆，在那之前會保留其內容。請在十分鐘後再執行一次。',
  notShown: (place) => `Slack 上尚未清除${place === undefined ? '' : `：${place}`}。`,
  seeTicket: '請用 npm run ticket 確認。不在設定檔中的商家，卡片不會更新：請在 Slack 刪除。',
  laptopEdits: '筆電程式啟動後就會更新。',
  cardHolds: (place) => `Slack 的卡片已清除：${place}。`,
  cardAndLines: (place) => `Slack 的卡片和引用內容的回覆都已清除：${place}。`,
  noCard: 'Slack 上沒有卡片。',
};
