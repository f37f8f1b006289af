import type { enAlarms } from '../en/alarms.ts';

export const koAlarms: typeof enAlarms = {
  usage: `사용법: npm run alarms -- confirm [--region <region>]

경보 메일 수신을 확인합니다. 이 명령으로 확인하면 메일에 있는 링크로는 수신이 해지되지 않습니다.
"AWS Notification - Subscription Confirmation" 메일의 링크를 열지 말고 복사해서 붙여넣으세요.

--region     배포한 리전 (기본값: 설정 파일의 리전)
--language   이 명령의 언어: ko, en (기본값: 터미널의 언어)

자세히: docs/setup.ko.md`,
  question: '메일의 링크(열지 말고 복사)',
  badLink: '"AWS Notification - Subscription Confirmation" 메일의 링크나 그 토큰을 입력하세요',
  awsRefused: (region, reason) => `AWS(${region})가 요청을 거부했습니다. ${reason}`,
  noTopic: (region, deploy) => `${region}의 스택에 경보용 SNS 주제가 없습니다. 먼저 배포하세요: ${deploy}`,
  otherTopic: (linked, ours) =>
    `다른 주제의 링크입니다(${linked}). 경보 주제는 ${ours}입니다. 가장 최근에 받은 메일의 링크를 사용하세요.`,
  notConfirmed: (reason, subscribe) =>
    `SNS가 확인하지 못했습니다. ${reason} 오래된 토큰은 거부됩니다. 메일을 다시 받으려면: ${subscribe}`,
  confirmed: '확인했습니다. 이제 이 AWS 계정에서만 해지할 수 있습니다. 다음 단계: npm run doctor',
};
