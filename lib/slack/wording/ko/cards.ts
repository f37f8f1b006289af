import type { CardTexts } from '../card-texts.ts';

export const koCards: CardTexts = {
  weekdays: ['일', '월', '화', '수', '목', '금', '토'],
  day: (monthAndDay, weekday) => `${monthAndDay}(${weekday})`,
  absolute: (monthAndDay, weekday, time) => `${monthAndDay}(${weekday}) ${time}`,
  duration: (hours, minutes) =>
    hours === 0 ? `${minutes}분` : minutes === 0 ? `${hours}시간` : `${hours}시간 ${minutes}분`,
  underMinute: '1분 미만',
  about: (duration) => `약 ${duration}`,
  aside: (said) => ` (${said})`,
  comma: ', ',

  kind: { reply: '미답변', confirm: '미확인' },
  unverified: '결과 확인 중',
  outcome: {
    answered: '답변 완료',
    confirmed: '확인 완료',
    'auto-closed': '자동 종료',
    withdrawn: '이관 취소',
    'decided-by-coupang': '직권처리',
    unknown: '결과 불명',
  },
  requestChanged: '요청 변경',
  listedAgain: '다시 올라옴',
  pushDue: { reply: (due) => `${due} 마감`, confirm: (due) => `${due}까지 확인` },

  openTitle: {
    reply: '미답변 · 답변 필요',
    confirm: '미확인(업체이관) · 확인만 하면 됩니다 (답변 불필요)',
  },
  unverifiedTitle: '⏳ 목록에서 사라짐 · 결과 확인 중',
  closedTitle: {
    answered: '✅ 답변 완료',
    confirmed: '✅ 확인 완료',
    withdrawn: '↩️ 이관 취소 · 답변하지 않아도 됩니다',
    'decided-by-coupang': '⚖️ 쿠팡 직권처리 · 답변하지 않아도 됩니다',
    unknown: '❔ 결과를 알 수 없음 · WING에서 확인하세요',
  },
  overdueTitle: {
    reply: '⛔ 마감 지남 · 아직 쿠팡 목록에 남아 있음 · WING에서 바로 답변하세요',
    confirm:
      '⛔ 마감 지남 · 아직 쿠팡 목록에 남아 있음 · 확인 처리가 되지 않을 수 있으니 WING에서 상태를 보세요',
  },
  autoClosedTitle: '⛔ 24시간 초과 · 쿠팡 자동 종료',
  autoClosedAdvice: '마감이 지나 쿠팡이 자동 종료했습니다. 필요하면 WING에서 답변하세요.',
  inTime: '기한 내',
  late: '기한 초과',
  answeredBy: (login) => `답변자 ${login}`,

  due: (due) => `*마감* ${due}까지`,
  dueUncertain: '요청 시각이 확실하지 않아 마감은 추정입니다.',
  askedLater: (at) => `쿠팡의 요청 시각이 ${at}(으)로 바뀌었습니다. 마감은 처음 시각을 기준으로 둡니다.`,
  untilDue: '마감: ',
  product: (product) => `*상품* ${product}`,
  noText: '(내용 없음 · WING에서 확인하세요)',
  more: (left) => `… 외 ${left}자 (전체는 WING에서)`,
  textCut: '✂️ 긴 글이라 앞부분만 표시했습니다. 전체 내용은 WING에서 확인하세요.',
  linkForm: '🔗 링크로 회신해야 하는 건입니다. 아래 링크에서 답변하세요.',
  claimed: '담당 있음',
  claimedBy: (user) => `담당 ${user}`,
  template: (template) => `상담사 양식: ${template}`,
  searchInWing: (inquiry) => `${inquiry} · 복사해 WING에서 검색하세요`,
  inquiry: (id) => `문의번호 ${id}`,
  order: (id) => `주문 ${id}`,
  button: { reply: 'WING에서 답변', confirm: 'WING에서 확인' },

  replaces: '↪️ 더 이상 쓸 수 없는 메시지를 대신합니다.',
  earlierMessage: '이전 메시지',
  siblings: (cards) => `같은 문의의 다른 이관: ${cards}`,
  changedLine: '✏️ 상담사 요청이 바뀌었습니다',
  closedLine: '☑️ 종료됨',
  reopenedLine: (due) => `🔁 목록에 다시 올라와 다시 열었습니다 · 마감 ${due}`,

  step: {
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
    overdue: {
      reply: (due) => `마감 지남 (${due}) · 아직 쿠팡 목록에 남아 있음 · WING에서 바로 답변하세요`,
      confirm: (due) =>
        `마감 지남 (${due}) · 아직 쿠팡 목록에 남아 있음 · 확인 처리가 되지 않을 수 있으니 WING에서 상태를 보세요`,
    },
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

    lastWarning: (time) => `마지막 알림 ${time}`,
    openCard: '카드 보기',
  },
};
