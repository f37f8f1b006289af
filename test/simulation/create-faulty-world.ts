import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { subjectId } from '../../lib/domain/subject.ts';
import { ticketId } from '../../lib/domain/ticket-id.ts';
import { NEW_VENDOR_STATE } from '../../lib/domain/vendor-state.ts';
import { actAtCoupang, handOver } from './act-at-coupang.ts';
import type { Breakage, Ports } from './breakage.ts';
import { createCallRunner } from './call-runner.ts';
import type { Aftermath } from './check-outcome.ts';
import { drawHabits } from './coupang-habits.ts';
import { POLL_SETTINGS, TRACK_SETTINGS, VENDOR } from './create-world.ts';
import { createProcesses, NOTIFY_TIMEOUT_MS } from './faulty-processes.ts';
import { drawLadder } from './draw-ladder.ts';
import { changeClaim } from './made-up-agents.ts';
import { createMemoryCoupang } from './memory-coupang.ts';
import { createMemorySlack } from './memory-slack.ts';
import { createMemoryStore } from './memory-store.ts';
import { createMessageQueue } from './message-queue.ts';
import { olderReadings } from './older-readings.ts';
import { createPagedSource } from './paged-source.ts';
import { createRandom } from './random.ts';
import { createScheduler, type Process } from './scheduler.ts';
import { createSightLedger } from './sight-ledger.ts';
import {
  drawSleeps,
  drawTemperament,
  entryFault,
  pageFault,
  type Temperament,
  withoutFaults,
} from './temperament.ts';
import { createTrace } from './trace.ts';
import { createWatch } from './watch-calls.ts';

const MOST_WORKERS_A_LANE = 2;
const AGENT_TIMEOUT_MS = 10_000;
const MINUTE_MS = 60_000;

