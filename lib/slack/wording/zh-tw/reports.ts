import type { ReportTexts } from '../report-texts.ts';

export const zhTwReports: ReportTexts = {
  report: {
    daily: '日報',
    weekly: '週報',

    flow: (opened, closed) => `新進 ${opened} 件 · 結案 ${closed} 件`,
    closedShort: (count) => `結案 ${count} 件`,
    inTime: '24 小時內回覆',
    shareShort: (share, of) => `24 小時內回覆 ${share}（${of}）`,
    none: '沒有可計算的案件',
    timeToAnswer: '回覆所需時間',
    median: '中位數',
    ninety: '90% 的回覆',
    within: (p90) => `${p90}內`,
    worst: '錯過最多的類別',
    missedOf: (missed, counted) => `${counted} 件中 ${missed} 件`,
    noCategory: '無類別',

    dueBeforeNextShift: (count) => `*下一班開始前到期 ${count} 件*`,

    acts: '*各人處理件數*',
    actsOf: (person, claims, confirms, replies) =>
      `${person} · 負責 ${claims} 件 · 確認 ${confirms} 件 · 回覆 ${replies} 件`,

    rolling: '最近 30 天 24 小時內回覆',
    missesLeft: (left, at) =>
      left === 0 ? `標準 ${at}：再錯過 1 件就會低於標準。` : `標準 ${at}：再錯過 ${left} 件仍符合標準。`,
    answersNeeded: (needed, at) => `低於標準 ${at}：連續 ${needed} 件在期限內回覆即可恢復。`,
    neverBack: (at) => `低於標準 ${at}：錯過的案件滿 30 天後才會恢復。`,

    holidaysUnknown: (year) =>
      `⚠️ 沒有 ${year} 年的國定假日資料。請填入設定中的 holidays，或更新本通知程式。`,
  },
};
