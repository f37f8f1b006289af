import type { AboutKey, enDoctorCoupang } from '../en/doctor-coupang.ts';

const WING = 'WING > 판매자정보 > 추가판매정보 > OPEN API';
const WAIT = '몇 분 뒤 doctor를 다시 실행하세요. 결과가 같으면 poll의 로그를 확인하세요.';
const storeKey = ({ store }: AboutKey) =>
  `먼저 키가 누구 것인지 확인하세요. 연동업체 키에는 IP 주소를 추가할 수 없습니다(docs/setup.ko.md). ERP가 자체개발 키를 쓰고 있으면 같은 키를 쓰세요. 저장: ${store}`;

export const koDoctorCoupang: typeof enDoctorCoupang = {
  all: '쿠팡',
  name: (vendor) => `쿠팡 ${vendor}`,
  advice: {
    'not-set-up': storeKey,
    'key-missing': storeKey,
    'key-just-issued': () =>
      '새 키는 24시간까지 걸릴 수 있습니다. 나중에 doctor를 다시 실행하세요. 그동안 Access Key와 Secret Key를 WING과 비교하세요. 키를 재발급하지 마세요.',
    'ip-not-allowed': ({ address, otherAddress, isYoung }) =>
      `${WING} > 수정에서 키에 ${address ?? '고정 IP 주소'}를 추가하세요(최대 10개, 반영까지 최대 30분). 키를 재발급하지 마세요. 연동업체 키에는 추가할 수 없습니다: docs/setup.ko.md.${
        isYoung ? ' 새 키는 첫 접속까지 24시간이 걸릴 수 있습니다.' : ''
      }${otherAddress === undefined ? '' : ` egress 스택의 주소는 ${otherAddress}인데 poll이 그 주소로 나가지 않습니다.`}`,
    credentials: ({ store }) =>
      `Access Key와 Secret Key를 ${WING}과 비교하세요. 키의 유효 기간은 180일입니다. 재발급했다면 새 키를 저장하세요: ${store}`,
    'key-unreadable': ({ store }) =>
      `키가 저장되어 있는지는 키의 보안 암호 항목에 나옵니다. 그 항목이 정상이면 poll에 보안 암호를 읽을 권한이 없는 것입니다. kmsKeyArn을 바꿨다면 키를 다시 저장하세요: ${store}`,
    'wrong-market': () => '설정에서 업체의 마켓을 확인하세요. 다른 마켓의 키입니다.',
    'wrong-path': () => '업체코드를 확인하세요. 다른 업체의 키입니다.',
    'vendor-inactive': () => 'WING에서 업체 상태를 확인하세요. 탈퇴했거나 활성화되지 않았거나 잠겼습니다.',
    'blocked-at-edge': () =>
      '그 시간이 지나면 doctor를 다시 실행하세요. 다시 차단되면 쿠팡에 IP 주소의 차단 해제를 요청하세요.',
    throttled: () =>
      '같은 키를 쓰는 다른 프로그램(ERP 등)을 확인하세요. 모든 프로그램을 합쳐 초당 5회까지 호출할 수 있습니다.',
    clock: () =>
      'doctor를 다시 실행하세요. 결과가 같으면 Lambda와 쿠팡의 시계가 다른 것이므로 AWS와 쿠팡에 알리세요.',
    'bad-request': () => '업체코드를 확인하세요. 맞으면 이 프로그램의 오류를 신고하세요.',
    'coupang-down': () =>
      "브라우저에서 WING이 열립니까? 열리면 poll이 인터넷으로 나가는 길에 문제가 있습니다: RUNBOOK.md, Egress lost. 아니면 egress가 'none'입니다.",
    protocol: () => WAIT,
    contradicted: () =>
      '쿠팡에서 한 건씩 조회되는 문의가 쿠팡의 목록에는 없습니다. 계속되면 쿠팡에 알리세요.',
    'format-changed': () =>
      '쿠팡이 목록의 형식을 바꿨습니다. 이 프로그램을 업데이트하거나 오류를 신고하세요. 그동안 WING을 확인하세요.',
    'filter-ignored': () => '쿠팡이 목록의 상태 조건을 무시합니다. 계속되면 쿠팡에 알리세요.',
    incomplete: () => WAIT,
    'not-polling': () => WAIT,
  },
  wait: WAIT,
  notLive: '쿠팡이 이 키를 받아들입니다. 업체는 아직 시작하지 않았습니다',
  lastReading: (seconds) => `쿠팡이 이 키를 받아들입니다. 마지막 전체 조회는 ${seconds}초 전입니다`,
  oldReading: (minutes) => `쿠팡이 이 키를 받아들입니다. 그런데 마지막 전체 조회가 ${minutes}분 전입니다`,
  seeSchedule:
    '예약과 poll의 로그를 확인하세요 (RUNBOOK.md, No complete reading). 업체를 방금 다시 시작했다면 2분 기다리세요.',
  noReading: '쿠팡이 이 키를 받아들입니다. 그런데 아직 전체를 조회한 적이 없습니다',
  waitAfterDeploy: '처음 배포한 뒤라면 2분 기다리세요. 그렇지 않으면 예약과 poll의 로그를 확인하세요.',
  failed: (result, problem, until) =>
    `${RESULTS[result] ?? result} (${result}${problem === undefined ? '' : `: ${problem}`})${until === undefined ? '' : `. ${until}까지 호출을 일시 중지해 쿠팡에 확인하지 않았습니다`}`,
  sources: {
    product: {
      name: '상품 문의',
      refused: `쿠팡이 이 키로 이관 문의는 조회하게 해 주지만 상품 문의는 거부합니다. ${WING}에서 이 키에 상품 문의 권한이 있는지 확인하고, 설정에서 업체의 마켓을 확인하세요. 키를 재발급하지 마세요. 해결될 때까지 sources에서 'product'를 빼고 WING > 상품 문의를 확인하세요.`,
    },
  },
  sourceRead: '쿠팡이 이 키로 조회하게 해 줍니다',
  calls: (vendor) => `호출 ${vendor}`,
  held: {
    list: '목록',
    'look-up': '한 건씩의 조회',
    older: '지난 기간의 목록',
    names: '상품 이름',
    act: '처리',
  },
  heldUntil: (calls, until, reason) => `${until}까지 호출 일시 중지: ${calls}. 원인: ${reason}`,
  heldToDo:
    '다른 호출은 계속하고, 중지된 호출은 자동으로 다시 시도합니다. 몇 시간째 반복되면 poll의 로그를 확인하세요 (RUNBOOK.md, No complete reading).',
  totals: (vendor) => `합계 ${vendor}`,
  wrongTotals: (shortBy, status, from, others) =>
    `쿠팡의 합계가 ${from}부터의 ${status} 목록보다 ${shortBy}건 많습니다${others > 0 ? `(다른 목록 ${others}개도 같음)` : ''}. 세 번 연속 그러면 합계 대신 목록을 따릅니다`,
  wrongTotalsToDo:
    '빠지는 문의는 없습니다. 목록에 있는 문의는 모두 보여 주고, 목록에서 사라진 건은 종료하기 전에 한 건씩 조회합니다. WING과 비교해 보고 쿠팡 고객지원에 문의하세요: 목록 API v5의 totalElements가 모든 페이지의 행 수보다 큽니다.',

  secret: {
    name: (vendor) => `보안 암호 ${vendor}`,
    slack: '보안 암호 Slack',
    unset: (name) => `보안 암호 ${name}이(가) 아직 없습니다`,
    run: (command) => `실행하세요: ${command}`,
    unusable: (name, faults) => `보안 암호 ${name}을(를) 쓸 수 없습니다: ${translateFaults(faults)}`,
    noLastDay: '키의 만료일이 없습니다. 만료되기 전에 알릴 수 없습니다',
    storeLastDay: (command) => `WING에 표시되는 만료일과 함께 키를 다시 저장하세요: ${command}`,
    renew: (command) => `WING에서 재발급하세요. 기존 키는 바로 사용할 수 없게 됩니다. 그다음: ${command}`,
    ended: (day) => `키가 ${day}에 만료되었습니다`,
    ends: (day, days) => `키가 ${days}일 뒤인 ${day}에 만료됩니다`,
    stored: (day, days) => `저장되어 있습니다. 키는 ${days}일 뒤인 ${day}에 만료됩니다`,
    isStored: '저장되어 있습니다',
    noSigningSecret: 'Signing Secret이 없습니다',
    storeBoth: (command) => `두 키를 다시 저장하세요: ${command}`,
    noWorkspace: '워크스페이스 ID가 없습니다. 아무도 담당, 확인, 답변을 할 수 없습니다',
    storeWorkspace: (command) => `저장하세요. 두 키는 Enter로 유지합니다: ${command}`,
  },
  clocks: {
    here: '이 컴퓨터의 시계',
    agrees: 'AWS와 일치합니다',
    isOff: (seconds) => `AWS와 ${seconds}초 차이가 납니다`,
    setIt: '이 컴퓨터의 시계를 자동으로 맞추세요. AWS와 Slack이 요청을 거부할 수 있습니다.',
    coupang: '쿠팡의 시계',
    coupangIsOff: (seconds) => `Date 헤더가 AWS의 시계와 ${seconds}초 차이가 납니다`,
    useAws:
      '할 일은 없습니다. 이 프로그램은 AWS의 시계를 씁니다. 쿠팡이 적는 시각이 그만큼 틀릴 수 있습니다. 계속되면 쿠팡에 알리세요.',
    coupangAgrees: 'AWS와 5분 안에서 일치합니다',
  },
  learn: {
    name: (vendor) => `가정 확인 ${vendor}`,
    notLive: '업체가 live: false여서 문의를 조회하지 않습니다',
    setLive: (deploy) => `설정에서 live: true로 바꾼 뒤: ${deploy}`,
    deployThis: (deploy) => `이 버전을 배포하세요: ${deploy}`,
    read: (inquiries, pages, windows) =>
      `기간 ${windows}개의 ${pages}쪽에서 문의 ${inquiries}건을 조회했습니다. 고객과 상담사의 글은 함수 밖으로 나오지 않았습니다.`,
    stopped: {
      pages:
        '한 번에 조회할 수 있는 페이지 수를 모두 써서 일찍 끝났습니다. 더 이전 목록은 조회하지 않았습니다.',
      time: 'poll의 제한 시간이 되어 일찍 끝났습니다. 자주 그러면 pollTimeoutSeconds를 늘리세요.',
      coupang: '쿠팡 호출이 실패해 일찍 끝났습니다. 아래를 확인하세요.',
    },
    endedEarly: (reason) => `일찍 끝났습니다: ${reason}.`,
    columns: { for: '맞음', against: '틀림', assumed: '가정' },
    assumptions: {
      'flag-outlives-next-post': {
        assumed: '상담사가 글을 더 남겨도 이전 글의 답변 요청(requestAnswer)은 그대로다.',
        ifWrong:
          '요청 표시가 사라지면 이전 글의 건은 결과를 모른 채 종료됩니다. 요청이 있는 새 글에는 카드와 알림이 따로 나옵니다.',
      },
      'flag-falls-with-answer': {
        assumed: '업체가 답변하면 답변 요청(requestAnswer)이 바로 사라진다.',
        ifWrong:
          '답변한 건이 미처리로 남고 알림도 계속됩니다. 요청 표시가 사라지거나 목록에서 빠지면 끝납니다.',
      },
      'lists-follow-flags': {
        assumed:
          'NO_ANSWER와 TRANSFER 목록에는 답변 요청(requestAnswer)이 남은 글이 있는 문의가 빠짐없이, 그런 문의만 나온다.',
        ifWrong:
          '요청 없이 목록에 있는 문의는 마감이 확실하지 않은 카드로 올라옵니다. 요청이 있어도 목록에 없는 문의는 카드가 올라오지 않습니다.',
      },
      'end-date-inclusive': {
        assumed: '목록에는 마지막 날짜(inquiryEndAt)의 문의도 나온다.',
        ifWrong:
          '오늘 들어온 문의를 내일 봅니다. 마감은 맞습니다. 바로 신고하세요. 최근 일주일을 하루 뒤까지 조회해야 합니다.',
      },
      'transfer-leaves-after-24-hours': {
        assumed: '24시간이 지난 문의는 TRANSFER 목록에 나오지 않는다.',
        ifWrong:
          '그런 건은 마감이 지난 뒤에도 목록에 있는 동안 열려 있습니다. 하루가 더 지나면 집계만 합니다.',
      },
      'automatic-post-prefix': {
        assumed: '쿠팡의 자동 글은 알려진 문구로 시작한다.',
        ifWrong:
          '마감 뒤 10분 안에 올라온, 로그인 ID가 없는 업체 글은 답변이 아니라 놓친 마감으로 집계됩니다. 글의 첫 문구를 알려 주세요.',
      },
      'clock-starts-at-asking-post': {
        assumed: '24시간은 상담사가 답변을 요청한 글부터 계산한다.',
        ifWrong:
          '카드는 어쨌든 그 글의 시각을 씁니다. 더 일찍 종료되면 바로 놓친 마감으로 보여 주거나, 다른 요청이 함께 있으면 결과를 알 수 없는 것으로 보여 줍니다. 더 늦게 종료되면 그때까지 마감 지남으로 남습니다.',
      },
      'weekends-and-holidays-count': {
        assumed: '주말과 공휴일도 24시간에 포함된다(확인한 것: 주말).',
        ifWrong: '알림이 주말만큼 일찍 오고, 쿠팡이 종료할 때까지 마감 지남으로 열려 있습니다.',
      },
      'window-filters-by-inquiry-date': {
        assumed: '목록의 기간은 글의 날짜와 상관없이 문의 자체의 날짜(inquiryAt)를 따른다.',
        ifWrong:
          '다른 목록에 있는 건이 빠진 것으로 보일 수 있습니다. 한 건씩 조회하면 요청이 남아 있으므로 열린 채로 둡니다. 그런 건이 여럿이면 쿠팡 조회가 되지 않는 것으로 봅니다.',
      },
      'totals-count-rows': {
        assumed: 'totalElements는 모든 페이지에 나오는 행의 수다.',
        ifWrong:
          '그런 목록은 세 번 연속 같은 수가 모자랄 때까지 문의가 빠진 근거로 쓰지 않습니다. 페이지에 나온 것은 그대로 알립니다.',
      },
      'unnamed-answer-ends-all': {
        assumed:
          '어느 요청에 답하는지 나타내지 않은 업체 답변(parentAnswerId 0)은 앞선 요청 모두에 대한 답변이다.',
        ifWrong:
          '그 답변과 상관없는 요청 가운데 가장 최근 것은 목록에 있는 동안 열려 있지만, 더 오래된 것은 답변 완료로 종료될 수 있습니다.',
      },
      'product-time-offset': {
        assumed: '상품 문의의 시각(inquiryAt)은 표시된 시간대대로 맞고, 시간대가 없으면 마켓의 시각이다.',
        ifWrong:
          '앞선 조회에 없던 문의는 그래도 카드로 올라오지만 마감이 몇 시간 틀립니다. 결과를 바로 알려 주세요.',
      },
      'all-shows-everything': {
        assumed: 'ALL 목록에는 NOANSWER나 ANSWERED에 나오는 상품 문의가 모두 나온다.',
        ifWrong: 'NOANSWER에서 빠진 문의가 ALL에만 없는 것인데도 고객이 삭제한 것으로 종료될 수 있습니다.',
      },
      'comment-means-answered': {
        assumed: '댓글이 있는 상품 문의는 답변된 것이고, ANSWERED에는 댓글 없는 문의가 나오지 않는다.',
        ifWrong:
          'ANSWERED에 댓글 없이 나오는 문의는 접수 뒤 30일까지 미처리로 남고 알림도 계속됩니다. 그런 문의가 여럿이면 쿠팡 조회가 되지 않는 것으로 봅니다.',
      },
      'listed-after-comment-asks-again': {
        assumed: '마지막 댓글에서 2시간이 지나도 NOANSWER에 나오는 상품 문의는 다시 물은 것이다.',
        ifWrong: '답변한 문의에 댓글마다 카드가 하나 더 올라옵니다.',
      },
      'product-end-date': {
        assumed: '목록에는 마지막 날짜(inquiryEndAt)의 상품 문의도 나온다.',
        ifWrong:
          '오늘 올라온 문의를 내일 봅니다. 마감은 맞습니다. 바로 신고하세요. 최근 일주일을 하루 뒤까지 조회해야 합니다.',
      },
      'score-counts-product-inquiries': {
        assumed: '판매자 점수에는 상품 문의도 반영된다. 쿠팡이 점수를 도입할 때 그렇게 설명했다.',
        ifWrong:
          '리포트의 놓쳐도 되는 건수가 실제와 다릅니다. WING의 점수와 리포트를 비교하고, 상품 문의가 반영되지 않으면 scoreSources에서 빼세요.',
      },
      'product-reply-length': {
        assumed: '상품 문의의 답변은 2자에서 1,000자까지다.',
        ifWrong: '쿠팡이 받을 수 있는 더 긴 답변을 이 프로그램이 거절합니다. WING에서 답변하세요.',
      },
      'second-product-reply': {
        assumed:
          '상품 문의에는 답변을 한 번만 한다. 내용이 다른 두 번째 답변은 거부되거나, 모두에게 두 번 보일 수 있다.',
        ifWrong: '쿠팡이 받을 수 있는 두 번째 답변을 이 프로그램이 거절합니다. WING에서 답변하세요.',
      },
    },
    lists: {
      title: '목록별 문의 수(미처리·종료는 최근 문의 50건 기준):',
      columns: {
        inquiries: '문의',
        requestAnswer: 'requestAnswer',
        answered: 'answered',
        complete: 'complete',
        asking: '요청 남음',
        open: '미처리',
        closed: '종료',
      },
    },
    uncounted: '다음은 쿠팡의 어떤 목록으로도 확인할 수 없습니다. WING에서 확인하세요.',
    sum: (all, against, without) =>
      `가정 ${all}개: 어긋난 사례가 있는 것 ${against}개, 사례가 없는 것 ${without}개.`,
  },
};

