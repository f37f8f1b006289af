import type { enSetup } from '../en/setup.ts';

export const koSetup: typeof enSetup = {
  usage: `사용법: npm run setup [-- <options>]

알림 프로그램을 처음부터 연습 카드까지 설치합니다. 빠진 단계만 하므로 멈추면 다시 실행하세요.
터미널에서는 하나씩 묻습니다. 터미널이 아니면 옵션으로 답하고 --yes를 붙이세요.

--plan                       질문, 담당자별 할 일, 시간, 비용만 보여 줍니다 (AWS 로그인 불필요)
--vendor, --label            WING의 업체코드(예: A00012345), 카드에 표시할 쇼핑몰 이름
--channel, --fallback-channel   Slack 채널 ID: 카드를 올릴 채널, 거기에 올릴 수 없을 때 쓸 예비 채널
--alarm-mail                 경보 메일을 받을 주소
--region, --name-prefix      AWS 리전 (ap-northeast-2), 이름 앞에 붙일 접두사 (none)
--market KR|TW               마켓 (KR)
--language                   setup의 언어: ko, en (기본값: 터미널의 언어)
--card-language              카드의 언어: ko, en, zh-TW (기본값: 마켓의 언어)
--product-questions on|off   상품 문의도 받을지 (off)
--hours, --holidays          'mon-fri 09:00-18:00' 또는 always, 프로그램이 모르는 해의 공휴일 전부
--acting on|off              Slack에서 담당, 확인, 답변까지 처리할지 (off)
--mention                    마지막 알림에서 멘션할 대상: 'S0123456789', here, nobody (nobody)
--lead-channel               마지막 알림을 함께 올릴 두 번째 채널 (none)
--heartbeat                  1분마다 호출할 AWS 밖의 https 주소 (none)
--slack-keys                 파일 또는 env:NAME, 한 줄에 하나씩: 봇 토큰, Signing Secret
--coupang-keys               파일 또는 env:NAME, 한 줄에 하나씩: Access Key, Secret Key, 만료일
--force                      설정 파일을 새로 씁니다. 이전 파일은 .old를 붙여 남깁니다
--yes, --live                묻지 않고 배포합니다, 묻지 않고 업체를 시작합니다
--test-ticket                연습 카드를 올릴 채널 (카드를 올리는 채널)
--wait                       WING과 쿠팡을 기다릴 시간, 분 (터미널에서는 제한 없음)
--slack-api-url, --coupang-base-url   시험용: Slack과 쿠팡 대신 호출할 주소

종료 코드: 모두 끝나면 0, 고칠 것이 있으면 1, WING이나 쿠팡을 기다리는 중이면 3.
자세히: docs/setup.ko.md`,
  badWait: '--wait에는 30과 같은 분 단위 숫자를 입력하세요.',
  stopped:
    '중단했습니다. 지금까지 한 것은 그대로 남으며, npm run setup을 다시 실행하면 이어서 진행합니다. 아직 저장하지 않은 키는 다시 묻고, AWS는 시작한 작업을 끝까지 진행합니다.',
  beforeYouBegin: `알림 프로그램을 단계별로 설치합니다. 언제든 Ctrl-C로 멈출 수 있고, npm run setup을 다시 실행하면
이어서 진행합니다. Enter를 누르면 제시된 답을 씁니다.

먼저 WING > 판매자정보 > 추가판매정보 > OPEN API에서 키가 누구 것인지 확인하세요.
- ERP 같은 연동업체의 키: 여기서 멈추고, 키를 자체개발로 바꾸지 마세요. IP 주소를 추가할 수 없어
  이 프로그램으로 쿠팡을 조회할 수 없습니다 (docs/setup.ko.md, 가장 먼저 키 확인).
- 다른 프로그램이 쓰는 자체개발 키: 그 키를 함께 씁니다. 키를 재발급하지 마세요.
`,

  questions: {
    region: { text: 'AWS 리전', fault: () => 'ap-northeast-2와 같은 AWS 리전을 입력하세요' },
    'name-prefix': {
      text: '두 번째 알림 프로그램의 이름 앞에 붙일 접두사 (예: staging). 기존 알림 프로그램을 이어서 쓰려면 none',
      fault: () => '영문 소문자와 숫자, 하이픈(연속 불가)으로 10자까지 입력하세요',
    },
    market: { text: '마켓', fault: () => 'KR 또는 TW를 입력하세요' },
    vendor: {
      text: 'WING에 표시되는 업체코드 (예: A00012345)',
      fault: () => 'A00012345와 같은 업체코드를 입력하세요',
    },
    label: { text: '카드에 표시할 쇼핑몰 이름', fault: () => '한 줄의 짧은 이름을 입력하세요' },
    'card-language': { text: '카드의 언어', fault: () => 'ko, en, zh-TW 중에서 입력하세요' },
    'product-questions': {
      text: '상품 문의도 같은 채널에서 받을까요? (나중에 바꿀 수 있습니다)',
      fault: () => 'on 또는 off를 입력하세요',
    },
    hours: {
      text: (zone) =>
        `팀의 근무 시간, ${zone} 기준 (예: mon-fri 09:00-12:00 13:00-18:00, sat 10:00-14:00). 항상 근무하면 always`,
      fault: () =>
        'mon-fri 09:00-18:00처럼 요일과 시간을 차례로 입력하거나 always를 입력하세요. 시간은 겹칠 수 없습니다',
    },
    holidays: {
      text: (year) =>
        `${year}년 공휴일 전부. 프로그램이 이 해의 공휴일을 모릅니다 (예: ${year}-01-01 ${year}-02-17)`,
      fault: () => '공휴일을 2027-01-01과 같은 날짜로 입력하세요',
    },
    'alarm-mail': {
      text: '경보 메일을 받을 주소 (여러 개 가능)',
      fault: () => '서로 다른 메일 주소를 하나 이상 입력하세요',
    },
    heartbeat: {
      text: 'AWS 밖에서 감시할 체크의 https 주소. 1분마다 호출하며, 호출이 끊기면 그 서비스가 알려 줍니다. 없으면 none',
      fault: () => '비밀번호가 없는 https 주소 또는 none을 입력하세요',
    },
    acting: {
      text: 'Slack에서 담당, 확인, 답변까지 처리할까요? (나중에 바꿀 수 있습니다)',
      fault: () => 'on 또는 off를 입력하세요',
    },
    mention: {
      text: '마감 1시간 전 마지막 알림에서 멘션할 대상: 사용자 그룹(S0123456789), 사용자(U0123456789), here. 없으면 nobody',
      fault: () => '사용자 그룹 ID, 사용자 ID, here 또는 nobody를 입력하세요',
    },
    channel: {
      text: '카드를 올릴 Slack 채널의 ID (C0123456789)',
      fault: () => '채널 이름이 아니라 C0123456789와 같은 채널 ID를 입력하세요',
    },
    'fallback-channel': {
      text: 'Slack이 그 채널을 거부할 때 쓸 예비 채널의 ID',
      fault: () => '카드 채널과 다른 채널의 ID를 입력하세요 (C0123456789)',
    },
    'lead-channel': {
      text: '마지막 알림을 함께 올릴 두 번째 채널의 ID (예: 팀장 채널). 없으면 none',
      fault: () => 'C0123456789와 같은 채널 ID 또는 none을 입력하세요',
    },
  },
  choices: {
    KR: '한국 (KR)',
    TW: '대만 (TW)',
    ko: '한국어',
    en: 'English',
    'zh-TW': '繁體中文',
    off: '아니요 (off)',
    on: '예 (on)',
  },
  noHours: 'mon-fri 09:00-18:00처럼 요일과 시간을 차례로 입력하거나 always를 입력하세요',
  badFlag: (flag, shown, fault) => `${flag}: ${shown}${shown === '' ? '' : '- '}${fault}.`,
  missingFlags: (flags) =>
    `터미널이 아니어서 물어볼 수 없습니다. ${flags.join(', ')} 옵션을 추가하세요. 설명은 npm run setup -- --help에 있습니다.`,
  theAnswers: '입력한 답',
  storedAnswers: '지난번에 입력한 답입니다.',
  goOnWithAnswers: '이대로 진행할까요?',

  plan: {
    title: 'npm run setup이 할 일입니다. 아직 아무것도 하지 않았고, AWS를 호출하지도 않았습니다.\n',
    questions: (count) => `묻는 것 ${count}가지 (대괄호는 Enter를 눌렀을 때의 답)`,
    outside: 'setup 밖에서 할 일과 담당',
    tasks: [
      [
        'WING을 수정할 수 있는 사람',
        '지금은 키가 누구 것인지 확인. 배포한 뒤에는 IP 주소를 추가하거나 키를 발급',
      ],
      ['설치 담당자', 'AWS에 로그인한 터미널 준비 (권한: docs/supply-chain.md)'],
      [
        'Slack 앱을 설치할 수 있는 사람',
        'docs/slack-app-manifest.json으로 앱을 만들어 설치하고, 카드 채널과 예비 채널에 초대',
      ],
      ['경보 메일을 받는 사람', 'AWS가 보낸 메일의 링크를 열지 말고 복사해 설치 담당자에게 전달'],
      ['설치 담당자 (선택)', 'AWS 밖의 감시 서비스에 체크를 만들고 주소를 준비'],
    ],
    time: '시간: 작업은 20분 정도이고, 그중 배포가 10분입니다. WING에 추가한 주소는 최대 30분, 새 키는 하루가 걸릴 수 있습니다.\n기다리는 동안 멈춰도 되며, 다시 실행하면 이어서 진행합니다.',
    cost: '비용: 고정비가 매월 19.98 USD입니다. Slack에서 처리하면 0.90 USD가 더해집니다. 하루 이관 30건이면 사용료는 0.56 USD 정도입니다.\n세금 제외, 서울 리전 정가 기준 (docs/cost.md). 배포하기 전에는 비용이 없습니다.',
    letter: 'WING을 수정할 수 있는 사람에게 보낼 글:',
  },

  mendConfig: '설정 파일을 고치거나, setup으로 새로 만드세요: npm run setup -- --force',
  keepConfig: (file, shops, isSample) =>
    `설정 파일 ${file}이 있습니다: ${shops}${isSample ? ' (샘플)' : ''}. 그대로 진행할까요?`,
  contradiction: (file, flags) =>
    `설정 파일 ${file}의 내용이 옵션과 다릅니다. 파일대로 진행하려면 ${flags.join(', ')}을(를) 빼고, 새로 쓰려면 --force를 추가하세요. 이전 파일은 ${file}.old로 남깁니다.`,
  onlyTypeScript: (file) =>
    `NOTIFIER_CONFIG가 ${file}이지만 setup은 .ts 파일만 만듭니다. .ts 파일을 지정하세요.`,
  keptOld: (file) => `이전 설정 파일은 ${file}.old로 남겼습니다.`,
  wrote: (file) =>
    `${file}을 저장했습니다. 직접 고쳐도 됩니다. 고친 뒤에는 npx cdk deploy Notifier로 반영하세요.`,
  mentionsNobody:
    '어떤 알림에서도 아무도 멘션하지 않으므로 누구에게도 알림음이 가지 않습니다. 멘션할 대상은 이 파일의 `mentions`에 적으세요.',
  comments: {
    file: [
      '팀이 고치는 설정입니다. 고친 뒤에는 `npx cdk deploy Notifier`로 반영하세요. 각 설정의 뜻과 기본값은 `lib/config`의',
      '`vendor-schema.ts`, `schema.ts`, `aws-settings.ts`에 있습니다. 키는 여기에 적지 마세요.',
    ],
    namePrefix: '스택과 보안 암호의 이름 앞에 붙습니다. 접두사가 다르면 다른 배포입니다.',
    egress: 'WING에 등록할 고정 IP 주소.',
    alarmMail: '경보 메일을 받을 주소.',
    heartbeatUrl: '1분마다 호출합니다. 호출이 끊기면 그 서비스가 알려 줍니다.',
    acting: 'Slack에서 담당, 확인, 답변까지 처리할지: docs/setup.ko.md, Slack에서 처리.',
    id: 'WING에 표시되는 업체코드.',
    market: (zone) => `시간대를 정합니다: ${zone}.`,
    label: '카드에 표시할 쇼핑몰 이름.',
    live: '쿠팡을 조회할지. `npm run setup`이 마지막에 바꿉니다.',
    language: '카드의 언어.',
    sources: "받을 문의: 'call-center'는 고객센터 문의, 'product'는 상품 문의.",
    channel: '카드를 올릴 채널.',
    fallbackChannel: 'Slack이 `channel`을 거부할 때 올릴 예비 채널.',
    hours: '팀의 근무 시간(마켓의 시간대). 없는 요일은 휴무이고, 요일이 하나도 없으면 항상 근무합니다.',
    holidays: '주말 외의 휴무일. `years`: `add`에 공휴일을 모두 적은 해.',
    ladder: '마감 얼마 전에 알릴지.',
    mentions: "알림마다 멘션할 대상. 예: '1h': ['S0123456789']. 없는 단계는 아무도 멘션하지 않습니다.",
    stepChannels: "알림을 함께 올릴 두 번째 채널(예: 팀장 채널). 예: '1h': 'C0123456789'.",
    people:
      "확인 처리와 답변을 할 수 있는 사람. Slack 사용자 ID로 적습니다. 예: U0123456789: { wingId: 'WING 로그인 ID' }.",
  },
  notSetLive: (file, ids) =>
    `${file}에 live: false가 업체마다 하나씩 있지 않아 바꾸지 못했습니다. ${ids.join(', ')}의 live: true를 직접 적고 npm run setup을 다시 실행하세요.`,

  looksForUser: (region) => `AWS: 로그인한 계정 확인 (${region})`,
  signedIn: (account, region) => `AWS: 계정 ${account}, 리전 ${region}에 로그인되어 있습니다.`,
  awsRefuses: (work, reason) =>
    `${work}: AWS가 거부했습니다. ${reason} 해결한 뒤 npm run setup을 다시 실행하세요.`,
  looksForNotifier: 'CloudFormation: 다른 알림 프로그램이 있는지 확인',

  looksForSlackKeys: 'Secrets Manager: Slack 키 확인',
  noSlackKeys:
    'Slack 키가 없습니다. 봇 토큰과 Signing Secret을 한 줄에 하나씩 적은 파일을 지정하세요: --slack-keys <file>',
  makeApp: `
Slack 앱: api.slack.com/apps에서 Create New App, From a manifest를 차례로 고르고
docs/slack-app-manifest.json을 붙여넣으세요. 앱을 설치한 다음 카드를 올릴 채널과 예비 채널에 초대하세요
(/invite와 앱 이름). 봇 토큰은 OAuth & Permissions에, Signing Secret은 Basic Information에 있습니다.
입력한 값은 화면에 표시되지 않습니다.`,
  checksToken: 'Slack: 토큰 확인',
  tokenRefused: 'Slack이 이 토큰을 받아들이지 않습니다. 해결한 뒤 npm run setup을 다시 실행하세요.',
  looksForWorkspace: 'Slack: 워크스페이스 조회',
  coupangKeysOf: (shop) => `WING에서 발급받은 ${shop}의 OPEN API 키:`,
  looksAtSecret: (name) => `${name} 확인`,
  stores: (name) => `${name} 저장`,
  stored: (name) => `Secrets Manager에 저장했습니다: ${name}.`,
  emptyVariable: (name) => `키를 읽을 환경 변수 ${name}이(가) 비어 있습니다.`,
  unreadableKeys: (file) => `키를 읽을 파일 ${file}을(를) 읽을 수 없습니다.`,

  looksAtChannels: 'Slack: 채널 확인',
  sameChannel: 'Enter를 누르면 같은 채널로 다시 확인합니다.',
  channelsRefused: '앱이 글을 올릴 수 없는 채널이 있습니다. 해결한 뒤 npm run setup을 다시 실행하세요.',
  looksAgain: 'Enter를 누르면 다시 확인합니다',
  looksAtActing: 'Slack: 앱에서 처리할 수 있는지 확인',
  howToAct: (url, manifest) => `
Slack에서 처리: 앱에 이 주소를 등록해야 합니다. ${url}
1. api.slack.com/apps에서 앱의 App Manifest를 아래 내용으로 모두 바꾸고 저장하세요.
   저장할 때 Slack이 이 주소를 호출해 봅니다.
   (npm run manifest로 다시 출력하거나 앱에 바로 넣을 수 있습니다: docs/setup.ko.md, Slack에서 처리.)
2. Install App, Reinstall to Workspace를 차례로 누르세요.
   봇 토큰이 바뀌었으면 npm run secrets -- slack을 실행하세요.

${manifest}
`,

  looksForObstacles: 'AWS: 배포로 덮어쓰거나 버려질 것이 있는지 확인',
  nothingDeployed: '아무것도 배포하지 않았습니다.',
  whyBootstrap: 'CDK를 쓰기 위한 준비 (계정에 한 번)',
  whyEgress: '고정 IP 주소 (5분 정도)',
  whyNotifier: '나머지 전부 (5분 정도)',
  toBeDeployed: (account, region) => `계정 ${account}, 리전 ${region}에 배포할 스택:`,
  watcher: (host) => `1분마다 호출할 AWS 밖의 체크: ${host ?? '없음'}.`,
  costsMoney: '배포하면 비용이 발생합니다: docs/cost.md.',
  addYes: '아무것도 배포하지 않았습니다. 터미널이 아니어서 물어볼 수 없으므로 --yes를 추가하세요.',
  deploy: '배포할까요?',
  declined: '아무것도 배포하지 않았습니다. npm run setup을 다시 실행하면 이어서 진행합니다.',
  buildsFirst: '먼저 빌드합니다. 30초 정도 걸릴 수 있습니다.',
  notDeployed: (stack, code) =>
    `${stack}을(를) 배포하지 못했습니다. cdk가 코드 ${code}로 끝났으며 이유는 위에 있습니다. 해결한 뒤 npm run setup을 다시 실행하면 이어서 진행합니다. "already exists"라고 나오면: docs/operations.md, Taking it down.`,
  looksAtStack: (stack) => `CloudFormation: ${stack} 확인`,
  isThere: (stack) => `${stack}: 배포되어 있습니다.`,
  unexpectedOutputs: (stack) =>
    `${stack}은(는) 배포되었지만 예상한 출력이 없습니다. CloudFormation의 출력과 NOTIFIER_CONFIG를 확인하세요.`,
  address: (ip) =>
    `IP 주소: ${ip}\nWING > 판매자정보 > 추가판매정보 > OPEN API > 수정에서 이 주소를 추가하세요. 반영되는 데 최대 30분이 걸립니다.`,
  confirmMail: `
alarmMail의 새 주소마다 "AWS Notification - Subscription Confirmation" 메일이 옵니다.
링크를 열지 말고 복사해서, 다른 터미널에서 npm run alarms -- confirm에 붙여넣으세요.
그때까지 그 주소로는 경보가 가지 않습니다.
`,

  severalVendors: (file) =>
    `--coupang-keys에는 키가 하나뿐인데 ${file}에는 업체가 여럿입니다. 이 옵션을 빼고 키를 하나씩 저장하세요: npm run secrets -- <vendorId>`,
  asksCoupang: (shop) => `쿠팡: 배포된 poll로 ${shop} 조회`,
  noCoupangKey: (shop, vendorId) =>
    `${shop}의 키가 없습니다. Access Key, Secret Key, 만료일을 한 줄에 하나씩 적은 파일을 지정하세요: --coupang-keys <file>. 또는 npm run secrets -- ${vendorId}로 저장하세요.`,
  coupangUnreadable: (shop) =>
    `${shop}의 쿠팡 조회가 되지 않으며, 기다려도 해결되지 않습니다. 위의 안내대로 조치한 뒤 npm run setup을 다시 실행하세요.`,
  asksEvery: (minutes) =>
    `${minutes}분마다 다시 조회합니다. Ctrl-C로 멈출 수 있고, npm run setup을 다시 실행하면 이어서 진행합니다.`,
  waits: 'WING과 쿠팡을 기다리는 중',
  typeAgain: '키를 다시 입력할까요?',
  waitsForCoupang:
    '쿠팡이 키를 받아들일 때까지 더 할 수 있는 일이 없습니다. 그 뒤에 npm run setup을 다시 실행하면 이어서 진행합니다.',

  doctorLooks: (testChannel) =>
    `doctor: 전체 점검${testChannel === undefined ? '' : `, ${testChannel}에 연습 카드 발송`}`,
  lookAgain: '고친 뒤 다시 점검할까요?',
  sendTestTicket: (channel) => `${channel}에 연습 카드를 보낼까요? [연습]으로 표시되며 바로 회수합니다.`,
  looksForAlarms: 'CloudFormation: 경보 확인',
  testAlarmGoesTo: (places) => `${places.join(', ')}(으)로 시험 경보를 보냅니다. 이상이 없다는 내용입니다.`,
  sendsTestAlarm: 'CloudWatch: 시험 경보 발송',
  fixFailures: '위에 표시된 문제를 해결한 뒤 npm run setup을 다시 실행하세요. 이어서 진행합니다.',

  allLive: '설치가 끝났고, 모든 업체가 시작되어 있습니다.',
  start: (shops) => `지금 ${shops}을(를) 시작할까요? 열려 있는 이관이 2분 안에 Slack에 올라옵니다.`,
  notStarted: (shops) => `설치가 끝났습니다. ${shops}을(를) 시작하려면: npm run setup -- --live`,
  isLive: (shops) => `${shops}: 시작했습니다. 첫 조회는 2분 안에 끝납니다: npm run doctor`,
  isLiveButFails: (shops) => `${shops}: 시작했지만 고칠 것이 있습니다. 위의 내용을 확인한 뒤: npm run doctor`,
};
