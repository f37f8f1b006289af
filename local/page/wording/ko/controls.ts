export const koControls = {
  controlsIntro: '상황을 직접 만들어 보세요.',
  needsScript: '시뮬레이터를 쓰려면 브라우저에서 JavaScript를 켜세요.',
  target: '대상 문의',
  newest: '가장 최근 문의',
  targetQuestion: '대상 상품 문의',
  groups: {
    arrive: '문의 접수',
    end: '문의 처리',
    questions: '상품 문의',
    coupang: '쿠팡 장애',
    product: '상품 문의 조회 장애',
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
    ask: '새 상품 문의',
    'answer-question': 'WING에서 답변',
    'delete-question': '고객이 삭제',
    'ask-again': '고객이 다시 문의',
    'expire-question': '24시간 지나게 하기',
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
  product: { forbidden: '조회 권한 없음 (403)' },
  slack: { down: '접속 장애', 'rate-limited': '호출 한도 초과', 'lost-answer': '응답 유실' },
  normal: '정상으로',
  leaps: { 'next-event': '다음 일정으로', hour: '1시간 후로', morning: '내일 아침으로' },
  done: {
    'hand-over-reply': '새 미답변 문의 {id} ({shop}). 다음 조회에서 카드가 올라옵니다.',
    'hand-over-confirm': '새 미확인 문의 {id} ({shop}). 다음 조회에서 카드가 올라옵니다.',
    'hand-over-ladder':
      "마감이 3시간 10분 남은 미답변 문의 {id} ({shop}). '다음 일정으로'를 몇 번 누르면 3시간 전과 1시간 전 알림, 자동 종료가 차례로 옵니다.",
    'hand-over-late': '마감이 50분 남은 미답변 문의 {id} ({shop}). 다음 조회에서 카드가 올라옵니다.',
    burst: '새 문의 12건 ({shop}). 다음 조회에서 모아보기 하나로 올라옵니다.',
    'hand-over-again': '문의 {id}: 다시 이관했습니다. 카드가 하나 더 올라오고, 두 카드가 서로 연결됩니다.',
    answer: '문의 {id}: WING에서 답변했습니다.',
    confirm: '문의 {id}: WING에서 확인했습니다.',
    withdraw: '문의 {id}: 상담사가 이관을 취소했습니다.',
    decide: '문의 {id}: 쿠팡이 직권처리했습니다.',
    'auto-close':
      '문의 {id}: 요청 시각을 하루 가까이 앞당겼습니다. 잠시 뒤 마감이 지나고, 쿠팡이 자동 종료합니다.',
    ask: '새 상품 문의 {id} ({shop}). 다음 조회에서 카드가 올라옵니다.',
    'answer-question': '상품 문의 {id}: WING에서 답변했습니다.',
    'delete-question':
      '상품 문의 {id}: 고객이 삭제했습니다. 쿠팡이 삭제를 알려 주지 않으므로, 20분 간격으로 두 번 확인한 뒤 닫습니다.',
    'ask-again':
      '상품 문의 {id}: 고객이 다시 물었습니다. 답변하고 1시간이 지나도 미답변 목록에 남아 있으면 새 카드가 올라옵니다.',
    'expire-question':
      '상품 문의 {id}: 문의 시각을 하루 가까이 앞당겼습니다. 잠시 뒤 24시간이 지나지만, 그 뒤에도 답변할 수 있습니다.',
    coupang: {
      normal: '쿠팡이 정상으로 돌아왔습니다. 곧 다시 조회합니다.',
      blocked: '쿠팡이 이 IP를 차단합니다. 프로그램은 10분 동안 쿠팡을 호출하지 않습니다.',
      throttled: '쿠팡이 호출 한도를 넘었다고 응답합니다. 프로그램은 10분 이상 쿠팡을 호출하지 않습니다.',
      unavailable: '쿠팡에 접속할 수 없습니다 (503).',
      'wrong-key': '쿠팡이 키를 거절합니다 (401).',
      'ip-not-allowed': '쿠팡이 등록되지 않은 IP라고 응답합니다 (403).',
      'incomplete-page': '쿠팡 목록에서 페이지 일부가 누락됩니다.',
      'lost-answer': '쿠팡에 보낸 답변·확인 요청의 응답이 유실됩니다.',
      slow: '쿠팡이 답변·확인 요청에 늦게 응답합니다.',
    },
    product: {
      normal: '상품 문의를 다시 조회할 수 있습니다.',
      forbidden: '쿠팡이 상품 문의 조회를 거절합니다 (403). 고객센터 이관 문의는 계속 조회합니다.',
    },
    slack: {
      normal: 'Slack이 정상으로 돌아왔습니다.',
      down: 'Slack에 접속할 수 없습니다 (503). 카드는 복구되면 올라옵니다.',
      'rate-limited': 'Slack이 호출 한도를 넘었다고 응답합니다 (429).',
      'lost-answer':
        '메시지는 Slack에 올라가지만 응답이 유실됩니다. 같은 카드가 두 번 올라오지 않는지 확인해 보세요.',
    },
    leap: {
      none: '현재 시각 {when} · 그사이 예정된 일을 모두 처리했습니다.',
      step: '현재 시각 {when} · {warning} · {of}',
      deadline: '현재 시각 {when} · 마감 · {of}',
      'shift-end': '현재 시각 {when} · 근무 종료',
      report: '현재 시각 {when} · 일일 보고',
    },
  },
  refused: {
    'none-fits': '해당하는 문의가 없습니다. 먼저 새 문의를 만드세요.',
    'does-not-fit': '이 문의에는 할 수 없는 작업입니다. 다른 문의를 선택하세요.',
    'no-such-inquiry': '해당 문의가 없습니다.',
    'not-here': '여기서는 할 수 없습니다. 시뮬레이터가 실행되고 있지 않습니다.',
  },

  day: {
    play: (minutes: number): string => `▶ 하루 체험 (${minutes}분)`,
    next: '다음',
    stop: '종료',
    /** In a scene that invites the user to act. `inWing`: a colleague acted in WING instead. */
    act: {
      toTarget: '표시된 곳으로',
      waits: (seconds: number): string => `누르지 않으면 ${seconds}초 뒤에 다음으로 넘어갑니다.`,
      done: '✅ 잘하셨습니다.',
      passed: '누르지 않아 다음으로 넘어갑니다.',
      inWing: '누르지 않아 동료가 WING에서 대신 처리했습니다.',
    },
    /** Before the guided day ends what the user has open. */
    ask: {
      title: '하루 체험을 시작할까요?',
      text: (count: number): string =>
        `담당했거나 직접 만든 문의 ${count}건이 아직 열려 있습니다. 시작하면 모두 처리한 것으로 닫힙니다.`,
      confirm: '닫고 시작',
      deny: '취소',
    },
    titles: {
      prepare: '준비',
      arrival: '문의가 들어옵니다',
      morning: '다음 날 아침, 세 건 더',
      answer: 'WING에서 답변하고 확인합니다',
      outage: '쿠팡 조회가 되지 않습니다',
      'all-clear': '다시 조회합니다',
      warning: '마감이 다가옵니다',
      'last-warning': '마지막 알림',
      breach: '마감을 놓쳤습니다',
      'last-chance': '퇴근 전 마지막 기회',
      claim: '직접 해 보기 1: 담당하기',
      order: '직접 해 보기 2: 주문 정보 보기',
      reply: '직접 해 보기 3: 주문 정보가 채워지는 답변',
      guard: '직접 해 보기 4: 보내기 전 확인',
      question: '직접 해 보기 5: 상품 문의에 공개 답변하기',
      confirm: '직접 해 보기 6: 확인 처리',
      home: '직접 해 보기 7: 홈',
      'watch-question': '상품 문의가 들어옵니다',
      saved: '퇴근 전에 답했습니다',
      'shift-end': '퇴근, 인수인계',
      report: '다음 날 아침, 일일 보고',
    },
    reasons: {
      prepare: '남아 있던 문의를 모두 처리하고 시작합니다. 이제부터 시계가 장면마다 앞으로 갑니다.',
      arrival:
        '쿠팡 상담사가 문의를 넘겼습니다. 24시간 안에 답하지 않으면 쿠팡이 닫고 판매자 점수가 내려갑니다. 그래서 마감이 적힌 카드가 한 장 올라옵니다.',
      morning:
        '‘미답변’은 답변이 필요하고 ‘미확인’은 확인만 하면 됩니다. ⚪는 아직 알림이 나가지 않은 건입니다. 보드는 급한 순서라서 무엇을 먼저 할지 바로 보입니다.',
      answer: '다음 조회 때 카드가 그 자리에서 ✅로 바뀝니다. 새 글이 쌓이지 않아 채널이 조용합니다.',
      outage:
        '알림이 없다고 문의가 없는 것은 아닙니다. 몇 분 넘게 조회하지 못하면 원인, 할 일, 그동안의 마감을 채널에 알립니다.',
      'all-clear':
        '복구되면 그동안 들어온 문의와 답변까지 모두 조회합니다. 놓친 것이 없는지 채널에서 확인할 수 있습니다.',
      warning: '어제 온 문의에 아직 답이 없습니다. 카드의 색이 바뀌고, 스레드에 남은 시간이 올라옵니다.',
      'last-warning':
        '이번에는 채널에도 올라오고, 설정한 담당자를 멘션합니다. 카드의 버튼으로 WING을 열 수 있습니다.',
      breach:
        '아무도 답하지 않아 쿠팡이 24시간 만에 닫았습니다. 무엇을 언제 놓쳤는지 한 번 알리고, 보고에 집계합니다.',
      'last-chance':
        '아침에 온 문의는 내일 출근하면 시간이 모자랍니다. 그래서 퇴근 한 시간 전에 미리 알립니다.',
      claim:
        '표시된 카드에서 [{claim}]를 누르세요. 카드에 이름이 적혀, 두 사람이 같은 문의에 답하는 일이 없습니다.',
      order:
        '표시된 카드에서 [{order}]를 누르세요. WING을 열지 않아도 배송 상태와 송장번호, 같은 주문이나 상품의 지난 문의가 보입니다. 다 보셨으면 닫으세요.',
      reply:
        '표시된 카드에서 [{reply}]를 누르고 서식 “{withFacts}”를 고르세요. 배송 상태와 송장번호를 쿠팡에서 불러와 채웁니다. [{preview}], [{send}] 순서로 누르세요.',
      guard:
        '표시된 카드에서 [{reply}]를 누르고, 이번에는 서식 “{withPlace}”를 골라 [{preview}]를 누르세요. 빈칸이 남아 있다고 알려 줍니다. 채워서 보내거나 그대로 닫으세요.',
      question:
        '상품 페이지의 문의는 🛍️로 올라오고, 보드에서는 같은 단계의 이관 다음입니다. 답변은 누구나 볼 수 있습니다. 표시된 카드에서 [{reply}]를 누르고 서식 “{forQuestion}” 끝에 주문번호를 붙여 [{preview}]를 누르면 막힙니다. 지우고 다시 [{preview}], [{send}]를 누르세요.',
      confirm: '입고를 알리는 이관이라 답변은 필요 없습니다. 표시된 카드에서 [{confirm}]를 누르세요.',
      home: '위의 [{home}]을 누르세요. 남은 문의가 마감이 가까운 순서로 모여 있습니다.',
      'watch-question':
        '상품 페이지의 문의도 같은 채널에 🛍️로 올라옵니다. 답변은 누구나 볼 수 있어서 카드에 공개 답변이라고 적힙니다. 보드에서는 같은 단계의 이관이 먼저입니다.',
      saved: '미리 알린 덕분에 한 건을 지켰습니다. 그사이 새 문의도 한 건 왔습니다.',
      'shift-end': '누가 무엇을 남기고 가는지 목록 하나로 남습니다. 다음 근무자는 이 목록에서 이어 갑니다.',
      report: '어제 들어온 건과 끝난 건, 24시간 안에 답한 비율입니다. 보드 아래의 차트에도 쌓입니다.',
    },
  },
};
