import type { enDoctorSlack } from '../en/doctor-slack.ts';

export const koDoctorSlack: typeof enDoctorSlack = {
  answers: (reason) => `Slack의 응답: ${reason}`,
  runAgain: 'doctor를 다시 실행하세요.',
  standIn: {
    name: 'Slack 주소',
    what: (url) => `봇 토큰을 Slack이 아니라 ${url}로 보냅니다`,
    toDo: '시험이 아니면 --slack-api-url을 빼세요.',
  },
  token: {
    name: 'Slack 토큰',
    otherWorkspace: (found, stored) =>
      `워크스페이스 ${found}의 토큰인데 ${stored}이(가) 저장되어 있습니다. 버튼을 눌러도 거부됩니다`,
    otherEnterprise: (found, stored) =>
      `${found === undefined ? '엔터프라이즈에 속하지 않은' : `엔터프라이즈 ${found}의`} 토큰인데 저장된 엔터프라이즈는 ${stored ?? '없음'}입니다. 버튼을 눌러도 거부됩니다`,
    storeRight: (command) => `맞는 값을 저장하세요. 두 키는 Enter로 유지합니다: ${command}`,
    accepted: (user, team) => `Slack이 받아들입니다: ${team ?? '워크스페이스'}의 ${user ?? '앱'}`,
    install: (command) => `앱을 워크스페이스에 설치한 뒤 토큰을 저장하세요: ${command}`,
    seeStatus:
      'doctor를 다시 실행하세요. 결과가 같으면 status.slack.com과 여기서 Slack까지의 연결을 확인하세요.',
  },
  scopes: {
    name: 'Slack 권한 범위',
    missing: (scopes) => `빠진 것: ${scopes.map(([scope, loss]) => `${scope}(없으면 ${loss})`).join(', ')}`,
    loss: (scope, loss) => LOSSES[scope] ?? loss,
    printed: 'npm run manifest가 출력하는 내용',
    put: (manifest) =>
      `앱 설정에 ${manifest}을 넣고 앱을 다시 설치하세요. 토큰이 바뀌었으면 다시 저장하세요.`,
  },
  channel: {
    name: (channel) => `Slack 채널 ${channel}`,
    invite: '채널에서 /invite와 앱 이름을 입력하세요.',
    shown: (name) => (name === undefined ? '채널' : `#${name}`),
    archived: (shown) => `${shown}: 보관된 채널입니다`,
    unarchive: '보관을 해제하거나 다른 채널을 설정하세요.',
    isIn: (shown) => `${shown}에 앱이 있습니다`,
    isNotIn: (shown) => `${shown}에 앱이 없습니다`,
    missing: '없는 채널이거나, 앱이 없는 비공개 채널입니다',
    checkId: 'ID를 확인하세요.',
    giveScopes: (file) => `앱에 channels:read와 groups:read 권한 범위를 추가하고(${file}) 다시 설치하세요.`,
    findWord: 'doctor를 다시 실행하세요. 결과가 같으면 conversations.info의 오류 목록에서 찾아보세요.',
  },
  group: {
    name: (group) => `Slack 사용자 그룹 ${group}`,
    mayClaim: (people) => `담당을 맡을 수 있는 사람: ${people}명`,
    empty: '구성원이 없습니다',
    addPeople: '구성원을 추가하거나 다음과 같이 하세요.',
    change: '업체의 acting.claim을 바꿔 배포하세요.',
    noScope: 'usergroups:read 없이는 조회할 수 없습니다',
    seeScopes: 'Slack 권한 범위 항목을 확인하세요.',
    missing: '워크스페이스에 없습니다',
    noPlan: '조회할 수 없습니다. 워크스페이스의 요금제에 사용자 그룹이 없습니다',
  },
  people: {
    all: 'Slack 사람',
    change: '업체의 acting.people이나 acting.sharing을 바꿔 배포하세요.',
    notChecked: (scope) => `점검하지 않았습니다. ${scope}가 필요하지만 앱이 다른 곳에는 쓰지 않습니다`,
    allThere: '모두 워크스페이스에 있습니다',
    of: (vendor) => `사람 ${vendor}`,
    nobody: 'Slack에서 확인하거나 답변할 수 있는 사람이 없습니다',
    seeSetup: 'docs/setup.ko.md, Slack에서 처리',
    may: (people) =>
      `확인하고 답변할 수 있는 사람: ${people.map(({ user, wingId }) => `${user}(${wingId})`).join(', ')}`,
    person: (id) => `Slack 사람 ${id}`,
    left: '워크스페이스를 떠났습니다',
    isApp: '사람이 아니라 앱입니다',
    missing: '워크스페이스에 없습니다',
  },
  requests: {
    name: 'Slack 요청',
    noAddress: '스택에 Slack이 호출할 주소가 없습니다',
    noAnswer: (url, reason) => `${url}이(가) 응답하지 않습니다: ${reason}`,
    checkConnection: '여기서의 연결을 확인한 뒤 doctor를 다시 실행하세요.',
    notTried: (url) => `${url}은(는) 서명 없는 요청을 거부합니다. 서명한 요청은 시험하지 않았습니다`,
    storeFirst: 'Signing Secret을 먼저 저장하세요.',
    ok: (url) => `${url}은(는) 서명한 요청만 받습니다`,
    refusesSigned: (url, answer) =>
      `${url}이(가) 저장된 Signing Secret으로 서명한 요청을 거부합니다: ${answer}`,
    storeAgain: (command) =>
      `새 Signing Secret은 5분 뒤부터 쓰입니다. 401이면 다시 저장하세요: ${command}. 그렇지 않으면 slack-actions의 로그를 확인하세요 (RUNBOOK.md).`,
    nobodyMay: (url) => `AWS가 ${url}의 호출을 모두 막습니다(403)`,
    grant:
      "함수 정책에서 모두에게 lambda:InvokeFunctionUrl과 lambda:InvokeFunction을 허용해야 합니다. 변경 없는 배포로는 고쳐지지 않습니다. acting: 'off'로 배포한 뒤 acting: 'on'으로 다시 배포하세요.",
    acceptsUnsigned: (url, status) => `${url}이(가) 서명 없는 요청을 받습니다(${status})`,
    close: '바로 닫으세요: RUNBOOK.md, Requests refused. 그다음 신고하세요: docs/SECURITY.md.',
    answers: (url, status) => `${url}의 응답: ${status}`,
    seeLog: 'slack-actions의 로그를 확인하세요 (RUNBOOK.md, A function fails).',
  },
  metadata: {
    name: '메시지 메타데이터',
    ok: 'Slack이 연습 카드의 메타데이터를 돌려줍니다. 응답을 받지 못한 메시지도 찾을 수 있습니다',
    missing: 'Slack이 연습 카드를 메타데이터 없이 보여 줍니다. 응답을 받지 못한 메시지가 두 번 올라옵니다',
    giveScope: (file) =>
      `앱에 metadata.message:read 권한 범위를 추가하고(${file}) 다시 설치하세요. 토큰이 바뀌었으면 다시 저장하세요.`,
    noHistory: (reason) =>
      `Slack이 채널의 기록을 보여 주지 않습니다(${reason}). 응답을 받지 못한 메시지가 두 번 올라옵니다`,
    giveHistory: (file) =>
      `앱에 channels:history와 groups:history 권한 범위를 추가하고(${file}) 다시 설치한 뒤 채널에 초대하세요.`,
    noCard: '점검하지 못했습니다. 채널의 기록에 연습 카드가 없습니다',
    sendAgain: '연습 카드를 다시 보내세요. 결과가 같으면 누군가 카드를 삭제하는지 확인하세요.',
  },
  testTicket: {
    name: (channel) => `연습 카드 ${channel}`,
    notSent: '보내지 않았습니다',
    noAnswer: '배포된 poll이 응답하지 않았습니다',
    ifNew: (deploy) => `이 버전이 새로 나왔다면: ${deploy}. 그렇지 않으면 poll의 로그를 확인하세요.`,
    arrived: (seconds) => `연습 카드가 ${seconds}초 뒤에 올라왔고, 거둬들였습니다`,
    stages: {
      publishing: {
        what: '이벤트 버스가 이벤트를 받지 않았습니다',
        toDo: 'poll의 로그와, poll에 이벤트를 보낼 권한이 있는지 확인하세요.',
      },
      'reaching-notify': {
        what: '1분 안에 notify에 도착하지 않았습니다',
        toDo: '위의 notify 호출 항목과 notify의 로그를 확인하세요.',
      },
      slack: {
        what: 'notify에는 도착했지만 Slack이 받지 않았습니다',
        toDo: '위의 Slack 항목과 notify의 로그를 확인하세요.',
      },
      closing: {
        what: '카드는 올라왔지만 1분 안에 거둬들이지 못했습니다',
        toDo: '10분 뒤에도 남아 있으면 직접 삭제하세요. 자동으로 지워지지 않습니다. 원인은 notify의 로그에 있습니다.',
      },
    },
    seePoll: 'poll의 로그를 확인하세요.',
  },
  refused: {
    name: '거부된 메시지',
    none: (pending) => `없습니다. Slack에 아직 없는 메시지는 ${pending}건입니다`,
    more: (more) => `${more}건 더 있습니다`,
    fixFirst: '위의 것을 먼저 해결한 뒤 doctor를 다시 실행하세요.',
    what: (id, { name, reason, since, times, next }) =>
      `${id}: ${since}부터 ${name}이(가) 거부됩니다(${reason}). 지금까지 ${times}회 시도, 다음은 ${next}`,
    seeRunbook:
      'RUNBOOK.md의 Messages refused를 확인하세요. Slack이 받으면 자동으로 올라가며, 다른 메시지는 기다리지 않습니다.',
    nothingYet: '아직 할 일은 없습니다. 그 시각에 다시 시도합니다.',
  },
  lanes: {
    name: '발송 순서',
    held: (vendor, minutes) => `${vendor}의 발송이 ${minutes}분째 쉬지 않고 이어지고 있습니다`,
    toDo: '이관 수백 건이 한꺼번에 온 뒤라면 할 일은 없습니다. 그렇지 않으면 RUNBOOK.md의 Lane held on and on을 확인하세요.',
    none: '너무 오래 이어지는 발송이 없습니다',
  },
};

const REPEATED = '응답을 받지 못한 메시지가 두 번 올라올 수 있습니다';
const LOSSES: Readonly<Record<string, string>> = {
  'chat:write': '아무것도 올릴 수 없습니다',
  'channels:read': '공개 채널에 앱이 있는지 확인할 수 없습니다',
  'groups:read': '비공개 채널에 앱이 있는지 확인할 수 없습니다',
  'channels:history': `공개 채널에 ${REPEATED}`,
  'groups:history': `비공개 채널에 ${REPEATED}`,
  'metadata.message:read': REPEATED,
  commands: '/coupang으로 찾을 수 없습니다',
  'reactions:read': '카드의 👀와 ✅가 동작하지 않습니다',
  'usergroups:read': '사용자 그룹의 구성원이 담당을 맡을 수 없습니다',
  'dnd:read': '방해 금지 중인 사람에게도 배정합니다',
  'im:write': `DM으로 ${REPEATED}`,
  'im:history': `DM으로 ${REPEATED}`,
};
