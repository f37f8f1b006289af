import type { KnownChannels } from '../../domain/delivery/known-channel.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { MINUTE_MS } from '../../domain/time/durations.ts';
import { elapsedOf } from '../ports/clock.ts';
import type { Lane, LaneEnd } from '../ports/store.ts';
import type { NotifyPorts } from './notify-ports.ts';

export type HeldLane = {
  waits: Lane['waits'];
  channels: KnownChannels;
  /**
   * Renews the lane if it would end within this time. False if the lane is lost or may be.
   * @param forMs at most half the duration of a lane
   */
  holdFor: (forMs: number) => Promise<boolean>;
  leftMs: () => number;
  /** Renews the lane and clears `called`, just before the index is read. False if the lane is lost. */
  beginLook: () => Promise<boolean>;
  /** Whether `called` was cleared since the last look began, so that another look must come before the release. */
  needsLook: () => boolean;
  release: (end: LaneEnd) => Promise<'released' | 'called' | 'lost'>;
};

const LANE_MS = MINUTE_MS;
const RENEW_BELOW_MS = 40_000;
const TRIES = 20;

/**
 * Takes the vendor's lane, or sets `called` for its holder. If a condition fails, another worker was faster, so the lane is
 * read again.
 * @returns the lane; or `heldMs`, how long another worker has held it without a break
 */
export const claimLane = async (
  vendor: VendorRef,
  ports: NotifyPorts,
): Promise<HeldLane | { heldMs: number }> => {
  const { lanes, clock } = ports;
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const lane = await lanes.read(vendor);
    const now = clock.now();
    const holder = lane && holderOf(lane, now);
    if (holder === undefined) {
      const taken = await takeLane(vendor, lane, ports);
      if (taken) return taken;
    } else if (lane?.called || (await lanes.call(vendor, holder))) {
      return { heldMs: Math.max(0, now - (lane?.heldSince ?? now)) };
    }
  }
  throw new LaneContended(vendor);
};

/** Returns the token of a valid lane. An end far in the future comes from a clock that was set back since. */
const holderOf = ({ token, until }: Lane, now: number): string | undefined =>
  until <= now || until > now + 2 * LANE_MS ? undefined : token;

const takeLane = async (
  vendor: VendorRef,
  before: Lane | undefined,
  { lanes, clock, newToken }: NotifyPorts,
): Promise<HeldLane | undefined> => {
  const elapsed = elapsedOf(clock);
  const token = newToken();
  let ends = { at: clock.now() + LANE_MS, elapsed: elapsed() + LANE_MS };
  const now = clock.now();
  // If the lane was free for a while, the holder had a break.
  const isUnbroken = before !== undefined && Math.abs(before.until - now) < 2 * LANE_MS;
  const heldSince = (isUnbroken ? before.heldSince : undefined) ?? now;
  const taken = await lanes.take(vendor, { token, now, until: ends.at, heldSince });
  if (!taken) return undefined;
  // Either clock may stop while a machine sleeps.
  const leftMs = (): number => Math.min(ends.at - clock.now(), ends.elapsed - elapsed());
  let needsLook = true;
  const renew = async (): Promise<boolean> => {
    if (leftMs() <= 0) return false;
    needsLook = true;
    const next = { at: clock.now() + LANE_MS, elapsed: elapsed() + LANE_MS };
    const isHeld = await lanes.renew(vendor, token, next.at);
    if (isHeld) ends = next;
    return isHeld;
  };
  return {
    waits: taken.waits,
    channels: taken.channels ?? {},
    leftMs,
    beginLook: async () => {
      const isHeld = await renew();
      needsLook = false;
      return isHeld;
    },
    needsLook: () => needsLook,
    holdFor: async (forMs) =>
      (leftMs() >= Math.max(forMs, RENEW_BELOW_MS) || (await renew())) && leftMs() >= forMs,
    release: (end) => lanes.release(vendor, token, end),
  };
};

class LaneContended extends NotifierError {
  readonly code = 'LANE_CONTENDED';
  readonly retryable = true;

  constructor({ market, vendorId }: VendorRef) {
    super(
      `The lane of ${market}/${vendorId} changed hands ${TRIES} times while it was asked for. The next wake-up tries again.`,
    );
  }
}
