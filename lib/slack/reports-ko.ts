import type { ReportTexts } from './report-texts.ts';

export const reportsKo: ReportTexts = {
  daily: '일일 보고',
  weekly: '주간 보고',

  flow: (opened, closed) => `새로 들어옴 ${opened}건 · 종료 ${closed}건`,
  closedShort: (count) => `종료 ${count}건`,
  share: (share, of) => `*24시간 내 답변* ${share} (${of})`,
  shareShort: (share, of) => `24시간 내 답변 ${share} (${of})`,
  noShare: '*24시간 내 답변* 해당 건 없음',
  times: (median, p90) => `*답변까지* 중앙값 ${median} · 90%가 ${p90} 이내`,
  worst: (list) => `*놓친 건이 많은 분류* ${list}`,
  worstOne: (category, missed, counted) => `${category} ${counted}건 중 ${missed}건`,
  noCategory: '분류 없음',

  dueBeforeNextShift: (count) => `*다음 근무 시작 전 마감 ${count}건*`,

  rolling: (share, of) => `*최근 30일 24시간 내 답변* ${share} (${of})`,
  noRolling: '*최근 30일 24시간 내 답변* 해당 건 없음',
  missesLeft: (left, at) =>
    left === 0
      ? `기준 ${at}: 한 건이라도 더 놓치면 기준 아래로 내려갑니다.`
      : `기준 ${at}: ${left}건까지 더 놓쳐도 기준을 지킵니다.`,
  answersNeeded: (needed, at) => `기준 ${at} 미달: 놓치지 않고 ${needed}건을 기한 내에 답변하면 회복합니다.`,
  neverBack: (at) => `기준 ${at} 미달: 놓친 건이 30일을 지나야 회복합니다.`,

  holidaysUnknown: (year) =>
    `⚠️ ${year}년 공휴일을 아직 모릅니다. 설정의 holidays.add에 넣거나 이 알림을 새 버전으로 올리세요.`,
};
