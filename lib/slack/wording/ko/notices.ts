import type { Kind, OpenStatus, Source } from '../../../domain/sources.ts';
import type { TeamCause } from '../../../domain/reading/vendor-state.ts';

type BlindCause = {
  /** Short enough for a push. */
  name: string;
  toDo: string[];
  /** The effect on the team, unless it is only that nothing new appears. */
  effect?: string;
};

/** Why Coupang cannot be read, and what to do (D10). Source: coupang-api.md section 4. */
const blindCause: Record<TeamCause, BlindCause> = {
  'key-missing': {
    name: '저장된 API 키 없음',
    toDo: [
      '쿠팡에 요청을 보내지 못했습니다.',
      '조치: 관리자에게 이 업체의 API 키를 저장해 달라고 요청하세요. 저장하면 다음 조회부터 적용됩니다.',
    ],
  },
  credentials: {
    name: 'API 키 거부됨',
    toDo: [
      '조치: WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API에서 키가 만료됐는지(180일), 새로 발급됐는지, 업체가 잠기지 않았는지 확인하고, 유효한 키를 이 프로그램에 저장하세요.',
      '다른 프로그램도 쓰는 키를 재발급하면 이전 키는 바로 사용할 수 없게 됩니다. 함께 쓰는 곳을 먼저 확인하세요.',
      '키에 문제가 없으면 개발 담당자에게 업체코드와 마켓 설정을 확인해 달라고 요청하세요.',
    ],
  },
  'ip-not-allowed': {
    name: '쿠팡이 거부한 IP',
    toDo: [
      '조치: WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API &gt; 수정에서 IP 추가 (반영 최대 30분)',
      '키는 재발급하지 말고, 쓰고 있는 키에 IP만 추가하세요 (최대 10개). 이미 등록된 IP라면 쿠팡에 차단 해제를 요청하세요.',
    ],
  },
  throttled: {
    name: '호출 한도 초과',
    toDo: [
      '최대 15분 쉰 뒤 자동으로 다시 시도합니다.',
      '조치: 같은 키를 쓰는 다른 프로그램(ERP 등)의 호출을 줄이세요. 한도는 업체당 모두 합쳐 초당 5회입니다.',
    ],
  },
  contradicted: {
    name: '쿠팡 목록 불일치',
    toDo: [
      '쿠팡 목록의 내용이 서로 맞지 않습니다. 조회된 문의는 올라오지만 누락된 문의가 있을 수 있습니다.',
      '계속 자동으로 다시 조회합니다. 조치: 계속되면 개발 담당자에게 알리세요.',
    ],
    effect: '일부 문의가 올라오지 않을 수 있습니다',
  },
  'format-changed': {
    name: '쿠팡 형식 변경',
    toDo: [
      '쿠팡이 데이터 형식을 바꾸어 새 이관 문의가 누락될 수 있습니다.',
      '조치: 개발 담당자에게 바로 알리고 이 프로그램의 업데이트를 요청하세요.',
    ],
    effect: '새 이관 문의가 누락될 수 있습니다',
  },
  'filter-ignored': {
    name: '목록에 답변된 문의가 섞임',
    toDo: [
      '쿠팡이 미답변·미확인 목록에 이미 답변된 문의까지 보내고 있어, 답변할 문의인지 구분하지 못할 수 있습니다.',
      '계속 자동으로 다시 조회합니다. 조치: 계속되면 쿠팡에 문의하세요.',
    ],
    effect: '일부 문의가 올라오지 않을 수 있습니다',
  },
  'not-polling': {
    name: '프로그램이 조회하지 않음',
    toDo: [
      '쿠팡이 아니라 이 프로그램의 문제입니다. WING에서 키를 재발급하지 마세요.',
      '조치: 개발 담당자에게 바로 확인을 요청하세요.',
    ],
  },
  'coupang-down': {
    name: '쿠팡 접속 장애',
    toDo: [
      '계속 자동으로 다시 시도합니다.',
      '조치: WING도 열리지 않으면 복구를 기다리세요. WING이 열리면 개발 담당자에게 확인을 요청하세요.',
    ],
  },
};

/** The notices about a source that have words of their own. `cause`: what differs from the texts about the hand-overs. */
type SideSight = {
  blind: string;
  allClear: string;
  title: (lasted: string) => string;
  clearTitle: (time: string) => string;
  effect: string;
  /** The hand-overs are read separately. */
  others: string;
  off: string;
  offEffect: string;
  cause: Partial<Record<TeamCause, Pick<BlindCause, 'toDo' | 'effect'>>>;
};

