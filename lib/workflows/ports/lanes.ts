import type { KnownChannels } from '../../domain/delivery/known-channel.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';

/** Epoch ms. `forMs`: the intended length, so that a clock that is set back does not lengthen it. */
export type Wait = { until: number; forMs: number };

/** Begins the keys of `waits` for a slower pace: `slow:post:<channel>` and `slow:edit:<channel>` (R21). */
export const SLOW = 'slow:';

/**
 * A worker's right to show a vendor's pending messages (R18). Free without a `token`; otherwise held until `until`.
 * `heldSince`: start of an unbroken hold; a drain that runs out of time keeps it. `called`: new work for the holder. `waits`:
 * by channel and method (R21). `channels`: those that accepted a message (R19, R22).
 */
export type Lane = {
  token?: string;
  until: number;
  heldSince?: number;
  called?: boolean;
  waits: Record<string, Wait>;
  channels?: KnownChannels;
};

export type LaneEnd = Pick<Lane, 'waits' | 'channels'> & { forced?: true };

export type LaneReader = {
  /** Strongly consistent. `undefined` before the first drain. */
  read: (vendor: VendorRef) => Promise<Lane | undefined>;
};

export type Lanes = LaneReader & {
  /**
   * Takes a free or expired lane and removes `called`. `heldSince` defaults to `now`. `undefined` if another worker holds it.
   */
  take: (
    vendor: VendorRef,
    lane: { token: string; now: number; until: number; heldSince?: number },
  ) => Promise<Lane | undefined>;
  /** Sets `called` if this token holds the lane. If false, read the lane again. */
  call: (vendor: VendorRef, token: string) => Promise<boolean>;
  /** Extends the lane and removes `called` if the token still holds it. False if it is lost. */
  renew: (vendor: VendorRef, token: string, until: number) => Promise<boolean>;
  /**
   * Frees the lane and keeps the waits if the token holds it and `called` is not set. `forced` ignores `called`, since this
   * worker is out of time and wakes another; `heldSince` and `until` stay.
   */
  release: (vendor: VendorRef, token: string, end: LaneEnd) => Promise<'released' | 'called' | 'lost'>;
};
