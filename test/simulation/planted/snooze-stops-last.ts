import { levelOfStep } from '../../../lib/domain/ladder/warning-level.ts';
import type { Breakage } from '../breakage.ts';

/** A snooze puts off the last warnings, too (A1). */
export const snoozeStopsLast: Breakage = {
  name: 'a snooze that stops the last warnings',
  worse: { presses: 0.06 },
  breakTrack: (ports) => ({
    ...ports,
    writer: {
      ...ports.writer,
      change: async (before, facts, event, at) => {
        const { snoozed, claimedBy } = before.facts;
        const isSnoozed = snoozed !== undefined && snoozed.by === claimedBy && at < snoozed.until;
        const isLast = facts.steps
          .slice(before.facts.steps.length)
          .some(({ name }) => levelOfStep(name, { ladder: [] }) === 'last');
        return isSnoozed && isLast ? before : ports.writer.change(before, facts, event, at);
      },
    },
  }),
};
