import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { TrackedNote } from '../../domain/reading/tracked-note.ts';
import type { Stop, VendorState } from '../../domain/reading/vendor-state.ts';

export type VendorStates = {
  /** Every vendor that was ever polled or watched, whether or not it is still configured; strongly consistent. */
  vendors: () => Promise<VendorRef[]>;
  /** Strongly consistent; `undefined` before the first poll, and before the vendor is watched. */
  read: (vendor: VendorRef) => Promise<VendorState | undefined>;
  /**
   * Takes the vendor's lease, raw clock; `taken` while another poll holds it (R5). `firstPollAt`: written
   * where the state has none (R17).
   */
  takeLease: (
    vendor: VendorRef,
    lease: { token: string; now: number; until: number; firstPollAt?: number },
  ) => Promise<VendorState | 'taken'>;
  /**
   * Writes what a run of `track-sla` notes of itself, beside any lease (R16). A note with `watchedSince` is for a vendor without
   * any state (R17), every other for one that has a state; else nothing is written.
   */
  noteTracked: (vendor: VendorRef, note: TrackedNote) => Promise<void>;
  /**
   * Writes the state, but for what `track-sla` alone notes, and releases the lease, on condition of the token. False: the lease
   * was lost.
   */
  releaseLease: (vendor: VendorRef, token: string, state: VendorState) => Promise<boolean>;
  /** Until when everything behind this egress IP is stopped, raw clock; undefined if it is not. */
  egressBlock: (egress: string) => Promise<Stop | undefined>;
  /** Never shortens a block. */
  blockEgress: (egress: string, block: Stop) => Promise<void>;
};
