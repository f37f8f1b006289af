import type { ActTexts } from './act-texts.ts';

export const ko: ActTexts = {
  title: 'Slack에서 처리하기',
  as: '누르는 사람',
  home: '앱 홈',
  command: '명령',
  send: '보내기',
  close: '닫기',
  dismiss: '메시지 닫기',
  choose: '지정',
  onlyYou: '나에게만 보임',
  react: { eyes: '확인 중이라고 표시하기', white_check_mark: '처리했다고 표시하기' },
  reacted: (emoji, names) => `${emoji} ${names}`,
  optional: '선택',
  noHome: '앱이 아직 홈을 보내지 않았습니다.',
  gone: '그사이 바뀌어 누를 수 없습니다.',
  unanswered: '앱이 3초 안에 응답하지 않았습니다. 다시 눌러 보세요.',
  missing: '입력해 주세요.',
  short: (least) => `${least}자 이상 입력해 주세요.`,
  long: (most) => `${most}자까지 입력할 수 있습니다.`,
};
