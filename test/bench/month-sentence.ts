import { HAND_OVERS_A_DAY } from './day-script.ts';
import type { MonthLine } from './price-month.ts';

const SENTENCES = {
  en: (list: string, afterFree: string) =>
    `By use, for one shop with ${HAND_OVERS_A_DAY} hand-overs a day: about ${list} USD a month, ${afterFree} after what AWS gives each account free.`,
  ko: (list: string, afterFree: string) =>
    `사용량 요금은 이관이 하루 ${HAND_OVERS_A_DAY}건인 쇼핑몰 하나에 월 약 ${list}달러이고, AWS가 계정마다 무료로 제공하는 양을 빼면 ${afterFree}달러입니다.`,
} as const;

/** What a month of use costs, for a README. */
export const monthSentence = (lines: readonly MonthLine[], language: keyof typeof SENTENCES): string => {
  const sum = (figure: 'usd' | 'afterFreeUsd'): string =>
    lines.reduce((total, line) => total + line[figure], 0).toFixed(2);
  return SENTENCES[language](sum('usd'), sum('afterFreeUsd'));
};
