import { setImmediate } from 'node:timers/promises';
import { createSender, type SenderOptions } from '../../../lib/coupang/create-sender.ts';
import { createSources } from '../../../lib/coupang/sources.ts';
import { deliverableId } from '../../../lib/domain/delivery/deliverable.ts';
import { inquiryName } from '../../../lib/domain/ticket/ticket-id.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { drain } from '../../../lib/workflows/delivery/drain.ts';
import { poll } from '../../../lib/workflows/intake/poll.ts';
import { trackAll } from '../../../lib/workflows/sla/track-sla.ts';
import { createWorld, POLL_SETTINGS, TRACK_SETTINGS, type World } from '../create-world.ts';
import type { Effect } from '../effect.ts';
import type { WakeUp } from '../memory-bus.ts';
import { readForAWeek } from '../older-readings.ts';
import { createRandom, type Random } from '../random.ts';
import type { SimulationResult } from '../simulate.ts';
import { createTrace } from '../trace.ts';
import type { Report } from '../judge/violation.ts';
import { compareHandOvers, type HandOverLog } from '../judge/compare.ts';
import { createJudge, type Span } from '../judge/judge.ts';
import { judgedHandOvers, judgedQuestions } from '../judge/judged-source.ts';
import { planDay, type PlannedDay, type PlannedVendor } from './plan-day.ts';
import { createInconsistentCoupang, type ServedCall } from './serve.ts';

/** Each function runs at its own second of the minute. */
const POLL_AT_MS = [0, 15_000] as const;
const TRACK_AT_MS = 30_000;
/** A poll's lease outlives its death by so much. */
const LEASE_MS = 3 * MINUTE_MS;
const LONG_MINUTES = 36 * 60;

/** One seed: some hours with a Coupang that is inconsistent. All else works. */
export const inconsistentDay = async (seed: number, minutes = 90): Promise<SimulationResult> => {
  const plan = await planDay(createRandom(seed + 11_000_000_000 + minutes), false, minutes);
  return live(seed, plan);
};

/** One seed: a day and a half with a Coupang that is inconsistent. */
export const inconsistentDays = (seed: number): Promise<SimulationResult> =>
  inconsistentDay(seed, LONG_MINUTES);

/** One seed: some hours of two vendors that read both sources, and the same hours without the questions. All else is equal. */
export const questionDay = async (seed: number, minutes?: number): Promise<SimulationResult> => {
  const plan = await planDay(createRandom(seed + 12_000_000_000), true, minutes);
  const { log, report, ...both } = await live(seed, plan);
  // A poll that reads questions, too, lives longer, and so it dies more often.
  if (both.violation || plan.deaths > 0) return both;
  const vendors = plan.vendors.map((vendor) => ({ ...vendor, on: [] }));
  const alone = await live(seed, { ...plan, vendors });
  const violation = compareHandOvers(log, alone.log);
  if (violation) report(violation);
  return { ...both, ...(violation && { violation }) };
};

/** One seed: a day and a half of it. */
export const questionDays = (seed: number): Promise<SimulationResult> => questionDay(seed, LONG_MINUTES);

const live = async (
  seed: number,
  plan: PlannedDay,
): Promise<SimulationResult & { log: HandOverLog; report: Report }> => {
  const day = createDay(seed, plan);
  for (let minute = 0; minute < plan.minutes && !day.violation(); minute += 1)
    await day.minute(plan.startsAt + minute * MINUTE_MS);
  const violation = day.violation();
  return {
    seed,
    trace: day.trace,
    counts: day.counts(),
    log: day.log(),
    report: day.report,
    ...(violation && { violation }),
  };
};

