import type { Deliverable, DeliverableKey } from '../../../lib/domain/delivery/deliverable.ts';
import type { Lane } from '../../../lib/workflows/ports/store.ts';
import type { VendorState } from '../../../lib/domain/reading/vendor-state.ts';
import type { Ticket } from '../../../lib/domain/ticket/ticket.ts';
import type { CoupangRecord } from '../coupang-record.ts';
import type { DayLadder } from '../draw-ladder.ts';
import type { DaySharing } from '../draw-sharing.ts';
import type { Message } from '../memory-slack.ts';
import type { ReadingLedger } from './reading-ledger.ts';
import type { Process, Waiting } from '../scheduler.ts';
import type { SightLedger } from './sight-ledger.ts';
import type { Report } from './violation.ts';
import { createCalmWatch } from './watch-calm.ts';
import { createLadderWatch } from './watch-ladder.ts';
import { createLaneWatch } from './watch-lane.ts';
import { createShareWatch } from './watch-shares.ts';
import { createSlackWatch } from './watch-slack.ts';
import { createWriteWatch } from './watch-writes.ts';

export type Watched = {
  /** Epoch ms. */
  now: () => number;
  /** Coupang's own record. */
  record: () => CoupangRecord;
  deliverable: (id: string) => Deliverable | undefined;
  messages: () => readonly Message[];
  acting: () => Waiting | undefined;
  /** Whether an event was ever on the bus. */
  wasSent: (key: DeliverableKey, version: number) => boolean;
  /** The vendor's present lane. */
  lane: () => Lane | undefined;
  ledgerOf: (process: Process) => ReadingLedger | undefined;
  /** The ledgers of all polls so far. */
  ledgers: () => ReadingLedger[];
  sight: SightLedger;
  /** Longest lag of the indexes, ms. */
  indexLagMs: number;
  digestAbove: number;
  ladder: DayLadder;
  sharing: DaySharing | undefined;
  tickets: () => Iterable<Ticket>;
  report: Report;
};

type OnCall = (call: Waiting) => void;
type Hooks = {
  onWrite?: (before: Deliverable | undefined, after: Deliverable) => void;
  onSlackCall?: OnCall;
  onTaken?: OnCall;
  onAnswered?: OnCall;
  onFailed?: (call: Waiting, error: Error) => void;
};

/** The rules that hold at every moment, checked at every call. */
export const createWatch = (watched: Watched) => {
  const { now, acting, ledgerOf, ledgers, sight, report } = watched;
  const writes = createWriteWatch(watched);
  const ladder = createLadderWatch(watched);
  const slack = createSlackWatch(watched);
  const lanes = createLaneWatch(watched);
  const shares = createShareWatch(watched);
  const all: Hooks[] = [writes, lanes, slack, ladder, createCalmWatch(watched), shares];
  return {
    ...writes,
    ...lanes,
    ...slack,
    ...ladder,
    shares,
    onWrite: (before: Deliverable | undefined, after: Deliverable): void => {
      for (const watch of all) watch.onWrite?.(before, after);
    },
    onSlackCall: (call: Waiting): void => {
      if (call.name.startsWith('slack.')) for (const watch of all) watch.onSlackCall?.(call);
    },
    onTaken: (call: Waiting): void => {
      if (!call.about.isElsewhere) for (const watch of all) watch.onTaken?.(call);
    },
    onAnswered: (call: Waiting): void => {
      for (const watch of all) watch.onAnswered?.(call);
    },
    onFailed: (call: Waiting, error: Error): void => {
      if (!call.about.isElsewhere) for (const watch of all) watch.onFailed?.(call, error);
    },
    onState: (state: VendorState): void => {
      sight.noteState(state, now());
    },
    /** A reading that the state records as complete was complete (R7, R8). */
    onRelease: (state: VendorState): void => {
      const process = acting()?.process;
      const ledger = process && ledgerOf(process);
      if (!ledger) return;
      ledger.noteKept();
      for (const [key, beganAt] of Object.entries(state.sources['call-center']?.completeReadings ?? {})) {
        if (beganAt < ledger.startedAt) continue;
        const [firstDate = '', status] = key.split('/');
        if (status !== 'NO_ANSWER' && status !== 'TRANSFER') continue;
        // A poll that ended while this one waited for the lease may have read it.
        if (!ledgers().some((otherLedger) => otherLedger.wasComplete(firstDate, status, beganAt)))
          report({ rule: 'R7', problem: `the reading ${key} is kept as complete and was not` });
      }
    },
    /** A process may throw only errors that the program knows. */
    onThrown: (process: Process, error: unknown): void => {
      if (error instanceof Error && 'retryable' in error) return;
      const words = error instanceof Error ? `${error.name}: ${error.message}` : 'no error at all';
      report({ rule: 'errors', problem: `${process.name} threw ${words}` });
    },
  };
};

export type Watch = ReturnType<typeof createWatch>;