/** The program on in-memory ports under one seeded scheduler and clock, and all that may go wrong around it. */
export const createFaultyWorld = (seed: number, breakage?: Breakage) => {
  const random = createRandom(seed);
  const nights = createRandom(seed + 1_000_000_000);
  const drawn = { ...drawTemperament(random), sleeps: drawSleeps(nights) };
  const teams = createRandom(seed + 2_000_000_000);
  const habits = drawHabits(createRandom(seed + 3_000_000_000));
  const ladder = drawLadder(teams, drawn.startsAt);
  const { from = 0, for: forMinutes = 0 } = ladder.slackDown ?? {};
  const slackDownFrom = drawn.startsAt + from * MINUTE_MS;
  const slackDownUntil = slackDownFrom + forMinutes * MINUTE_MS;
  const first: Temperament = { ...drawn, minutes: drawn.minutes + forMinutes, ladder, habits };
  let mood = first;
  const { offsetMs } = first;
  let tokens = 0;
  let keys = 0;
  const counts = { calls: 0, faults: 0, kills: 0, processes: 0 };
  const processes: Process[] = [];
  const now = (): number => calls.now();
  const coupangNow = (): number => now() + offsetMs;
  const newToken = (): string => `token-${(tokens += 1)}`;

  const { trace, note, report, violation } = createTrace(now);
  const scheduler = createScheduler(now);
  const { effect } = scheduler;
  const sight = createSightLedger(TRACK_SETTINGS.blindMs, offsetMs);
  const watch = createWatch({
    now,
    offsetMs,
    indexLagMs: first.indexLagMs,
    ladder: first.ladder,
    tickets: () => store.tickets.values(),
    coupangNow,
    record: () => coupang.record,
    subject: (id) => store.tickets.get(id) ?? store.notices.get(id),
    messages: () => slack.messages,
    acting: scheduler.acting,
    wasSent: (subject, version) => queue.wasSent(subject, version),
    ledgerOf: (process) => functions.ledgers.get(process),
    ledgers: () => [...functions.ledgers.values()],
    sight,
    report,
  });
  const calls = createCallRunner(first.startsAt, {
    random,
    mood: () => mood,
    scheduler,
    watch,
    messages: () => slack.messages.length,
    isSlackDown: () =>
      mood.ladder.slackDown !== undefined && now() >= slackDownFrom && now() < slackDownUntil,
    note,
    counts,
  });
  const firstPollAt = first.startsAt + offsetMs;
  const known = first.knowsOlderWindows && {
    ...NEW_VENDOR_STATE,
    completeReadings: olderReadings(firstPollAt),
    clockOffsetMs: offsetMs,
    firstPollAt,
  };
  if (known) watch.onState(known);
  const store = createMemoryStore(effect, newToken, {
    indexLag: { now, nextMs: () => random.below(mood.indexLagMs + 1) },
    onWrite: watch.onWrite,
    onRelease: watch.onRelease,
    onState: watch.onState,
    forgetsWrite: () => random.chance(mood.forgottenWrites),
    ...(known && { state: known }),
  });
  const coupang = createMemoryCoupang(coupangNow, effect, habits);
  const slack = createMemorySlack(now, effect, first.historyLagMs);
  const queue = createMessageQueue({
    now,
    effect,
    random,
    entryFault: () => entryFault(random, mood.entryFaults),
  });
  const whole: Ports = {
    ...store,
    notices: store.noticeStore,
    publisher: queue.publisher,
    slack: slack.slack,
  };
  const functions = createProcesses({
    ports: breakage?.breakPorts?.(whole, { effect, put: store.put, get: store.get }) ?? whole,
    breakage,
    random,
    now,
    offsetMs,
    newToken,
    digestAbove: first.digestAbove,
    ladder: first.ladder,
    queue,
    sight,
    onThrown: watch.onThrown,
    onRun: watch.onRun,
    sourceOf: (ledger) =>
      createPagedSource({
        ...first,
        coupang,
        now,
        effect,
        pageFault: () => {
          const fault = pageFault(random, mood.pageFaults);
          if (fault) note('Coupang', 'serves a page', '', fault);
          return fault;
        },
        isAbsent: () => random.chance(mood.absentLookUps),
        keyFingerprint: () => `made-up-key-${random.chance(mood.keyChanges) ? (keys += 1) : keys}`,
        ledger,
        ...(breakage?.readPages && { readPages: breakage.readPages }),
      }),
  });

  const start = async (kind: string, timeoutMs: number, body: (process: Process) => Promise<void>) => {
    counts.processes += 1;
    const name = `${kind}-${counts.processes}`;
    const process: Process = { name, kind, startedAt: now(), diesAt: now() + timeoutMs, state: 'running' };
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

  for (let count = 0; count < first.firstSight; count += 1) handOver(coupang, random, { ...first, burst: 1 });

  return {
    random,
    mood: first,
    now,
    note,
    report,
    trace,
    violation,
    counts: () => ({
      ...counts,
      tickets: store.tickets.size,
      messages: slack.messages.length,
    }),
    endFaults: (): void => {
      note('the faults', 'are over');
      if (calls.outage()) calls.endOutage();
      mood = withoutFaults(mood);
    },
    beginOutage: calls.beginOutage,
    endOutage: calls.endOutage,
    startPoll: async (): Promise<void> => {
      if (calls.outage() !== 'not-polling') await start('poll', POLL_SETTINGS.timeoutMs, functions.poll);
    },
    /** An agent takes a ticket, or gives it back, now and then. */
    mayClaim: async (): Promise<void> => {
      if (!teams.chance(mood.ladder.claims)) return;
      const ticket = teams.pickAny([...store.tickets.values()].filter(({ state }) => state !== 'closed'));
      if (ticket) await start('agent', AGENT_TIMEOUT_MS, () => changeClaim(ticket, teams, coupangNow, whole));
    },
    startTrackSla: () => start('track-sla', TRACK_SETTINGS.intervalMs, functions.trackSla),
    /** One worker more in each lane where a message waits, up to a few. */
    startNotify: async (): Promise<void> => {
      for (const lane of [0, 1]) {
        if (!queue.hasVisible(lane)) continue;
        const busy = processes.filter(({ kind, state }) => kind === `notify${lane}` && state === 'running');
        if (busy.length >= MOST_WORKERS_A_LANE || (busy.length > 0 && random.chance(0.8))) continue;
        await start(`notify${lane}`, NOTIFY_TIMEOUT_MS, (process) => functions.notify(process, lane));
      }
    },
    act: (): void => {
      const words = actAtCoupang(coupang, random, mood, calls.outage() !== undefined);
      if (words) note('Coupang', ...words);
    },
    /** The laptop goes down and comes up again: what was in memory is gone (R5). */
    restart: (): void => {
      for (const process of processes)
        if (process.state === 'running') calls.kill(process, 'the laptop restarts');
      queue.lose();
      calls.forgetLate();
      store.releaseAbandoned();
    },
    /** The laptop's lid is shut for a while, now and then; not yet while something is on its way into Slack. */
    maySleep: async (): Promise<void> => {
      if (!nights.chance(mood.sleeps) || calls.outage()) return;
      const running = processes.filter(({ state }) => state === 'running');
      if (running.some(({ kind }) => kind.startsWith('notify'))) return;
      await calls.sleep(nights.pick([90_000, 5 * 60_000, 30 * 60_000]), running);
    },
    step: (): Promise<boolean> => {
      const running = processes.filter(({ state }) => state === 'running');
      if (running.length < processes.length) processes.splice(0, processes.length, ...running);
      return calls.step();
    },
    jumpTo: calls.jumpTo,
    aftermath: (): Aftermath => ({
      tickets: [...store.tickets.values()],
      notices: [...store.notices.values()],
      messages: slack.messages,
      coupang,
      promised: functions.promised,
      endedWell: functions.endedWell,
      pagesLie: first.pageFaults > 0,
      closingsOf: (ticket) => watch.closings.get(ticketId(ticket)) ?? [],
      replacements: watch.replacements,
      unsearched: watch.unsearched,
      sight,
      bornAt: (notice) => watch.born.get(subjectId({ ...VENDOR, notice })),
      seen: (inquiryId) => [...functions.ledgers.values()].some((ledger) => ledger.listed(inquiryId)),
      digestAbove: first.digestAbove,
      ladder: first.ladder,
      offsetMs,
      openingsSeen: watch.openingsSeen,
      wasReached: watch.wasReached,
      now: coupangNow(),
      rawNow: now(),
    }),
  };
};
