/** Around every question. */
export const enPrompt = {
  keepsStored: 'Enter keeps the stored one',
  notYesOrNo: 'must be y or n',
  refused: (fault: string) => `It ${fault}.`,
  /** Without a person, who could correct it. */
  nothingStored: (question: string, fault: string) => `Nothing was stored: ${question} ${fault}.`,
  inputEnded: (question: string) => `Nothing was stored: the input ended before ${question}.`,
};
