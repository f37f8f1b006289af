import type { enAlarms } from '../en/alarms.ts';

export const zhTwAlarms: typeof enAlarms = {
  usage: `用法：npm run alarms -- confirm [--region <region>]

確認警報郵件的收件地址。以此命令確認後，郵件中的連結就無法取消訂閱。
請勿開啟「AWS Notification - Subscription Confirmation」郵件的連結，複製後貼上即可。

--region     部署的區域（預設：設定檔的區域）
--language   此命令的語言：ko、en、zh-TW（預設：終端機的語言）

詳情：docs/setup.md`,
  question: '郵件中的連結（請複製，勿開啟）',
  badLink: '請輸入「AWS Notification - Subscription Confirmation」郵件的連結，或其權杖',
  awsRefused: (region, reason) => `AWS（${region}）拒絕了要求。${reason}`,
  noTopic: (region, deploy) => `${region} 的堆疊沒有警報用的 SNS 主題，請先部署：${deploy}`,
  otherTopic: (linked, ours) =>
    `這是另一個主題的連結（${linked}）。警報的主題是 ${ours}，請使用最新郵件的連結。`,
  notConfirmed: (reason, subscribe) =>
    `SNS 未能確認。${reason}舊的權杖會被拒絕。若要重新寄送郵件：${subscribe}`,
  confirmed: '已確認。只有此 AWS 帳號可以取消訂閱。下一步：npm run doctor',
};
