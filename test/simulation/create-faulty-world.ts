import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { deliver } from '../../lib/workflows/deliver.ts';
import { deliverBatch } from '../../lib/workflows/deliver-batch.ts';
import { hideWaiting } from '../../lib/workflows/hide-waiting.ts';
import { poll } from '../../lib/workflows/poll.ts';
import { trackSla } from '../../lib/workflows/track-sla.ts';
import { actAtCoupang } from './act-at-coupang.ts';
import type { Breakage, Ports } from './breakage.ts';
import type { Aftermath } from './check-outcome.ts';
import { POLL_SETTINGS, silent, VENDOR } from './create-world.ts';
import { answersBy, drawVerdict } from './draw-verdict.ts';
import { makeUpError } from './made-up-errors.ts';
import { createMemoryCoupang } from './memory-coupang.ts';
import { createMemorySlack } from './memory-slack.ts';
import { createMemoryStore } from './memory-store.ts';
import { createMessageQueue } from './message-queue.ts';
import { olderReadings } from './older-readings.ts';
import { createPagedSource } from './paged-source.ts';
import { createRandom } from './random.ts';
import { createReadingLedger, type ReadingLedger, type ShownHandOver } from './reading-ledger.ts';
import { createScheduler, type Process, type Waiting } from './scheduler.ts';
import { drawTemperament, entryFault, pageFault, withoutFaults } from './temperament.ts';
import type { TraceLine } from './trace.ts';
import { createWatch, type Violation } from './watch-calls.ts';

const MINUTE_MS = 60_000;
const NOTIFY_TIMEOUT_MS = 60_000;
/** Notify begins no Slack call in its last seconds. */
const LAST_CALL_MS = 12_000;
const CLAIM_MS = 65_000;
const MOST_WORKERS_A_LANE = 2;

