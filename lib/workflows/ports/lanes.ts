import type { KnownChannels } from '../../domain/delivery/known-channel.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';

/** Epoch ms. `forMs`: the intended length, so that a clock that is set back does not make it longer. */
export type Wait = { until: number; forMs: number };

/**
 * The right of one worker to show what a vendor owes (R18). Without a `token` the lane is free. With one it is held until
 * `until`. `heldSince`: since when it is held without a break; a drain that runs out of time leaves
 * it. `called`: there is something new for the holder. `waits`: what must wait, by channel and method (R21). `answeredAt`:
 * when Slack last took a message (R19). `channels`: which took a message (R19, R22).
 */
export type Lane = {
  token?: string;
  until: number;
  heldSince?: number;
  called?: boolean;
  waits: Record<string, Wait>;
  answeredAt?: number;
  channels?: KnownChannels;
};

/** The state that the lane keeps for the next holder. */
export type LaneEnd = Pick<Lane, 'waits' | 'answeredAt' | 'channels'> & { forced?: true };

export type LaneReader = {
  /** Strongly consistent. `undefined` before the first drain. */
  read: (vendor: VendorRef) => Promise<Lane | undefined>;
};

export type Lanes = LaneReader & {
  /**
   * Takes a lane that is free or whose end is not after `now`, and removes `called`. Without `heldSince` it is held since
   * `now`. `undefined`: another worker holds it.
   */
  take: (
    vendor: VendorRef,
    lane: { token: string; now: number; until: number; heldSince?: number },
  ) => Promise<Lane | undefined>;
  /** Sets `called`, on condition that this token holds the lane. False: read it again. */
  call: (vendor: VendorRef, token: string) => Promise<boolean>;
  /** Extends the lane and removes `called`, on condition of the token. False: it is lost. */
  renew: (vendor: VendorRef, token: string, until: number) => Promise<boolean>;
  /**
   * Frees the lane and keeps the waits, on condition of the token and that `called` is not set. `forced`: even if `called`
   * is set, since this worker is out of time and wakes another; `heldSince` and `until` stay.
   */
  release: (vendor: VendorRef, token: string, end: LaneEnd) => Promise<'released' | 'called' | 'lost'>;
};
