import type { Calendar } from '../../domain/time/calendar.ts';
import type { SharePolicy } from '../../domain/act/share.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import type { ReadingIntervals } from '../../domain/reading/plan-readings.ts';
import { NotifierError } from '../../domain/notifier-error.ts';
import { TRACKING_GAP_MS, waitsForReading } from '../../domain/reading/tracked-note.ts';
import type { VendorState } from '../../domain/reading/vendor-state.ts';
import type { PublishPorts } from '../outbox/publish-events.ts';
import type { EventPublisher } from '../ports/event-publisher.ts';
import type { Log } from '../ports/log.ts';
import type {
  AttentionRows,
  ClosedReader,
  IndexWriter,
  NoticeStore,
  OpenReader,
} from '../ports/ticket-store.ts';
import type { TrackStates } from '../ports/vendor-states.ts';
import type { LadderPolicy } from '../../domain/ladder/team-settings.ts';
import type { LookTime } from '../../domain/ladder/ladder-schedule.ts';

/** All vendors together, with the worst value of any vendor: alarms and dashboard do not know vendors (S9). */
export type CollectedMetrics = {
  /** The age of the oldest change that Slack does not show yet. 0: Slack shows all. */
  oldestUnshownMs: number;
  /** The age of the oldest warning or breach that Slack does not show yet. 0: Slack shows all. */
  oldestWarningMs: number;
  /**
   * The highest age of a vendor's last complete reading of the recent week. Before the first complete reading, it counts from the
   * same time as blindness (R17), so that the alarm also rings for a vendor that was never polled.
   */
  readingAgeMs: number;
  /** Days until the first key ends, if a last day is known. Negative after that day. */
  keyDaysLeft?: number;
};

/** The figures that are known only after a run's work. */
export type WorkFigures = {
  /** Tickets and notices that had an error. */
  failed: number;
  /** How long the oldest due act has waited for a run of `act`. 0: no act is due. */
  oldestActMs: number;
  /**
   * The ids of all blind times that began within the last hour and have a notice of their own, so that a new process misses none of
   * them (R17).
   */
  newlyBlind: readonly string[];
};

/**
 * Takes the figures for the alarms as soon as they are known: first those from reading the index, then those from the work. So a
 * run that fails or runs out of time has already reported them. `readingAgeMs` is missing unless all vendors were seen, since an
 * unseen vendor may have the highest age.
 */
export type Measure = (figures: Partial<CollectedMetrics & WorkFigures>) => void;

/** The ports of `track-sla`. It uses the store and the bus alone. */
export type TrackSlaPorts = PublishPorts & {
  reader: OpenReader & ClosedReader;
  writer: IndexWriter;
  notices: NoticeStore;
  states: TrackStates;
  /** Ids that earlier runs of this process found to be done. */
  known: Set<string>;
  /** The state of each vendor as the last run of this process saw it. */
  lastSeen: Map<string, VendorState>;
  publisher: EventPublisher;
  log: Log;
  measure?: Measure;
  /** Whether no more vendors are looked at, so that the warnings of those that were still go out. */
  looksAreOver?: () => boolean;
  /** Whether the run must end. The next run does what is left. Warnings come before everything else. */
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
  spans: TrackSpans;
  /** How often `poll` reads the older windows. */
  intervals: ReadingIntervals;
  /** Whether people act from Slack. Off, acts without a result are given up. */
  acting: boolean;
};

export type TrackSpans = {
  /** How long before its time a step fires (R23). */
  leadMs: number;
  /** Without a complete reading of the recent week for longer than this, a vendor is blind (R17). */
  blindMs: number;
};

/** A vendor's state, and when it was read. The state is judged by that time. */
export type SeenState = { readAt: number; state: VendorState | undefined };

/** The open tickets whose ladder one part of a run looks at. */
export type Ladders = 'dueLadders' | 'newLadders' | 'otherLadders';

/** One vendor's run of `track-sla`: what its index showed, and what is still to be done. */
export type TrackRun = TrackedVendor & {
  /** Includes what this run noted about itself. */
  seen: SeenState;
  /** The whole index, read once. */
  rows: AttentionRows;
  /** The rows that are due. */
  tickets: AttentionRow[];
  notices: NoticeRow[];
  /** Open tickets with a step that is due. */
  dueLadders: AttentionRow[];
  /** Open tickets whose ladder was not looked at since they changed. */
  newLadders: AttentionRow[];
  /** In a new process, all other open tickets that it has not looked at: a deploy may have changed the ladder. */
  otherLadders: AttentionRow[];
  due: {
    unpublished: Map<string, Deliverable>;
    /** Tickets whose act has no result yet. */
    acts: Ticket[];
    /** The id of a new blind time. */
    turnedBlind?: string;
    /** Ids of what was settled, or noted as unpublished, when its ladder was looked at. */
    reconciled: Set<string>;
    settled: number;
    failed: Set<string>;
    /** Errors that nothing expects. */
    defects: unknown[];
  };
  ports: TrackSlaPorts;
};

/** The times by which ladders are looked at. `overdue` waits while it is not known which tickets have ended (R16). */
export const lookTimeOf = ({ ports, settings, seen }: TrackRun): LookTime => {
  const now = ports.clock.now();
  const { leadMs } = settings.spans;
  // A machine may also sleep in the middle of a run.
  const hasSlept = now - seen.readAt > TRACKING_GAP_MS;
  return { now, leadMs, withholdsOverdue: hasSlept || waitsForReading(seen.state ?? {}, now) };
};

/** Logs and counts an error; the next run tries again. A defect makes the run fail, once all else is done. */
export const noteFailure = (deliverable: string, error: unknown, { due, ports }: TrackRun): undefined => {
  due.failed.add(deliverable);
  if (error instanceof NotifierError) ports.log.error(error.message, { deliverable, code: error.code });
  else due.defects.push(error);
};
