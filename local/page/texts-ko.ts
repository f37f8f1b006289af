import type { NextEvent } from '../board/next-event.ts';
import type { ActionDone } from './command.ts';
import { ko as acts } from './acts/texts-ko.ts';
import type { PageTexts } from './page-texts.ts';

export const ko: PageTexts = {
  title: '쿠팡 문의 알림',
  local: '내 컴퓨터',
  skipToBoard: '보드로 건너뛰기',
  skipToChannels: '채널로 건너뛰기',
  channels: '채널',
  board: '보드',
  controls: '조작',
  views: '화면',
  preferences: '보기 설정',
  language: '언어',
  theme: '밝기',
  themes: { system: '시스템', light: '밝게', dark: '어둡게' },

  polls: '마지막 조회',
  neverPolled: '첫 조회 중 · 반년 치를 읽어 잠시 걸립니다',
  sight: {
    seeing: '조회 중',
    troubled: '조회 문제',
    blind: (duration) => `조회 중단 ${duration}째`,
  },
  coupangOf: (vendor) => `쿠팡 ${vendor}`,
  lastComplete: '마지막 정상 조회',
  noneComplete: '정상 조회 아직 없음',
  clockDiffers: (lasts) => `쿠팡과 이 컴퓨터의 시계가 ${lasts} 차이 납니다`,
  slackHealth: {
    fine: '전송 정상',
    sending: '전송 중',
    failing: '전송 장애',
    late: '전송 지연',
    pending: (count) => `보낼 메시지 ${count}건`,
    oldest: (duration) => `가장 오래된 것 ${duration}째`,
    nothingPending: '밀린 메시지 없음',
    lastFailure: '마지막 실패',
    failures: {
      'rate-limited': '대기 요청 (429)',
      unreached: '접속 실패',
      unsure: '응답 유실',
      'card-unusable': '카드를 고칠 수 없음',
      'content-refused': '메시지 형식 거절',
      'channel-unusable': '채널 사용 불가',
      'token-unusable': '봇 토큰 거절',
      'look-up-refused': '기록 조회 거절',
      refused: '메시지 거절',
    },
    byItself: '밀린 메시지는 Slack이 복구되면 저절로 올라갑니다. 그동안은 이 보드를 보세요.',
    bySomebody: '저절로 풀리지 않습니다. 조치는 터미널에 나옵니다. 그동안은 이 보드를 보세요.',
  },
  readings: (complete, all) => (complete === all ? '정상 조회' : `목록 ${complete}/${all}만 조회됨`),
  listed: (count) => `쿠팡 목록 ${count}건`,
  nothingNew: '새 소식 없음',
  counts: {
    opened: '새 이관',
    changed: '변경',
    closed: '종료',
    reopened: '다시 열림',
    unverified: '결과 확인 중',
    unusable: '읽을 수 없음',
    past: '이미 지남',
  },
  skipped: '앞선 조회가 아직 끝나지 않아 건너뜀',
  backingOff: '쿠팡 호출을 쉬는 중',
  untilThen: '다음 조회',
  held: (calls) => `${calls} 쉬는 중`,
  heldSince: '시작',
  heldUntil: '재개',
  heldToDo: {
    throttled: '조치: 같은 키를 쓰는 다른 프로그램(ERP 등)의 호출을 줄이세요.',
    other: '자동으로 재개합니다. 몇 시간 이어지면 개발 담당자에게 알리고 WING도 직접 확인하세요.',
  },
  heldCalls: {
    primary: '목록 조회',
    secondary: '그 밖의 조회',
    'look-up': '문의 개별 조회',
    older: '지난 기간 목록',
    answer: '답변 완료 목록',
    act: '답변 전송과 그 밖의 조회',
  },
  pollThrew: '조회가 오류로 끝났습니다. 터미널과 로그를 확인하세요.',
  details: '자세히',

  noMessages: '아직 메시지가 없습니다. 첫 조회가 끝나면 카드가 올라옵니다.',
  channelLinks: '채널 바로가기',
  older: (count) => `더 오래된 메시지 ${count}개는 표시하지 않습니다`,
  mainChannel: '문의 채널',
  fallbackChannel: '예비 채널',
  stepChannel: '경고 채널',
  edited: '(수정됨)',
  deleted: '삭제된 메시지입니다.',
  replies: (count) => `답글 ${count}개`,
  broadcast: '채널에도 공유된 답글',

  boardToCome: '첫 조회가 끝나면 열린 이관이 마감 순서로 여기에 나옵니다.',
  noneOpen: '열린 이관이 없습니다.',
  openTickets: (count) => `열린 이관 ${count}건`,
  moreOpen: (count) => `외 ${count}건`,
  due: '마감',
  columns: { kind: '유형', product: '상품', progress: '알림·담당', number: '문의번호' },
  pastTickets: (count) => `마감 지난 미확인 ${count}건`,
  pastHint: '마감이 지나 더 할 일이 없는 확인 건입니다. 치우면 이 브라우저에서만 숨겨집니다.',
  stillListed: '쿠팡 목록에 남아 있음',
  wasPast: '처음 볼 때 이미 지남',
  dismiss: '치우기',
  dismissOf: (id) => `문의 ${id} 치우기`,
  dismissAll: '모두 치우기',
  bringBack: '다시 보기',
  tools: {
    label: '보드 거르기',
    search: '검색',
    searchHint: '문의번호·주문번호·상품',
    kind: '유형',
    vendor: '업체',
    state: '상태',
    states: { open: '열림', unverified: '결과 확인 중', claimed: '담당 있음', unclaimed: '담당 없음' },
    hour: '마감',
    hours: { over: '마감 지남', h1: '1시간 안', h3: '3시간 안', h6: '6시간 안' },
    all: '전체',
    mine: '내 건만',
    showAll: '모두 보기',
    more: '보드 설정',
    sound: '새 건이 오면 소리',
    title: '새 건이 오면 탭 제목 깜박임',
    only: '보드만 크게 보기',
  },
  life: {
    open: (product, id) => `${product} · 문의 ${id}의 전체 기록`,
    heading: '이관 건의 전체 기록',
    close: '닫기',
    back: '보드로',
    events: (zone) => `있었던 일 (${zone} 시각)`,
    noEvents: '로그에 이 건의 기록이 없습니다. 로그보다 오래된 건일 수 있습니다.',
    inner: '내부 기록도 보기',
    requested: '요청',
    firstSeen: '처음 봄',
    order: '주문번호',
    category: '분류',
    request: '상담사 요청',
    claim: '담당',
    warnings: '알림',
    state: { open: '열림', unverified: '결과 확인 중', closed: '종료' },
    unknown: '그런 이관 건이 없습니다.',
  },
  estimate: '추정',
  unverified: '결과 확인 중',
  left: '남은 시간',
  warnings: {
    target: '팀 목표 알림',
    '6h': '6시간 전 알림',
    '3h': '3시간 전 알림',
    '1h': '1시간 전 알림',
    '15m': '15분 전 알림',
    'last-shift': '퇴근 전 알림',
    'off-hours': '영업시간 외 알림',
    overdue: '마감 지남 알림',
    stale: '담당 확인 알림',
  },
  steps: {
    target: '팀 목표',
    '6h': '6시간 전',
    '3h': '3시간 전',
    '1h': '1시간 전',
    '15m': '15분 전',
    'last-shift': '퇴근 전',
    'off-hours': '영업 외',
    overdue: '마감 지남',
    stale: '담당 확인',
  },
  toCome: (warning) => `${warning} 예정`,
  copy: (id) => `문의번호 ${id} 복사`,
  card: '카드',
  cardOf: (id) => `카드 (문의 ${id})`,
  closedTickets: '최근 종료',
  noneClosed: '아직 종료된 이관이 없습니다.',
  took: (duration) => `${duration} 걸림`,
  boardUnreadable: '보드를 읽지 못했습니다. 터미널과 로그를 확인하세요.',
  pageFailed: '페이지를 만들지 못했습니다. 터미널과 로그를 확인한 뒤 새로 고치세요.',

  reports: '일일 보고',
  noReports: '하루가 끝나면 그날의 결과가 여기에 나옵니다.',
  chart: (days) => `최근 보고 ${days}일의 종료 건수와 24시간 내 답변 비율`,
  chartDay: (day, closed, share) =>
    `${day}: 종료 ${closed}건${share === undefined ? '' : `, 24시간 내 답변 ${share}`}.`,
  asTable: '표로 보기',
  figures: {
    day: '날짜',
    opened: '새 이관',
    closed: '종료',
    share: '24시간 내 답변',
    median: '답변 소요 시간 (중앙값)',
    rolling: '최근 30일 24시간 내 답변',
  },

  controlsIntro: '쿠팡과 Slack에서 일어날 일을 만듭니다.',
  needsScript: '조작하려면 브라우저에서 JavaScript를 켜세요.',
  target: '대상 문의',
  newest: '가장 최근 문의',
  groups: {
    arrive: '문의가 들어옴',
    end: '문의가 처리됨',
    coupang: '쿠팡 장애',
    slack: 'Slack 장애',
    clock: '시간 이동',
  },
  actions: {
    'hand-over-reply': '새 미답변',
    'hand-over-confirm': '새 미확인',
    'hand-over-ladder': '마감 3시간 10분 전',
    'hand-over-late': '마감 임박 미답변',
    burst: '12건 한꺼번에',
    'hand-over-again': '두 번째 이관',
    answer: 'WING에서 답변',
    confirm: 'WING에서 확인',
    withdraw: '이관 취소',
    decide: '쿠팡 직권처리',
    'auto-close': '마감까지 방치',
  },
  coupang: {
    blocked: 'IP 차단',
    throttled: '호출 한도 초과',
    unavailable: '접속 장애',
    'wrong-key': '잘못된 키',
    'ip-not-allowed': '미등록 IP',
    'incomplete-page': '페이지 일부 누락',
    'lost-answer': '전송 응답 유실',
    slow: '느린 전송 응답',
  },
  slack: { down: '접속 장애', 'rate-limited': '대기 요청 (429)', 'lost-answer': '응답 유실' },
  normal: '정상으로',
  leaps: { 'next-event': '다음 일정으로', hour: '1시간 뒤로', morning: '내일 아침으로' },
  done: (done) => describeDone(done),
  refused: {
    'none-fits': '할 수 있는 문의가 없습니다. 먼저 새 문의를 만드세요.',
    'does-not-fit': '이 문의에는 할 수 없는 일입니다. 다른 문의를 고르세요.',
    'no-such-inquiry': '그런 문의가 없습니다.',
    'not-here': '여기서는 할 수 없습니다. 시뮬레이터가 돌고 있지 않습니다.',
  },

  day: {
    play: '▶ 하루 체험 (3분)',
    next: '다음',
    stop: '그만',
    scenes: {
      prepare: {
        title: '준비',
        why: '남아 있던 문의를 모두 처리하고 시작합니다. 이제부터 시계가 장면마다 앞으로 갑니다.',
      },
      arrival: {
        title: '문의가 들어옵니다',
        why: '쿠팡 상담사가 문의를 넘겼습니다. 24시간 안에 답하지 않으면 쿠팡이 닫고 판매자 점수가 내려갑니다. 그래서 마감이 적힌 카드가 한 장 올라옵니다.',
      },
      morning: {
        title: '다음 날 아침, 세 건 더',
        why: '🟠는 답변이 필요하고 🔵는 확인만 하면 됩니다. 보드는 마감이 가까운 순서라서 무엇을 먼저 할지 바로 보입니다.',
      },
      answer: {
        title: 'WING에서 답변하고 확인합니다',
        why: '다음 조회 때 카드가 그 자리에서 ✅로 바뀝니다. 새 글이 쌓이지 않아 채널이 조용합니다.',
      },
      outage: {
        title: '쿠팡을 읽을 수 없습니다',
        why: '알림이 없다고 문의가 없는 것은 아닙니다. 몇 분 넘게 읽지 못하면 원인, 할 일, 그동안의 마감을 채널에 알립니다.',
      },
      'all-clear': {
        title: '다시 읽습니다',
        why: '복구되면 그동안 들어온 문의와 답변까지 찾아 읽습니다. 놓친 것이 없는지 채널에서 확인할 수 있습니다.',
      },
      warning: {
        title: '마감이 다가옵니다',
        why: '어제 온 문의에 아직 답이 없습니다. 카드의 색이 바뀌고, 스레드에 남은 시간이 올라옵니다.',
      },
      'last-warning': {
        title: '마지막 알림',
        why: '이번에는 채널에도 올라오고, 설정한 담당자를 부릅니다. 카드의 버튼으로 WING을 열 수 있습니다.',
      },
      breach: {
        title: '마감을 놓쳤습니다',
        why: '아무도 답하지 않아 쿠팡이 24시간 만에 닫았습니다. 무엇을 언제 놓쳤는지 한 번 알리고, 보고에 셉니다.',
      },
      'last-chance': {
        title: '퇴근 전 마지막 기회',
        why: '아침에 온 한 건은 내일 출근하면 시간이 모자랍니다. 그래서 퇴근 한 시간 전에 미리 알립니다.',
      },
      saved: {
        title: '퇴근 전에 답했습니다',
        why: '미리 알린 덕분에 한 건을 지켰습니다. 그사이 새 문의도 한 건 왔습니다.',
      },
      'shift-end': {
        title: '퇴근, 인수인계',
        why: '누가 무엇을 남기고 가는지 목록 하나로 남습니다. 다음 근무자는 이 목록에서 이어 갑니다.',
      },
      report: {
        title: '다음 날 아침, 일일 보고',
        why: '어제 들어온 건과 끝난 건, 24시간 안에 답한 비율입니다. 보드 아래의 차트에도 쌓입니다.',
      },
    },
  },

  acts,
  client: {
    hours: '{h}시간 {m}분',
    minutes: '{m}분 {s}초',
    passed: '{left} 지남',
    steps: { calm: '3시간 이상', 'under-3h': '3시간 미만', 'under-1h': '1시간 미만', over: '마감 지남' },
    connecting: '연결이 끊겼습니다. 다시 연결하는 중입니다.',
    copied: '{id} 복사됨',
    notCopied: '복사하지 못했습니다. 번호를 직접 고르세요.',
    newMessage: '새 메시지: {text}',
    failed: '하지 못했습니다. 알림이 돌고 있는지 터미널을 확인하세요.',
    nextDay: '다음 날 {time}',
    shown: '열린 {all}건 중 {shown}건 표시',
    noneFits: '조건에 맞는 건이 없습니다. 열린 {all}건이 가려져 있습니다.',
    newTickets: '새 이관 {count}건',
    soundNeedsPress: '브라우저가 소리를 막고 있습니다. 화면을 한 번 누르면 켜집니다.',
    dismissed: '치운 {count}건',
    lifeFailed: '기록을 읽지 못했습니다. 알림이 돌고 있는지 터미널을 확인하세요.',
  },
};

