import type { ReportTexts } from '../report-texts.ts';

export const koReports: ReportTexts = {
  report: {
    daily: '일일 보고',
    weekly: '주간 보고',

    flow: (opened, closed) => `신규 ${opened}건 · 종료 ${closed}건`,
    closedShort: (count) => `종료 ${count}건`,
    inTime: '24시간 내 답변',
    shareShort: (share, of) => `24시간 내 답변 ${share} (${of})`,
    none: '해당 건 없음',
    timeToAnswer: '답변 소요 시간',
    median: '중앙값',
    ninety: '답변의 90%',
    within: (p90) => `${p90} 이내`,
    worst: '놓친 건이 많은 분류',
    missedOf: (missed, counted) => `${counted}건 중 ${missed}건`,
    noCategory: '분류 없음',

    dueBeforeNextShift: (count) => `*다음 근무 시작 전 마감 ${count}건*`,

    acts: '*담당자별 처리*',
    actsOf: (person, claims, confirms, replies) =>
      `${person} · 담당 ${claims}건 · 확인 ${confirms}건 · 답변 ${replies}건`,

    rolling: '최근 30일 24시간 내 답변',
    missesLeft: (left, at) =>
      left === 0
        ? `기준 ${at}: 한 건이라도 더 놓치면 기준 아래로 내려갑니다.`
        : `기준 ${at}: ${left}건까지 더 놓쳐도 기준을 지킵니다.`,
    answersNeeded: (needed, at) => `기준 ${at} 미달: ${needed}건을 연속으로 기한 내 답변하면 회복합니다.`,
    neverBack: (at) => `기준 ${at} 미달: 놓친 건이 30일을 지나야 회복합니다.`,

    holidaysUnknown: (year) =>
      `⚠️ ${year}년 공휴일 정보가 없습니다. 설정의 holidays에 넣거나 프로그램을 업데이트하세요.`,
  },
};
