import type { ErrorTexts } from './en.ts';

export const koErrors: ErrorTexts = {
  noBotToken:
    'SLACK_BOT_TOKEN이 봇 토큰이 아닙니다. 앱의 OAuth & Permissions에 있는 xoxb-로 시작하는 토큰을 지정하거나 변수를 지우세요.',
  noAppToken:
    'SLACK_APP_TOKEN이 앱 레벨 토큰이 아닙니다. 앱의 Basic Information에 있는 xapp-으로 시작하는 토큰을 지정하거나 변수를 지우세요.',
  missing: (name, because) =>
    `${name} 변수가 없습니다. ${because}에 필요합니다. 지정하거나 ${because} 변수를 지우세요.`,
  noUrl: (name) => `${name} 값이 URL이 아닙니다. https:// 또는 http://로 시작하는 주소를 지정하세요.`,
  onlyHostAndPath: (name) => `${name}에는 호스트와 경로만 쓸 수 있습니다. 사용자 이름, 쿼리, #은 빼세요.`,
  noNumber: (name, text, { least, most, whole }) =>
    `${name} 값이 ${text}입니다. ${least}에서 ${most}까지의 ${whole ? '정수' : '숫자'}를 지정하세요.`,
  noId: (name, text, example) => `${name} 값이 ${text}입니다. ${example}와 같은 ID를 지정하세요.`,
  noLiveVendor:
    'COUPANG_BASE_URL이 있지만 live 업체가 없습니다. COUPANG_VENDOR_ID를 지정하거나 설정에서 live: true로 바꾸세요.',
  sameVendor: 'COUPANG_VENDOR_ID가 설정의 다른 업체와 같습니다. 다른 값을 지정하거나 그 업체를 지우세요.',
  sameChannel: (channel) =>
    `SLACK_CHANNEL ${channel}은(는) 첫 업체의 stepChannels에도 있습니다. 다른 채널을 지정하거나 그곳에서 지우세요.`,
  misspelt: (name, meant) =>
    `${name}: 이 프로그램의 변수가 아닙니다. 혹시 ${meant}입니까? 이름을 고치거나 지우세요.`,
  noArguments: (example) =>
    `npm start에는 인자를 붙이지 않습니다. ${example} npm start와 같이 앞에 변수를 지정하세요. 변수는 docs/laptop.md에 있습니다.`,
  folderNotMade: (folder) => `DATA_DIR ${folder} 폴더를 만들 수 없습니다. 쓸 수 있는 폴더를 지정하세요.`,
  folderNotWritten: (folder) => `DATA_DIR ${folder} 폴더에 쓸 수 없습니다. 쓸 수 있는 폴더를 지정하세요.`,
  folderInUse: (folder, holder) =>
    `DATA_DIR ${folder} 폴더를 다른 프로그램이 사용하고 있습니다(프로세스 ${holder}). 그 프로그램을 종료하거나 DATA_DIR에 다른 폴더를 지정하세요.`,
  folderSimulated: (folder) =>
    `DATA_DIR ${folder} 폴더에 시뮬레이터의 가상 이관이 있어 팀에 전송될 수 있습니다. 실제 쿠팡에는 DATA_DIR에 다른 폴더를 지정하세요.`,
  folderReal: (folder) =>
    `DATA_DIR ${folder} 폴더에 실제 쿠팡의 이관이 있어 시뮬레이터가 종료할 수 있습니다. COUPANG_BASE_URL을 지정하거나 DATA_DIR에 다른 폴더를 지정하세요.`,
  lockDamaged: (file) => `${file} 파일이 손상되었습니다. 지우고 다시 시작하세요.`,
  diskTrouble: (folder, trouble) =>
    `DATA_DIR ${folder} 폴더에 쓸 수 없습니다: ${trouble}. 그다음 다시 시작하세요.`,
  disk: {
    full: '디스크가 가득 찼습니다. 공간을 비우세요',
    quota: '이 사용자의 디스크 할당량이 가득 찼습니다. 공간을 비우세요',
    readOnly: '디스크가 읽기 전용입니다. 쓸 수 있게 마운트하세요',
    denied: '이 사용자에게 쓰기 권한이 없습니다. 권한을 주세요',
    broken: '디스크가 작동하지 않습니다. 확인하세요',
  },
  storeTrouble: (folder, trouble) =>
    `${folder}의 저장소를 사용할 수 없습니다: ${trouble}. 그다음 다시 시작하세요.`,
  storeUnusable: (folder, reason) =>
    `${folder}의 저장소를 사용할 수 없습니다: ${reason}. 이 폴더를 지우고 빈 폴더로 시작하거나 DATA_DIR에 다른 폴더를 지정하세요. 지우면 저장된 건과 메시지의 기록도 없어집니다.`,
  storeOfOtherRelease: (folder) =>
    `${folder}의 저장소는 다른 버전이 만들어 인덱스의 필드가 이 버전과 다릅니다. 이 폴더를 지우고 빈 폴더로 시작하거나 DATA_DIR에 다른 폴더를 지정하세요. 지우면 저장된 건과 메시지의 기록도 없어집니다.`,
  clockAhead: (file) =>
    `${file}에 따르면 이 폴더의 시각이 앞서 있고, 저장된 시각도 거기에 맞춰져 있습니다. 폴더 전체를 지우거나 DATA_DIR에 다른 폴더를 지정하세요.`,
  clockUnknown: (file) =>
    `${file}에서 이 폴더의 시각이 얼마나 앞섰는지 알 수 없습니다. 저장된 시각이 거기에 맞춰져 있으므로 폴더 전체를 지우고 다시 시작하거나 DATA_DIR에 다른 폴더를 지정하세요.`,
  noSimulatorState: (file) => `${file}은(는) 시뮬레이터의 파일이 아닙니다. 지우면 새 문의로 시작합니다.`,
  noMessage: (place) =>
    `${place}: 이 컴퓨터의 Slack 메시지가 아닙니다. 그 줄을 지우거나, 파일을 지우고 빈 채널로 시작하세요.`,
  portTaken: (port) =>
    `PORT ${port}: 다른 프로그램이 사용하고 있습니다. 비어 있는 포트나 0(아무 포트)을 지정하세요.`,
  portUnusable: (port) => `PORT ${port}: 사용할 수 없습니다. 다른 포트나 0(아무 포트)을 지정하세요.`,
};