const COUPANG_DONE = {
  blocked: '쿠팡이 이 IP를 차단합니다. 알림은 10분 동안 쿠팡을 부르지 않습니다.',
  throttled: '쿠팡이 호출을 줄이라고 답합니다. 알림은 10분 이상 쉽니다.',
  unavailable: '쿠팡에 접속할 수 없습니다 (503).',
  'wrong-key': '쿠팡이 키를 거절합니다 (401).',
  'ip-not-allowed': '쿠팡이 이 IP를 모른다고 답합니다 (403).',
  'incomplete-page': '쿠팡이 목록의 페이지 일부를 빠뜨립니다.',
  'lost-answer': '쿠팡이 답변·확인 요청의 응답을 잃어버립니다.',
  slow: '쿠팡이 답변·확인 요청에 늦게 응답합니다.',
} as const;

const SLACK_DONE = {
  down: 'Slack에 접속할 수 없습니다 (503). 카드는 복구되면 올라옵니다.',
  'rate-limited': 'Slack이 잠시 기다리라고 답합니다 (429).',
  'lost-answer': 'Slack이 메시지를 올리고도 응답을 잃습니다. 같은 카드가 두 번 올라오지 않는지 보세요.',
} as const;

const describeLeap = (event: NextEvent | undefined): string => {
  switch (event?.name) {
    case undefined:
      return '현재 시각 {when} · 그사이 예정된 일을 모두 처리했습니다.';
    case 'step':
      return `현재 시각 {when} · ${ko.warnings[event.step]} · ${event.of}`;
    case 'deadline':
      return `현재 시각 {when} · 마감 · ${event.of}`;
    case 'shift-end':
      return '현재 시각 {when} · 근무 종료';
    case 'report':
      return '현재 시각 {when} · 일일 보고';
  }
};

