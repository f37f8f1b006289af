import { namesOf, type OpenStatus, type Source } from '../sources.ts';
import type { CompleteReadings } from './plan-readings.ts';
import type { ShortReadings } from './believe-short.ts';
import type { BrokenParts } from './repairs.ts';
import type { IncompleteCause } from './reading.ts';

/** The state that a poll leaves for the next poll and for `track-sla`. */
export type VendorState = {
  /** The sources that the vendor reads. One that was switched off keeps its state for a day. */
  sources: { [source in Source]?: SourceState };
  /** The stops of the poll's calls. Only `poll` writes them. */
  stops?: Stops;
  /** Pages that failed in the last hour, and are read in parts. */
  brokenPages?: BrokenParts;
  actStop?: KeyStop;
  /** Coupang's `Date` minus our clock at the last poll, if over five minutes. It is only reported. */
  clockDiffersByMs?: number;
  /** When `track-sla` first saw the vendor, if before the first poll. */
  watchedSince?: number;
  /**
   * Written by `track-sla` alone. `trackedAt`: its last heartbeat. `resumedAt`: its first run after a gap. `pause`: the last time without
   * runs, which may span several gaps.
   */
  trackedAt?: number;
  resumedAt?: number;
  pause?: Pause;
  firstPollAt?: number;
  /** With or without success. */
  polledAt?: number;
  /** The last day of the key, `yyyy-MM-dd`, if its secret gives it. */
  keyExpiresOn?: string;
  /** Until when somebody may look at a Home with this vendor. Written when a Home is opened or used. */
  homesUntil?: number;
  /** When `report` last checked for blind vendors to mail about. Only on the first vendor. */
  remindedAt?: number;
  /** Until when all tickets have their pointers, by their last change. Absent before the first poll with `acting: 'on'`. */
  contactsUntil?: number;
};

/** The polls' knowledge of one source. Instants are epoch ms. */
export type SourceState = {
  /** The first poll since the source was switched on. */
  firstPollAt: number;
  /** The first poll that no longer read it. */
  offSince?: number;
  completeReadings: CompleteReadings;
  /** Lists that showed fewer rows than Coupang's total at their last reading. */
  shortReadings: ShortReadings;
  /** When the last complete reading of the recent week, in all its lists, began. */
  recentCompleteAt?: number;
  /** How many polls in a row have read the recent week completely, up to the number that ends a blindness. */
  completeInARow?: number;
  failure?: Failure;
  /** The times without a complete reading that were longer than the limit of blindness, as long as reports need them, oldest first. */
  blindTimes?: BlindTime[];
  /** When names of products were last read for open tickets without one. */
  namesReadAt?: number;
  /** How many past requests the last day's notice counts. `openedAt`: of the newest of them, epoch ms. */
  past?: { count: number; openedAt: number };
};

export type Pause = { since: number; until: number };

/** Why and until when Coupang is not called. `problem` is for people. */
export type Stop = { since: number; until: number; code: string; problem: string; cause: BlindCause };

/** A new key ends a stop, since the old key may have caused it. */
export type KeyStop = Stop & { keyFingerprint: string };

/** A kind of the poll's calls: an open list of the recent week, or the other calls of a source. */
export type CallKind = OpenStatus | `${(typeof LATER_CALLS)[number]}/${Source}`;
export const LATER_CALLS = ['look-up', 'older', 'names'] as const;

/** `since`, `tries`: of the failures in a row. */
export type CallStop = Stop & { tries: number };

export type Stops = { keyFingerprint: string; calls: { [kind in CallKind]?: CallStop } };

/** `ip`: the address that Coupang refuses. */
export type Failure = { cause: BlindCause; ip?: string };

/** `since`: the last complete reading before it. `until`: the first one after it. */
export type BlindTime = { since: number; until: number };

export const NEW_VENDOR_STATE: VendorState = { sources: {} };

/**
 * Why the recent week could not be read: Coupang's answer, the content of its lists, or no poll. With the cause as the team sees it: causes
 * with the same remedy share a name. Source: coupang-api.md section 4.
 */
export const TEAM_CAUSE = {
  credentials: 'credentials',
  'key-missing': 'key-missing',
  'key-unreadable': 'not-polling',
  clock: 'not-polling',
  'ip-not-allowed': 'ip-not-allowed',
  'blocked-at-edge': 'ip-not-allowed',
  'wrong-market': 'credentials',
  'wrong-path': 'credentials',
  throttled: 'throttled',
  'vendor-inactive': 'credentials',
  'bad-request': 'credentials',
  'coupang-down': 'coupang-down',
  protocol: 'coupang-down',
  contradicted: 'contradicted',
  'format-changed': 'format-changed',
  'filter-ignored': 'filter-ignored',
  incomplete: 'contradicted',
  'not-polling': 'not-polling',
} as const;
export type BlindCause = keyof typeof TEAM_CAUSE;
export type TeamCause = (typeof TEAM_CAUSE)[BlindCause];
export const BLIND_CAUSES = namesOf(TEAM_CAUSE);

/** The causes of failed calls to Coupang. */
export type SourceCause = Exclude<BlindCause, IncompleteCause | 'incomplete' | 'not-polling'>;
