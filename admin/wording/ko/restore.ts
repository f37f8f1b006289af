import type { enRestore } from '../en/restore.ts';

export const koRestore: typeof enRestore = {
  usage: `사용법: npm run restore -- <table> <newTable> [--at <time>] [--region <region>]

테이블을 이전 시점의 상태로 새 테이블에 복원하고, 복원할 때 빠지는 설정을 추가합니다.
다른 테이블은 바꾸지 않습니다. 중단되면 다시 실행하세요. 이어서 진행합니다.

--at       최근 35일 안의 시각: 2026-11-26T09:00:00+09:00 (기본값: 가능한 가장 최근)
--region   테이블이 있는 리전 (기본값: 설정 파일의 리전)
--language 이 명령의 언어: ko, en (기본값: 터미널의 언어)

자세히: docs/operations.md, Restoring the table`,
  badTime: '--at에는 2026-11-26T09:00:00+09:00과 같이 시간대를 포함한 시각을 입력하세요.',
  badTable: (name) => `${name}은(는) 테이블 이름이 아닙니다. 스택 출력의 TableName에서 확인하세요.`,
  refused: (region, reason) => `DynamoDB(${region})가 요청을 거부했습니다. ${reason}`,
  ready: (newTable) =>
    `복원했습니다. 다음 단계: 설정 파일에 existingTable: '${newTable}'을 넣고 npx cdk deploy Notifier를 실행하세요 (docs/operations.md, Restoring the table).`,
  noTable: (table) =>
    `테이블 ${table}이(가) 없습니다. 삭제된 테이블의 마지막 상태는 AWS에 35일 동안 보관됩니다: docs/operations.md, Restoring the table.`,
  begins: (newTable, table, at) =>
    `${table}의 ${at ?? '가장 최근'} 상태로 ${newTable}을(를) 만들고 있습니다.`,
  noRecovery: (table) => `${table}에는 시점 복구가 켜져 있지 않아 복원할 수 없습니다.`,
  outOfReach: (table, from, to, at) =>
    `${table}은(는) ${from}부터 ${to}까지의 시점으로 복원할 수 있습니다. ${at}(으)로는 복원할 수 없습니다.`,
  isGone: (newTable) => `${newTable}이(가) 사라졌습니다. AWS가 만들지 못했습니다. 다시 시도하세요.`,
  takesTime: '몇 분 걸리며, 한 시간을 넘는 경우는 드뭅니다. 중단하고 나중에 다시 실행해도 됩니다.',
  otherOrigin: (newTable, table) =>
    `${newTable}은(는) ${table}에서 복원한 테이블이 아닙니다. 다른 이름을 쓰세요.`,
  noIndex: (newTable, indexes) =>
    `${newTable}에 인덱스 ${indexes.join(', ')}이(가) 없습니다. 이 프로그램의 테이블이 아닙니다.`,
  otherTime: (newTable, made, at) =>
    `${newTable}은(는) 이미 있고, ${at}이(가) 아니라 ${made}의 상태입니다. 다른 이름을 쓰거나, 이어서 진행하려면 --at을 빼세요.`,
  hasSettings: (newTable) => `${newTable}에 만료, 시점 복구, 삭제 방지를 설정했습니다.`,
  hasTags: (table, tags) => `${table}의 태그를 복사했습니다: ${tags}.`,
};