const sideSight: Record<Source, SideSight | undefined> = {
  'call-center': undefined,
  product: {
    blind: '상품 문의 조회 중단',
    allClear: '상품 문의 조회 재개',
    title: (lasted) => `상품 문의 조회 중단 ${lasted}`,
    clearTitle: (time) => `상품 문의 조회 재개 ${time}`,
    effect: '새 상품 문의가 올라오지 않습니다',
    others: '고객센터 이관 문의는 따로 조회하며, 이 중단의 영향을 받지 않습니다.',
    off: '상품 문의 조회 꺼짐',
    offEffect: '설정에서 상품 문의를 꺼서 더 이상 조회하지 않습니다.',
    cause: {
      credentials: {
        toDo: [
          '쿠팡이 이 API 키로 상품 문의를 조회하는 것을 거부하고 있습니다.',
          '조치: 개발 담당자에게 doctor를 실행해 달라고 요청하세요. WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API에서 이 키의 상품 문의 권한과 마켓 설정을 확인해야 합니다.',
          '키는 재발급하지 마세요. 고객센터 이관 문의 조회까지 멈출 수 있습니다.',
        ],
      },
      throttled: {
        toDo: [
          '최대 1시간 쉰 뒤 자동으로 다시 시도합니다.',
          '조치: 같은 키를 쓰는 다른 프로그램(ERP 등)의 호출을 줄이세요. 한도는 업체당 모두 합쳐 초당 5회입니다.',
        ],
      },
      'format-changed': {
        toDo: [
          '쿠팡이 데이터 형식을 바꾸어 새 상품 문의가 누락될 수 있습니다.',
          '조치: 개발 담당자에게 바로 알리고 이 프로그램의 업데이트를 요청하세요.',
        ],
        effect: '새 상품 문의가 누락될 수 있습니다',
      },
      'filter-ignored': {
        toDo: [
          '쿠팡이 미답변 상품 문의 목록에 이미 답변된 문의까지 보내고 있어, 답변할 문의인지 구분하지 못할 수 있습니다.',
          '계속 자동으로 다시 조회합니다. 조치: 계속되면 쿠팡에 문의하세요.',
        ],
        effect: '일부 상품 문의가 올라오지 않을 수 있습니다',
      },
    },
  },
};

