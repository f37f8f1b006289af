import type { enSetup } from '../en/setup.ts';

export const zhTwSetup: typeof enSetup = {
  usage: `用法：npm run setup [-- <options>]

從零開始安裝通知程式，直到送出測試卡片。只會執行尚未完成的步驟，中斷後請再執行一次。
在終端機中會逐項詢問；否則請以選項回答，並加上 --yes。

--vendor, --label            WING 的商家代碼（例如 A00012345），以及卡片上的商店名稱
--channel, --fallback-channel   Slack 頻道 ID：卡片的頻道，以及無法發送時的備用頻道
--alarm-mail                 接收警報郵件的地址
--region, --name-prefix      AWS 區域（ap-northeast-2），以及名稱的前綴（none）
--market KR|TW               市場（KR）
--language, --card-language  ko、en、zh-TW：setup 的語言（終端機），卡片的語言（市場）
--product-questions on|off   是否也接收商品詢問（off）
--hours, --holidays          'mon-fri 09:00-18:00' 或 always；程式不知道的年份的所有國定假日
--acting on|off              是否在 Slack 認領、確認和回覆（off）
--mention                    最後一次提醒要提及的對象：'S0123456789'、here 或 nobody（nobody）
--lead-channel               最後一次提醒的第二個頻道（none）
--heartbeat                  AWS 外部、每分鐘呼叫一次的 https 網址（none）
--slack-keys                 檔案或 env:NAME，每行一項：Bot Token、Signing Secret
--coupang-keys               檔案或 env:NAME，每行一項：Access Key、Secret Key、到期日
--force                      取代設定檔；舊檔會加上 .old 保留
--yes, --live                不詢問就部署；不詢問就啟用商家
--test-ticket                測試卡片的頻道（卡片的頻道）
--wait                       等待 WING 和酷澎的分鐘數（終端機：不限）
--slack-api-url, --coupang-base-url   試用：取代 Slack 和酷澎的網址

結束代碼：0 全部完成，1 有需要修正之處，3 正在等待 WING 或酷澎。
詳情：docs/setup.md`,
  badWait: '--wait 必須是分鐘數，例如 30。',
  stopped:
    '已停止。目前的進度都會保留，再執行 npm run setup 即可繼續。尚未儲存的金鑰會再次詢問，AWS 會完成已開始的作業。',
  beforeYouBegin: `逐步安裝通知程式。隨時可按 Ctrl-C 停止，再執行 npm run setup 即可繼續。按 Enter 採用建議的答案。

請先到 WING 的 OPEN API 設定（판매자정보 > 추가판매정보 > OPEN API）確認金鑰屬於誰。
- ERP 等串接業者（연동업체）的金鑰：請在此停止，也不要切換金鑰。它無法新增您的 IP 位址，
  通知程式無法用它讀取酷澎（docs/setup.md, First of all the key）。
- 其他程式正在使用的自行開發（자체개발）金鑰：通知程式會共用它，請勿重新核發。
`,

  questions: {
    region: { text: 'AWS 區域', fault: () => '請輸入 AWS 區域，例如 ap-northeast-2' },
    'name-prefix': {
      text: '第二個通知程式的名稱前綴（例如 staging）；若要沿用現有的通知程式，請輸入 none',
      fault: () => '請輸入最多 10 個小寫英文字母、數字或不相連的連字號',
    },
    market: { text: '市場', fault: () => '請輸入 KR 或 TW' },
    vendor: {
      text: 'WING 顯示的商家代碼（例如 A00012345）',
      fault: () => '請輸入商家代碼，例如 A00012345',
    },
    label: { text: '卡片上的商店名稱', fault: () => '請輸入一行的簡短名稱' },
    'card-language': { text: '卡片的語言', fault: () => '請輸入 ko、en 或 zh-TW' },
    'product-questions': {
      text: '要在同一個頻道接收商品頁面上的詢問嗎？（之後可以更改）',
      fault: () => '請輸入 on 或 off',
    },
    hours: {
      text: (zone) =>
        `團隊的上班時間，以 ${zone} 為準（例如 mon-fri 09:00-12:00 13:00-18:00, sat 10:00-14:00）；全天候請輸入 always`,
      fault: () => '請依序輸入星期和時間，例如 mon-fri 09:00-18:00，或輸入 always；時間不可重疊',
    },
    holidays: {
      text: (year) => `${year} 年的所有國定假日，程式不知道這一年（例如 ${year}-01-01 ${year}-02-17）`,
      fault: () => '請以日期輸入該年的所有國定假日，例如 2027-01-01',
    },
    'alarm-mail': {
      text: '接收警報郵件的地址（可輸入多個）',
      fault: () => '請輸入一個以上不重複的郵件地址',
    },
    heartbeat: {
      text: 'AWS 外部監測服務的 https 網址：每分鐘呼叫一次，呼叫中斷時該服務會通知您；沒有請輸入 none',
      fault: () => '請輸入不含密碼的 https 網址，或 none',
    },
    acting: {
      text: '要在 Slack 認領、確認和回覆嗎？（之後可以更改）',
      fault: () => '請輸入 on 或 off',
    },
    mention: {
      text: '到期前 1 小時最後一次提醒要提及的對象：使用者群組（S0123456789）、使用者（U0123456789）、here；沒有請輸入 nobody',
      fault: () => '請輸入使用者群組 ID、使用者 ID、here 或 nobody',
    },
    channel: {
      text: '卡片的 Slack 頻道 ID（C0123456789）',
      fault: () => '請輸入頻道 ID（例如 C0123456789），而不是名稱',
    },
    'fallback-channel': {
      text: 'Slack 拒絕該頻道時使用的備用頻道 ID',
      fault: () => '請輸入與卡片頻道不同的頻道 ID（C0123456789）',
    },
    'lead-channel': {
      text: '最後一次提醒的第二個頻道 ID（例如主管的頻道）；沒有請輸入 none',
      fault: () => '請輸入頻道 ID（例如 C0123456789），或 none',
    },
  },
  choices: {
    KR: '韓國 (KR)',
    TW: '台灣 (TW)',
    ko: '한국어',
    en: 'English',
    'zh-TW': '繁體中文',
    off: '否 (off)',
    on: '是 (on)',
  },
  noHours: '請依序輸入星期和時間，例如 mon-fri 09:00-18:00，或輸入 always',
  badFlag: (flag, shown, fault) => `${flag}：${shown}${fault}。`,
  missingFlags: (flags) =>
    `這不是終端機，無法詢問。請加上 ${flags.join('、')}。說明：npm run setup -- --help`,
  theAnswers: '輸入的答案',

  mendConfig: '請修正設定檔，或由 setup 重新產生：npm run setup -- --force',
  keepConfig: (file, shops, isSample) =>
    `已有設定檔 ${file}：${shops}${isSample ? '（範例）' : ''}。要沿用嗎？`,
  contradiction: (file, flags) =>
    `設定檔 ${file} 的內容與選項不同。要沿用檔案請省略 ${flags.join('、')}，要取代請加上 --force；舊檔會保留為 ${file}.old。`,
  onlyTypeScript: (file) => `NOTIFIER_CONFIG 是 ${file}，但 setup 只會寫入 .ts 檔，請指定 .ts 檔。`,
  keptOld: (file) => `原本的設定檔已保留為 ${file}.old。`,
  wrote: (file) => `已寫入 ${file}。您可以自行修改，修改後請執行 npx cdk deploy Notifier。`,
  mentionsNobody: '沒有任何提醒會提及人員，因此不會有人收到提示音。請在該檔案的 `mentions` 指定對象。',
  comments: {
    file: [
      '團隊修改的設定。修改後請執行 `npx cdk deploy Notifier`。各項設定的意義和預設值請見 `lib/config` 的',
      '`vendor-schema.ts`、`schema.ts` 和 `aws-settings.ts`。請勿在此寫入金鑰。',
    ],
    namePrefix: '堆疊和機密名稱的前綴。不同的前綴就是不同的部署。',
    egress: '要在 WING 登記的固定 IP 位址。',
    alarmMail: '接收警報郵件的地址。',
    heartbeatUrl: '每分鐘呼叫一次，呼叫中斷時該服務會通知您。',
    acting: '是否在 Slack 認領、確認和回覆：docs/setup.md, Acting in Slack。',
    id: 'WING 顯示的商家代碼。',
    market: (zone) => `決定時區：${zone}。`,
    label: '卡片上的商店名稱。',
    live: '是否讀取酷澎。`npm run setup` 會在最後更改。',
    language: '卡片的語言。',
    sources: "要接收的詢問：'call-center' 為客服中心的轉交，'product' 為商品頁面上的詢問。",
    channel: '卡片的頻道。',
    fallbackChannel: 'Slack 拒絕 `channel` 時使用的備用頻道。',
    hours: '團隊的上班時間（市場的時區）。沒有列出的星期為休假；完全沒有列出則為全天候。',
    holidays: '週末以外的休假日。`years`：`add` 已列出所有國定假日的年份。',
    ladder: '到期前多久提醒。',
    mentions: "各次提醒要提及的對象，例如 '1h': ['S0123456789']。沒有列出的不會提及任何人。",
    stepChannels: "提醒的第二個頻道（例如主管的頻道）：'1h': 'C0123456789'。",
    people: "可以確認和回覆的人，以 Slack 使用者 ID 列出，例如 U0123456789: { wingId: 'WING 登入帳號' }。",
  },
  notSetLive: (file, ids) =>
    `無法修改 ${file}，因為不是每個商家都剛好有一個 live: false。請自行將 ${ids.join('、')} 設為 live: true，再執行 npm run setup。`,

  looksForUser: (region) => `AWS：確認登入的帳號（${region}）`,
  signedIn: (account, region) => `AWS：已登入帳號 ${account}，區域 ${region}。`,
  awsRefuses: (work, reason) => `${work}：AWS 拒絕了要求。${reason}解決後請再執行 npm run setup。`,
  looksForNotifier: 'CloudFormation：確認是否已有其他通知程式',

  looksForSlackKeys: 'Secrets Manager：查詢 Slack 的金鑰',
  noSlackKeys: '沒有 Slack 的金鑰。請指定檔案，每行一項寫上 Bot Token 和 Signing Secret：--slack-keys <file>',
  makeApp: `
Slack 應用程式：在 api.slack.com/apps 依序選擇 Create New App、From a manifest，
貼上 docs/slack-app-manifest.json。其中的應用程式名稱是韓文，可自行修改 "name" 和 "display_name"。
安裝後，邀請它加入卡片的頻道和備用頻道（/invite 和應用程式名稱）。
Bot Token 在 OAuth & Permissions，Signing Secret 在 Basic Information。輸入的內容不會顯示。`,
  checksToken: 'Slack：檢查權杖',
  tokenRefused: 'Slack 不接受此權杖。解決後請再執行 npm run setup。',
  looksForWorkspace: 'Slack：查詢工作區',
  coupangKeysOf: (shop) => `${shop} 在 WING 的 OPEN API 金鑰：`,
  looksAtSecret: (name) => `查詢 ${name}`,
  stores: (name) => `儲存 ${name}`,
  stored: (name) => `已存入 Secrets Manager：${name}。`,
  emptyVariable: (name) => `要讀取金鑰的環境變數 ${name} 是空的。`,
  unreadableKeys: (file) => `無法讀取金鑰檔案 ${file}。`,

  looksAtChannels: 'Slack：檢查頻道',
  sameChannel: '按 Enter 會以相同的頻道再檢查一次。',
  channelsRefused: '應用程式無法在所有頻道發送訊息。解決後請再執行 npm run setup。',
  looksAgain: '按 Enter 再檢查一次',
  looksAtActing: 'Slack：檢查應用程式是否可以操作',
  howToAct: (url, manifest) => `
在 Slack 操作：應用程式必須登記這個網址 ${url}
1. 在 api.slack.com/apps 開啟應用程式的 App Manifest，全部換成以下內容並儲存。
   儲存時 Slack 會測試該網址。
   （npm run manifest 可再次輸出，也可直接放入應用程式：
   docs/setup.md, Acting in Slack。）
2. 依序按 Install App、Reinstall to Workspace。若 Slack 顯示新的 Bot Token：npm run secrets -- slack

${manifest}
`,

  looksForObstacles: 'AWS：檢查部署會取代或遺留哪些內容',
  nothingDeployed: '未部署任何內容。',
  whyBootstrap: 'CDK 所需的準備（每個帳號一次）',
  whyEgress: '固定 IP 位址（約 5 分鐘）',
  whyNotifier: '其餘全部（約 5 分鐘）',
  toBeDeployed: (account, region) => `將部署到帳號 ${account}，區域 ${region}：`,
  watcher: (host) => `每分鐘呼叫一次的 AWS 外部監測服務：${host ?? '無'}。`,
  costsMoney: '部署後會開始產生費用：docs/cost.md。',
  addYes: '未部署任何內容。這不是終端機，無法詢問，請加上 --yes。',
  deploy: '要部署嗎？',
  declined: '未部署任何內容。再執行 npm run setup 即可繼續。',
  buildsFirst: '會先建置，可能需要半分鐘。',
  notDeployed: (stack, code) =>
    `無法部署 ${stack}：cdk 以代碼 ${code} 結束，原因如上。解決後再執行 npm run setup 即可繼續。若出現 "already exists"：docs/operations.md, Taking it down。`,
  looksAtStack: (stack) => `CloudFormation：檢查 ${stack}`,
  isThere: (stack) => `${stack}：已部署。`,
  unexpectedOutputs: (stack) =>
    `${stack} 已部署，但沒有預期的輸出。請檢查 CloudFormation 的輸出和 NOTIFIER_CONFIG。`,
  address: (ip) => `IP 位址：${ip}\n請到 WING 的 OPEN API 設定新增這個 IP（最多 30 分鐘後生效）。`,
  confirmMail: `
alarmMail 的每個新地址都會收到「AWS Notification - Subscription Confirmation」郵件。
請勿開啟連結，複製後在另一個終端機貼到 npm run alarms -- confirm。在此之前，該地址不會收到警報。
`,

  severalVendors: (file) =>
    `--coupang-keys 只有一組金鑰，但 ${file} 有多個商家。請省略此選項，並分別儲存金鑰：npm run secrets -- <vendorId>`,
  asksCoupang: (shop) => `酷澎：以部署的 poll 查詢 ${shop}`,
  noCoupangKey: (shop, vendorId) =>
    `沒有 ${shop} 的金鑰。請指定檔案，每行一項寫上 Access Key、Secret Key、到期日：--coupang-keys <file>。或以 npm run secrets -- ${vendorId} 儲存。`,
  coupangUnreadable: (shop) =>
    `無法讀取 ${shop} 的酷澎資料，等待也無法解決。請依上面的說明處理，再執行 npm run setup。`,
  asksEvery: (minutes) => `每 ${minutes} 分鐘再查詢一次。按 Ctrl-C 可停止，再執行 npm run setup 即可繼續。`,
  waits: '等待 WING 和酷澎',
  typeAgain: '要重新輸入金鑰嗎？',
  waitsForCoupang: '在酷澎接受金鑰之前，沒有其他可做的事。之後請再執行 npm run setup，即可繼續。',

  doctorLooks: (testChannel) =>
    `doctor：檢查全部${testChannel === undefined ? '' : `，並發送測試卡片到 ${testChannel}`}`,
  lookAgain: '修正後要再檢查一次嗎？',
  sendTestTicket: (channel) => `要發送測試卡片到 ${channel} 嗎？會標示為測試，並立即收回。`,
  looksForAlarms: 'CloudFormation：檢查警報',
  testAlarmGoesTo: (places) => `將發送測試警報到 ${places.join('、')}，內容為一切正常。`,
  sendsTestAlarm: 'CloudWatch：發送測試警報',
  fixFailures: '請解決上面標示的問題，再執行 npm run setup，即可繼續。',

  allLive: '安裝完成，所有商家都已啟用。',
  start: (shops) => `現在要啟用 ${shops} 嗎？未結案的轉交會在兩分鐘內出現在 Slack。`,
  notStarted: (shops) => `安裝完成。若要啟用 ${shops}：npm run setup -- --live`,
  isLive: (shops) => `${shops}：已啟用。第一次讀取會在兩分鐘內完成：npm run doctor`,
  isLiveButFails: (shops) => `${shops}：已啟用，但有需要修正之處，請見上面的說明，之後：npm run doctor`,
};
