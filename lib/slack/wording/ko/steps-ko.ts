import type { StepTexts } from '../step-texts.ts';

export const stepsKo: StepTexts = {
  nearDue: (left, due) => `마감 ${left} 전 (${due})`,
  untilDue: (left, due) => `마감까지 ${left} (${due})`,
  pastDue: (due) => `마감 지남 (${due})`,
  meaning: {
    reply: (due) => `${due}이 지나면 쿠팡이 자동 종료하며 24시간 내 답변으로 인정되지 않습니다.`,
    confirm: (due) => `${due} 이후에는 확인 처리할 수 없습니다.`,
  },
  target: '팀 목표 시각',
  targetMeaning: '팀이 정한 목표이며 쿠팡의 마감이 아닙니다.',
  offHours: (due) => `영업시간 외 접수 · ${due} 마감 · 다음 근무 전에 마감됩니다`,
  lastShift: (due) => `퇴근 전 마지막 기회 · ${due} 마감 · 다음 근무에는 늦거나 시간이 부족합니다`,
  overdue: (due) => `마감 지남 (${due}) · 마지막 조회 때 목록에 있음 · WING에서 바로 확인하세요`,
  overdueGone: (due) => `마감 지남 (${due}) · 목록에서 사라짐 · 결과 확인 중`,
  stale: (since) => `담당 지정 후 ${since}째 처리되지 않음`,

  left: (left) => `${left} 남음`,
  past: '마감 지남',

  before: (left) => `마감 ${left} 전`,
  named: {
    target: '팀 목표 시각',
    'last-shift': '퇴근 전 마지막 기회',
    'off-hours': '영업시간 외 접수',
    overdue: '마감 지남',
    stale: '담당 미처리',
  },

  noOne: '담당자 없음',
  lastWarning: (time) => `마지막 알림 ${time}`,
  openCard: '카드 보기',
};
