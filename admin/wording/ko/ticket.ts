import { ko } from '../../../lib/life/words-ko.ts';
import type { enTicket } from '../en/ticket.ts';

const nameOf = (kind: string, value: string): string =>
  Object.entries(ko).find(([key]) => key === `${kind} ${value}`)?.[1] ?? value;

export const koTicket: typeof enTicket = {
  usage: `사용법: npm run ticket -- <inquiryId> [--vendor <vendorId>] [--all] [--region <region>]
        npm run ticket -- --csv --from <날짜> --to <날짜> [--vendor <vendorId>] [--region <region>]

이관된 문의나 상품 문의 하나의 처리 이력과 현재 상태를 순서대로 보여 줍니다. 두 문의의 번호가 같으면
둘 다 보여 줍니다.

--csv        이 기간에 종료된 건을 closed-<날짜>-<날짜>.csv에 저장합니다
--vendor     이 업체의 건만. 연습 카드는 test-ticket-<channelId>
--all        프로그램의 내부 기록도 보여 줍니다: 버전, 이벤트, 메시지 ID
--region     이 리전의 AWS를 읽습니다. 없으면 노트북의 .local(또는 DATA_DIR)
--language   이 명령의 언어: ko, en (기본값: 터미널의 언어)

자세히: RUNBOOK.md`,
  life: ko,
  badSpan:
    '--csv에는 마켓 시간 기준의 날짜 두 개를 이른 날짜부터 적으세요. 예: --from 2026-11-01 --to 2026-11-30. --all은 함께 쓸 수 없고, 날짜는 --csv에만 쓸 수 있습니다.',
  wroteCsv: (file, rows) => `종료된 건 ${rows}건을 ${file}에 저장했습니다.`,
  neverPolled: (vendorId, known) =>
    `여기서 조회한 적이 없는 업체입니다: ${vendorId}. 테이블에 있는 업체: ${known.join(', ')}.`,
  csvNotWritten: (file, reason) =>
    `${file}에 저장하지 못했습니다: ${reason}. 파일이 열려 있으면 닫고, 쓸 수 있는 폴더에서 다시 실행하세요.`,
  badId: '문의번호는 1000000001과 같은 숫자입니다.',
  places: {
    deployed: (stack, region) => `${region}에 있는 ${stack}의 로그와 테이블`,
    table: (stack, region) => `${region}에 있는 ${stack}의 테이블`,
    laptop: (dataDir) => `${dataDir}의 로그와 저장소`,
    store: (dataDir) => `${dataDir}의 저장소`,
  },
  stack: '스택',
  table: '테이블',
  log: '로그',
  notRead: (what, reason) => `${what}을(를) 읽지 못했습니다. ${reason}`,
  notDeployed: (stack, region) =>
    `${region}에 ${stack}이(가) 배포되지 않았습니다. notifier.config.ts의 리전을 지정하고, AWS_PROFILE을 그 계정으로 설정하세요.`,
  queryEnded: (status) => `Logs Insights 쿼리가 ${status} 상태로 끝났습니다. 다시 시도하세요.`,
  queryTooLong: 'Logs Insights 쿼리가 2분 안에 끝나지 않았습니다. 다시 시도하세요.',
  logNotRead: (dataDir, reason) =>
    `${dataDir}의 로그를 읽지 못했습니다: ${reason}. 노트북 프로그램을 실행한 사용자로 실행하세요.`,
  noLog: (dataDir, region) =>
    `${dataDir}에 로그가 없습니다. 노트북 프로그램이 실행된 적이 없습니다. DATA_DIR에 실행한 폴더를 설정하세요. AWS에 배포했다면 리전을 지정하세요(예: --region ${region}).`,
  notCopied: (dataDir, disk) =>
    `${dataDir}의 저장소를 복사하지 못해 읽을 수 없습니다: ${disk}. 그다음 다시 시도하세요.`,
  storeNotRead: (dataDir) =>
    `${dataDir}의 저장소를 읽지 못했습니다. 노트북 프로그램을 멈추고 다시 시도하세요. 그래도 안 되면 한 번 시작하세요. 저장소를 고치거나 원인을 알려 줍니다.`,
  none: (inquiryId, place) =>
    `${place}에 문의 ${inquiryId}의 건이 없습니다. 문의번호와 위치를 확인하세요. 이관은 목록에서 처음 조회될 때 저장됩니다. 전체가 조회되고 있는지 확인하세요(npm run doctor 또는 노트북의 터미널).`,
  head: (inquiryId, place) => `문의 ${inquiryId}. 읽은 곳: ${place}`,
  sources: { 'call-center': '이관 건', product: '상품 문의' },
  ticket: (name, zone) => `${name} (${zone} 시각)`,
  noLines: '로그에 기록이 없습니다. 로그의 보관 기간보다 오래되었을 수 있습니다.',
  onlyInner: '프로그램의 내부 기록만 있습니다. --all을 붙이면 보여 줍니다.',
  now: '현재:',
  notHeld: '테이블에 없습니다.',
  state: (id, { state, closedAt, outcome, openedAt, dueAt }) =>
    `${id}: ${nameOf('state', state)}${closedAt === undefined ? '' : ` (${closedAt}, ${nameOf('outcome', outcome ?? 'unknown')})`}. 최초 감지 ${openedAt}, 마감 ${dueAt}.`,
  versions: (version, published, shown) => `버전 ${version}, 발행 ${published}, Slack에 표시 ${shown}.`,
  shows: (place) =>
    place === undefined
      ? 'Slack에 아무것도 없습니다.'
      : `Slack의 카드: 채널 ${place.channel}, ts ${place.ts}.`,
  steps: (steps) =>
    `알림: ${steps.map(({ name, at, passed }) => `${nameOf('rest', name)} ${at}${passed ? ' (대체됨)' : ''}`).join(', ')}.`,
  unsure: (name, at) =>
    `${at}에 보낸 메시지의 응답을 받지 못했습니다: ${nameOf('attempt', name)}. Slack의 기록에서 확인합니다.`,
  waits: (name, until, reason) => `${until}까지 대기: ${nameOf('attempt', name)} (${reason}).`,
  wasOver: '카드가 없습니다. 처음 조회했을 때 이미 끝난 건입니다.',
  wasMissing: '카드가 없습니다. 알리기 전에 목록에서 사라졌습니다.',
  isProvisional: '아직 카드가 없습니다. 쿠팡 목록에는 있지만 요청 글이 없습니다. 다시 조회되면 알립니다.',
};
