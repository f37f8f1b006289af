import type { Asker, Kind, Source } from '../../../domain/sources.ts';
import type { QueueKind } from '../../../domain/act/queue.ts';
import type { DeadlineStep, StepName } from '../../../domain/ticket/step.ts';
import type { Outcome } from '../../../domain/ticket/ticket.ts';

export const koCards = {
  weekdays: ['일', '월', '화', '수', '목', '금', '토'] satisfies readonly [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ],
  day: (monthAndDay: string, weekday: string) => `${monthAndDay}(${weekday})`,
  absolute: (monthAndDay: string, weekday: string, time: string) => `${monthAndDay}(${weekday}) ${time}`,
  duration: (hours: number, minutes: number) =>
    hours === 0 ? `${minutes}분` : minutes === 0 ? `${hours}시간` : `${hours}시간 ${minutes}분`,
  underMinute: '1분 미만',
  /** Before a duration whose beginning is uncertain. */
  about: (duration: string) => `약 ${duration}`,
  aside: (remark: string) => ` (${remark})`,
  comma: ', ',

  /** A question has a symbol, so that nobody takes it for a hand-over. */
  kind: { reply: '미답변', confirm: '미확인', question: '🛍️ 상품 문의' } satisfies Record<Kind, string>,
  unverified: '결과 확인 중',
  /** Tickets of one source. */
  countOf: {
    'call-center': (count) => `이관 ${count}건`,
    product: (count) => `🛍️ 상품 문의 ${count}건`,
  } satisfies Record<Source, (count: number) => string>,
  /** Where WING lists the inquiries of a source. */
  wingPlace: {
    'call-center': 'WING &gt; 고객센터 문의',
    product: 'WING &gt; 상품 문의',
  } satisfies Record<Source, string>,
  outcome: {
    answered: '답변 완료',
    confirmed: '확인 완료',
    'auto-closed': '자동 종료',
    withdrawn: '이관 취소',
    'decided-by-coupang': '직권처리',
    deleted: '고객 삭제',
    'left-unanswered': '30일간 미답변',
    replaced: '다른 카드로 이어짐',
    unknown: '결과 불명',
  } satisfies Record<Outcome, string>,
  requestChanged: { agent: '요청 변경', buyer: '문의 내용 변경' } satisfies Record<Asker, string>,
  listedAgain: '다시 올라옴',
  pushDue: {
    reply: (due) => `${due} 마감`,
    confirm: (due) => `${due}까지 확인`,
    question: (due) => `${due} 마감`,
  } satisfies Record<Kind, (due: string) => string>,

  /** The emoji before it shows how near the deadline is. */
  openTitle: {
    reply: '미답변 · 답변 필요',
    confirm: '미확인(업체이관) · 확인만 하면 됩니다 (답변 불필요)',
    question: '🛍️ 상품 문의 · 공개 답변 필요',
  } satisfies Record<Kind, string>,
  unverifiedTitle: '목록에서 사라짐 · 결과 확인 중',
  closedTitle: {
    answered: '답변 완료',
    confirmed: '확인 완료',
    withdrawn: '이관 취소 · 답변하지 않아도 됩니다',
    'decided-by-coupang': '쿠팡 직권처리 · 답변하지 않아도 됩니다',
    deleted: '고객이 삭제함 · 답변하지 않아도 됩니다',
    'left-unanswered': '30일간 미답변 · 더 이상 알리지 않습니다',
    replaced: '다른 카드로 이어짐 · 새 카드에서 처리하세요',
    unknown: '결과를 알 수 없음 · WING에서 확인하세요',
  } satisfies Record<Exclude<Outcome, 'auto-closed'>, string>,
  overdueTitle: {
    reply: '마감 지남 · 아직 쿠팡 목록에 남아 있음 · WING에서 바로 답변하세요',
    confirm:
      '마감 지남 · 아직 쿠팡 목록에 남아 있음 · 확인 처리가 되지 않을 수 있으니 WING에서 상태를 확인하세요',
    question: '🛍️ 상품 문의 · 24시간 지남 · 지금이라도 답변하세요',
  } satisfies Record<Kind, string>,
  autoClosedTitle: '24시간 초과 · 쿠팡 자동 종료',
  autoClosedAdvice: '마감이 지나 쿠팡이 자동 종료했습니다. 필요하면 WING에서 답변하세요.',
  inTime: '기한 내',
  late: '기한 초과',
  answeredBy: (login: string) => `답변자 ${login}`,

  due: (due: string) => `*마감* ${due}까지`,
  dueUncertain: {
    agent: '요청 시각이 확실하지 않아 마감은 추정 시각입니다.',
    buyer: '문의 시각이 확실하지 않아 마감은 추정 시각입니다.',
  } satisfies Record<Asker, string>,
  /** Coupang moved the time of the request. The earlier deadline stays. */
  /** The seller answered, but Coupang still lists the question. */
  listedAgainNote: '🔁 답변한 뒤에도 쿠팡의 미답변 목록에 남아 있습니다. 추가 답변이 필요한지 확인하세요.',
  askedLater: {
    agent: (at) => `쿠팡의 요청 시각이 ${at}(으)로 바뀌었습니다. 마감은 처음 요청 시각을 기준으로 합니다.`,
    buyer: (at) => `쿠팡의 문의 시각이 ${at}(으)로 바뀌었습니다. 마감은 처음 문의 시각을 기준으로 합니다.`,
  } satisfies Record<Asker, (at: string) => string>,
  /** Before the card’s deadline. */
  dueLabel: '마감',
  product: (product: string) => `*상품* ${product}`,
  /** The product and its option while their names are unknown. */
  number: {
    sellerProductId: (id) => `등록상품ID ${id}`,
    productId: (id) => `노출상품ID ${id}`,
    vendorItemId: (id) => `옵션ID ${id}`,
  } satisfies Record<'sellerProductId' | 'productId' | 'vendorItemId', (id: string) => string>,
  noText: '(내용 없음 · WING에서 확인하세요)',
  more: (left: string) => `… 외 ${left}자 (전체는 WING에서)`,
  textCut: '✂️ 긴 글이라 앞부분만 표시했습니다. 전체 내용은 WING에서 확인하세요.',
  linkForm: '🔗 링크로 회신해야 하는 건입니다. 아래 링크에서 답변하세요.',
  answerInForm: '🔗 폼으로 회신해야 하는 건입니다',
  claimed: '담당 있음',
  claimedBy: (user: string) => `담당 ${user}`,
  template: (template: string) => `상담사 양식: ${template}`,
  /** Beside the button; `inquiry` is the inquiry’s number. */
  searchInWing: {
    'call-center': (inquiry) => `${inquiry} · 복사해 WING에서 검색하세요`,
    product: (inquiry) => `${inquiry} · WING &gt; 상품 문의에서 찾아 답변하세요`,
  } satisfies Record<Source, (inquiry: string) => string>,
  inquiry: (id: string) => `문의번호 ${id}`,
  order: (id: string) => `주문 ${id}`,
  button: {
    reply: 'WING에서 답변',
    confirm: 'WING에서 확인',
    question: 'WING에서 답변',
    form: '폼에서 답변',
  } satisfies Record<Kind | 'form', string>,

  replaces: '↪️ 더 이상 수정할 수 없는 이전 메시지를 대신합니다.',
  earlierMessage: '이전 메시지',
  siblings: {
    agent: (cards) => `같은 문의의 다른 이관: ${cards}`,
    buyer: (cards) => `같은 문의의 이전 카드: ${cards}`,
  } satisfies Record<Asker, (cards: string) => string>,
  changedLine: {
    agent: '✏️ 상담사 요청이 바뀌었습니다',
    buyer: '✏️ 고객의 문의 내용이 바뀌었습니다',
  } satisfies Record<Asker, string>,
  closedLine: '☑️ 종료됨',
  reopenedLine: (due: string) => `🔁 목록에 다시 올라와 다시 열었습니다 · 마감 ${due}`,

  /** The ladder's warnings (S2 to S6). `left` is a duration, `due` a time. */
  step: {
    /** `nearDue`: the last warnings before the deadline. `untilDue`: the others. */
    nearDue: (left: string, due: string) => `마감 ${left} 전 (${due})`,
    untilDue: (left: string, due: string) => `마감까지 ${left} (${due})`,
    pastDue: (due: string) => `마감 지남 (${due})`,
    /** The consequence of the deadline, shown when it is near. */
    meaning: {
      reply: (due) => `${due}이 지나면 쿠팡이 자동 종료하며 24시간 내 답변으로 인정되지 않습니다.`,
      confirm: (due) => `${due} 이후에는 확인 처리할 수 없습니다.`,
      question: (due) => `${due}까지 답변해야 24시간 내 답변이 됩니다. 이후에도 답변할 수 있습니다.`,
    } satisfies Record<Kind, (due: string) => string>,
    target: '팀 목표 시각',
    targetMeaning: '팀이 정한 목표이며 쿠팡의 마감이 아닙니다.',
    offHours: (due: string) => `영업시간 외 접수 · ${due} 마감 · 다음 근무 전에 마감됩니다`,
    lastShift: (due: string) => `퇴근 전 마지막 기회 · ${due} 마감 · 다음 근무에는 늦거나 시간이 부족합니다`,
    overdue: {
      reply: (due) => `마감 지남 (${due}) · 아직 쿠팡 목록에 남아 있음 · WING에서 바로 답변하세요`,
      confirm: (due) =>
        `마감 지남 (${due}) · 아직 쿠팡 목록에 남아 있음 · 확인 처리가 되지 않을 수 있으니 WING에서 상태를 확인하세요`,
      question: (due) => `24시간 지남 (${due}) · 지금이라도 답변하세요`,
    } satisfies Record<Kind, (due: string) => string>,
    overdueGone: (due: string) => `마감 지남 (${due}) · 목록에서 사라짐 · 결과 확인 중`,
    /** `since`: how long ago it was claimed. */
    stale: (since: string) => `담당 지정 후 ${since}째 처리되지 않음`,

    left: (left: string) => `${left} 남음`,
    past: '마감 지남',

    before: (left: string) => `마감 ${left} 전`,
    named: {
      target: '팀 목표 시각',
      'last-shift': '퇴근 전 마지막 기회',
      'off-hours': '영업시간 외 접수',
      overdue: '마감 지남',
      stale: '담당 미처리',
    } satisfies Record<Exclude<StepName, DeadlineStep>, string>,

    lastWarning: (time: string) => `마지막 알림 ${time}`,
    openCard: '카드 보기',
  },

  /** The texts of the App Home and `/coupang`, in one language (A7). */
  home: {
    title: '처리할 문의',
    counts: (open: number, overdue: number, dueWithinHour: number) =>
      `*미처리* ${open}건 · 1시간 안에 마감 ${dueWithinHour}건 · 마감 지남 ${overdue}건`,
    yours: (mine: number, unclaimed: number) => `내 담당 ${mine}건 · 담당 없음 ${unclaimed}건`,
    /** The time for which the times left are right. */
    asOf: (time: string) => `${time} 기준`,
    who: { all: '모든 담당', mine: '내 담당', unclaimed: '담당 없음' } satisfies Record<
      'all' | 'mine' | 'unclaimed',
      string
    >,
    /** `/coupang` with one of these lists that kind. */
    kind: {
      all: '모든 유형',
      'call-center': '고객센터 이관',
      reply: '미답변',
      confirm: '미확인(업체이관)',
      question: '🛍️ 상품 문의',
    } satisfies Record<QueueKind, string>,
    /** The labels of the menus. */
    menus: { who: '담당', kind: '유형', vendor: '쇼핑몰' } satisfies Record<
      'who' | 'kind' | 'vendor',
      string
    >,
    allVendors: '모든 쇼핑몰',
    claim: '담당하기',
    earlier: '이전',
    later: '다음',
    page: (page: number, pages: number) => `${page}/${pages}쪽`,
    refresh: '새로고침',
    nothingOpen: '처리할 문의가 없습니다.',
    nothingFound: '조건에 맞는 문의가 없습니다. 조건을 바꿔 보세요.',
    /** On the person's own list. */
    nothingForYou: '내 담당인 문의도, 담당 없는 문의도 없습니다.',
    today: (opened: number, closed: number) => `0시부터 신규 ${opened}건 · 종료 ${closed}건`,
    /** For people who may see nothing here. */
    noVendor: '이 화면을 볼 권한이 없습니다. 관리자에게 등록을 요청하세요.',
    found: (count: number) => `${count}건을 찾았습니다.`,
    foundClosed: (count: number) => `미처리 문의는 없고, 종료된 문의 ${count}건을 찾았습니다.`,
    notFound: (words: string) =>
      `“${words}”에 맞는 미처리 문의가 없습니다. 종료된 건은 30일 동안 문의번호로 찾을 수 있습니다. 그 밖의 건은 WING에서 검색하세요.`,
    howToFind: '문의번호나 주문번호(뒤 4자리 이상), 또는 상품명을 입력하세요. 예: `/coupang 8177`',
    howToList:
      '`/coupang`만 보내면 내 담당과 담당 없는 문의가 나옵니다. 유형을 붙이면 그 유형만 나옵니다. 예: `/coupang 상품 문의`',
    help: '도움말',
  },

  /** The texts of daily and weekly reports, in one language (S7, S8). Shares and durations are formatted. */
  report: {
    daily: '일일 보고',
    weekly: '주간 보고',

    opened: (count: number) => `신규 ${count}건`,
    closed: (count: number) => `종료 ${count}건`,
    inTime: '24시간 내 답변',
    /** `of`: `9/10`. */
    shareShort: (share: string) => `24시간 내 답변 ${share}`,
    none: '해당 건 없음',
    medianTime: '답변 시간(중앙값)',
    missed: '마감 초과',
    /** Before the figures of each source, if a report has several. */
    of: { 'call-center': '이관', product: '상품 문의' } satisfies Record<Source, string>,
    /** The figures of a source beside the hand-overs. `open`: when the report was written. */
    ofSource: { opened: '신규', late: '초과 후 답변', open: '미답변', none: '해당 건 없음' },
    /** The base of the changes. */
    against: { daily: '전일 대비', weekly: '전주 대비' },
    /** The changes of the three figures, after the figure. */
    change: {
      /** In percentage points. */
      share: (points: number, isUp: boolean) => `${points}%p ${isUp ? '상승' : '하락'}`,
      time: (duration: string, isUp: boolean) => `${duration} ${isUp ? '늦어짐' : '빨라짐'}`,
      missed: (count: number, isUp: boolean) => `${count}건 ${isUp ? '증가' : '감소'}`,
      none: '변동 없음',
    },
    ninety: (p90: string) => `답변의 90% ${p90} 이내`,
    worst: '놓친 건이 많은 분류',
    missedOf: (missed: number, counted: number) => `${counted}건 중 ${missed}건`,
    noCategory: '분류 없음',

    dueBeforeNextShift: (count: number) => `*다음 근무 시작 전 마감 ${count}건*`,

    acts: '담당자별 처리',
    did: {
      claimed: (count: number) => `담당 ${count}`,
      confirmed: (count: number) => `확인 ${count}`,
      replied: (count: number) => `답변 ${count}`,
    },
    othersActed: (count: number) => `외 ${count}명`,

    rolling: '최근 30일 24시간 내 답변',
    /** `at`: the threshold, `95%`. */
    missesLeft: (left: number, at: string) =>
      left === 0
        ? `기준 ${at}: 한 건이라도 더 놓치면 기준 아래로 내려갑니다.`
        : `기준 ${at}: ${left}건까지 더 놓쳐도 기준을 지킵니다.`,
    answersNeeded: (needed: number, at: string) =>
      `기준 ${at} 미달: ${needed}건을 연속으로 기한 내 답변하면 회복합니다.`,
    neverBack: (at: string) => `기준 ${at} 미달: 놓친 건이 30일을 지나야 회복합니다.`,

    unseen: '조회 중단 중에 접수되어 종료된 문의는 집계되지 않습니다',
    holidaysUnknown: (year: number) =>
      `⚠️ ${year}년 공휴일 정보가 없습니다. 개발 담당자에게 공휴일 추가를 요청하세요.`,
  },
};
