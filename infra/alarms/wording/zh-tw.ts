import type { AlarmMails } from './en.ts';

export const zhTwAlarmMails: AlarmMails = {
  whatToDo: (place) => `處理方式：${place}`,

  notReading: '至少一家商家的新轉交不會出現在 Slack，回覆與結案也不會更新。',
  vendorTurnedBlind: '又有至少一家商家無法讀取。其新轉交不會出現在 Slack，回覆與結案也不會更新。',
  pollDoesNotRun: '所有商家都沒有讀取，新轉交不會出現在 Slack。',
  egressLost: '回應無法回到 VPC，因此所有商家都無法讀取，新轉交不會出現在 Slack。',

  functions: {
    poll: '至少一家商家的轉交可能沒有讀取。',
    notify: '卡片與提醒可能不會出現在 Slack，或延遲出現。',
    'track-sla': '期限前的提醒可能不會送出，酷澎讀取中斷時 Slack 也不會顯示。',
    report: '下班前的提醒與報告可能缺漏。',
    'slack-actions': 'Slack 的按鈕、指令與應用程式首頁可能沒有反應。',
    act: '從 Slack 送出的確認與回覆可能無法傳到酷澎，或延遲。',
    webhooks: '其他工具可能收不到詢問與商家的事件。',
  },
  reportDoesNotRun: '下班前的提醒與報告可能缺漏。詢問內容的保存時間會超過規定。',

  slackIsBehind: '卡片、卡片的更新或提醒延遲出現，或不會出現在 Slack。',
  slackRefuses: '卡片與提醒無法送到指定頻道，會改送備用頻道或等待。',
  slackRefusesToken: '任何頻道都收不到卡片、提醒與通知。',
  slackDoesNotAnswer: '卡片、提醒或卡片的更新延遲出現。',
  messagesRefused: 'Slack 拒絕了所有形式，至少一則卡片、卡片的更新、提醒或通知沒有出現。',
  messagesFail: '卡片、卡片的更新或提醒無法送到 Slack。',
  notInSlack: (minutes) => `應出現的卡片、卡片的更新或提醒，過了 ${minutes} 分鐘仍不在 Slack。`,
  warningsLate: (minutes) => `期限提醒或逾期訊息，過了應送出的時間 ${minutes} 分鐘仍不在 Slack。`,
  laneHeld: '至少一家商家的卡片與卡片的更新延遲出現。',

  deadlinesMissed: '有轉交 24 小時內無人回覆，已被酷澎自動結案，會影響賣家評分。',
  listingsFail: '酷澎清單中至少一件轉交沒有出現在 Slack，或結案沒有更新。',
  ticketsFail: '至少一件轉交不會收到期限提醒，或 Slack 缺少的訊息沒有重送。',
  keyAboutToExpire: (days) =>
    `酷澎 API 金鑰將在 ${days} 天內到期。到期後無法讀取該商家，使用同一金鑰的其他程式也會停止。`,

  requestsRefused:
    '有人大量呼叫 Slack 使用的位址，或 Signing Secret 不正確。若不正確，Slack 的按鈕全部無法使用。',
  actsNotStarted: '從 Slack 送出的確認與回覆無法傳到酷澎，Slack 也不會顯示通知。',
  webhookDoesNotDeliver: (minutes) =>
    `接收 webhook 的工具已超過 ${minutes} 分鐘未接收至少一個事件。嘗試 40 次後不再傳送。`,
};
