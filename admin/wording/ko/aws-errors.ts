import type { AwsErrorTexts } from '../../../lib/deployment/name-aws-error.ts';

export const koAwsErrors: AwsErrorTexts = {
  signIn:
    '이 터미널은 AWS에 로그인되어 있지 않거나 로그인이 만료되었습니다. 로그인하세요: aws sso login --profile <name>, 그다음 export AWS_PROFILE=<name>. 프로필은 aws configure sso로 만듭니다.',
  untrusted:
    '연결을 신뢰할 수 없습니다. 회사 프록시가 연결을 가로챌 수 있습니다. NODE_EXTRA_CA_CERTS=<인증서 파일>을 설정하면 Node가 신뢰합니다.',
  denied: (action, resource, policy) =>
    `이 AWS 사용자나 역할에는 ${action === undefined ? '이 작업' : `${resource === undefined ? '' : `${resource}에 대한 `}${action}`} 권한이 없습니다${policy === undefined ? '' : `(${policy}에서 거부함)`}. 다른 사용자나 역할을 쓰거나 권한을 추가하세요. 명령에 필요한 권한은 docs/operator-policy.json에 모두 있습니다.`,
  unreachable: 'AWS에 연결하지 못했습니다. 리전과 인터넷 연결을 확인하세요.',
  unreadable:
    'AWS가 읽을 수 있는 응답을 보내지 않았습니다. 프록시가 있는지, AWS에 장애가 있는지(health.aws.amazon.com) 확인한 뒤 다시 시도하세요.',
  throttled: 'AWS가 요청 수를 제한하고 있습니다. 1분 뒤 다시 시도하세요.',
  other: '이 오류 이름을 AWS 문서에서 찾아보세요.',
};