const DAY_DONE = {
  play: '하루 체험을 시작합니다. 설명은 화면 위쪽에 나옵니다.',
  next: '다음 장면으로 갑니다.',
  stop: '하루 체험을 멈춥니다.',
} as const;

const describeDone = (done: ActionDone): string => {
  switch (done.did) {
    case 'hand-over-reply':
      return `새 미답변 문의 ${done.inquiryId} (${done.label}). 다음 조회에서 카드가 올라옵니다.`;
    case 'hand-over-confirm':
      return `새 미확인 문의 ${done.inquiryId} (${done.label}). 다음 조회에서 카드가 올라옵니다.`;
    case 'hand-over-ladder':
      return `마감이 3시간 10분 남은 미답변 문의 ${done.inquiryId} (${done.label}). '다음 일정으로'를 몇 번 누르면 3시간 전과 1시간 전 알림, 자동 종료가 차례로 옵니다.`;
    case 'hand-over-late':
      return `마감이 50분 남은 미답변 문의 ${done.inquiryId} (${done.label}). 다음 조회에서 카드가 올라옵니다.`;
    case 'burst':
      return `새 문의 ${done.count}건 (${done.label}). 다음 조회에서 모아보기 하나로 올라옵니다.`;
    case 'hand-over-again':
      return `문의 ${done.inquiryId}: 다시 이관했습니다. 카드가 하나 더 올라오고, 두 카드가 서로 연결됩니다.`;
    case 'answer':
      return `문의 ${done.inquiryId}: WING에서 답변했습니다.`;
    case 'confirm':
      return `문의 ${done.inquiryId}: WING에서 확인했습니다.`;
    case 'withdraw':
      return `문의 ${done.inquiryId}: 상담사가 이관을 취소했습니다.`;
    case 'decide':
      return `문의 ${done.inquiryId}: 쿠팡이 직권처리했습니다.`;
    case 'auto-close':
      return `문의 ${done.inquiryId}: 요청 시각을 하루 가까이 앞당겼습니다. 잠시 뒤 마감이 지나고, 쿠팡이 자동 종료합니다.`;
    case 'coupang':
      return done.trouble === null
        ? '쿠팡이 다시 정상입니다. 다음 조회부터 다시 읽습니다.'
        : COUPANG_DONE[done.trouble];
    case 'slack':
      return done.trouble === null ? 'Slack이 다시 정상입니다.' : SLACK_DONE[done.trouble];
    case 'day':
      return DAY_DONE[done.step];
    case 'leap':
      return describeLeap(done.event);
  }
};
