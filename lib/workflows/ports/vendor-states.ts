import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { TrackedNote } from '../../domain/reading/tracked-note.ts';
import type { KeyStop, Stop, VendorState } from '../../domain/reading/vendor-state.ts';

/** Every vendor has one state item. Each trigger writes its own fields. */
export type StateReader = {
  /** Strongly consistent. `undefined` before the first poll or watch. */
  read: (vendor: VendorRef) => Promise<VendorState | undefined>;
};

export type EgressReader = {
  egressBlock: (egress: string) => Promise<Stop | undefined>;
};

export type PollStates = StateReader &
  EgressReader & {
    /**
     * Takes the vendor's lease. `taken`: another poll holds it (R5). `firstPollAt`: written only if the state has none (R17).
     */
    takeLease: (
      vendor: VendorRef,
      lease: { token: string; now: number; until: number; firstPollAt?: number },
    ) => Promise<VendorState | 'taken'>;
    /**
     * Writes the state, except for the notes of `track-sla`, `report`, `act` and Homes, and frees the lease if the token
     * holds it. False if the lease was lost.
     */
    releaseLease: (vendor: VendorRef, token: string, state: VendorState) => Promise<boolean>;
    /** Never shortens a block. */
    blockEgress: (egress: string, block: Stop) => Promise<void>;
  };

export type TrackStates = StateReader & {
  /**
   * Writes the notes of `track-sla`, independent of any lease (R16). A note with `watchedSince` is written only if the vendor
   * has no state (R17), other notes only if it has. Returns the new state; `undefined` if nothing was written.
   */
  noteTracked: (vendor: VendorRef, note: TrackedNote) => Promise<VendorState | undefined>;
};

export type ReportStates = StateReader & {
  /** Every vendor that was ever polled or watched, configured or not. Strongly consistent. */
  vendors: () => Promise<VendorRef[]>;
  /** Notes that `report` handled the day's reminder. Needs no lease. Writes nothing if the vendor has no state. */
  noteReminded: (vendor: VendorRef, at: number) => Promise<void>;
};

export type ActStates = StateReader &
  EgressReader & {
    /** Notes the stop of `act`. Needs no lease. Writes nothing if the vendor has no state. */
    noteActStop: (vendor: VendorRef, stop: KeyStop) => Promise<void>;
  };

export type VendorStates = PollStates & TrackStates & ReportStates & ActStates;
