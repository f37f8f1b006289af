import { zhTw } from '../../../lib/life/words-zh-tw.ts';
import type { enTicket } from '../en/ticket.ts';

const nameOf = (kind: string, value: string): string =>
  Object.entries(zhTw).find(([key]) => key === `${kind} ${value}`)?.[1] ?? value;

export const zhTwTicket: typeof enTicket = {
  usage: `用法：npm run ticket -- <inquiryId> [--vendor <vendorId>] [--all] [--region <region>]
      npm run ticket -- --csv --from <日期> --to <日期> [--vendor <vendorId>] [--region <region>]

依序顯示一件詢問的各次轉交，或一件商品詢問，發生過什麼事，以及目前的狀態。
如果兩者的編號相同，會顯示兩者。

--csv        將此期間內結案的案件寫入 closed-<日期>-<日期>.csv
--vendor     只顯示此商家的案件；測試卡片為 test-ticket-<channelId>
--all        也顯示程式的內部步驟：版本、事件、訊息 ID
--region     讀取此區域的 AWS；省略時讀取筆電的 .local（或 DATA_DIR）
--language   此命令的語言：ko、en、zh-TW（預設：終端機的語言）

詳情：RUNBOOK.md`,
  life: zhTw,
  badSpan:
    '--csv 需要兩個市場時間的日期，較早的在前，例如 --from 2026-11-01 --to 2026-11-30；不可搭配 --all，日期也只能搭配 --csv。',
  wroteCsv: (file, rows) => `${rows} 件已結案的案件已寫入 ${file}。`,
  csvNotWritten: (file, reason) =>
    `無法寫入 ${file}：${reason}。如果檔案已開啟，請先關閉；並在可寫入的資料夾中執行。`,
  badId: '詢問編號是數字，例如 1000000001。',
  places: {
    deployed: (stack, region) => `${region} 的 ${stack} 的記錄檔和資料表`,
    table: (stack, region) => `${region} 的 ${stack} 的資料表`,
    laptop: (dataDir) => `${dataDir} 的記錄檔和資料`,
    store: (dataDir) => `${dataDir} 的資料`,
  },
  stack: '堆疊',
  table: '資料表',
  log: '記錄檔',
  notRead: (what, reason) => `無法讀取${what}。${reason}`,
  notDeployed: (stack, region) =>
    `${stack} 沒有部署在 ${region}。請指定 notifier.config.ts 的區域，並將 AWS_PROFILE 設為其帳號。`,
  queryEnded: (status) => `Logs Insights 的查詢以 ${status} 結束，請再試一次。`,
  queryTooLong: 'Logs Insights 的查詢兩分鐘內沒有結束，請再試一次。',
  logNotRead: (dataDir, reason) => `無法讀取 ${dataDir} 的記錄檔：${reason}。請以執行筆電程式的使用者執行。`,
  noLog: (dataDir, region) =>
    `${dataDir} 中沒有記錄檔：筆電程式沒有在那裡執行過。請將 DATA_DIR 設為執行時的資料夾。若已部署到 AWS，請指定區域，例如 --region ${region}。`,
  notCopied: (dataDir, disk) => `無法複製 ${dataDir} 的資料，因此無法讀取：${disk}`,
  storeNotRead: (dataDir) =>
    `無法讀取 ${dataDir} 的資料。請停止筆電程式後再試；若仍然失敗，請啟動一次，它會修復資料，或說明原因。`,
  none: (inquiryId, place) =>
    `${place}中沒有詢問 ${inquiryId} 的案件。請確認編號和位置。轉交第一次出現在清單時才會儲存：請確認清單是否都能完整讀取（npm run doctor，或筆電的終端機）。`,
  head: (inquiryId, place) => `詢問 ${inquiryId}，讀取自${place}。`,
  sources: { 'call-center': '轉交', product: '商品詢問' },
  ticket: (name, zone) => `${name}（時間：${zone}）`,
  noLines: '記錄檔中沒有資料，可能已超過保存期限。',
  onlyInner: '記錄檔中只有程式的內部步驟，加上 --all 即可顯示。',
  now: '目前：',
  notHeld: '資料表中沒有。',
  state: (id, { state, closedAt, outcome, openedAt, dueAt }) =>
    `${id}：${nameOf('state', state)}${closedAt === undefined ? '' : `（${closedAt}，${nameOf('outcome', outcome ?? 'unknown')}）`}。第一次看到 ${openedAt}，期限 ${dueAt}。`,
  versions: (version, published, shown) => `版本 ${version}，已發布 ${published}，Slack 顯示 ${shown}。`,
  shows: (place) =>
    place === undefined ? 'Slack 上沒有卡片。' : `Slack 的卡片：頻道 ${place.channel}，ts ${place.ts}。`,
  steps: (steps) =>
    `提醒：${steps.map(({ name, at, passed }) => `${nameOf('rest', name)} ${at}${passed ? '（已取代）' : ''}`).join('、')}。`,
  unsure: (name, at) => `${at} 送出的訊息沒有收到回應：${nameOf('attempt', name)}。會依 Slack 的記錄確認。`,
  waits: (name, until, reason) => `等到 ${until}：${nameOf('attempt', name)}（${reason}）。`,
  wasOver: '沒有卡片：第一次看到時已經結束。',
  wasMissing: '沒有卡片：通知之前就從清單消失。',
  isProvisional: '還沒有卡片：酷澎的清單中有，但沒有提出要求的貼文。再次讀取後就會通知。',
};
