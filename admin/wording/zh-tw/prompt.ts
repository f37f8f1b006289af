import type { enPrompt } from '../en/prompt.ts';

export const zhTwPrompt: typeof enPrompt = {
  keepsStored: '按 Enter 保留已儲存的值',
  notYesOrNo: '請輸入 y 或 n',
  refused: (fault) => `${fault}。`,
  nothingStored: (question, fault) => `未儲存任何內容。${question}：${fault}。`,
  inputEnded: (question) => `未儲存任何內容。輸入在此項之前就結束了：${question}`,
};
