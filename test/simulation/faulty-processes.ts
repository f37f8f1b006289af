import { deliver } from '../../lib/workflows/deliver.ts';
import { deliverBatch } from '../../lib/workflows/deliver-batch.ts';
import { hideWaiting } from '../../lib/workflows/hide-waiting.ts';
import { createKnownOffset } from '../../lib/workflows/known-offset.ts';
import { poll } from '../../lib/workflows/poll.ts';
import type { InquirySource } from '../../lib/workflows/ports.ts';
import { trackSla } from '../../lib/workflows/track-sla.ts';
import type { Breakage, Ports } from './breakage.ts';
import { POLL_SETTINGS, silent, TRACK_SETTINGS, VENDOR } from './create-world.ts';
import type { DayLadder } from './draw-ladder.ts';
import type { createMessageQueue } from './message-queue.ts';
import type { Random } from './random.ts';
import { createReadingLedger, type Passes, type ReadingLedger, type ShownInquiry } from './reading-ledger.ts';
import type { Process } from './scheduler.ts';
import type { SightLedger } from './sight-ledger.ts';
import type { LadderRun } from './watch-ladder.ts';

export const NOTIFY_TIMEOUT_MS = 60_000;
/** Notify begins no Slack call in its last seconds. */
const LAST_CALL_MS = 12_000;
const CLAIM_MS = 65_000;

type Around = {
  ports: Ports;
  breakage: Breakage | undefined;
  random: Random;
  /** Raw clock. */
  now: () => number;
  offsetMs: number;
  newToken: () => string;
  digestAbove: number;
  ladder: DayLadder;
  queue: ReturnType<typeof createMessageQueue>;
  /** The Coupang of one poll, whose pages its ledger notes. */
  sourceOf: (ledger: ReadingLedger) => InquirySource;
  sight: SightLedger;
  onRun: (run: LadderRun) => void;
  onThrown: (process: Process, error: unknown) => void;
};

/** The three functions of the program, each as one process. */
export const createProcesses = (around: Around) => {
  const { ports, breakage, random, now, offsetMs, newToken, queue, sight } = around;
  const clock = { now };
  const common = { ...ports, clock, newToken, log: silent };
  const knownOffset = createKnownOffset(common);
  const known = new Set<string>();
  const ledgers = new Map<Process, ReadingLedger>();
  const passes: Passes = new Map();
  /** What the pages of runs that ended well showed, and those runs. */
  const promised: ShownInquiry[] = [];
  const endedWell: { ledger: ReadingLedger; endedAt: number }[] = [];
  return {
    ledgers,
    promised,
    endedWell,
    poll: async (process: Process): Promise<void> => {
      const ledger = createReadingLedger(() => now() + offsetMs, passes);
      ledgers.set(process, ledger);
      const source = around.sourceOf(ledger);
      const settings = { ...POLL_SETTINGS, digestAbove: around.digestAbove };
      const services = { ...common, source: breakage?.breakSource?.(source) ?? source };
      const summary = await poll(VENDOR, settings, services);
      // A listing that the store refused comes again while Coupang lists it.
      if (summary.failed > 0) return;
      promised.push(...ledger.shown.values());
      // A run that Coupang refused in the end has not looked after what had gone.
      if (summary.code === undefined) endedWell.push({ ledger, endedAt: now() + offsetMs });
    },
    trackSla: async (process: Process): Promise<void> => {
      const startedAt = now();
      const endLook = sight.beginLook(startedAt);
      const { policy, calendar } = around.ladder;
      const settings = { ...TRACK_SETTINGS, ladder: policy, ...(calendar && { calendar }) };
      const services = { ...(breakage?.breakTrack?.(ports) ?? ports), clock, log: silent, known };
      const { failed } = await trackSla(VENDOR, settings, services);
      around.onRun({ process, startedAt, failed });
      if (failed === 0) endLook(now());
    },
    notify: async (process: Process, lane: number): Promise<void> => {
      const messages = queue.take(lane, random.between(1, 4));
      const stopAt = now() + NOTIFY_TIMEOUT_MS - LAST_CALL_MS;
      const claimUntil = now() + CLAIM_MS;
      const results = await deliverBatch(messages, {
        subjectOf: ({ event }) => event.subject,
        deliver: (key) => deliver(key, { claimUntil, stopAt }, { ...common, knownOffset }),
        finish: (message, delivered) =>
          hideWaiting(message, delivered, { hide: queue.hide, clock, random: random.next }),
        timeIsUp: () => now() >= stopAt,
      });
      for (const result of results) if (result.status === 'rejected') around.onThrown(process, result.reason);
      const done = messages.filter((_, index) => results[index]?.status === 'fulfilled');
      if (done.length > 0) await queue.remove(done);
    },
  };
};
