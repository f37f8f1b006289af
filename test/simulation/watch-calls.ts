import { NotifierError } from '../../lib/domain/notifier-error.ts';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { Lane } from '../../lib/workflows/ports/store.ts';
import type { VendorState } from '../../lib/domain/reading/vendor-state.ts';
import type { Ticket } from '../../lib/domain/ticket/ticket.ts';
import type { CoupangRecord } from './coupang-record.ts';
import type { DayLadder } from './draw-ladder.ts';
import type { Message } from './memory-slack.ts';
import type { ReadingLedger } from './reading-ledger.ts';
import type { Process, Waiting } from './scheduler.ts';
import type { SightLedger } from './sight-ledger.ts';
import type { Report } from './violation.ts';
import { createCalmWatch } from './watch-calm.ts';
import { createLadderWatch } from './watch-ladder.ts';
import { createLaneWatch } from './watch-lane.ts';
import { createSlackWatch } from './watch-slack.ts';
import { createWriteWatch } from './watch-writes.ts';

type Watched = {
  /** Epoch ms. */
  now: () => number;
  /** Coupang's own record. */
  record: () => CoupangRecord;
  deliverable: (id: string) => Deliverable | undefined;
  messages: () => readonly Message[];
  acting: () => Waiting | undefined;
  /** Whether an event was ever on the bus. */
  wasSent: (deliverable: Deliverable, version: number) => boolean;
  lane: () => Lane | undefined;
  ledgerOf: (process: Process) => ReadingLedger | undefined;
  /** The ledgers of all polls so far. */
  ledgers: () => ReadingLedger[];
  sight: SightLedger;
  indexLagMs: number;
  digestAbove: number;
  ladder: DayLadder;
  tickets: () => Iterable<Ticket>;
  report: Report;
};

/** The rules that hold at every moment, checked at every call. */
export const createWatch = (watched: Watched) => {
  const { now, acting, ledgerOf, ledgers, sight, report } = watched;
  const writes = createWriteWatch(watched);
  const ladder = createLadderWatch(watched);
  const slack = createSlackWatch(watched);
  const lanes = createLaneWatch(watched);
  const calm = createCalmWatch(watched);
  return {
    ...writes,
    ...slack,
    onLane: lanes.onLane,
    onStarted: lanes.onStarted,
    onDrained: lanes.onDrained,
    onWrite: (before: Deliverable | undefined, after: Deliverable): void => {
      writes.onWrite(before, after);
      ladder.onWrite(before, after);
      calm.onWrite(before, after);
    },
    onRun: ladder.onRun,
    openingsSeen: ladder.openingsSeen,
    wasReached: ladder.wasReached,
    onSlackCall: (call: Waiting): void => {
      if (!call.name.startsWith('slack.')) return;
      lanes.onSlackCallOfLane(call);
      slack.onSlackCall(call);
      ladder.onSlackCall(call);
    },
    onTaken: (call: Waiting): void => {
      lanes.onTakenOfLane(call);
      slack.onTaken(call);
    },
    onAnswered: (call: Waiting): void => {
      lanes.onAnsweredOfLane(call);
      slack.onAnswered(call);
    },
    onFailed: (call: Waiting, error: Error): void => {
      slack.onFailed(call, error);
      ladder.onFailed(call);
      calm.onFailed(call);
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
      if (error instanceof NotifierError) return;
      const words = error instanceof Error ? `${error.name}: ${error.message}` : 'no error at all';
      report({ rule: 'errors', problem: `${process.name} threw ${words}` });
    },
  };
};

export type Watch = ReturnType<typeof createWatch>;
