import type { OpenStatus, Source } from '../sources.ts';
import type { CompleteReadings } from './plan-readings.ts';
import type { ShortReadings } from './believe-short.ts';
import type { BrokenParts } from './repairs.ts';

/** The state that a poll leaves for the next poll and for `track-sla`. */
export type VendorState = {
  completeReadings: CompleteReadings;
  /** Lists that showed fewer rows than Coupang's total at their last reading (R7). */
  shortReadings: ShortReadings;
  /** Pages that failed in the last hour, and are read in parts (R7). */
  brokenPages?: BrokenParts;
  /** The stop of all calls for this vendor (R5). `list`: the list that Coupang refused. */
  backOff?: KeyStop & { list?: OpenStatus };
  /** The stops of the secondary calls. They never block primary calls. */
  secondaryStops?: SecondaryStops;
  /** The stop of `act`. It also blocks secondary calls. Only `act` writes it. */
  actStop?: KeyStop;
  /** Coupang's `Date` minus our clock at the last poll, if over five minutes. It is only reported (R6). */
  clockDiffersByMs?: number;
  /** When `track-sla` first saw the vendor, if before the first poll. */
  watchedSince?: number;
  /**
   * Written by `track-sla` alone. `trackedAt`: its last heartbeat. `resumedAt`: its first run after a gap (R16). `pause`: the last time
   * without runs (R17).
   */
  trackedAt?: number;
  resumedAt?: number;
  pause?: Pause;
  firstPollAt?: number;
  /** With or without success. */
  polledAt?: number;
  /** When the last complete reading of the recent week, in both statuses, began (R17). */
  recentCompleteAt?: number;
  /** How many polls in a row have read the recent week completely, up to the number that ends a blindness (R17). */
  completeInARow?: number;
  /** Why the last poll did not read the recent week completely. */
  failure?: Failure;
  /** The last day of the key, `yyyy-MM-dd`, if its secret gives it (O7). */
  keyExpiresOn?: string;
  /** Until when somebody may look at a Home with this vendor. Written when a Home is opened or used. */
  homesUntil?: number;
  /** When `report` last checked for blind vendors to mail about. Only on the first vendor. */
  remindedAt?: number;
  /** Blind times whose catch-up is pending, and those of the last week, oldest first (R17). */
  catchUps: CatchUp[];
  /** Open tickets before their deadline that the lists do not show, by ticket id (R9). */
  absences?: Absences;
  /** The place in the answered lists that are read instead of look-ups (R14). */
  answeredSearch?: ReadPlace;
  /** Until when all tickets have their pointers, by their last change (A10). Absent before the first poll with `acting: 'on'`. */
  contactsUntil?: number;
  /** The sources beside the hand-overs, as far as the vendor reads them. */
  sources?: { [source in Source]?: SourceState };
};

export type SourceStop = KeyStop & { since: number; tries: number };

/** The state of a source beside the hand-overs. Its fields mean the same as those of the hand-overs above. */
export type SourceState = Pick<
  VendorState,
  'completeReadings' | 'shortReadings' | 'brokenPages' | 'recentCompleteAt' | 'completeInARow' | 'failure'
> & {
  firstPollAt: number;
  /** The notice of past requests counts those that were stored since then. A poll that died may have stored some before `firstPollAt`. */
  pastSince?: number;
  /** When all windows of the source had been read completely for the first time. Until then its past requests are stored unannounced. */
  firstReadAt?: number;
  /** The list of the recent week rests. `tries`: failures in a row. */
  stop?: SourceStop;
  /** Look-ups, older windows and names rest. */
  laterStop?: SourceStop;
  /** The times without a complete reading that were longer than the limit of blindness, oldest first (R17). */
  blindTimes?: BlindTime[];
  /** When names of products were last read for open tickets without one. */
  namesReadAt?: number;
};

/** `since`: the first run without the ticket. `asks`: how many look-ups in a row show that it still asks, at most two. */
export type Absences = Record<string, { since: number; asks: number }>;

export type Pause = { since: number; until: number };

/** Why and until when Coupang is not called. `problem` is for people. */
export type Stop = { since?: number; until: number; code: string; problem: string; cause: BlindCause };

/** A new key ends a stop, since the old key may have caused it. */
export type KeyStop = Stop & { keyFingerprint: string };

/**
 * The calls that can wait, by kind: single inquiries, lists of older windows, lists of ended inquiries. The primary calls are the two lists
 * of the recent week.
 */
export const SECONDARY_KINDS = ['look-up', 'older', 'answer'] as const;
export type SecondaryKind = (typeof SECONDARY_KINDS)[number];

/** `all` stops the whole class after a 429. `since` and `tries` describe the failures in a row. */
export type SecondaryStops = {
  keyFingerprint: string;
  all?: Stop;
  kinds: { [kind in SecondaryKind]?: Stop & { since: number; tries: number } };
};

/** `ip`: the address that Coupang refuses. */
export type Failure = { cause: BlindCause; ip?: string };

export type ReadPlace = {
  /** First dates of the windows left to read. The first is in progress. */
  windows: string[];
  /** The next page of that window. */
  page: number;
};

/** `since`: the last complete reading before it. `until`: the first one after it. */
export type BlindTime = { since: number; until: number };

/** A blind time, and how far its answered lists have been read. */
export type CatchUp = ReadPlace &
  BlindTime & {
    /** Finished or given up. */
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

/** Why the recent week could not be read (D10): Coupang's answer, the content of its lists, or no poll. */
export const BLIND_CAUSES = [
  ...SOURCE_CAUSES,
  'contradicted',
  'format-changed',
  'filter-ignored',
  'incomplete',
  'not-polling',
] as const;
export type BlindCause = (typeof BLIND_CAUSES)[number];

/** The cause as the team sees it. Causes with the same remedy share a name. */
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
