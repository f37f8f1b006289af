import type { Now } from '../../domain/delivery/attention-time.ts';
import type { Calendar } from '../../domain/time/calendar.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { NoticeRow } from '../../domain/notice/notice.ts';
import type { Deliverable } from '../../domain/delivery/deliverable.ts';
import type { AttentionRow } from '../../domain/ticket/ticket.ts';
import { TRACKING_GAP_MS, waitsForReading } from '../../domain/reading/tracked-note.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventPublisher } from '../ports/event-publisher.ts';
import type { Log } from '../ports/log.ts';
import type { NoticeStore } from '../ports/notice-store.ts';
import type { TicketReader, TicketWriter } from '../ports/ticket-store.ts';
import type { VendorStates } from '../ports/vendor-states.ts';
import { nowBy, onTheWall, wallNow } from '../ports/wall-now.ts';
import type { SeenState } from './watch-blindness.ts';
import type { LadderPolicy, LookTime } from '../../domain/ladder/ladder-policy.ts';

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
  /** Open tickets of which a step is due. */
  dueLadders: AttentionRow[];
  /** Open tickets at whose ladder no run has looked since they changed. */
  newLadders: AttentionRow[];
  /** In a process that starts, all others that are open: a deploy may have changed the ladder. */
  otherLadders: AttentionRow[];
  due: {
    unpublished: Map<string, Deliverable>;
    /** Ids of what was read and settled, or noted as unpublished, while its ladder was looked at. */
    reconciled: Set<string>;
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
  const hasSlept = wallNow(services.clock) - seen.readAt > gapMs;
  return {
    now: corrected,
    leadMs,
    withholdsOverdue: hasSlept || waitsForReading(seen.state ?? {}, corrected, gapMs),
  };
};
