import type { Report } from './violation.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';

/**
 * Runs of track-sla that end early look at other vendors in the next minutes, so that all get their turn (R23). If each looks at
 * `some` of `all`, then `2 * all / some` runs in a row get to each.
 */
export const createTurnWatch = (all: readonly string[], report: Report) => {
  /** The vendors that were looked at in each of the last minutes, without a gap. */
  let row: { minute: number; seen: Set<string> }[] = [];
  let cut = 0;
  const check = (vendorId: string): void => {
    const since = row.findLastIndex(({ seen }) => seen.has(vendorId)) + 1;
    const left = row.slice(since);
    const some = Math.min(...left.map(({ seen }) => seen.size));
    if (left.length > 0 && left.length >= Math.ceil((2 * all.length) / some))
      report({
        rule: 'R23',
        problem: `${left.length} runs in a row looked at ${some} of ${all.length} vendors or more, and none at ${vendorId}`,
        concerns: vendorId,
      });
  };
  return {
    /** How many runs left out some vendor. */
    cut: (): number => cut,
    /** A run that was not killed. `startedAt`: epoch ms. */
    onRun: (startedAt: number, seen: ReadonlySet<string>): void => {
      const minute = Math.floor(startedAt / MINUTE_MS);
      const last = row.at(-1);
      if (seen.size < all.length) cut += 1;
      if (last?.minute === minute) for (const vendorId of seen) last.seen.add(vendorId);
      else row = [...(last?.minute === minute - 1 ? row : []), { minute, seen: new Set(seen) }];
      for (const vendorId of all) check(vendorId);
    },
  };
};
