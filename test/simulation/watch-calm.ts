import { BEFORE_DUE_MS, type StepName } from '../../lib/domain/ticket/step.ts';
import { type Deliverable, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { DayLadder } from './draw-ladder.ts';
import type { Process, Waiting } from './scheduler.ts';
import type { Report } from './violation.ts';

type Watched = {
  /** Epoch ms. */
  now: () => number;
  ladder: DayLadder;
  acting: () => Waiting | undefined;
  report: Report;
};

/** A run of track-sla looks at what is due, at what is new, and at the rest; a poll stores two batches, and what has gone. */
const LOOKS = 3;
/** Found to be something else as they were written. */
const DECIDED_ANEW = 2;
/** Later than that no bundle may be in time (R27). */
const IN_TIME_MS = 40_000;

/** No run tells a channel one by one what it could tell as one bundle (R27), unless a call of it failed or it took long. */
export const createCalmWatch = ({ now, ladder: { policy }, acting, report }: Watched) => {
  const alone = new Map<string, number>();
  const disturbed = new Set<Process>();
  const last = policy.steps.toSorted((a, b) => BEFORE_DUE_MS[a] - BEFORE_DUE_MS[b])[0];

  /** Of the lines that go to a channel whomever they mention. */
  const isForAll = (line: string): boolean => {
    const [type, name] = line.split('/');
    const isOf = (step: StepName | undefined): boolean => step !== undefined && name === step;
    return type === 'breach' || (type === 'step' && (isOf(last) || isOf('overdue')));
  };
  const isForStepChannel = (line: string): boolean =>
    line.startsWith('escalation/') && !line.startsWith('escalation/stale/');

  return {
    onFailed: ({ process }: Waiting): void => void disturbed.add(process),
    onWrite: (before: Deliverable | undefined, after: Deliverable): void => {
      const process = acting()?.process;
      if (!process || !before || before.type === 'notice' || after.type === 'notice') return;
      if (disturbed.has(process) || now() - process.startedAt > IN_TIME_MS) return;
      for (const { name, bundle } of after.facts.history.slice(before.facts.history.length)) {
        if (bundle !== undefined || !(isForAll(name) || isForStepChannel(name))) continue;
        // The channel knows a breach from `overdue` (R16).
        if (
          name === 'breach' &&
          Object.keys(before.delivery.posted).some((one) => one.startsWith('step/overdue'))
        )
          continue;
        const sort = name.split('/').slice(0, 2).join('/');
        const key = `${process.name} ${sort}`;
        const count = (alone.get(key) ?? 0) + 1;
        alone.set(key, count);
        if (count > LOOKS * policy.bundleAbove + DECIDED_ANEW)
          report({
            rule: 'R27',
            problem: `${process.name} tells ${sort} of ${count} tickets one by one (${deliverableId(after.key)})`,
            concerns: after.key.inquiryId,
          });
      }
    },
  };
};
