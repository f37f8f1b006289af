import type { NoticeTexts } from '../notice-texts.ts';

export const noticesKo: NoticeTexts = {
  digest: '모아보기',
  blind: '조회 중단',
  blindOver: '조회 중단 끝',
  allClear: '조회 재개',
  unusable: '읽을 수 없는 문의',

  more: (left) => `외 ${left}건`,
  lookInWing: '지금은 WING &gt; 고객센터 문의를 직접 확인하세요.',
  lookInWingShort: 'WING을 직접 확인하세요',
  openWing: 'WING 열기',
  fromTo: (from, to) => `${from}부터 ${to}까지`,
  wasBlindFor: (lasted) => `${lasted} 중단`,

  digestCount: (count) => `새 이관 ${count}건`,
  closedMembers: '종료',
  soonestDue: (due) => `가장 빠른 마감 ${due}`,
  digestThread: '카드는 이 메시지의 스레드에 이어집니다',
  digestPast: (count) => `처음 볼 때 이미 마감이 지난 미확인 ${count}건은 저장만 하고 올리지 않았습니다.`,

  blindFor: (lasted) => `${lasted}째`,
  blindTitle: (lasted) => `쿠팡 조회 중단 ${lasted}`,
  blindEffect: '새 문의가 올라오지 않습니다',
  since: (since) => `중단: ${since}부터`,
  cause: (cause) => `원인: ${cause}`,
  deadlineCount: (count) => `마감 ${count}건`,
  deadlinesWhileBlind: (count) =>
    count === 0 ? '이 동안과 앞으로 1시간 안 마감 없음' : `이 동안과 앞으로 1시간 안 마감 ${count}건`,

  allClearTitle: (time) => `조회 재개 ${time}`,
  meanwhile: (said) => `그사이 ${said}`,
  askedMeanwhile: (count, atLeast) => `새 문의 ${atLeast ? '최소 ' : ''}${count}건`,
  missedMeanwhile: (count, atLeast) => `마감 초과 ${atLeast ? '최소 ' : ''}${count}건`,
  meanwhileShort: (asked, missed, atLeast) =>
    `새 문의 ${atLeast ? '최소 ' : ''}${asked}건, 마감 초과 ${atLeast ? '최소 ' : ''}${missed}건`,
  stillCounting: '지난 문의를 아직 세고 있어 건수가 늘 수 있습니다. 다 세면 이 메시지를 고칩니다.',
  endedWithoutCard: '그사이 올라와 이미 끝난 문의는 카드 없이 기록만 했습니다.',

  unusableCount: (count) => `${count}건`,
  unusableTitle: (counted) => `읽을 수 없는 문의 ${counted}`,
  list: { NO_ANSWER: '미답변 목록', TRANSFER: '미확인(업체이관) 목록', ANSWER: '답변 완료 목록' },
  noCard: '문의번호를 읽을 수 없어 카드를 만들 수 없습니다. WING &gt; 고객센터 문의에서 직접 확인하세요.',
  problem: (problem) => `문제: ${problem}`,
};
