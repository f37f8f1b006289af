import type { HomeTexts } from '../home-texts.ts';

export const koHome: HomeTexts = {
  home: {
    title: '처리할 이관',
    counts: (open, overdue, dueWithinHour) =>
      `*미처리* ${open}건 · 1시간 안에 마감 ${dueWithinHour}건 · 마감 지남 ${overdue}건`,
    yours: (mine, unclaimed) => `내 담당 ${mine}건 · 담당 없음 ${unclaimed}건`,
    who: { all: '모든 담당', mine: '내 담당', unclaimed: '담당 없음' },
    kind: { all: '모든 종류', reply: '미답변', confirm: '미확인(업체이관)' },
    allVendors: '모든 쇼핑몰',
    claim: '담당하기',
    earlier: '이전',
    later: '다음',
    page: (page, pages) => `${pages}쪽 중 ${page}쪽`,
    refresh: '새로고침',
    nothingOpen: '처리할 이관이 없습니다.',
    nothingFound: '조건에 맞는 이관이 없습니다. 조건을 바꿔 보세요.',
    unclaimed: '담당 없음',
    today: (opened, closed) => `0시부터 신규 ${opened}건 · 종료 ${closed}건`,
    noVendor: '이 화면을 볼 권한이 없습니다. 설정의 acting.people에 등록해 달라고 요청하세요.',
    found: (count) => `${count}건을 찾았습니다.`,
    foundClosed: (count) => `미처리 이관은 없고, 끝난 이관 ${count}건을 찾았습니다.`,
    notFound: (words) =>
      `“${words}”에 맞는 미처리 이관이 없습니다. 끝난 건은 30일 동안 문의번호로 찾을 수 있습니다. 나머지는 WING에서 찾으세요.`,
    howToFind: '문의번호나 주문번호(뒤 4자리 이상), 또는 상품 이름을 넣으세요. 예: `/coupang 8177`',
  },
};
