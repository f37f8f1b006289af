import type { ReadingTimes } from '../../domain/blindness/blindness.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { ReadingIntervals } from '../../domain/reading/plan-readings.ts';
import type { Repairs } from '../../domain/reading/repairs.ts';
import type { Reading } from '../../domain/reading/reading.ts';
import type { SourceState } from '../../domain/reading/vendor-state.ts';
import { isExpired } from '../../domain/ticket/ticket-changes.ts';
import type { AttentionRow, Ticket } from '../../domain/ticket/ticket.ts';
import type { PublishPorts } from '../outbox/publish-events.ts';
import type { CoupangAccess, InquirySource, NameStore } from '../ports/coupang.ts';
import type { Log } from '../ports/log.ts';
import type {
  ContactWriter,
  ClosedReader,
  InquiryReader,
  IntakeWriter,
  NoticeStore,
  OpenReader,
  PollStates,
} from '../ports/store.ts';
import type { Calls } from './calls.ts';

export type PollPorts = PublishPorts & {
  reader: OpenReader & InquiryReader;
  writer: IntakeWriter;
  notices: NoticeStore;
  states: PollStates;
  access: CoupangAccess;
  /** The sources that the vendor reads, the most urgent first. */
  clients: readonly InquirySource[];
  names: NameStore;
  /** The pointers from orders to tickets, only with `acting: 'on'`. */
  contacts?: ContactWriter & ClosedReader;
  log: Log;
  newToken: () => string;
  /** The last day of the vendor's key, `yyyy-MM-dd`, if its secret contains it. */
  keyExpiresOn?: () => Promise<string | undefined>;
  progress?: (done: number, of: number) => void;
};

export type IntakeSettings = {
  zone: string;
  intervals: ReadingIntervals;
  /** `blindMs`: how long the recent week may be without a complete reading before the source is blind. `pollMs`: the interval of polls. */
  spans: { blindMs: number; pollMs: number };
};

export type SourceRun = IntakeSettings & {
  vendor: VendorRef;
  client: InquirySource;
  before: SourceState;
  times: ReadingTimes;
  /** The source's rows of the index at the beginning of the poll. */
  rows: readonly AttentionRow[];
  calls: Calls;
  repairs: Repairs;
};

export type SweepDone = {
  readings: readonly Reading[];
  /** Each ticket after each write. Its newest event is not yet noted as published. */
  written: readonly Ticket[];
  published: number;
  failed: number;
};

export const NOTHING_DONE: SweepDone = { readings: [], written: [], published: 0, failed: 0 };

export const addDone = (done: SweepDone, ...stages: Partial<SweepDone>[]): SweepDone =>
  stages.reduce<SweepDone>((sum, stage) => {
    const added = { ...NOTHING_DONE, ...stage };
    return {
      readings: [...sum.readings, ...added.readings],
      written: [...sum.written, ...added.written],
      published: sum.published + added.published,
      failed: sum.failed + added.failed,
    };
  }, done);

export type SweepTally = ReturnType<typeof tallySweep>;

export const tallySweep = (done: SweepDone) => {
  const count = (holds: (ticket: Ticket) => boolean): number => done.written.filter(holds).length;
  const event = (ticket: Ticket): string | undefined =>
    ticket.outbox.events[String(ticket.outbox.version)]?.type;
  const isClosed = (ticket: Ticket): boolean => event(ticket) === 'TicketClosed' && ticket.outbox.version > 1;
  return {
    readings: done.readings.length,
    completeReadings: done.readings.filter((reading) => reading.complete).length,
    listed: new Set(done.readings.flatMap(({ inquiries }) => inquiries.map(({ inquiryId }) => inquiryId)))
      .size,
    opened: count((ticket) => event(ticket) === 'TicketOpened'),
    /** Past at first sight: stored closed, not posted. */
    past: count((ticket) => ticket.outbox.version === 1 && isExpired(ticket.facts)),
    changed: count((ticket) => event(ticket) === 'TicketChanged' && ticket.facts.state === 'open'),
    closed: count(isClosed),
    /** Tickets among `closed` that Coupang closed unanswered. */
    missed: count((ticket) => isClosed(ticket) && ticket.facts.outcome === 'auto-closed'),
    /** The time from request to answer of each answered ticket, ms. */
    answeredAfterMs: done.written.flatMap((ticket) =>
      isClosed(ticket) && ticket.facts.outcome === 'answered' && ticket.facts.answeredAt !== undefined
        ? [ticket.facts.answeredAt - ticket.facts.askedAt]
        : [],
    ),
    reopened: count((ticket) => event(ticket) === 'TicketReopened'),
    unverified: count((ticket) => ticket.facts.state === 'unverified'),
    published: done.published,
    failed: done.failed,
    unusable: done.readings.reduce((sum, reading) => sum + reading.unusable.length, 0),
  };
};
