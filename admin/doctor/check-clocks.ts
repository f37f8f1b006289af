import { type Check, ok, warn } from './check.ts';
import type { CoupangAnswer } from './coupang-answer.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** How far two clocks may be apart without a warning, ms. AWS accepts no request that is five minutes off. */
const APART_MS = MINUTE_MS;

/** An answer of the deployed poll, with this machine's time before and after the call, epoch ms. */
export type Timed = { answer: CoupangAnswer; askedAt: number; answeredAt: number };

/** Whether this machine, AWS and Coupang agree on the time: deadlines use Coupang's. */
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
    judgeCoupang(timed.flatMap(({ answer }) => answer.clockOffsetMs ?? [])),
  ];
};

const judgeCoupang = (offsets: readonly number[]): Check => {
  if (offsets.length === 0)
    return warn(
      'clock of Coupang',
      'is not known yet: no answer of Coupang has shown it. Until one does, there are no warnings of deadlines',
      'See the lines on Coupang.',
    );
  const apartMs = offsets.reduce((a, b) => (Math.abs(a) >= Math.abs(b) ? a : b));
  return Math.abs(apartMs) <= APART_MS
    ? ok('clock of Coupang', `agrees with AWS (${seconds(apartMs)} s apart)`)
    : warn(
        'clock of Coupang',
        `is ${seconds(apartMs)} s off AWS's`,
        'Nothing: the notifier uses Coupang’s clock. If it stays like this, tell Coupang.',
      );
};

const seconds = (ms: number): number => Math.round(ms / 1000);
