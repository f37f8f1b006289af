import { NotifierError } from '../../lib/domain/notifier-error.ts';
import { deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import { ticketId } from '../../lib/domain/ticket/ticket-id.ts';
import { makeState } from '../fixtures/domain/make-state.ts';
import { actAtCoupang, handOver } from './act-at-coupang.ts';
import type { Ports } from './faulty-processes.ts';
import { createCallRunner } from './call-runner.ts';
import type { Aftermath } from './judge/check-outcome.ts';
import { drawHabits } from './coupang-habits.ts';
import { POLL_SETTINGS, TRACK_SETTINGS, VENDOR } from './create-world.ts';
import { ACT_TIMEOUT_MS, createProcesses, NOTIFY_TIMEOUT_MS } from './faulty-processes.ts';
import { type DayLadder, drawLadder } from './draw-ladder.ts';
import { CROWD, drawReach } from './draw-reach.ts';
import { drawSharing } from './draw-sharing.ts';
import { changeClaim } from './made-up-agents.ts';
import { createPressers, type Form, type MadeUpPress } from './made-up-pressers.ts';
import { createMemoryActions } from './memory-actions.ts';
import { createCoupangPeople } from './coupang-people.ts';
import { createCoupangSource } from './coupang-source.ts';
import { createMemoryPerson } from './memory-person.ts';
import { CHANNEL, channelsWith, createMemorySlack } from './memory-slack.ts';
import { createMemoryStore } from './memory-store.ts';
import { olderReadings } from './older-readings.ts';
import { createOtherVendors } from './other-vendors.ts';
import { createRandom } from './random.ts';
import { createScheduler, type Process } from './scheduler.ts';
import { createSightLedger } from './judge/sight-ledger.ts';
import { createSlackSickness } from './slack-sickness.ts';
import {
  drawDelivering,
  drawPresses,
  drawTemperament,
  entryFault,
  pageFault,
  type Temperament,
  wakeUpFault,
  withoutFaults,
} from './temperament.ts';
import { createTrace } from './trace.ts';
import { createWakeUpBus } from './wake-up-bus.ts';
import { createActWatch } from './judge/watch-acts.ts';
import { createHealthWatch } from './judge/watch-health.ts';
import { createWatch } from './judge/watch-calls.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

const AGENT_TIMEOUT_MS = 10_000;

/** The program on in-memory ports with one seeded scheduler and clock, and all possible faults around it. */
export const createFaultyWorld = (
  seed: number,
  shape: (drawn: Temperament) => Temperament,
  shares?: number,
) => {
  const random = createRandom(seed);
  const nights = createRandom(seed + 1_000_000_000);
  const usual = drawTemperament(random);
  const drawn = {
    ...usual,
    ...drawDelivering(nights, usual.minutes),
    ...drawReach(createRandom(seed + 8_000_000_000)),
  };
  const teams = createRandom(seed + 2_000_000_000);
  const habits = drawHabits(createRandom(seed + 3_000_000_000));
  const team = drawLadder(teams, drawn.startsAt);
  const { claimStaleMs } = team.policy;
  const sharing = drawSharing(createRandom(seed + 7_000_000_000), drawn.startsAt, claimStaleMs, shares);
  const ladder = sharing ? { ...team, policy: { ...team.policy, remindsClaimer: true } } : team;
  const people = createRandom(seed + 4_000_000_000);
  const presses = drawPresses(people);
  const pressers = createPressers(people);
  const { from = 0, for: forMinutes = 0 } = ladder.slackDown ?? {};
  const slackDownFrom = drawn.startsAt + from * MINUTE_MS;
  const slackDownUntil = slackDownFrom + forMinutes * MINUTE_MS;
  const first = shape({ ...drawn, minutes: drawn.minutes + forMinutes, ladder, sharing, habits, presses });
  let mood = first;
  let tokens = 0;
  let keys = 0;
  let requests = 0;
  const counts = { calls: 0, faults: 0, kills: 0, pauses: 0, processes: 0, atOnce: 0 };
  const processes: Process[] = [];
  const now = (): number => calls.now();
  /** The clock of the times in Coupang's posts. */
  const coupangNow = (): number => now() + first.postsDifferByMs;
  /** The channel in the configuration of a process that started then. */
  const channelAt = (at: number): string => deploys.findLast((deploy) => deploy.at <= at)?.channel ?? CHANNEL;
  const deploys: { at: number; channel: string }[] = [];
  let isConfigured = true;
  const newToken = (): string => `token-${(tokens += 1)}`;

  const { trace, note, report, violation, ignore } = createTrace(now);
  const scheduler = createScheduler(now);
  const { effect } = scheduler;
  const sight = createSightLedger(TRACK_SETTINGS.spans.blindMs);
  const watch = createWatch({
    now,
    indexLagMs: first.indexLagMs,
    digestAbove: first.digestAbove,
    ladder: first.ladder,
    sharing: first.sharing,
    tickets: () => store.tickets.values(),
    record: () => coupang.record,
    deliverable: (id) => store.tickets.get(id) ?? store.notices.get(id),
    messages: () => slack.messages,
    acting: scheduler.acting,
    wasSent: (key, version) => bus.wasSent(key, version),
    lane: () => store.lane(VENDOR),
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
    onDisturbed: (forMs) => health.disturb(forMs),
    note,
    counts,
  });
  const firstPollAt = first.startsAt;
  const known = first.knowsOlderWindows && {
    ...makeState({ completeReadings: olderReadings(firstPollAt), firstPollAt }),
  };
  if (known) watch.onState(known);
  const store = createMemoryStore(effect, newToken, {
    indexLag: { now, nextMs: () => random.below(mood.indexLagMs + 1) },
    onWrite: (before, after) => {
      watch.onWrite(before, after);
      if (before?.type === 'ticket' && after.type === 'ticket') acts.onWrite(before, after);
    },
    onRelease: watch.onRelease,
    onState: watch.onState,
    onLane: watch.onLane,
    forgetsWrite: () => random.chance(mood.forgottenWrites),
    ...(known && { state: known }),
  });
  const coupang = createCoupangPeople(coupangNow, first.habits);
  const { actions, sent } = createMemoryActions(coupang, now, effect, (post) => acts.onSent(post));
  const acts = createActWatch({
    now,
    run: () => scheduler.acting()?.process.name ?? '',
    record: () => coupang.record,
    sent: () => sent,
    report,
  });
  const sickness = createSlackSickness({
    now,
    startsAt: first.startsAt,
    random: nights,
    sickness: () => mood.sickness,
  });
  const health = createHealthWatch({
    now,
    indexLagMs: first.indexLagMs,
    deliverables: () => [...store.tickets.values(), ...store.notices.values()],
    sickness,
    channel: () => channelAt(now()),
    report,
  });
  const slack = createMemorySlack(now, effect, first.historyLagMs, (call) => {
    health.onCall(call);
    return sickness.refuse(call);
  });
  const bus = createWakeUpBus({
    now,
    effect,
    random: nights,
    entryFault: () => entryFault(random, mood.entryFaults),
    wakeUpFault: () => {
      const fault = wakeUpFault(nights, mood.wakeUpFaults);
      if (fault !== undefined) health.disturb(MINUTE_MS);
      return fault;
    },
  });
  const ports: Ports = {
    ...store,
    notices: store.noticeStore,
    publisher: bus.publisher,
    actions,
    people: createMemoryPerson(effect, now, acts.onTold),
    doNotDisturb: {
      resting: async (users) => {
        const process = scheduler.running();
        const isResting = (user: string) => first.sharing?.rests(user, now()) ?? false;
        const resting = await effect('person.rests', () => new Set(users.filter(isResting)), {
          detail: users.join(' '),
        });
        if (process) watch.shares.onRests(process, resting);
        return resting;
      },
    },
    messenger: slack.slack,
    channelsOf: () => channelsWith(channelAt(scheduler.running()?.startedAt ?? now())),
  };
  const others = createOtherVendors({
    ...first,
    count: first.otherVendors,
    random: createRandom(seed + 10_000_000_000),
    effect,
    now,
    newToken,
    entryFault: () => entryFault(nights, mood.entryFaults),
    acting: scheduler.acting,
    report,
  });
  const functions = createProcesses({
    ports,
    now,
    elapsed: () => calls.elapsed(),
    sleep: scheduler.sleep,
    newToken,
    digestAbove: first.digestAbove,
    ladder: first.ladder,
    sharing: first.sharing,
    sight,
    others,
    onDrained: watch.onDrained,
    onRun: watch.onRun,
    environments: {
      random: createRandom(seed + 9_000_000_000),
      coldStarts: first.coldStarts,
      isLaptop: first.restarts > 0,
    },
    access: {
      keyFingerprint: async () => `made-up-key-${random.chance(mood.keyChanges) ? (keys += 1) : keys}`,
      clockDiffersByMs: () => first.dateDiffersByMs || undefined,
    },
    sourceOf: (ledger, readListed) =>
      createCoupangSource({
        ...first,
        coupang,
        now,
        effect,
        pageFault: () => {
          const fault = pageFault(random, mood.pageFaults);
          if (fault) note('Coupang', 'serves a page', '', fault);
          return fault;
        },
        onInquiry: acts.onInquiry,
        isAbsent: () => random.chance(mood.absentLookUps),
        onPage: ledger.note,
        readListed,
      }),
  });

  const start = async (kind: string, timeoutMs: number, body: (process: Process) => Promise<void>) => {
    counts.processes += 1;
    const name = `${kind}-${counts.processes}`;
    const process: Process = {
      name,
      kind,
      startedAt: now(),
      diesAt: now() + timeoutMs,
      frozenUntil: 0,
      state: 'running',
    };
    processes.push(process);
    watch.onStarted(process, scheduler.steps());
    await scheduler.start(
      process,
      () => body(process),
      (error) => {
        watch.onThrown(process, error);
        note(process.name, 'threw', '', error instanceof NotifierError ? error.code : 'a defect');
      },
    );
  };

  const press = (made: MadeUpPress): Promise<void> => {
    const { press: pressed, seen, form } = made;
    note(pressed.by, `presses ${pressed.do}`, `${seen.key.inquiryId} ${pressed.id}`);
    acts.onPress(made);
    if (form) return sendOff(made, form);
    return start('press', AGENT_TIMEOUT_MS, async () => acts.onPressed(made, await functions.press(made)));
  };
  const sendOff = (made: MadeUpPress, form: Form): Promise<void> => {
    const typed = { ...form };
    const place = `${made.press.id}.${(requests += 1)}`;
    form.isLost = true;
    return start('press', AGENT_TIMEOUT_MS, async () => {
      const answer = await functions.reply(made, typed, place);
      pressers.onAnswered(form, answer);
      acts.onAnswered(made, typed.text, answer);
    });
  };

  const atOnce = first.firstSight >= CROWD ? first.firstSight : 1;
  for (let count = 0; count < first.firstSight; count += atOnce)
    handOver(coupang, random, { ...first, burst: atOnce });

  return {
    random,
    mood: first,
    now,
    note,
    report,
    ignore,
    trace,
    violation,
    counts: () => ({
      ...counts,
      ...acts.counts(),
      ...watch.shares.counts(),
      tickets: store.tickets.size,
      messages: slack.messages.length,
      ...functions.counts(),
      cutRuns: others.cut(),
      otherVendors: others.vendors.length,
    }),
    endFaults: (): void => {
      note('the faults', 'are over');
      if (calls.outage()) calls.endOutage();
      mood = withoutFaults(mood);
    },
    beginOutage: calls.beginOutage,
    endOutage: calls.endOutage,
    startPoll: async (): Promise<void> => {
      if (calls.outage() !== 'not-polling' && isConfigured)
        await start('poll', POLL_SETTINGS.spans.timeoutMs, functions.poll);
    },
    /** Now and then an agent claims a ticket, or gives it back. */
    mayClaim: async (): Promise<void> => {
      if (!teams.chance(mood.ladder.claims)) return;
      const ticket = teams.pickAny(
        [...store.tickets.values()].filter(({ facts: { state } }) => state !== 'closed'),
      );
      if (ticket) await start('agent', AGENT_TIMEOUT_MS, () => changeClaim(ticket.key, teams, now, ports));
    },
    /** Now and then people press something. */
    mayPress: async (): Promise<void> => {
      for (const made of pressers.goOn()) await press(made);
      if (!people.chance(mood.presses)) return;
      for (const made of pressers.draw([...store.tickets.values()], now())) await press(made);
    },
    /** Scheduler may run it twice. */
    startTrackSla: async (): Promise<void> => {
      if (!isConfigured) return;
      await start('track-sla', mood.trackMs, functions.trackSla);
      if (nights.chance(mood.doubledRuns)) await start('track-sla', mood.trackMs, functions.trackSla);
    },
    /** Starts a process for each wake-up and each asked act that is due. */
    startWoken: async (): Promise<void> => {
      for (const deliverables of bus.takeDue())
        if (isConfigured)
          await start('notify', NOTIFY_TIMEOUT_MS, (process) => functions.notify(process, deliverables));
      for (const key of bus.takeActs())
        if (isConfigured) await start('act', ACT_TIMEOUT_MS, () => functions.act(key));
      for (let left = bus.takeShares(); left > 0; left -= 1)
        if (isConfigured) await start('share', ACT_TIMEOUT_MS, functions.share);
    },
    nextWakeUp: bus.nextAt,
    /** A deploy: processes that start from now on use another channel or another ladder. */
    deploy: (changed: { channel?: string; ladder?: DayLadder }): void => {
      note('the system', 'is deployed', '', Object.keys(changed).join());
      if (changed.channel !== undefined) deploys.push({ at: now(), channel: changed.channel });
      if (!changed.ladder) return;
      functions.useLadder(changed.ladder);
    },
    /** A vendor that is not configured is neither polled nor tracked, and its wake-ups are ignored. */
    configure: (isNamed: boolean): void => {
      note('the system', isNamed ? 'names the vendor' : 'does not name the vendor');
      if (isNamed) health.disturb(2 * MINUTE_MS);
      isConfigured = isNamed;
    },
    isConfigured: (): boolean => isConfigured,
    health,
    probes: sickness.probes,
    act: (): void => {
      const words = actAtCoupang(coupang, random, mood, calls.outage() !== undefined);
      if (words) note('Coupang', ...words);
    },
    /** The laptop stops and starts again. All memory is lost (R5). */
    restart: (): void => {
      for (const process of processes)
        if (process.state === 'running') calls.kill(process, 'the laptop restarts');
      bus.lose();
      functions.loseMemory();
      calls.forgetLate();
      store.releaseAbandoned();
    },
    /** Now and then the laptop sleeps for a while. */
    maySleep: async (): Promise<void> => {
      if (!nights.chance(mood.sleeps) || calls.outage()) return;
      const running = processes.filter(({ state }) => state === 'running');
      await calls.sleep(nights.pick([90_000, 5 * 60_000, 30 * 60_000]), running);
    },
    step: (horizon?: number): Promise<boolean> => {
      const running = processes.filter(({ state }) => state === 'running');
      if (running.length < processes.length) processes.splice(0, processes.length, ...running);
      return calls.step(horizon);
    },
    jumpTo: calls.jumpTo,
    standStill: (ms: number): void => {
      const stoodAt = now();
      calls.jumpTo(stoodAt + ms);
      sight.noteRest(stoodAt, now());
    },
    checkActs: (): void => {
      acts.check([...store.tickets.values()]);
      watch.shares.check([...store.tickets.values()]);
      others.check();
    },
    aftermath: (): Aftermath => ({
      tickets: [...store.tickets.values()],
      notices: [...store.notices.values()],
      pointers: store.pointers,
      mayLosePointers: first.indexLagMs >= first.pollEveryMs || first.forgottenWrites > 0,
      messages: slack.messages,
      coupang,
      promised: functions.promised,
      endedWell: functions.endedWell,
      indexLagMs: first.indexLagMs,
      pagesLie: first.pageFaults > 0,
      closingsOf: (ticket) => watch.closings.get(ticketId(ticket.key)) ?? [],
      replacements: watch.replacements,
      unsearched: watch.unsearched,
      sight,
      bornAt: (notice) => watch.born.get(deliverableId({ ...VENDOR, notice })),
      ladder: first.ladder,
      openingsSeen: watch.openingsSeen,
      wasReached: watch.wasReached,
      lane: store.lane(VENDOR),
      now: now(),
    }),
  };
};

export type FaultyWorld = ReturnType<typeof createFaultyWorld>;
