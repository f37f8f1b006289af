import { owesChannelBreach } from '../../domain/delivery/broadcast.ts';
import { bundleBreach, type TicketChange } from '../../domain/ticket/ticket-changes.ts';
import { forEachSettled, logFailures } from '../outbox/for-each-settled.ts';
import { writeBundles } from '../outbox/write-bundles.ts';
import type { Notice } from '../../domain/notice/notice.ts';
import type { SweepRun, SweepServices } from './sweep-run.ts';
import { LEASE_MARGIN_MS } from './announce-batch.ts';

export type BundledBreaches = {
  /** A change as it is written: its breach names its bundle, where that may still be published after it. */
  tell: (change: TicketChange) => TicketChange;
  /** What this poll may publish once every ticket is surely written; else `track-sla` does at the lease's end. */
  notices: () => Notice[];
};

/** Automatic closings that are written together, and each of which the channel is to hear of, come as one bundle above a number (R27). */
export const bundleBreaches = async (
  changes: readonly TicketChange[],
  { vendor, bundleAbove, leaseUntil }: SweepRun,
  { notices, clock, log }: Pick<SweepServices, 'notices' | 'clock' | 'log'>,
): Promise<BundledBreaches> => {
  const owed = changes
    .filter(owesChannelBreach)
    .map(({ before: { key } }) => ({ key, sorts: ['breach' as const] }));
  const limits = {
    above: bundleAbove,
    now: clock.now(),
    publishBy: leaseUntil,
    isLate: () => clock.now() >= leaseUntil - LEASE_MARGIN_MS,
  };
  const bundles = await writeBundles(vendor, owed, limits, notices, async (what, work) =>
    logFailures(await forEachSettled([work], (one) => one()), log, { notice: what }),
  );
  return {
    tell: (change) => {
      const { breach } = bundles.of(change.before.key);
      return breach !== undefined && owesChannelBreach(change) ? bundleBreach(change, breach) : change;
    },
    notices: bundles.notices,
  };
};
