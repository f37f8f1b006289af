import { defined } from '../../domain/defined.ts';
import type { Calendar } from '../../domain/time/calendar.ts';
import type { SharePolicy } from '../../domain/act/share.ts';
import { type LadderLook, lookAtLadder } from '../../domain/ladder/ladder.ts';
import type { Source } from '../../domain/sources.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import type { ReadingIntervals } from '../../domain/reading/plan-readings.ts';
import { readingTimesOf } from '../../domain/blindness/blindness.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { TRACKING_GAP_MS, waitsForReading } from '../../domain/reading/tracked-note.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import type { PublishPorts } from '../outbox/publish-events.ts';
import type { EventPublisher } from '../ports/events.ts';
import type { Log } from '../ports/log.ts';
import type {
  AttentionRows,
  ClosedReader,
  IndexWriter,
  NoticeStore,
  OpenReader,
  TrackStates,
} from '../ports/store.ts';
import type { LadderPolicy } from '../../domain/ladder/team-settings.ts';
import { HOUR_MS } from '../../domain/time/durations.ts';

/**
 * Figures of all vendors together, with the worst value of any vendor: alarms and dashboard do not distinguish vendors (S9).
 */
export type ReadingFigures = {
  /**
   * The highest age of a vendor's last complete reading of the recent week. Before the first complete reading it counts from
   * the same time as blindness (R17), so that the alarm also rings for a vendor that was never polled.
   */
  readingAgeMs: number;
  /** Days until the first key ends, if known. Negative after that day. */
  keyDaysLeft?: number;
};

/** Excludes items that cannot be read: else one item would keep an alarm of an outage ringing for days (O6). */
export type UnshownFigures = {
  /** The age of the oldest change that Slack does not show yet, or 0. */
  oldestUnshownMs: number;
  /** The age of the oldest warning or breach that Slack does not show yet, or 0. */
  oldestWarningMs: number;
};

export type WorkFigures = UnshownFigures & {
  failed: number;
  oldestActMs: number;
  /**
   * The ids of all blind times that began within the last hour and have their own notice, so that a new process misses none
   * (R17).
   */
  newlyBlind: readonly string[];
};

/**
 * Reports the figures for the alarms as soon as they are known, from the states and then from the work, so that a run that
 * fails later has reported them. `readingAgeMs` is missing unless all vendors were seen, since an unseen vendor may have the
 * highest age.
 */
export type Measure = (figures: Partial<ReadingFigures & WorkFigures>) => void;

/** The ports of `track-sla`, which only uses the store and the bus. */
export type TrackSlaPorts = PublishPorts & {
  reader: OpenReader & ClosedReader;
  writer: IndexWriter;
  notices: NoticeStore;
  states: TrackStates;
  known: Set<string>;
  /** Each vendor's state as the last run of this process read it. */
  lastSeen: Map<string, VendorState>;
  publisher: EventPublisher;
  log: Log;
  measure?: Measure;
  /** Whether the run must look at no more vendors, so that the warnings of the others are sent. */
  looksAreOver?: () => boolean;
  /** Whether the run must end. The next run does the rest. Warnings come first. */
  timeIsUp?: () => boolean;
};

/** `sharing`: absent without a roster. */
export type TrackedVendor = { vendor: VendorRef; settings: TrackSlaSettings; sharing?: SharePolicy };

export type LadderSettings = {
  ladder: LadderPolicy;
  /** Absent if a team has no hours. Then every time is within the hours. */
  calendar?: Calendar;
};

export type TrackSlaSettings = LadderSettings & {
  /** The sources that the vendor reads. */
  sources: readonly Source[];
  spans: TrackSpans;
  intervals: ReadingIntervals;
  /** Whether people act from Slack. If not, unfinished acts are given up. */
  acting: boolean;
};

export type TrackSpans = {
  /** How long before its time a step fires (R23). */
  leadMs: number;
  /** Without a complete reading of the recent week for longer than this, a vendor is blind (R17). */
  blindMs: number;
};

/** A vendor's state, judged by the time when it was read. */
export type SeenState = { readAt: number; state: VendorState | undefined };

export type Ladders = 'dueLadders' | 'newLadders' | 'otherLadders';

/** A vendor's run of `track-sla`: the index, and the remaining work. */
export type TrackRun = TrackedVendor & {
  /** Includes this run's own note. */
  seen: SeenState;
  rows: AttentionRows;
  tickets: AttentionRow[];
  notices: NoticeRow[];
  dueLadders: AttentionRow[];
  /** Open tickets that changed since their ladder was checked. */
  newLadders: AttentionRow[];
  /** All other open tickets that a new process has not checked: a deploy may have changed the ladder. */
  otherLadders: AttentionRow[];
  due: {
    unpublished: Map<string, Deliverable>;
    /** Tickets with an unfinished act. */
    acts: Ticket[];
    turnedBlind?: string;
    /** Ids of items that were settled or noted as unpublished during the check of their ladder. */
    reconciled: Set<string>;
    settled: number;
    failed: Set<string>;
    defects: unknown[];
  };
  ports: TrackSlaPorts;
};

/**
 * Checks a ticket's ladder now. `overdue` waits until a reading of its source shows which tickets have ended (R16). A ticket of a source
 * that the vendor does not read gets no steps.
 */
export const lookAt = (
  ticket: Ticket,
  { ports, settings, seen }: TrackRun,
): { look: LadderLook; now: number } => {
  const now = ports.clock.now();
  const { ladder, calendar, spans, sources } = settings;
  const { source } = ticket.key;
  if (!sources.includes(source)) return { look: { passed: [], lookAgainAt: now + HOUR_MS }, now };
  const { state } = seen;
  const { recentCompleteAt } = (state && readingTimesOf(state, source)) ?? {};
  // A machine may also sleep in the middle of a run.
  const hasSlept = now - seen.readAt > TRACKING_GAP_MS;
  const withholdsOverdue =
    hasSlept || waitsForReading(defined({ resumedAt: state?.resumedAt, recentCompleteAt }), now);
  const time = { now, leadMs: spans.leadMs, withholdsOverdue };
  return { look: lookAtLadder(ticket, ladder, calendar, time), now };
};

/** Logs and counts an error; the next run tries again. A defect fails the run at its end. */
export const noteFailure = (deliverable: string, error: unknown, { due, ports }: TrackRun): undefined => {
  due.failed.add(deliverable);
  if (error instanceof NotifierError) ports.log.error(error.message, { deliverable, code: error.code });
  else due.defects.push(error);
};
