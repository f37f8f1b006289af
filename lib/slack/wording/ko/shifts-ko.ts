import type { ShiftTexts } from '../shift-texts.ts';

export const shiftsKo: ShiftTexts = {
  lastShift: '퇴근 전 마지막 기회',
  opening: '밤사이 알림',
  handOver: '인수인계',

  count: (count) => `${count}건`,
  lastShiftTitle: (count) => `퇴근 전 마지막 기회 ${count}건`,
  nextShiftTooLate: (next) =>
    next === undefined
      ? '다음 근무에는 늦거나 시간이 부족합니다'
      : `다음 근무(${next})에는 늦거나 시간이 부족합니다`,
  card: '카드',

  openingTitle: (count) => `밤사이 알림 ${count}건`,

  handOverTitle: (end) => `인수인계 · ${end} 근무 종료`,
  leftOpen: (count) => `미처리 ${count}건`,
  unclaimedShort: (count) => `담당 없음 ${count}건`,
  nothingOpen: '미처리 건이 없습니다.',
  unclaimed: (count) => `*담당 없음 ${count}건*`,
  claimed: (count) => `*담당 있음 ${count}건*`,
  dueSoon: (count, end) =>
    end === undefined
      ? `*다음 근무 안에 마감 ${count}건*`
      : `*다음 근무가 끝나기 전(${end}) 마감 ${count}건*`,
};
