import type { Now } from '../domain/attention-time.ts';
import type { Calendar } from '../domain/calendar.ts';
import type { VendorRef } from '../domain/inquiry.ts';
import type { LadderPolicy, LookTime } from '../domain/ladder.ts';
import type { NoticeRow } from '../domain/notice.ts';
import type { Subject } from '../domain/subject.ts';
import type { AttentionRow } from '../domain/ticket.ts';
import { TRACKING_GAP_MS, waitsForReading } from '../domain/tracked-note.ts';
import type {
  Clock,
  EventPublisher,
  Log,
  NoticeStore,
  TicketReader,
  TicketWriter,
  VendorStates,
} from './ports.ts';
import { nowBy, onTheWall, wallNow } from './wall-now.ts';
import type { SeenState } from './watch-blindness.ts';

export type TrackSlaServices = {
  reader: Pick<TicketReader, 'attention' | 'ticket' | 'closed'>;
  writer: Pick<TicketWriter, 'notePublished' | 'settle' | 'change'>;
  notices: NoticeStore;
  states: Pick<VendorStates, 'read' | 'noteTracked'>;
  /** What earlier runs of this process found to be done. */
  known: Set<string>;
  publisher: EventPublisher;
  clock: Clock;
  log: Log;
  /** Whether the run must end: what is left comes again. Warnings go before everything else. */
  timeIsUp?: () => boolean;
};

export type LadderSettings = {
  ladder: LadderPolicy;
  /** Absent where a team has no hours: then every time counts as within them. */
  calendar?: Calendar;
};

export type TrackSlaSettings = LadderSettings & {
  /** How often this runs. */
  intervalMs: number;
  /** No complete reading of the recent week for so long is blindness (R17). */
  blindMs: number;
};

/** One vendor's run of track-sla: what its index showed, and what is still to be done. */
export type TrackRun = {
  vendor: VendorRef;
  settings: TrackSlaSettings;
  /** By the wall. */
  leadMs: number;
  /** With what this run noted of itself. */
  seen: SeenState;
  /** What is due. */
  tickets: AttentionRow[];
  notices: NoticeRow[];
  /** Open tickets whose ladder is to be looked at by now. */
  dueLadders: AttentionRow[];
  /** In a process that starts, all others that are open: a deploy may have changed the ladder. */
  otherLadders: AttentionRow[];
  due: {
    unpublished: Map<string, Subject>;
    settled: number;
    /** What could not be looked after. */
    failed: Set<string>;
    /** What no one has foreseen. */
    defects: unknown[];
  };
  services: TrackSlaServices;
};

export const nowOf = ({ services: { clock }, seen: { state } }: TrackRun): Now =>
  nowBy(clock, state?.clockOffsetMs ?? 0);

/** Whether any answer of Coupang's told its clock: by another no step fires (R6). */
export const knowsCoupangsClock = ({ state }: SeenState): boolean => state?.clockOffsetMs !== undefined;

/** What ladders are looked at by; `overdue` waits where nobody could see what has ended (R16). */
export const lookTimeOf = ({ services, seen, leadMs }: TrackRun, { corrected }: Now): LookTime => {
  const gapMs = onTheWall(services.clock, TRACKING_GAP_MS);
  // A machine may sleep in the middle of a run, too.
  const hasSlept = wallNow(services.clock) - seen.askedAt > gapMs;
  return {
    now: corrected,
    leadMs,
    withholdsOverdue: hasSlept || waitsForReading(seen.state ?? {}, corrected, gapMs),
  };
};
