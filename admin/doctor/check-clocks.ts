import { type Check, ok, warn } from './check.ts';
import type { CoupangAnswer } from './check-coupang.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** Clocks may differ by this, ms. AWS refuses requests with a difference of five minutes. */
const APART_MS = MINUTE_MS;

/** An answer of the deployed poll, with this machine's time before and after the call, epoch ms. */
export type Timed = { answer: CoupangAnswer; askedAt: number; answeredAt: number };

export const checkClocks = (timed: readonly Timed[]): Check[] => {
  const [first] = timed;
  if (first === undefined) return [];
  const { checkedAt } = first.answer;
  const aheadMs = Math.max(checkedAt - first.answeredAt, Math.min(0, checkedAt - first.askedAt));
  return [
    Math.abs(aheadMs) <= APART_MS
      ? ok('clock here', 'agrees with AWS')
      : warn(
          'clock here',
          `is ${seconds(aheadMs)} s off AWS's`,
          'Let this machine set its clock automatically. AWS and Slack may refuse its requests.',
        ),
    ...judgeCoupang(timed.map(({ answer }) => answer)),
  ];
};

/** Without an answer of Coupang there is nothing to compare. The lines on Coupang say why. */
const judgeCoupang = (answers: readonly CoupangAnswer[]): Check[] => {
  const differences = answers.flatMap(({ clockDiffersByMs }) => clockDiffersByMs ?? []);
  if (differences.length > 0) {
    const most = differences.reduce((a, b) => (Math.abs(a) >= Math.abs(b) ? a : b));
    return [
      warn(
        'clock of Coupang',
        `its Date header is ${seconds(most)} s off AWS's clock`,
        "Nothing: the notifier uses AWS's clock. Times that Coupang writes may be wrong by as much. If it lasts, report it to Coupang.",
      ),
    ];
  }
  return answers.some(({ result }) => result === 'ok')
    ? [ok('clock of Coupang', 'agrees with AWS within five minutes')]
    : [];
};

const seconds = (ms: number): number => Math.round(ms / 1000);
