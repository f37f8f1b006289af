import type { enManifest } from '../en/manifest.ts';

export const koManifest: typeof enManifest = {
  usage: `사용법: npm run manifest [-- --url <url> | --socket] [--app <appId>] [--region <region>]

설정에 맞는 Slack 앱의 매니페스트를 출력하거나 앱에 넣습니다.

--url            Slack이 호출하는 주소, acting: 'on'일 때 (기본값: 배포된 스택의 주소)
--socket         버튼을 Socket Mode로 받습니다. 노트북에서만 쓰는 앱용입니다
--app            이 앱(A…)에 매니페스트를 넣습니다. SLACK_CONFIG_TOKEN에 토큰이 필요합니다
--region         배포한 리전 (기본값: 설정 파일의 리전)
--language       이 명령의 언어: ko, en (기본값: 터미널의 언어)
--slack-api-url  시험용: Slack 대신 호출할 주소

자세히: docs/setup.ko.md`,
  badUrl: '--url에는 Slack이 호출하는 https 주소를 입력하세요.',
  socketHasNoUrl: '--socket이면 Slack이 주소를 호출하지 않습니다. --url을 빼세요.',
  noToken:
    'SLACK_CONFIG_TOKEN이 없습니다. api.slack.com/apps의 "Your App Configuration Tokens"에서 토큰을 만드세요.',
  socketNeedsActing: "--socket에는 설정에 acting: 'on'이 필요합니다. 없으면 누를 버튼이 없습니다.",
  done: (appId) => `앱 ${appId}에 매니페스트를 넣었습니다.`,
  next: '다음 단계: npm run doctor',
  reinstall: '권한 범위가 바뀌었습니다. 워크스페이스에 다시 설치한 뒤 npm run doctor를 실행하세요.',
  noAnswer: (method) =>
    `${method}: Slack이 응답하지 않았습니다. 다시 시도하거나 매니페스트를 앱에 직접 넣으세요.`,
  answers: (method, word) =>
    `${method}: Slack의 응답: ${word}. api.slack.com/apps의 "Your App Configuration Tokens"에서 토큰을 만드세요. 12시간 동안 쓸 수 있고, 만든 사람이 앱의 공동 작업자여야 합니다.`,
  refused: (method, word, faults) =>
    `${method}: Slack이 매니페스트를 받지 않았습니다(${word}).${faults}\n주소가 응답하지 않은 경우 npm run doctor로 원인을 확인하세요.`,
  notLookedUp: (region, reason) =>
    `${region}에서 Slack이 호출할 주소를 조회하지 못했습니다. ${reason} 직접 지정할 수도 있습니다: --url`,
  noAddress: (region, deploy) =>
    `${region}에 Slack이 호출할 주소가 아직 없습니다. acting: 'on'으로 배포하세요: ${deploy}. 직접 지정할 수도 있습니다: --url`,
};
