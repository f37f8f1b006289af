import type { enErase } from '../en/erase.ts';

export const koErase: typeof enErase = {
  usage: `사용법: npm run erase -- <inquiryId|orderId> [--region <region>] [--source <source>] [--yes]

문의, 상품 문의, 주문에 속한 모든 건에서 고객과 상담사의 글을 지웁니다. 테이블과 Slack의 카드에서
지우며, 먼저 찾은 내용을 보여 주고 확인합니다. 여러 번 실행해도 됩니다.

--region     이 리전의 AWS에서 지웁니다. 없으면 멈춰 있는 노트북의 .local(또는 DATA_DIR)
--source     call-center 또는 product. 이관과 상품 문의의 번호가 같을 때 필요합니다
--yes        스크립트용. 확인하지 않고 지웁니다
--language   이 명령의 언어: ko, en (기본값: 터미널의 언어)

자세히: docs/privacy.md (지울 수 없는 곳)`,
  badId: '문의번호나 주문번호는 1000000001과 같은 숫자입니다.',
  noStore: (dataDir, region) =>
    `${dataDir}에 저장소가 없습니다. 노트북 프로그램이 실행된 적이 없습니다. DATA_DIR에 실행한 폴더를 설정하세요. AWS에 배포했다면 리전을 지정하세요(예: --region ${region}).`,
  none: (id, place) => `${place}에 문의나 주문 ${id}의 건이 없습니다. 번호와 위치를 확인하세요.`,
  head: (id, tickets, place) => `${id}: ${tickets}건. 위치: ${place}`,
  badSource: (sources) => `--source는 ${sources.join(', ')} 중 하나여야 합니다.`,
  isShared: (sources) =>
    `아무것도 지우지 않았습니다. 이관과 상품 문의의 번호가 같습니다. --source ${sources.join(' 또는 --source ')}로 하나를 고르세요.`,
  unreadable: '이 건은 읽을 수 없습니다.',
  firstWords: (words) => `“${words}”`,
  messages: (messages) => `Slack 메시지 ${messages}개`,
  sure: '지우면 되돌릴 수 없습니다. 지울까요? y/n',
  notErased: '아무것도 지우지 않았습니다. 지우려면 y를 입력하고, 스크립트에서는 --yes를 붙이세요.',
  erased: (id) => `${id}: 테이블에서 글을 지웠습니다.`,
  erasedBefore: (id) => `${id}: 테이블의 글은 전에 이미 지웠습니다.`,
  notReached: '여기서 지울 수 없는 것 (docs/privacy.md):',
  unreached: [
    '쿠팡에 있는 문의, 그리고 그 문의의 다음 이관: 그때 다시 실행하세요.',
    'Slack이 이미 보낸 푸시 알림과 메일. 고객의 글은 들어 있지 않습니다.',
    '사람들이 Slack에 직접 쓰거나 복사하거나 전달한 글.',
    '보내지 못한 답변: 작성자에게 DM으로 남아 있습니다.',
    'Slack의 내보내기, 그리고 워크스페이스가 보관하는 수정 기록.',
    '종료 400일 뒤 삭제된 건의 카드: 카드에 글이 남아 있습니다.',
    '테이블을 복원해 두 번째 카드로 바뀐 카드: 첫 번째 카드에 글이 남아 있습니다.',
    '테이블의 백업: 35일의 시점 복구와 직접 만든 백업.',
  ],
  place: (channel, ts) => `채널 ${channel}, ts ${ts}`,
  earlierCard: (place, hasLines) =>
    `이전 카드${hasLines ? '와 그 아래 답글' : ''}을(를) 수정하지 못했습니다. 찾아서 삭제하세요: ${place}.`,
  answerUnderWay: '답변을 보내는 중이라 그때까지 글이 남아 있습니다. 10분 뒤 다시 실행하세요.',
  notShown: (place) => `Slack에는 아직 반영되지 않았습니다${place === undefined ? '' : `: ${place}`}.`,
  seeTicket:
    'npm run ticket으로 확인하세요. 설정에 없는 업체의 카드는 수정되지 않으므로 Slack에서 삭제하세요.',
  laptopEdits: '노트북 프로그램을 시작하면 수정합니다.',
  cardHolds: (place) => `Slack의 카드에서 지웠습니다: ${place}.`,
  cardAndLines: (place) => `Slack의 카드와 인용한 답글에서 지웠습니다: ${place}.`,
  noCard: 'Slack에 카드가 없습니다.',
};
