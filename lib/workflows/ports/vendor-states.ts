import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { TrackedNote } from '../../domain/reading/tracked-note.ts';
import type { KeyStop, Stop, VendorState } from '../../domain/reading/vendor-state.ts';

/** Every vendor has one state item. Each trigger writes its own fields of it. */
export type StateReader = {
  /** Strongly consistent. `undefined` before the first poll, and before the vendor is watched. */
  read: (vendor: VendorRef) => Promise<VendorState | undefined>;
};

export type EgressReader = {
  /** The block of this egress IP. `undefined`: it is not blocked. */
  egressBlock: (egress: string) => Promise<Stop | undefined>;
};

export type PollStates = StateReader &
  EgressReader & {
    /**
     * Takes the vendor's lease. `taken`: another poll holds it (R5). `firstPollAt`: written only if the state has
     * none (R17).
     */
    takeLease: (
      vendor: VendorRef,
      lease: { token: string; now: number; until: number; firstPollAt?: number },
    ) => Promise<VendorState | 'taken'>;
    /**
     * Writes the state, except for the notes of `track-sla`, `report`, `act` and Homes, and frees the lease, on condition of the
     * token. False: the lease was lost.
     */
    releaseLease: (vendor: VendorRef, token: string, state: VendorState) => Promise<boolean>;
    /** Never shortens a block. */
    blockEgress: (egress: string, block: Stop) => Promise<void>;
  };

export type TrackStates = StateReader & {
  /**
   * Writes what `track-sla` notes about itself, independent of any lease (R16). A note with `watchedSince` is written only
   * if the vendor has no state (R17), every other note only if it has one. Returns the state after the write. `undefined`: it was
   * not written.
   */
  noteTracked: (vendor: VendorRef, note: TrackedNote) => Promise<VendorState | undefined>;
};

export type ReportStates = StateReader & {
  /** Every vendor that was ever polled or watched, configured or not. Strongly consistent. */
  vendors: () => Promise<VendorRef[]>;
  /** Notes that `report` has handled the day's reminder, independent of any lease. Writes nothing if the vendor has no state. */
  noteReminded: (vendor: VendorRef, at: number) => Promise<void>;
};

export type ActStates = StateReader &
  EgressReader & {
    /** Notes the stop of `act`, independent of any lease. Writes nothing if the vendor has no state. */
    noteActStop: (vendor: VendorRef, stop: KeyStop) => Promise<void>;
  };

export type VendorStates = PollStates & TrackStates & ReportStates & ActStates;
