import type { CauseTexts } from '../notice-texts.ts';
import type { BlindCause } from '../../../domain/reading/vendor-state.ts';

/** Source: coupang-api.md section 4. */
export const blindCausesKo: Record<BlindCause, CauseTexts> = {
  credentials: {
    name: '쓸 수 없는 API 키',
    toDo: [
      '조치: WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API에서 키가 만료됐는지(180일), 새로 발급됐는지 확인하고, 유효한 키를 이 알림에 저장하세요.',
      '다른 프로그램도 쓰는 키를 재발급하면 이전 키가 바로 멈춥니다. 함께 쓰는 곳을 먼저 확인하세요.',
    ],
  },
  clock: {
    name: '맞지 않는 시계',
    toDo: ['조치: 이 알림이 도는 컴퓨터의 시각을 자동으로 맞추도록 설정하세요.'],
  },
  'ip-not-allowed': {
    name: '등록되지 않은 IP',
    toDo: [
      '조치: WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API &gt; 수정에서 IP 추가 (반영 최대 30분)',
      '키는 재발급하지 말고, 쓰고 있는 키에 IP만 추가하세요 (최대 10개).',
    ],
  },
  'blocked-at-edge': {
    name: '쿠팡의 IP 차단',
    toDo: [
      '이 IP에서 나가는 모든 호출을 10분 쉰 뒤 자동으로 다시 시도합니다.',
      '조치: 되풀이되면 쿠팡에 이 IP의 차단 해제를 요청하세요.',
    ],
  },
  'wrong-market': {
    name: '다른 마켓의 키',
    toDo: ['조치: 설정의 market이 키를 발급한 마켓(한국 KR, 대만 TW)과 같은지 확인하세요.'],
  },
  'wrong-path': {
    name: '목록을 찾을 수 없음',
    toDo: [
      '조치: 설정의 업체코드(id)가 키를 발급한 업체코드와 같은지 확인하세요.',
      '같다면 쿠팡 API가 바뀌었을 수 있습니다. 로그와 함께 개발 담당자에게 알리세요.',
    ],
  },
  throttled: {
    name: '호출 한도 초과',
    toDo: [
      '10분 이상 쉰 뒤 자동으로 다시 시도합니다.',
      '조치: 같은 키를 쓰는 다른 프로그램(ERP 등)의 호출을 줄이세요. 한도는 업체당 모두 합쳐 초당 5회입니다.',
    ],
  },
  'vendor-inactive': {
    name: '탈퇴·미승인·잠금 업체',
    toDo: ['조치: WING에서 업체 상태를 확인하고, 잘못됐다면 쿠팡에 문의하세요.'],
  },
  'bad-request': {
    name: '쿠팡이 거절한 요청',
    toDo: [
      '조치: 설정의 업체코드(id)를 확인하세요.',
      '맞다면 이 알림의 결함입니다. 로그와 함께 개발 담당자에게 알리세요.',
    ],
  },
  'coupang-down': {
    name: '쿠팡 접속 장애',
    toDo: [
      '계속 자동으로 다시 시도합니다.',
      '조치: WING도 열리지 않으면 복구를 기다리세요. WING이 열리면 인터넷 연결과 로그를 확인하고, 로그의 transactionId로 쿠팡에 문의하세요.',
    ],
  },
  protocol: {
    name: '알 수 없는 응답',
    toDo: [
      '계속 자동으로 다시 시도합니다.',
      '조치: 오래가면 쿠팡 API가 바뀌었는지, 중간에서 응답을 바꾸는 것(프록시 등)이 있는지 확인하세요.',
    ],
  },
  incomplete: {
    name: '끝까지 읽지 못한 목록',
    toDo: [
      '읽은 만큼은 올라옵니다. 다음 조회에서 다시 읽습니다.',
      '조치: 오래가면 로그에서 조회 시간을 확인하고 설정의 pollTimeoutSeconds를 늘리세요.',
    ],
    effect: '일부 문의가 올라오지 않을 수 있습니다',
  },
  'not-polling': {
    name: '실행되지 않는 조회',
    toDo: [
      '조치: 조회(poll)의 스케줄이 켜져 있는지, 쿠팡 API 키가 저장되어 있는지, 로그와 경보에 오류가 있는지 개발 담당자가 확인하세요.',
    ],
  },
};
