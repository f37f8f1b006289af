import type { CoupangAnswer } from './check-coupang.ts';
import { type Check, ok, warn } from './check.ts';

/** So far two clocks may be apart before somebody is told, ms. AWS takes no request that is five minutes off. */
const APART_MS = 60_000;

/** An answer of the deployed poll, and between which instants of this machine it came, epoch ms. */
export type Timed = { answer: CoupangAnswer; askedAt: number; answeredAt: number };

/** Whether this machine, AWS and Coupang agree on the time: deadlines go by Coupang's. */
export const checkClocks = (timed: readonly Timed[]): Check[] => {
  const [first] = timed;
  if (first === undefined) return [];
  const { checkedAt } = first.answer;
  const aheadMs = Math.max(checkedAt - first.answeredAt, Math.min(0, checkedAt - first.askedAt));
  const offsets = timed.map(({ answer }) => answer.clockOffsetMs);
  const coupangMs = offsets.reduce((a, b) => (Math.abs(a) >= Math.abs(b) ? a : b), 0);
  return [
    Math.abs(aheadMs) <= APART_MS
      ? ok('clock here', 'agrees with AWS')
      : warn(
          'clock here',
          `is ${seconds(aheadMs)} s off AWS's`,
          'Let this machine set its clock automatically: AWS and Slack may refuse what it sends.',
        ),
    Math.abs(coupangMs) <= APART_MS
      ? ok('clock of Coupang', `agrees with AWS (${seconds(coupangMs)} s apart)`)
      : warn(
          'clock of Coupang',
          `is ${seconds(coupangMs)} s off AWS's`,
          'Nothing: the notifier goes by Coupang’s clock. If it stays so, tell Coupang.',
        ),
  ];
};

const seconds = (ms: number): number => Math.round(ms / 1000);