const createDay = (seed: number, plan: PlannedDay) => {
  const deaths = createRandom(seed + 13_000_000_000);
  /** The present call, after the minute of its poll. */
  let call = '';
  let pollAt = plan.startsAt;
  /** Decides from the call and its minute alone, so that other calls and the moment of the call change nothing. */
  const randomOfCall = (): Random => createRandom(seed + hashOf(call));
  const chance = (often: number): boolean => randomOfCall().chance(often);
  let dying: { left: number } | undefined;
  const wakeUpsAt: number[] = [];
  const effect: Effect = async (name, take) => {
    if (dying && (dying.left -= 1) < 0) throw new Error('The process died.');
    const value = take();
    if (name === 'bus.wake') wakeUpsAt.push(world.now());
    return value;
  };
  const world: World = createWorld({
    effect,
    ...(plan.isKnown && { state: readForAWeek(plan.startsAt) }),
  });
  const { now } = world;
  /** Each process has its own clock, since it runs beside the others. */
  const goTo = (instant: number): void => world.advance(instant - now());
  goTo(plan.startsAt);
  const { trace, note, report, violation } = createTrace(now);
  const handOverCalls: string[] = [];
  const ofRecentWeek = new Map<string, number>();
  for (const { vendor, spells, questionSpells, on } of plan.vendors) {
    for (const { from, until, habit } of [...spells, ...questionSpells])
      note(vendor.market, habit.is, `${JSON.stringify(habit)} ${timeOf(from)} ${timeOf(until)}`);
    for (const { from, until } of on)
      note(vendor.market, 'reads questions', `${timeOf(from)} ${timeOf(until)}`);
  }

  const vendors = plan.vendors.map((planned) => createVendor(planned));
  function createVendor(planned: PlannedVendor) {
    const { vendor, coupang, spells, questionSpells, on } = planned;
    const { handOvers, questions } = coupang;
    coupang.liveBy(now);
    const troubled: Span[] = [];
    const ofHandOvers = createJudge({
      of: judgedHandOvers(handOvers, spells, planned.stampErrorMs),
      troubled,
      report,
    });
    const ofQuestions = createJudge({ of: judgedQuestions(questions, questionSpells), on, troubled, report });
    /** The newest poll that has read the recent week of the hand-overs. A later call may be for dates at its edge. */
    let laterAt: number | undefined;
    const noteCall = ({ endpoint, inquiryId, ok, rows }: ServedCall): void => {
      const shown = rows.map((row) => `${row.inquiryId} ${row.shows.join('+')}`).join(' ');
      note(vendor.market, endpoint, inquiryId ?? shown, ok ? 'ok' : 'refused');
      if (endpoint !== 'NO_ANSWER' && endpoint !== 'TRANSFER') laterAt = pollAt;
    };
    const served = createInconsistentCoupang({
      ...planned,
      now,
      chance,
      onHandOvers: (asked) => {
        noteCall(asked);
        ofHandOvers.onCall(asked);
        if (laterAt === pollAt) return;
        handOverCalls.push(`${vendor.market} ${asked.at} ${asked.endpoint}`);
        for (const row of asked.rows) {
          const inquiry = inquiryName({ ...vendor, source: 'call-center', ...row });
          for (const id of [inquiry, ...row.shows.map((answerId) => `${inquiry}/${answerId}`)])
            ofRecentWeek.set(id, ofRecentWeek.get(id) ?? asked.at);
        }
      },
      onQuestions: (asked) => {
        noteCall(asked);
        ofQuestions.onCall(asked);
      },
    });
    /** The real client in front of a made-up Coupang. Its waits move the clock. */
    const options: SenderOptions = {
      vendor,
      baseUrl: 'https://coupang.invalid',
      credentials: async () => ({ accessKey: 'made-up', secretKey: 'made-up' }),
      clock: world.clock,
      callsPerSecond: 5,
      sleep: async (ms) => world.advance(ms),
      random: () => randomOfCall().next(),
      fetch: async (url, init) => {
        const { pathname, searchParams } = new URL(url instanceof Request ? url.url : url);
        call = `${pollAt} ${vendor.vendorId} ${pathname} ${searchParams.toString()}`;
        world.advance(randomOfCall().between(20, 300));
        await setImmediate();
        return served(url, init);
      },
    };
    const clients = createSources({ ...options, sources: ['call-center', 'product'] }, createSender(options));
    return {
      vendor,
      judges: on.length > 0 ? [ofHandOvers, ofQuestions] : [ofHandOvers],
      counts: { requests: handOvers.requests.length, questions: questions.versions.size },
      troubled,
      busyUntil: -Infinity,
      nextPollAt: Infinity,
      laneUntil: -Infinity,
      poll: (at: number) => {
        const isOn = on.some(({ from, until }) => from <= at && at < until);
        const ports = {
          ...world.pollPorts,
          clients: clients.filter(({ source }) => source === 'call-center' || isOn),
        };
        const zone = vendor.market === 'KR' ? 'Asia/Seoul' : 'Asia/Taipei';
        return poll(vendor, { ...POLL_SETTINGS, zone }, ports);
      },
    };
  }
  type Vendor = (typeof vendors)[number];

  const pollOnce = async (own: Vendor, startsAt: number): Promise<void> => {
    const { market } = own.vendor;
    own.nextPollAt = startsAt + MINUTE_MS;
    if (own.busyUntil > startsAt) return note(market, 'the poll is still busy');
    goTo(startsAt);
    pollAt = startsAt;
    if (deaths.chance(plan.deaths)) {
      dying = { left: deaths.below(60) };
      own.troubled.push({ from: startsAt, until: startsAt + LEASE_MS });
    }
    try {
      const { result, code } = await own.poll(startsAt);
      if (result !== 'swept') note(market, 'polls', result, code ?? 'ok');
    } catch (error) {
      if (!dying || dying.left >= 0) throw error;
      note(market, 'the poll died');
    }
    dying = undefined;
    own.busyUntil = now();
    for (const judge of own.judges) judge.onPolled(now());
  };

  const { drainServices } = world;
  const noteChanges = createChangeNotes(world, note);
  let left: { woken: WakeUp; from: number }[] = [];
  /**
   * A run of notify for each wake-up. One runs after the other, so none goes on beyond the vendor's next poll. What is left follows that
   * poll's wake-ups, as a run that goes on looks again within ten seconds (R18).
   */
  const notify = async (): Promise<void> => {
    world.bus.wakeUps.push(...left.map(({ woken }) => woken));
    wakeUpsAt.push(...left.map(({ from }) => from));
    left = [];
    for (let woken = world.bus.wakeUps.shift(); woken; woken = world.bus.wakeUps.shift()) {
      const { vendor, deliverables } = woken;
      const own = vendors.find((candidate) => candidate.vendor.vendorId === vendor.vendorId);
      if (!own) throw new Error(`no vendor ${vendor.vendorId}`);
      const from = Math.max(wakeUpsAt.shift() ?? now(), own.laneUntil);
      if (from >= own.nextPollAt) {
        left.push({ woken, from });
        continue;
      }
      goTo(from);
      await drain(vendor, deliverables, { stopAfterMs: own.nextPollAt - from }, drainServices);
      own.laneUntil = now();
    }
    wakeUpsAt.length = 0;
    noteChanges();
  };
  let next = 0;
  const noteEvents = (until: number): void => {
    for (let event = plan.events[next]; event && event.at < until; event = plan.events[(next += 1)])
      note('Coupang', event.what, `${event.detail} ${timeOf(event.at)}`);
  };
  const tracked = vendors.map(({ vendor }) => ({ vendor, settings: TRACK_SETTINGS }));
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);

  return {
    trace,
    report,
    violation,
    log: (): HandOverLog => ({
      calls: handOverCalls,
      ofRecentWeek,
      tickets: world.tickets().filter(({ key }) => key.source === 'call-center'),
      messages: world.slack.messages,
    }),
    counts: () => ({
      calls: handOverCalls.length,
      requests: sum(vendors.map(({ counts }) => counts.requests)),
      questions: sum(vendors.map(({ counts }) => counts.questions)),
      messages: world.slack.messages.length,
      tickets: world.tickets().length,
      notices: world.notices().length,
      checks: sum(vendors.flatMap(({ judges }) => judges.map((judge) => judge.counts().checks))),
    }),
    minute: async (startsAt: number): Promise<void> => {
      goTo(startsAt);
      noteEvents(startsAt);
      for (const [index, own] of vendors.entries()) {
        await pollOnce(own, startsAt + (POLL_AT_MS[index] ?? 0));
        await notify();
      }
      goTo(startsAt + TRACK_AT_MS);
      await trackAll(tracked, world.trackServices);
      await notify();
      const [tickets, notices, { messages }] = [world.tickets(), world.notices(), world.slack];
      for (const { vendor, judges } of vendors) {
        const isOwn = ({ key }: { key: { vendorId: string } }): boolean => key.vendorId === vendor.vendorId;
        const own = { tickets: tickets.filter(isOwn), notices: notices.filter(isOwn), messages };
        for (const judge of judges) judge.check({ now: startsAt + MINUTE_MS, ...own });
      }
    },
  };
};

/** Notes in the trace what is new in the table and in Slack. */
const createChangeNotes = (world: World, note: (who: string, what: string, detail: string) => void) => {
  let shown = 0;
  const states = new Map<string, string>();
  return (): void => {
    for (const { key, facts } of world.tickets()) {
      const state = `${facts.state} ${facts.state === 'closed' ? facts.outcome : ''} ${facts.announcement}`;
      const id = deliverableId(key);
      if (states.get(id) !== state) note('table', state, id);
      states.set(id, state);
    }
    for (const { deliverable, name } of world.slack.messages.slice(shown)) note('Slack', name, deliverable);
    shown = world.slack.messages.length;
  };
};

const timeOf = (at: number): string => (Number.isFinite(at) ? new Date(at).toISOString() : 'for ever');

const hashOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 0);
