import { defined } from '../../domain/defined.ts';
import type { LaneEnd } from '../ports/lanes.ts';
import type { DeliverableKey } from '../../domain/delivery/deliverable.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { readDeliverable } from '../outbox/read-deliverable.ts';
import { elapsedOf } from '../ports/clock.ts';
import { createBacklog } from './backlog.ts';
import { type DrainRun, type DrainServices, tryOne } from './drain-run.ts';
import { claimLane, type HeldLane } from './lane.ts';
import { noteOutcome, settle } from './note-outcome.ts';
import { performAction } from './perform-action.ts';
import { planNext } from './plan-next.ts';
import { createWaits } from './waits.ts';

export type DrainResult = {
  /**
   * - `done`: Slack shows all that can be shown now.
   * - `held`: another worker holds the lane and knows that there is something new.
   * - `lost`: the lane was lost, and its new holder goes on.
   * - `out-of-time`: a wake-up starts another run that goes on.
   */
  ended: 'done' | 'held' | 'lost' | 'out-of-time';
  /** For `held`: how long the lane has been held without a break, ms. */
  heldMs?: number;
} & Pick<DrainRun, 'refused' | 'failed'>;

/** How often the index is read again: what has become more urgent goes first (R18). */
const LOOK_EVERY_MS = 10_000;
/** The longest wait of a drain for something to become free (R21). */
const LONGEST_SLEEP_MS = 20_000;

/**
 * Shows in Slack what a vendor owes, most urgent first, until nothing is left that can be shown now (R18). One drain a
 * vendor works at a time: it holds the vendor's lane. It plans, acts, writes the result, and settles what owes nothing.
 * @param named the keys of its wake-up: the index lags
 * @param limits `stopAfterMs`: no action begins later; one action may make several calls
 */
export const drain = async (
  vendor: VendorRef,
  named: readonly DeliverableKey[],
  { stopAfterMs }: { stopAfterMs: number },
  services: DrainServices,
): Promise<DrainResult> => {
  const stopAt = elapsedOf(services.clock)() + stopAfterMs;
  const lane = await claimLane(vendor, services);
  if ('heldMs' in lane) return { ended: 'held', heldMs: lane.heldMs, refused: 0, failed: 0 };
  const run = beginRun(vendor, lane, services);
  const ended = await showAll(run, named, stopAt).catch(async (error: unknown) => {
    // So the next worker need not wait until the lane runs out.
    await lane.release({ ...kept(run), forced: true }).catch(() => 'lost');
    throw error;
  });
  if (run.defects.length > 0) throw run.defects[0];
  return { ended, refused: run.refused, failed: run.failed };
};

/** @param stopAt by the monotonic clock */
const showAll = async (
  run: DrainRun,
  named: readonly DeliverableKey[],
  stopAt: number,
): Promise<Exclude<DrainResult['ended'], 'held'>> => {
  const { lane, services } = run;
  const elapsed = elapsedOf(services.clock);
  let lookedAt = Number.NEGATIVE_INFINITY;
  let calledFor = named;
  while (elapsed() < stopAt) {
    if (elapsed() - lookedAt >= LOOK_EVERY_MS) {
      if (!(await lane.beginLook())) return 'lost';
      await look(run, calledFor);
      // Counted from the end of the look: however long it takes, something is shown between two looks.
      lookedAt = elapsed();
      calledFor = [];
    }
    const until = Math.min(lookedAt + LOOK_EVERY_MS, stopAt);
    const next = await planNext(run, until);
    if ('action' in next) {
      const { deliverable } = next;
      const shown = await tryOne(run, deliverable.key, async () =>
        noteOutcome(await performAction(next, run), run),
      );
      if (shown === 'lane-lost') return 'lost';
      if (shown === undefined || shown === 'moved') run.backlog.forget(deliverable.key);
      else run.backlog.put(shown);
    } else if ('settle' in next) {
      await tryOne(run, next.settle.key, () => settle(next.settle, run));
    } else if (next.freeInMs <= LONGEST_SLEEP_MS) {
      await services.sleep(Math.max(0, Math.min(next.freeInMs, until - elapsed())));
    } else {
      const released = lane.owesLook() ? 'called' : await lane.release(kept(run));
      if (released !== 'called') return released === 'lost' ? 'lost' : 'done';
      lookedAt = Number.NEGATIVE_INFINITY;
    }
  }
  if ((await lane.release({ ...kept(run), forced: true })) === 'lost') return 'lost';
  await services.publisher.wake(run.vendor, []);
  return 'out-of-time';
};

/** What the lane keeps for the next drain. */
const kept = ({ waits, answeredAt }: DrainRun): LaneEnd => ({
  waits: waits.kept(),
  ...defined({ answeredAt }),
});

const beginRun = (vendor: VendorRef, lane: HeldLane, services: DrainServices): DrainRun => ({
  vendor,
  services,
  lane,
  waits: createWaits(lane.waits, services.clock),
  backlog: createBacklog(),
  replaced: new Set(),
  lookedFor: new Set(),
  unsure: 0,
  answeredAt: lane.answeredAt,
  forms: new Map(),
  refused: 0,
  failed: 0,
  outages: 0,
  defects: [],
});

/** Reads what the index shows as owed and due, and the keys of the wake-up. */
const look = async (run: DrainRun, named: readonly DeliverableKey[]): Promise<void> => {
  const { vendor, services, backlog } = run;
  const { tickets, notices } = await services.reader.attention(vendor, services.clock.now());
  backlog.refill([...tickets, ...notices]);
  for (const key of named) {
    await tryOne(run, key, async () => {
      const deliverable = await readDeliverable(key, services);
      if (deliverable) backlog.put(deliverable);
    });
  }
};
