import { readingTimesOf, sightedUntil } from '../../lib/domain/blindness/blindness.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { SOURCE_NAMES } from '../../lib/domain/sources.ts';
import { createTicketStore } from '../../lib/dynamodb/create-ticket-store.ts';
import { type MovedTimes, moveTimes } from '../../lib/dynamodb/laptop-states.ts';
import type { LaptopClock } from '../common/laptop-clock.ts';

export type LeapParts = {
  clock: Pick<LaptopClock, 'now' | 'moveBy'>;
  /** The schedules. `stop` resolves when no run is under way. */
  timers: { stop: () => Promise<void>; start: () => void };
  /** Holds events until the returned function is called, so that `notify` runs last. */
  holdEvents: () => () => void;
  /** Resolves when the functions that run now have ended. */
  idle: () => Promise<void>;
  /** Moves the times of each vendor's state. `movedFrom`: the clock before the move, epoch ms. */
  moveVendors: (byMs: number, movedFrom: number) => Promise<void>;
  /** `poll`, `track-sla` and `report`: each runs once, in this order. They report their own failures. */
  runs: readonly (() => Promise<void>)[];
};

/**
 * Moves the clock to an instant (epoch ms), then runs each function once, which does everything that is due by then.
 * Concurrent leaps run one after another. If the instant is past, only the functions run.
 */
export const createLeap = (parts: LeapParts): ((at: number) => Promise<void>) => {
  let last: Promise<void> = Promise.resolve();
  return (at) => {
    last = last.catch(() => undefined).then(() => leap(at, parts));
    return last;
  };
};

const leap = async (at: number, parts: LeapParts): Promise<void> => {
  const { clock, timers, holdEvents, idle, moveVendors, runs } = parts;
  await timers.stop();
  const passOn = holdEvents();
  try {
    await idle();
    const movedFrom = clock.now();
    if (at > movedFrom) {
      // The vendors first: a reader of the store must never find old times beside the moved clock.
      await moveVendors(at - movedFrom, movedFrom);
      await clock.moveBy(at - movedFrom);
    }
    for (const run of runs) await run();
  } finally {
    passOn();
    await idle();
    timers.start();
  }
};

export const createVendorMover =
  (
    store: Parameters<typeof moveTimes>[0],
    vendors: readonly VendorRef[],
    blindMs: number,
  ): LeapParts['moveVendors'] =>
  async (byMs, movedFrom) => {
    const { states } = createTicketStore(store);
    for (const vendor of vendors) {
      const state = await states.read(vendor);
      const times = state ? movedTimes(state, byMs, { now: movedFrom, blindMs }) : {};
      if (Object.keys(times).length > 0) await moveTimes(store, vendor, times);
    }
  };

/**
 * The times of a vendor's state and of its sources that a leap moves, so that the skipped hours look like neither a gap nor a blindness.
 * A blind vendor or source stays blind, because a leap must not claim a reading that never happened. Its polls went on.
 * @internal
 */
export const movedTimes = (
  state: VendorState,
  byMs: number,
  { now, blindMs }: { now: number; blindMs: number },
): MovedTimes => {
  const read = SOURCE_NAMES.flatMap((source) => {
    const times = readingTimesOf(state, source);
    const readAt = times && sightedUntil(times);
    return times && readAt !== undefined && now - readAt <= blindMs ? [{ source, times }] : [];
  });
  const sources = read.flatMap(({ source, times: { recentCompleteAt } }) =>
    recentCompleteAt === undefined ? [] : [[source, { recentCompleteAt: recentCompleteAt + byMs }] as const],
  );
  const { polledAt, trackedAt, watchedSince } = state;
  const moved = read.length === 0 ? { polledAt } : { polledAt, trackedAt, watchedSince };
  return {
    ...Object.fromEntries(
      Object.entries(moved).flatMap(([name, at]) => (at === undefined ? [] : [[name, at + byMs]])),
    ),
    ...(sources.length > 0 && { sources: Object.fromEntries(sources) }),
  };
};
