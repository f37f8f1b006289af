import type { enPrompt } from '../en/prompt.ts';

export const koPrompt: typeof enPrompt = {
  keepsStored: 'Enter를 누르면 저장된 값을 유지',
  notYesOrNo: 'y 또는 n을 입력하세요',
  refused: (fault) => `${fault}.`,
  nothingStored: (question, fault) => `아무것도 저장하지 않았습니다. ${question}: ${fault}.`,
  inputEnded: (question) =>
    `아무것도 저장하지 않았습니다. 다음 항목을 입력하기 전에 입력이 끝났습니다: ${question}`,
};
