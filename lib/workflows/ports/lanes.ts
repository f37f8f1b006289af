import type { VendorRef } from '../../domain/inquiry/inquiry.ts';

/** Raw clock. `forMs`: how long it was meant to be, so that a clock set back makes it no longer. */
export type Wait = { until: number; forMs: number };

/**
 * One worker at a time shows what a vendor owes (R18). Without a `token` the lane is free; with one it is held until `until`,
 * raw clock. `heldSince`: since when it has been held without a break, raw clock; a drain that ends for want of time leaves it.
 * `called`: there is something new for the holder. `waits`: what Slack asked to be left alone, by channel and
 * method (R21). `answeredAt`: when Slack last took a message, raw clock (R19).
 */
export type Lane = {
  token?: string;
  until: number;
  heldSince?: number;
  called?: boolean;
  waits: Record<string, Wait>;
  answeredAt?: number;
};

/** What the lane keeps for the next holder. */
export type LaneEnd = { waits: Record<string, Wait>; answeredAt?: number; forced?: true };

export type Lanes = {
  /** Strongly consistent; `undefined` before the first drain. */
  read: (vendor: VendorRef) => Promise<Lane | undefined>;
  /**
   * Takes a lane that is free or whose end is not after `now`, held since then unless told, and removes `called`. `undefined`:
   * another holds it.
   */
  take: (
    vendor: VendorRef,
    lane: { token: string; now: number; until: number; heldSince?: number },
  ) => Promise<Lane | undefined>;
  /** Sets `called`, on condition that this token holds the lane. False: read it again. */
  call: (vendor: VendorRef, token: string) => Promise<boolean>;
  /** Holds it longer and removes `called`, on condition of the token. False: it is lost. */
  renew: (vendor: VendorRef, token: string, until: number) => Promise<boolean>;
  /**
   * Frees it and keeps the waits, on condition of the token and that nobody called. `forced`: whoever called, as this worker
   * has no time left and wakes another; `heldSince` and `until` stay.
   */
  release: (vendor: VendorRef, token: string, end: LaneEnd) => Promise<'released' | 'called' | 'lost'>;
};