const translateFaults = (faults: string): string =>
  faults
    .replace('it is not a JSON object', 'JSON 객체가 아닙니다')
    .replaceAll(' is missing or not a string', ' 없음 또는 문자열 아님')
    .replaceAll(' is blank or malformed', ' 비어 있거나 형식이 틀림');

/** The deployed poll's results, whose names are English. */
const RESULTS: Readonly<Record<string, string>> = {
  'not-set-up': '키가 아직 저장되지 않았습니다',
  'key-missing': '키가 없습니다',
  'key-just-issued': '새 키를 쿠팡이 아직 받아들이지 않습니다',
  'ip-not-allowed': '등록되지 않은 IP 주소입니다',
  credentials: '쿠팡이 키를 거부합니다',
  'key-unreadable': '키를 읽지 못합니다',
  'wrong-market': '다른 마켓의 키입니다',
  'wrong-path': '다른 업체의 키입니다',
  'vendor-inactive': '업체가 활성 상태가 아닙니다',
  'blocked-at-edge': '쿠팡이 IP 주소를 차단했습니다',
  throttled: '쿠팡이 호출 수를 제한합니다',
  clock: '쿠팡과 시계가 다릅니다',
  'bad-request': '쿠팡이 요청을 거부합니다',
  'coupang-down': '쿠팡에 연결되지 않습니다',
  protocol: '쿠팡의 응답을 읽을 수 없습니다',
  contradicted: '쿠팡의 목록과 개별 조회가 다릅니다',
  'format-changed': '쿠팡의 형식이 바뀌었습니다',
  'filter-ignored': '쿠팡이 조건을 무시합니다',
  incomplete: '전체를 조회하지 못합니다',
  'not-polling': '조회가 실행되지 않습니다',
};
