import type { CompleteReadings, OpenStatus } from './plan-readings.ts';
import type { ShortReadings } from './believe-short.ts';
import type { BrokenParts } from './repairs.ts';

/**
 * The state that a poll leaves for the next poll and for `track-sla`. Times: epoch ms, unless a field says otherwise.
 */
export type VendorState = {
  completeReadings: CompleteReadings;
  /** The lists that showed fewer rows than Coupang's total when they were last read (R7). */
  shortReadings: ShortReadings;
  /** The pages that failed in the last hour, and are read in parts (R7). */
  brokenPages?: BrokenParts;
  /**
   * The stop of the primary calls: no poll calls Coupang for this vendor until then (R5). `list`: the list that Coupang refused.
   */
  backOff?: KeyStop & { list?: OpenStatus };
  /** The stops of the secondary calls. They never hold back the primary calls. */
  secondaryStops?: SecondaryStops;
  /** The stop of `act`. It holds back secondary calls, too, and never primary ones. Only `act` writes it. */
  actStop?: KeyStop;
  /** Coupang's `Date` minus our clock, ms, at the last poll. Only if it is over five minutes. It is reported, never used (R6). */
  clockDiffersByMs?: number;
  /** When `track-sla` first saw the vendor, if no poll had begun by then. */
  watchedSince?: number;
  /**
   * `trackedAt`: when `track-sla` last noted that it runs. `resumedAt`: when it first ran after a gap (R16). `pause`: the last
   * time in which it did not run (R17). Only `track-sla` writes them.
   */
  trackedAt?: number;
  resumedAt?: number;
  pause?: Pause;
  /** When the first poll began. */
  firstPollAt?: number;
  /** When the last poll ended, with or without success. */
  polledAt?: number;
  /** When the last reading of the recent week began that was complete for both statuses (R17). */
  recentCompleteAt?: number;
  /** How many polls in a row have read the recent week completely, at most the number that ends a blindness (R17). */
  completeInARow?: number;
  /** Why the last poll did not read the recent week completely. Absent if it did. */
  failure?: Failure;
  /** The last day of the key, `yyyy-MM-dd`, from its secret at the last poll. Absent if the secret does not say it (O7). */
  keyExpiresOn?: string;
  /** Until when somebody may look at a Home that shows this vendor. Only a Home that is opened or used writes it. */
  homesUntil?: number;
  /** When `report` last mailed the reminder of blind vendors, or found no such vendor. Only on the first vendor. */
  remindedAt?: number;
  /** The blind times whose catch-up is not done, and those of the last week, oldest first (R17). */
  catchUps: CatchUp[];
  /** Open tickets before their deadline that the lists do not show, by ticket id (R9). Absent if there is none. */
  absences?: Absences;
  /** How far answered lists have been read in place of look-ups (R14). Absent if none is being read. */
  answeredSearch?: ReadPlace;
};

/**
 * `since`: when a run first missed the ticket. `asks`: how many look-ups in a row have shown that it still asks, two at most.
 */
export type Absences = Record<string, { since: number; asks: number }>;

/** A time in which the program did not run. Epoch ms. */
export type Pause = { since: number; until: number };

/** Why Coupang is left alone, in words for a person, since when, if that is known, and until when (epoch ms). */
export type Stop = { since?: number; until: number; code: string; problem: string; cause: BlindCause };

/** A new key ends a stop, since the old key may have caused it. */
export type KeyStop = Stop & { keyFingerprint: string };

/**
 * The calls that a poll can do without for a while, by kind: single inquiries, lists of older windows, lists of ended inquiries.
 * The primary calls are the two lists of the recent week.
 */
export const SECONDARY_KINDS = ['look-up', 'older', 'answer'] as const;
export type SecondaryKind = (typeof SECONDARY_KINDS)[number];

/**
 * `all`: the stop of the whole class after a 429. `since`: when the first of the failures that follow each other came. `tries`:
 * how many stops followed each other.
 */
export type SecondaryStops = {
  keyFingerprint: string;
  all?: Stop;
  kinds: { [kind in SecondaryKind]?: Stop & { since: number; tries: number } };
};

/** `ip`: the address that Coupang says it does not know. */
export type Failure = { cause: BlindCause; ip?: string };

/** How far lists have been read. */
export type ReadPlace = {
  /** First dates of the windows left to read. The first one is being read. */
  windows: string[];
  /** The next page of that window. */
  page: number;
};

/** A blind time, and how far its answered lists have been read. */
export type CatchUp = ReadPlace & {
  since: number;
  until: number;
  /** When the reading was done or given up. */
  doneAt?: number;
  /** Something could not be read to the end. */
  partial?: true;
};

export const NEW_VENDOR_STATE: VendorState = { completeReadings: {}, shortReadings: {}, catchUps: [] };

/** The causes of failed calls to Coupang. Source: coupang-api.md section 4. */
const SOURCE_CAUSES = [
  'credentials',
  'key-missing',
  'key-unreadable',
  'clock',
  'ip-not-allowed',
  'blocked-at-edge',
  'wrong-market',
  'wrong-path',
  'throttled',
  'vendor-inactive',
  'bad-request',
  'coupang-down',
  'protocol',
] as const;
export type SourceCause = (typeof SOURCE_CAUSES)[number];

/**
 * Why the recent week could not be read (D10): Coupang's answer, what its lists show, or that no poll ran. The state, the log
 * and the doctor name this cause.
 */
export const BLIND_CAUSES = [
  ...SOURCE_CAUSES,
  'contradicted',
  'format-changed',
  'filter-ignored',
  'incomplete',
  'not-polling',
] as const;
export type BlindCause = (typeof BLIND_CAUSES)[number];

/** Names each cause as people who answer inquiries know it. Causes with the same remedy share a name. */
export const TEAM_CAUSE = {
  'key-missing': 'key-missing',
  credentials: 'credentials',
  'wrong-market': 'credentials',
  'wrong-path': 'credentials',
  'bad-request': 'credentials',
  'vendor-inactive': 'credentials',
  'ip-not-allowed': 'ip-not-allowed',
  'blocked-at-edge': 'ip-not-allowed',
  throttled: 'throttled',
  contradicted: 'contradicted',
  incomplete: 'contradicted',
  'format-changed': 'format-changed',
  'filter-ignored': 'filter-ignored',
  'not-polling': 'not-polling',
  'key-unreadable': 'not-polling',
  clock: 'not-polling',
  'coupang-down': 'coupang-down',
  protocol: 'coupang-down',
} as const satisfies Record<BlindCause, BlindCause>;
export type TeamCause = (typeof TEAM_CAUSE)[BlindCause];
