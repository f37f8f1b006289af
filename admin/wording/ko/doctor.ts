import type { DoctorTexts } from '../en/doctor.ts';
import { koDoctorAws } from './doctor-aws.ts';
import { koDoctorCoupang } from './doctor-coupang.ts';
import { koDoctorSlack } from './doctor-slack.ts';

export const koDoctor: DoctorTexts = {
  usage: `사용법: npm run doctor [-- <options>]
        npm run doctor -- --learn <vendorId> [--market KR|TW] [--json] [--region <region>]

이관이 Slack에 올라오는 데 필요한 것을 모두 점검하고, 문제가 있으면 해결 방법을 알려 줍니다.

--json           스크립트용 JSON 객체 하나로 출력 (--language가 없으면 영어)
--test-ticket    이 채널에 연습 카드를 보냈다가 거둬들입니다: C0123456789
--test-alarm     경보 하나를 울렸다가 되돌리고, 메일이 왔는지 묻습니다
--learn          최근 5주의 문의를 쿠팡에 대한 가정과 비교합니다. 읽기만 합니다
--market         두 마켓에서 판매하는 경우 --learn의 마켓
--region         배포한 리전 (기본값: 설정 파일의 리전)
--language       이 명령의 언어: ko, en (기본값: 터미널의 언어)
--slack-api-url  시험용: 봇 토큰을 Slack 대신 이 주소로 보냅니다

종료 코드: 고칠 것이 없으면 0, 있으면 1, 점검하지 못하면 2
자세히: docs/doctor.md`,
  learnGoesWith:
    '--learn은 --market, --json, --region과만 함께 쓸 수 있고, --market은 --learn이 있어야 합니다.',
  states: { ok: '정상', warn: '참고', fail: '조치' },
  summary: (ok, warn, fail) => `정상 ${ok}건, 참고 ${warn}건, 조치 필요 ${fail}건`,
  refusesAll: (reason) => `AWS가 모든 요청을 거부합니다. ${reason}`,
  notChecked: (reason) => `점검하지 못했습니다: ${reason}`,
  fixFirst: '위의 문제를 먼저 해결하세요.',
  runAgain: 'doctor를 다시 실행하세요.',
  pollFailed: (reason) => `배포된 poll이 실패했습니다: ${reason}`,
  pollIsOther: '배포된 poll의 버전이 달라 응답을 읽을 수 없습니다',
  noPollFunction: '스택에 poll 함수의 이름이 없습니다',
  ifNew: (deploy) => `업체나 이 버전이 새로 생겼다면: ${deploy}. 그렇지 않으면 poll의 로그를 확인하세요.`,
  deploy: (deploy) => `배포하세요: ${deploy}`,
  deployRelease: (deploy) => `이 버전을 배포하세요: ${deploy}`,
  aws: koDoctorAws,
  coupang: koDoctorCoupang,
  slack: koDoctorSlack,
};