/** The texts of notices, in one language. A key with the notice's own name begins its push. */
export const koNotices = {
  notice: {
    newList: '모아보기',
    blind: '조회 중단',
    allClear: '조회 재개',
    paused: '알림 멈춤',
    unusable: '표시할 수 없는 문의',

    more: (left: number) => `외 ${left}건`,
    lookInWing: (place: string) => `지금은 ${place}를 직접 확인하세요.`,
    lookInWingShort: 'WING을 직접 확인하세요',
    openWing: 'WING 열기',
    fromTo: (from: string, to: string) => `${from}~${to}`,
    wasBlindFor: (lasted: string) => `${lasted} 중단`,

    newCount: {
      'call-center': (count) => `새 이관 ${count}건`,
      product: (count) => `🛍️ 새 상품 문의 ${count}건`,
    } satisfies Record<Source, (count: number) => string>,
    closedMembers: '종료',
    soonestDue: (due: string) => `가장 빠른 마감 ${due}`,
    newThread: '카드는 이 메시지의 스레드에 이어집니다',

    blindFor: (lasted: string) => `${lasted}째`,
    blindTitle: (lasted: string) => `쿠팡 조회 중단 ${lasted}`,
    blindEffect: '새 문의가 올라오지 않습니다',
    since: (since: string) => `${since}부터 중단`,
    wasReadAt: (time: string) => `${time}에 재개됐다가 다시 중단됐습니다.`,
    cause: (cause: string) => `원인: ${cause}`,
    deadlineCount: (count: number) => `마감 ${count}건`,
    deadlinesWhileBlind: (count: number) =>
      count === 0
        ? '중단 중이거나 1시간 안에 마감되는 문의 없음'
        : `중단 중이거나 1시간 안에 마감되는 문의 ${count}건`,

    allClearTitle: (time: string) => `조회 재개 ${time}`,
    pausedTitle: (lasted: string) => `알림 프로그램이 ${lasted} 멈춰 있었습니다`,
    pausedFor: (lasted: string) => `${lasted} 멈춤`,
    newSince: (count: number) => (count === 0 ? '그사이 새 문의 없음' : `그사이 새 문의 ${count}건`),
    endedUnseen: '그사이 접수되어 이미 종료된 문의는 알 수 없어 집계하지 않습니다.',

    unusableCount: (count: number) => `${count}건`,
    unusableTitle: (counted: string) => `표시할 수 없는 문의 ${counted}`,
    list: {
      NO_ANSWER: '미답변 목록',
      TRANSFER: '미확인(업체이관) 목록',
      NOANSWER: '상품 문의 미답변 목록',
    } satisfies Record<OpenStatus, string>,
    noCard: (place: string) =>
      `문의번호를 확인할 수 없어 카드를 올리지 못했습니다. ${place}에서 직접 확인하세요.`,
  },

  list: {
    /** `left`: until the latest of the deadlines. */
    dueWithin: (left: string, count: number) => `${left} 안에 마감 ${count}건`,
    /** The consequence of the next deadline. */
    meaning: {
      reply: '마감이 지나면 쿠팡이 자동 종료하며 24시간 내 답변으로 인정되지 않습니다.',
      confirm: '마감이 지나면 확인 처리할 수 없습니다.',
      question: '마감 전에 답변해야 24시간 내 답변이 됩니다. 이후에도 답변할 수 있습니다.',
    } satisfies Record<Kind, string>,
    offHours: (count: number) => `영업시간 외 접수 ${count}건 · 다음 근무 전에 마감됩니다`,
    overdue: (count: number) => `마감이 지났고 아직 쿠팡 목록에 남아 있는 건 ${count}건`,
    overdueAdvice: {
      reply: 'WING에서 바로 답변하세요.',
      confirm: '마감이 지나 확인 처리가 되지 않을 수 있습니다. WING에서 상태를 보세요.',
      question: '24시간이 지났어도 답변할 수 있습니다. WING에서 답변하세요.',
    } satisfies Record<Kind, string>,
    breaches: (count: number) => `마감을 놓친 건 ${count}건`,
    breachAdvice: '마감이 지나 쿠팡이 자동 종료했습니다. 필요하면 WING에서 답변하세요.',
    threads: '각 카드의 스레드에도 남깁니다',
  },

  shift: {
    lastShift: '퇴근 전 마지막 기회',
    opening: '밤사이 알림',
    handOver: '인수인계',

    count: (count: number) => `${count}건`,
    lastShiftTitle: (count: number) => `퇴근 전 마지막 기회 ${count}건`,
    /** `next`: when the next shift begins, if known. */
    nextShiftTooLate: (next: string | undefined) =>
      next === undefined
        ? '다음 근무에는 늦거나 시간이 부족합니다'
        : `다음 근무(${next})에는 늦거나 시간이 부족합니다`,
    card: '카드',

    openingTitle: (count: number) => `밤사이 알림 ${count}건`,
    missed: '마감 놓침',
    warned: (step: string) => `${step} 알림`,

    handOverTitle: (end: string) => `인수인계 · ${end} 근무 종료`,
    leftOpen: (count: number) => `미처리 ${count}건`,
    dueSoonShort: (count: number) => `다음 근무 안에 마감 ${count}건`,
    nothingOpen: '미처리 건이 없습니다.',
    unclaimed: (count: number) => `*그 이후 마감 ${count}건*`,
    claimed: (count: number) => `*그 이후 마감 · 담당 있음 ${count}건*`,
    /** `end`: of the next shift, if known. */
    dueSoon: (count: number, end: string | undefined) =>
      end === undefined
        ? `*다음 근무 안에 마감 ${count}건*`
        : `*다음 근무가 끝나기 전(${end}) 마감 ${count}건*`,
  },

  blindCause,
  sideSight,

  alarmMail: {
    alarmMail: '경보',
    title: (missing: number) => `경보를 받지 못하는 주소 ${missing}개`,
    effect: '구독이 확인되지 않았거나 해지됐습니다. 이 주소로는 장애가 나도 경보가 가지 않습니다.',
    toDo: '조치: 개발 담당자에게 이 메시지를 전달하고 구독 확인을 요청하세요.',
  },

  /**
   * The clock of the computer that runs the program is wrong. `lasts`: a duration; `isSlow`: the clock is slow, else
   * fast.
   */
  wrongClock: {
    wrongClock: '시계 오류',
    offBy: (lasts: string, isSlow: boolean) => `${lasts} ${isSlow ? '느림' : '빠름'}`,
    title: (lasts: string, isSlow: boolean) =>
      `이 프로그램을 실행하는 컴퓨터의 시계가 ${lasts} ${isSlow ? '느립니다' : '빠릅니다'}`,
    effect:
      '지금은 쿠팡 시각에 맞춰 동작하므로 마감 시각과 알림은 정확합니다. 다만 프로그램을 재시작한 직후에는 잘못된 알림이 올라올 수 있습니다.',
    toDo: '조치: 그 컴퓨터의 시각을 자동으로 맞추도록 설정하세요.',
  },

  olderUnread: {
    olderUnread: '지난 문의 조회 안 됨',
    title: '지난 날짜의 문의를 조회하지 못하고 있습니다',
    heading: '*조회되지 않는 접수일*',
    /** `from` and `to`: `yyyy-MM-dd`. */
    dates: (from: string, to: string) => `${from} ~ ${to}`,
    lastRead: (time: string) => `마지막 조회: ${time}`,
    /** Two days ago or longer. */
    lastReadLongAgo: '마지막 조회: 이틀 넘게 지남',
    effect:
      '이 날짜에 접수된 문의는 지금 이관되어도 카드가 올라오지 않을 수 있습니다. 최근 7일에 접수된 문의와 이미 올라온 카드의 알림은 그대로입니다.',
    toDo: [
      '조치: 하루에 한 번 WING &gt; 고객센터 문의에서 위 접수일의 미답변·미확인(업체이관) 문의를 직접 확인하세요.',
      '계속 자동으로 다시 조회합니다. 다음 날에도 이 알림이 오면 개발 담당자에게 알리세요.',
    ],
  },

  past: {
    push: '24시간 지난 문의',
    past: '이미 24시간 지남',
    oldest: (time: string) => `가장 오래된 문의 ${time}`,
    effect:
      '처음 확인했을 때 이미 24시간이 지나 있던 문의입니다. 카드로 올리지 않고, 마감 알림도 보내지 않습니다.',
    toDo: {
      'call-center': (place: string) => `조치: 마감이 지난 문의입니다. ${place}에서 처리 결과를 확인하세요.`,
      product: (place: string) =>
        `조치: 24시간이 지났어도 답변할 수 있습니다. ${place}에서 확인하고 답변하세요.`,
    } satisfies Record<Source, (place: string) => string>,
  },

  keyExpiry: {
    keyExpiry: '키 만료',
    /** `days`: after today; 0 on the last day, negative after it. */
    title: (days: number) => {
      if (days < 0) return '쿠팡 API 키 만료됨';
      return days === 0 ? '쿠팡 API 키 만료일' : `쿠팡 API 키 만료 ${days}일 전`;
    },
    daysLeft: (days: number) => (days < 0 ? '만료됨' : `${days}일 남음`),
    lastDay: (date: string) => `*만료일* ${date}`,
    lastDayShort: (date: string) => `${date}까지`,
    loses:
      '키가 만료되면 쿠팡 조회가 되지 않아 새 문의가 올라오지 않고, 답변·종료도 카드에 반영되지 않습니다. 같은 키를 쓰는 다른 프로그램(ERP 등)도 함께 멈춥니다.',
    toDo: [
      '1. 먼저 이 키를 다른 프로그램(ERP 등)도 쓰는지 확인하세요. 재발급하면 이전 키는 *바로* 사용할 수 없게 됩니다.',
      '2. 함께 쓰는 곳과 시간을 정한 뒤 WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API에서 재발급하세요 (만료 14일 전부터). 등록된 IP도 확인하세요.',
    ],
    store: '3. 개발 담당자: 새 키와 만료일을 바로 저장하세요. 다른 프로그램에도 새 키를 등록하세요.',
  },

  /** The mail of `report` while a vendor stays blind. */
  reminderMail: {
    begins: '아직 쿠팡 조회가 되지 않는 업체가 있습니다. 새 문의가 Slack에 올라오지 않습니다.',
    vendor: (name: string, since: string, cause: string) => `- ${name}: ${since}부터 · 원인: ${cause}`,
    toDo: (place: string) => `지금은 WING > 고객센터 문의를 직접 확인하세요. 원인별 조치: ${place}`,
    ends: '이 메일은 조회가 재개될 때까지 하루에 한 번 발송됩니다.',
  },
};
