import type { enDoctorAws } from '../en/doctor-aws.ts';

export const koDoctorAws: typeof enDoctorAws = {
  config: {
    name: '설정',
    live: (file, live, all) => `${file}: 업체 ${all}곳 중 ${live}곳 시작됨`,
    noneLive: (file) => `${file}: 시작한 업체가 없어 아무것도 조회하지 않습니다`,
    goLive: '다른 항목이 모두 정상이면 live: true로 바꿔 배포하세요.',
    egress: 'egress',
    noEgress: "'none': 쿠팡은 등록된 IP 주소만 받아들입니다",
    setEgress: "egress를 'existing-subnets'나 'nat-instance'로 바꿔 배포하세요. 'none'은 시뮬레이터용입니다.",
    deployed: '배포된 설정',
    unknown: '알 수 없습니다. 배포된 버전에 기록이 없습니다',
    same: (file) => `${file}과 같습니다`,
    differs: (file) =>
      `${file}과 다르거나 다른 버전에서 배포했습니다. 나머지 항목은 이 파일을 기준으로 합니다`,
  },
  stack: {
    name: (stack) => `스택 ${stack}`,
    missing: '배포되지 않았습니다',
    deployIt: (deploy) => `배포하세요: ${deploy}`,
    foreign: ({ description, tags }) =>
      `이 프로그램의 스택이 아닙니다: ${description === '' ? '설명 없음' : `설명 "${description}"`}${tags === '' ? '' : `, 태그 ${tags}`}`,
    elsewhere: '설정의 `namePrefix`를 다르게 하거나, 다른 리전이나 계정에 배포하세요.',
    address: '고정 IP 주소',
    register: (address) => `${address}. 업체마다 WING에서 키에 등록해야 합니다`,
    leftEgress: (egress) => `egress가 '${egress}'인데 아직 남아 있습니다. NAT 비용이 매시간 나갑니다`,
    deleteEgress: (deploy) =>
      `먼저 ${deploy}, 그다음 보호를 해제하고 삭제하세요 (docs/operations.md, Changing the egress)`,
    changing: (status) => `변경 중입니다: ${status}`,
    waitForChange: '끝나면 doctor를 다시 실행하세요.',
    isDeployed: (status) => `배포됨: ${status}`,
    rolledBack: '마지막 배포가 실패해 롤백되었습니다',
    broken: (status) => `상태가 정상이 아닙니다: ${status}`,
    seeEvents: (events, command) => `원인을 확인하세요: ${events}. 그다음: ${command}`,
  },
  tables: {
    left: '남은 테이블',
    name: (table) => `테이블 ${table}`,
    leftWithTexts: '이전 스택이 남긴 테이블입니다. 쓰는 스택이 없어 문의 내용이 지워지지 않습니다',
    useOrDelete: (setting, deploy) =>
      `다시 쓰려면: ${setting}, 그다음 ${deploy}. 아니면 삭제하세요 (docs/operations.md, Taking it down)`,
    leftEmpty: '실패한 배포가 남긴 빈 테이블입니다',
    delete: '삭제하세요 (docs/operations.md, Taking it down)',
    unnamed: '사용 중인데 설정에 없습니다. 배포하면 빈 테이블이 새로 생깁니다',
    nameIt: (setting) => `설정에 적으세요: ${setting}`,
    removedVendors: '빠진 업체',
    removed: (vendor, open, withTexts) =>
      `${vendor}이(가) 테이블에는 있고 설정에는 없습니다. 조회와 알림이 없는 미처리 건 ${open}건, 내용이 남은 종료 건 ${withTexts}건`,
    putBack:
      'vendors[]에 다시 넣거나 그대로 두세요. 미처리 건은 마감 7일 뒤 종료되고, 내용은 종료 30일 뒤 지워집니다.',
    noneRemoved: '테이블에 남은 것이 없습니다',
  },
  concurrency: {
    name: '동시 실행',
    unknown: 'Lambda가 한도를 알려 주지 않습니다',
    tooLowToReserve: (limit, toReserve, needed) =>
      `계정의 동시 실행 한도가 ${limit}입니다. slackActionsConcurrency: ${toReserve}에는 ${needed}이(가) 필요합니다`,
    requestIt: (command) =>
      `증가를 요청하세요: ${command}. 아니면 slackActionsConcurrency를 낮추거나 빼세요.`,
    limits: (free, reserved, limit) =>
      `계정에서 동시에 실행할 수 있는 함수는 ${free}개입니다${reserved > 0 ? `(한도 ${limit} 중 ${reserved} 예약됨)` : ''}`,
    enough: (limits, needed) => `${limits}. ${needed}개면 충분합니다`,
    tooLow: (limits, live, needed) =>
      `${limits}. 시작한 업체 ${live}곳에 ${needed}개가 필요합니다. 모자라면 카드와 알림이 늦어집니다`,
    request: (command) => `증가를 요청하세요: ${command}`,
  },
  wakeUps: {
    name: 'notify 호출',
    acts: 'act 호출',
    orders: 'act 호출(주문 정보)',
    notifyNeverStarts: 'notify가 시작되지 않습니다',
    actNeverStarts: 'Slack에서 한 처리가 쿠팡에 전달되지 않습니다',
    ordersNeverShown: 'Slack에 주문 정보가 표시되지 않습니다',
    recreate:
      '변경 없는 배포로는 다시 만들어지지 않습니다. 스택을 내렸다가 다시 올리세요 (docs/operations.md, Taking it down).',
    noRule: (rule) => `규칙 ${rule}이(가) 없습니다`,
    ruleIsOff: (rule, state) => `규칙 ${rule}의 상태: ${state}`,
    enable: (command) => `켜세요: ${command}`,
    noMatch: (event, lost) => `${event}에 맞는 규칙이 없습니다. ${lost}`,
    startsNothing: (rule) => `규칙 ${rule}이(가) 스택의 함수를 시작하지 않습니다`,
    isOn: (target) => `규칙이 켜져 있고 ${target}을(를) 시작합니다`,
    mayNotStart: (rule, target) => `규칙 ${rule}에 ${target}을(를) 시작할 권한이 없습니다`,
    allow: (command) => `권한을 추가하세요: ${command}`,
  },
  schedules: {
    all: '예약',
    name: (schedule) => `예약 ${schedule}`,
    leftOn: '업체가 live: false인데 켜져 있습니다',
    isOn: '켜져 있습니다',
    isOff: (state) => `상태: ${state}`,
    enable: (command) => `켜세요: ${command}`,
    missing: '없습니다',
    deleted: (section) =>
      `누군가 삭제했습니다. 변경 없는 배포로는 다시 만들어지지 않습니다: RUNBOOK.md, ${section}`,
  },
  mail: {
    name: '경보 메일',
    pager: '경보 호출 서비스',
    onlyReport: '시작한 업체가 없어 report만 감시합니다',
    noTopic: '스택에 경보용 SNS 주제가 없습니다',
    getsAlarms: (place) => `${place}에서 경보를 받습니다`,
    pagerPending: (host) =>
      `${host}에서 구독을 확인하지 않았습니다(PendingConfirmation). 경보가 가지 않습니다`,
    checkPager: (command) =>
      `호출 서비스의 연동을 확인하세요. Amazon CloudWatch나 SNS용 연동은 자동으로 확인됩니다. 확인 요청을 다시 보내려면: ${command}`,
    pagerMissing: (host) => `${host}에 구독이 없습니다. 경보가 가지 않습니다`,
    run: (command) => `실행하세요: ${command}`,
    pending: (mail) => `${mail}에서 구독을 확인하지 않았습니다(PendingConfirmation). 경보가 가지 않습니다`,
    confirm: (command, again) =>
      `"AWS Notification - Subscription Confirmation" 메일의 링크를 열지 말고 복사한 뒤 실행하세요: ${command}. 메일을 다시 받으려면: ${again}`,
    missing: (mail) =>
      `${mail}에 구독이 없습니다. 누군가 경보 메일의 구독 해지 링크를 눌렀을 수 있습니다. 경보가 가지 않습니다`,
    subscribe: (subscribe, confirm) =>
      `실행하세요: ${subscribe}. 메일의 링크를 열지 말고 복사한 뒤 실행하세요: ${confirm}`,
    byLink: (mail) =>
      `${mail}에서 경보를 받지만 링크로 확인했습니다. 경보 메일의 구독 해지 링크를 열면 누구든, 메일 검사 프로그램이라도 해지할 수 있습니다`,
    subscribeAgain: (subscribe, confirm) =>
      `경보 메일의 구독 해지 링크를 직접 연 뒤 실행하세요: ${subscribe}. 새 메일의 링크를 열지 말고 복사한 뒤 실행하세요: ${confirm}`,
  },
  alarmTest: {
    name: '경보 시험',
    notRun: '실행하지 않았습니다',
    noAlarm: '스택에 경보용 SNS 주제나 경보가 없습니다',
    deploy: (deploy) => `배포하세요: ${deploy}`,
    noneSends: 'SNS 주제로 보내는 경보가 스택에 없습니다',
    changed: (deploy) => `누군가 바꿨습니다. 배포하세요: ${deploy}`,
    notSeen: (seconds) => `SNS 주제가 시험을 받았는지 CloudWatch가 ${seconds}초 안에 보여 주지 않았습니다`,
    seeHistory: (command) => `경보의 기록을 확인하세요: ${command}. 그다음 다시 시험하세요.`,
    sent: (alarm) => `CloudWatch가 "${alarm}"을(를) SNS 주제로 보냈습니다`,
    noPublish: 'CloudWatch가 SNS 주제에 게시할 수 없습니다. 경보가 어디에도 가지 않습니다',
    allowPublish:
      'SNS 주제의 정책을 누군가 바꿨습니다. 이 계정의 경보에 대해 cloudwatch.amazonaws.com의 sns:Publish를 허용해야 합니다.',
    notSent: 'CloudWatch가 SNS 주제로 시험을 보내지 못했습니다. 경보가 어디에도 가지 않습니다',
    notAsked: '시험 메일이 왔는지 묻지 않았습니다',
    lookThere: (subject) =>
      `받는 곳에서 ${subject}를 찾아보세요. 5분 안에 오지 않았으면 경보가 가지 않는 것입니다: RUNBOOK.md, Alarms do not reach an address`,
    question: (subject, place) => `${place}에 ${subject}가 왔습니까? 몇 분 걸릴 수 있습니다.`,
    arrived: '시험 메일이 왔습니다',
    notArrived: 'SNS 주제는 받았지만 시험 메일이 오지 않았습니다',
    lookForSpam:
      '스팸함을 확인하고, no-reply@sns.amazonaws.com의 메일이 차단되는지 메일 관리자에게 문의하세요. 그다음 다시 시험하세요.',
  },
};
