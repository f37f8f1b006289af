import { type Check, ok, warn, type Words } from './check.ts';
import type { CoupangAnswer } from './check-coupang.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** Clocks may differ by this, ms. AWS refuses requests with a difference of five minutes. */
const APART_MS = MINUTE_MS;

/** An answer of the deployed poll, with this machine's time before and after the call, epoch ms. */
export type Timed = { answer: CoupangAnswer; askedAt: number; answeredAt: number };

export const checkClocks = (timed: readonly Timed[], { doctor }: Words): Check[] => {
  const words = doctor.coupang.clocks;
  const [first] = timed;
  if (first === undefined) return [];
  const { checkedAt } = first.answer;
  const aheadMs = Math.max(checkedAt - first.answeredAt, Math.min(0, checkedAt - first.askedAt));
  return [
    Math.abs(aheadMs) <= APART_MS
      ? ok(words.here, words.agrees)
      : warn(words.here, words.isOff(seconds(aheadMs)), words.setIt),
    ...judgeCoupang(
      timed.map(({ answer }) => answer),
      words,
    ),
  ];
};

/** Without an answer of Coupang there is nothing to compare. The lines on Coupang say why. */
const judgeCoupang = (
  answers: readonly CoupangAnswer[],
  words: Words['doctor']['coupang']['clocks'],
): Check[] => {
  const differences = answers.flatMap(({ clockDiffersByMs }) => clockDiffersByMs ?? []);
  if (differences.length > 0) {
    const most = differences.reduce((a, b) => (Math.abs(a) >= Math.abs(b) ? a : b));
    return [warn(words.coupang, words.coupangIsOff(seconds(most)), words.useAws)];
  }
  return answers.some(({ result }) => result === 'ok') ? [ok(words.coupang, words.coupangAgrees)] : [];
};

const seconds = (ms: number): number => Math.round(ms / 1000);
