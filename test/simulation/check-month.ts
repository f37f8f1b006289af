import type { Calendar } from '../../lib/domain/time/calendar.ts';
import type { Notice } from '../../lib/domain/notice/notice.ts';
import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { type MonthRecord, MONTH_LADDER } from './live-month.ts';
import type { Due, MonthLadder } from './month-ladder.ts';
import { isOpenAt, type Known } from './month-sight.ts';
import type { Outage } from './month-script.ts';
import type { Message } from './memory-slack.ts';
import { MINUTE_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

/** After an outage of Slack, pending messages follow their ticket's back-off (R21). */
const CAUGHT_UP_MS = 20 * MINUTE_MS;

type Counted = {
  record: MonthRecord;
  known: readonly Known[];
  ladder: MonthLadder;
  outages: readonly Outage[];
};

export type Mentions = { problems: string[]; announced: number; overtaken: number; afterAnOutage: number };

/**
 * Every step to announce was announced once, in its minute, before its time, and not after the end. After an outage of
 * Slack only the nearest step comes, soon after it (R16, R23, S2).
 */
export const checkWarnings = ({ record, known, ladder, outages }: Counted): Mentions => {
  const result: Mentions = { problems: [], announced: 0, overtaken: 0, afterAnOutage: 0 };
  const bySubject = Map.groupBy(record.messages, ({ deliverable }) => deliverable);
  const idOf = new Map(record.tickets.map((ticket) => [ticket.key.answerId, ticketId(ticket.key)]));
  for (const handOver of known) {
    const id = idOf.get(handOver.answerId) ?? '';
    const messages = (bySubject.get(id) ?? []).filter(({ name }) => isWarning(name));
    const steps = ladder.steps.get(handOver.answerId) ?? [];
    const announced = steps.filter(({ tells }) => tells !== undefined);
    for (const step of announced)
      for (const name of linesOf(step, steps)) {
        const posted = messages.filter((message) => message.name === name);
        const report = (problem: string): void => void result.problems.push(`${id} ${name}: ${problem}`);
        if (posted.length > 1) report(`posted ${posted.length} times`);
        const outage = outages.find(
          ({ of, from, until }) => of === 'slack' && step.at >= from && step.at < until,
        );
        const overtakenAt = Math.min(
          endOf(handOver, step.at),
          ...announced.filter((other) => other.at > step.at).map(({ at }) => at),
        );
        checkOne({ posted, step, handOver, outage, overtakenAt }, result, report);
      }
    const names = new Set(announced.flatMap((step) => linesOf(step, steps)));
    for (const { name } of messages)
      if (!names.has(name)) result.problems.push(`${id} ${name}: posted, and never reached`);
  }
  return result;
};

const checkOne = (
  line: {
    posted: readonly Message[];
    step: Due;
    handOver: Known;
    outage: Outage | undefined;
    overtakenAt: number;
  },
  result: Mentions,
  report: (problem: string) => void,
): void => {
  const { posted, step, handOver, outage, overtakenAt } = line;
  const [message] = posted;
  if (message) {
    result.announced += 1;
    if (!isOpenAt(handOver, message.postedAt)) report('posted after the end');
    if (message.postedAt > overtakenAt) report(`posted after a nearer step, or the end, at ${overtakenAt}`);
  }
  if (!outage) {
    if (!message) report('posted nowhere');
    else if (message.postedAt !== step.at) report(`posted at ${message.postedAt}, and reached at ${step.at}`);
    // A ticket seen in time is warned of before the step's time. At first sight or after a re-listing, within a minute.
    const latest = Math.max(step.time ?? step.at, openedBefore(handOver, step.at) + MINUTE_MS);
    const isNeverEarly = step.name === 'overdue' || step.name === 'stale';
    const isLate = isNeverEarly ? step.at >= latest + MINUTE_MS : step.at > latest;
    if (isLate) report(`reached at ${step.at}, and its time is ${step.time}`);
    return;
  }
  if (overtakenAt <= outage.until) result.overtaken += message ? 0 : 1;
  else result.afterAnOutage += 1;
  const isDue = overtakenAt > outage.until + CAUGHT_UP_MS;
  if (isDue && !message) report('posted nowhere after an outage');
  if (message && message.postedAt > outage.until + CAUGHT_UP_MS)
    report(`posted at ${message.postedAt}, long after the outage`);
};

/** The step's line in the thread, and its line in its own channel, if it has one and is not withheld. */
const linesOf = (step: Due, steps: readonly Due[]): string[] => {
  const { name, deadline, isFresh } = step;
  const before = steps.slice(0, steps.indexOf(step));
  const as = name === 'stale' ? before.findLast((other) => other.tells)?.name : name;
  const escalates = !isFresh && as !== undefined && MONTH_LADDER.ownChannel.includes(as);
  return [`step/${name}/${deadline}`, ...(escalates ? [`escalation/${name}/${deadline}`] : [])];
};

const isWarning = (name: string): boolean => /^(step|escalation)\//.test(name);

const endOf = ({ open }: Known, at: number): number =>
  open.find(({ from, until }) => at >= from && at < until)?.until ?? at;

const openedBefore = ({ open }: Known, at: number): number =>
  open.findLast(({ from }) => from <= at)?.from ?? at;

/**
 * The tickets that the list at an opening must name: those with a step or an automatic closing since the shift before
 * (C4).
 */
export const countOpening = (
  { known, ladder }: Pick<Counted, 'known' | 'ladder'>,
  startsAt: number,
  plain: Calendar,
  at: number,
): string[] => {
  const since = plain.previousShift(startsAt)?.endsAt ?? startsAt - 24 * HOUR_MS;
  const isIn = (instant: number): boolean => instant >= since && instant < startsAt;
  return known
    .filter(({ answerId, closings }) => {
      const steps = ladder.steps.get(answerId) ?? [];
      const isWarned = steps.some((step) => !step.passed && isIn(step.at));
      return (
        isWarned ||
        closings.some(
          (closing) => closing.outcome === 'auto-closed' && isIn(closing.at) && closing.until > at,
        )
      );
    })
    .map(({ answerId }) => answerId)
    .sort();
};

/** How often a notice is in Slack. */
export const countShown = ({ messages }: MonthRecord, notice: Notice): number =>
  messages.filter(({ deliverable }) => deliverable === deliverableId(notice.key)).length;
