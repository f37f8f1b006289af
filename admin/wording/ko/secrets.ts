import type { enSecrets } from '../en/secrets.ts';

export const koSecrets: typeof enSecrets = {
  usage: `사용법: npm run secrets -- <vendorId> [--market KR|TW] [--region <region>]
       npm run secrets -- slack [--exposed] [--region <region>] [--slack-api-url <url>]

키를 화면에 표시하지 않고 입력받아 Secrets Manager에 저장합니다.
빈 줄로 답하면 저장된 키를 유지합니다.

--market         두 마켓에서 판매하는 경우 어느 마켓인지
--exposed        이전 Signing Secret이 유출되었으므로 바로 거부합니다 (기본값: 한 시간 뒤)
--region         배포한 리전 (기본값: 설정 파일의 리전)
--language       이 명령의 언어: ko, en (기본값: 터미널의 언어)
--slack-api-url  시험용: 토큰의 워크스페이스를 Slack 대신 이 주소에 조회합니다

파이프로는 한 줄에 하나씩: Access Key, Secret Key, 만료일. Slack은 봇 토큰, Signing Secret.
자세히: docs/setup.ko.md`,
  exposedIsForSlack: '--exposed는 slack에만 쓸 수 있습니다.',
  oldIsLost:
    '저장된 키를 읽을 권한이 없어 이전 Signing Secret을 유지할 수 없습니다. 이전 Signing Secret은 바로 거부됩니다.',
  stored: (name, region) =>
    `${name}(${region})에 저장했습니다. 함수에는 한 시간 안에 반영되고, 이전 키가 거부된 곳에는 바로 반영됩니다. 다음 단계: npm run doctor`,
  questions: {
    botToken: '봇 토큰',
    signingSecret: 'Signing Secret (앱의 Basic Information)',
    accessKey: 'Access Key',
    secretKey: 'Secret Key',
    lastDay: 'WING에 표시되는 키의 만료일',
  },
  faults: {
    empty: '값을 입력하세요',
    notVisible: '공백 없이 영문, 숫자, 기호만 입력하세요',
    botToken: '앱의 OAuth & Permissions에 있는 봇 토큰을 입력하세요. xoxb-로 시작합니다',
    signingSecret: '앱의 Basic Information에 있는 32자리 16진수를 입력하세요',
    noDate: '2027-05-24와 같은 날짜를 입력하세요',
    past: '오늘보다 뒤의 날짜를 입력하세요. 만료된 키는 쓸 수 없습니다',
    tooFar: (days) => `키의 유효 기간은 ${days}일입니다. 그보다 먼 날짜는 입력할 수 없습니다`,
  },
  tokenRefused: (reason) =>
    `아무것도 저장하지 않았습니다. Slack이 이 봇 토큰을 받아들이지 않습니다(${reason}). 앱의 OAuth & Permissions에서 다시 복사하거나, 잠시 뒤 다시 시도하세요.`,
  notLookedUp: (name, region, reason) => `보안 암호 ${name}(${region})을 조회하지 못했습니다. ${reason}`,
  notWritten: (name, region, reason) => `보안 암호 ${name}(${region})을 저장하지 못했습니다. ${reason}`,
  markedForDeletion: (name, region, command) =>
    `보안 암호 ${name}(${region})이 삭제 예정 상태입니다. 먼저 복원하세요: ${command}`,
  noVendor: (wanted, meant, known) =>
    `설정 파일에 업체 ${wanted}이(가) 없습니다.${meant === undefined ? '' : ` 혹시 ${meant}입니까?`} 설정된 업체: ${known}.`,
  orSlack: 'Slack의 키를 저장하려면 slack을 입력하세요.',
  severalMarkets: (id, markets, option) =>
    `업체 ${id}는 ${markets.join(', ')} 마켓에서 판매합니다. 하나를 지정하세요: ${option}`,
};
