import type { KeyExpiryTexts } from '../key-expiry-texts.ts';

export const keyExpiryKo: KeyExpiryTexts = {
  keyExpiry: '키 만료',
  title: (days) => {
    if (days < 0) return '쿠팡 API 키 만료됨';
    return days === 0 ? '쿠팡 API 키 만료일' : `쿠팡 API 키 만료 ${days}일 전`;
  },
  daysLeft: (days) => (days < 0 ? '만료됨' : `${days}일 남음`),
  lastDay: (date) => `*마지막 날* ${date}`,
  lastDayShort: (date) => `${date}까지`,
  loses:
    '키가 만료되면 쿠팡을 읽지 못해 새 문의가 올라오지 않고, 답변·종료도 카드에 반영되지 않습니다. 같은 키를 쓰는 다른 프로그램(ERP 등)도 함께 멈춥니다.',
  toDo: [
    '1. 먼저 이 키를 다른 프로그램(ERP 등)도 쓰는지 확인하세요. 재발급하면 이전 키가 *바로* 멈춥니다.',
    '2. 함께 쓰는 곳과 시간을 정한 뒤 WING &gt; 판매자정보 &gt; 추가판매정보 &gt; OPEN API에서 재발급하세요 (만료 14일 전부터). 등록된 IP도 확인하세요.',
  ],
  store: (command) =>
    `3. 개발 담당자: 새 키와 마지막 날을 바로 저장하세요. \`${command}\` · 다른 프로그램에도 새 키를 넣으세요.`,
};