/** The program on in-memory ports under one seeded scheduler and clock, and all that may go wrong around it. */
export const createFaultyWorld = (seed: number, breakage?: Breakage) => {
  const random = createRandom(seed);
  const first = drawTemperament(random);
  let mood = first;
  let time = mood.startsAt;
  let tokens = 0;
  let violation: Violation | undefined;
  const counts = { calls: 0, faults: 0, kills: 0, processes: 0 };
  const trace: TraceLine[] = [];
  const late: { at: number; call: Waiting }[] = [];
  const processes: Process[] = [];
  const ledgers = new Map<Process, ReadingLedger>();
  const promised: ShownHandOver[] = [];
  const now = (): number => time;
  const clock = { now };
  const newToken = (): string => `token-${(tokens += 1)}`;

  const note = (who: string, what: string, says = '', verdict = 'ok'): void => {
    trace.push({ at: time, who, what, says, verdict });
  };
  const report = (found: Violation): void => {
    if (violation) return;
    violation = found;
    note('the watch', `violation of ${found.rule}:`, found.problem, 'violation');
  };

  const scheduler = createScheduler(now);
  const { effect, waiting } = scheduler;
  const watch = createWatch({
    now,
    tickets: () => store.tickets,
    messages: () => slack.messages,
    acting: scheduler.acting,
    wasSent: (ticket, version) => queue.wasSent(ticket, version),
    ledgerOf: (process) => ledgers.get(process),
    ledgers: () => [...ledgers.values()],
    report,
  });
  const store = createMemoryStore(effect, newToken, {
    indexLag: { now, nextMs: () => random.below(mood.indexLagMs + 1) },
    onWrite: watch.onWrite,
    onRelease: watch.onRelease,
    forgetsWrite: () => random.chance(mood.forgottenWrites),
    ...(mood.knowsOlderWindows && { state: { completeReadings: olderReadings(time), clockOffsetMs: 0 } }),
  });
  const coupang = createMemoryCoupang(now);
  const slack = createMemorySlack(now, effect, mood.historyLagMs);
  const queue = createMessageQueue({
    now,
    effect,
    random,
    entryFault: () => entryFault(random, mood.entryFaults),
  });
  const whole: Ports = { ...store, publisher: queue.publisher, slack: slack.slack };
  const ports = breakage?.breakPorts?.(whole, { effect, put: store.put, get: store.get }) ?? whole;

  const start = async (kind: string, timeoutMs: number, body: (process: Process) => Promise<void>) => {
    counts.processes += 1;
    const process: Process = {
      name: `${kind}-${counts.processes}`,
      kind,
      diesAt: time + timeoutMs,
      state: 'running',
    };
    processes.push(process);
    await scheduler.start(
      process,
      () => body(process),
      (error) => {
        watch.onThrown(process, error);
        note(process.name, 'threw', '', error instanceof NotifierError ? error.code : 'a defect');
      },
    );
  };

  const pollOnce = async (process: Process): Promise<void> => {
    const ledger = createReadingLedger(time);
    ledgers.set(process, ledger);
    const { readPages, breakSource } = breakage ?? {};
    const source = createPagedSource({
      coupang,
      now,
      effect,
      pageSize: mood.pageSize,
      newestFirst: mood.newestFirst,
      bothLists: mood.bothLists,
      pageFault: () => {
        const fault = pageFault(random, mood.pageFaults);
        if (fault) note('Coupang', 'serves a page', '', fault);
        return fault;
      },
      isAbsent: () => random.chance(mood.absentLookUps),
      ledger,
      ...(readPages && { readPages }),
    });
    const services = { ...ports, clock, newToken, log: silent, source: breakSource?.(source) ?? source };
    const summary = await poll(VENDOR, POLL_SETTINGS, services);
    // A listing that the store refused comes again while Coupang lists it.
    if (summary.failed === 0) promised.push(...ledger.shown.values());
  };

  const notifyOnce = async (process: Process, lane: number): Promise<void> => {
    const messages = queue.take(lane, random.between(1, 4));
    const stopAt = time + NOTIFY_TIMEOUT_MS - LAST_CALL_MS;
    const services = { ...ports, clock, newToken, log: silent };
    const results = await deliverBatch(messages, {
      ticketOf: ({ event }) => event.ticket,
      deliver: (key) => deliver(key, { claimMs: CLAIM_MS, stopAt }, services),
      finish: (message, delivered) =>
        hideWaiting(message, delivered, { hide: queue.hide, clock, random: random.next }),
      timeIsUp: () => time >= stopAt,
    });
    for (const result of results) if (result.status === 'rejected') watch.onThrown(process, result.reason);
    const done = messages.filter((_, index) => results[index]?.status === 'fulfilled');
    if (done.length > 0) await queue.remove(done);
  };

  const kill = (process: Process, why: string): void => {
    counts.kills += 1;
    scheduler.kill(process);
    note(process.name, 'is killed', '', why);
  };

  /** Moves the clock, but never past what must happen before. */
  const advance = (ms: number): void => {
    const limits = [...waiting.map(answersBy), ...late.map(({ at }) => at)];
    time = Math.max(time, Math.min(time + ms, ...limits));
    for (const entry of late.filter(({ at }) => at <= time)) {
      late.splice(late.indexOf(entry), 1);
      note(entry.call.process.name, entry.call.name, entry.call.subject.says, 'takes effect late');
      takeEffect(entry.call);
    }
    const expired = new Set(waiting.map(({ process }) => process).filter(({ diesAt }) => diesAt <= time));
    for (const process of expired) kill(process, 'its time was up');
  };

  const takeEffect = (call: Waiting): void => {
    const messages = slack.messages.length;
    call.take();
    if (slack.messages.length > messages) watch.onPosted(call);
  };

  const resolve = async (call: Waiting): Promise<void> => {
    counts.calls += 1;
    const { process, name, subject } = call;
    const verdict = drawVerdict(call, random, mood);
    if (verdict !== 'ok') counts.faults += 1;
    note(process.name, name, subject.says, verdict);
    watch.onSlackCall(call);
    const [what, when] = verdict.split(' ');
    if (verdict === 'ok' || when === 'after') {
      takeEffect(call);
      watch.onTaken(call);
    }
    if (when === 'late') late.push({ at: time + random.below(Math.max(1, answersBy(call) - time)), call });
    if (what === 'killed') {
      counts.kills += 1;
      scheduler.kill(process);
      return;
    }
    if (verdict !== 'ok') {
      watch.onFailed(call);
      const error = makeUpError(name, when !== 'before', random);
      return scheduler.resume(call, () => call.fail(error));
    }
    if (name.startsWith('slack.post')) watch.onAnswered(call);
    return scheduler.resume(call, call.answer);
  };

  return {
    random,
    mood: first,
    now,
    note,
    report,
    trace,
    violation: () => violation,
    counts: () => ({ ...counts, tickets: store.tickets.size, messages: slack.messages.length }),
    endFaults: (): void => {
      note('the faults', 'are over');
      mood = withoutFaults(mood);
    },
    startPoll: () => start('poll', POLL_SETTINGS.timeoutMs, pollOnce),
    startTrackSla: () =>
      start('track-sla', MINUTE_MS, async () => {
        await trackSla(VENDOR, MINUTE_MS, { ...ports, clock, log: silent });
      }),
    /** One worker more in each lane where a message waits, up to a few. */
    startNotify: async (): Promise<void> => {
      for (const lane of [0, 1]) {
        if (!queue.hasVisible(lane)) continue;
        const busy = processes.filter(({ kind, state }) => kind === `notify${lane}` && state === 'running');
        if (busy.length >= MOST_WORKERS_A_LANE || (busy.length > 0 && random.chance(0.8))) continue;
        await start(`notify${lane}`, NOTIFY_TIMEOUT_MS, (process) => notifyOnce(process, lane));
      }
    },
    act: (): void => {
      const words = actAtCoupang(coupang, random, time, mood.mostInquiries);
      if (words) note('Coupang', ...words);
    },
    /** The laptop goes down and comes up again: what was in memory is gone (R5). */
    restart: (): void => {
      for (const process of processes) if (process.state === 'running') kill(process, 'the laptop restarts');
      queue.lose();
      late.splice(0);
      store.releaseAbandoned();
    },
    /** Lets one call happen. False: none waits. */
    step: async (): Promise<boolean> => {
      const running = processes.filter(({ state }) => state === 'running');
      if (running.length < processes.length) processes.splice(0, processes.length, ...running);
      if (waiting.length === 0) {
        if (late.length === 0) return false;
        advance(Number.POSITIVE_INFINITY);
        return true;
      }
      advance(Math.floor(mood.stepMs * random.next() ** 3 * 4));
      const overdue = waiting.find((call) => answersBy(call) <= time);
      const call = overdue ?? random.pickAny(waiting);
      if (call) await resolve(call);
      return true;
    },
    jumpTo: (instant: number): void => {
      time = Math.max(time, instant);
    },
    aftermath: (): Aftermath => ({
      tickets: [...store.tickets.values()],
      messages: slack.messages,
      coupang,
      promised,
      replacements: watch.replacements,
      now: time,
    }),
  };
};
