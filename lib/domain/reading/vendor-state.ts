import type { ShortReadings } from './believe-short.ts';

/** What one poll of a vendor leaves for the next, and for `track-sla`. Instants: corrected clock, epoch ms, unless said otherwise. */
export type VendorState = {
  /** Of each complete reading, by `firstDate/status`: when it began (R8). */
  completeReadings: Record<string, number>;
  /** Of each list whose rows fell short of Coupang's total when it was last read (R7). */
  shortReadings: ShortReadings;
  /** Until when the vendor is left alone, why, and under which key. */
  backOff?: Stop & { keyFingerprint: string };
  /** Coupang's clock minus ours, ms; absent until an answer told it: no step fires before (R6). */
  clockOffsetMs?: number;
  /** Since when `track-sla` has known the vendor, where no poll had begun by then. */
  watchedSince?: number;
  /** When `track-sla` last noted that it runs, and when it began to run again after a gap (R16). It alone writes them. */
  trackedAt?: number;
  resumedAt?: number;
  /** When the first poll began. */
  firstPollAt?: number;
  /** When the last poll ended, whatever came of it. */
  polledAt?: number;
  /** When the last reading of the recent week began that was complete under both statuses (R17). */
  recentCompleteAt?: number;
  /** Why the last poll did not read the recent week whole; absent where it did. */
  failure?: Failure;
  /** The last day of the key, `yyyy-MM-dd`, as its secret said at the last poll; absent where it says nothing (O7). */
  keyExpiresOn?: string;
  /** Blind times, oldest first: those after which answered lists are still to be read, and those of the last week (R17). */
  catchUps: CatchUp[];
};

/** Why Coupang must be left alone, in words for a person, and until when (raw clock, epoch ms). */
export type Stop = { until: number; code: string; problem: string; cause: BlindCause };

/** `ip`: the address that Coupang says it does not know. */
export type Failure = { cause: BlindCause; ip?: string };

/** The blind time, and the place that its reading has come to. */
export type CatchUp = {
  since: number;
  until: number;
  /** First dates of the windows left to read; the first of them is being read. */
  windows: string[];
  /** The next page of that window. */
  page: number;
  /** When the last of them had been read, or was given up. */
  doneAt?: number;
  /** Not all of them could be read to the end. */
  partial?: true;
};

export const NEW_VENDOR_STATE: VendorState = { completeReadings: {}, shortReadings: {}, catchUps: [] };

/** Why the recent week could not be read (D10): what Coupang answered, or that nothing asked it. */
export type BlindCause = SourceCause | 'incomplete' | 'not-polling';

/** What a failed call to Coupang says. Source: coupang-api.md section 4. */
export type SourceCause =
  | 'credentials'
  | 'clock'
  | 'ip-not-allowed'
  | 'blocked-at-edge'
  | 'wrong-market'
  | 'wrong-path'
  | 'throttled'
  | 'vendor-inactive'
  | 'bad-request'
  | 'coupang-down'
  | 'protocol';
