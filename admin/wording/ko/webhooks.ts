import type { enWebhooks } from '../en/webhooks.ts';

export const koWebhooks: typeof enWebhooks = {
  usage: `사용법: npm run webhooks -- list
       npm run webhooks -- set|test|replay <name>

list        설정 파일의 웹훅과 대기 중인 이벤트를 보여 줍니다
set         주소와 서명 비밀값을 화면에 표시하지 않고 입력받아 저장합니다
test        이 컴퓨터에서 지어낸 이벤트를 받는 쪽에 보내 봅니다
replay      40번 실패해 보관된 이벤트를 다시 보냅니다

--region    배포한 리전 (기본값: 설정 파일의 리전)
--language  이 명령의 언어: ko, en (기본값: 터미널의 언어)

파이프로는 한 줄에 하나씩: 주소, 서명 비밀값.
자세히: docs/events.md`,
  none: '설정 파일에 웹훅이 없습니다. 추가하는 방법: docs/events.md',
  noWebhook: (wanted, meant, known) =>
    `설정 파일에 웹훅 ${wanted}이(가) 없습니다.${meant === undefined ? '' : ` 혹시 ${meant}입니까?`} 설정된 웹훅: ${known}.`,
  questions: {
    url: '받는 쪽의 주소 (https://…)',
    signingSecret: '서명 비밀값 (whsec_…). 빈 줄로 답하면 새로 만듭니다',
  },
  faults: {
    url: (fault) => `쓸 수 없는 주소입니다: ${fault}`,
    signingSecret: 'whsec_ 뒤에 24~64바이트를 base64로 적은 값을 입력하세요',
  },
  stored: (name, region, next) =>
    `${name}(${region})에 저장했습니다. 5분 안에 함수에 반영됩니다. 다음 단계: ${next}`,
  made: (secret) =>
    `새 서명 비밀값입니다. 지금만 표시됩니다. 받는 쪽에 전달하세요. 받는 쪽은 이 값으로 호출을 검증합니다.\n${secret}`,
  taken: (name, status, id) => `${name}이(가) 지어낸 이벤트 ${id}을(를) 받았습니다(HTTP ${status}).`,
  notTaken: (name, reason) => `${name}이(가) 지어낸 이벤트를 받지 않았습니다: ${reason}.`,
  notDeployed: (queue, deploy) => `대기열 ${queue}이(가) 아직 없습니다. 배포하세요: ${deploy}`,
  moved: (name, count) =>
    count === 0
      ? `${name}에 보내지 못해 보관된 이벤트가 없습니다.`
      : `이벤트 ${count}건을 ${name}에 다시 보냅니다. 대기 상태: npm run webhooks -- list`,
  name: (name) => `웹훅 ${name}`,
  givenUp: (count) => `이벤트 ${count}건을 40번 보내지 못해, 발생한 지 14일이 될 때까지 보관합니다`,
  replay: (command) => `받는 쪽이 다시 응답하면: ${command}`,
  unsigned: '서명 키가 저장되어 있지 않습니다. json은 항상 서명합니다',
  storeAgain: (command) => `저장하세요: ${command}`,
  works: (as, isSigned, waiting) =>
    `${as}${isSigned ? ', 서명함' : ''}. 주소가 저장되어 있고 이벤트 ${waiting}건이 대기 중입니다`,
  madeUpProduct: '지어낸 상품',
  madeUpText: (shop) => `[테스트] 문의 알림이 보낸 지어낸 이벤트입니다 · ${shop}`,
};
