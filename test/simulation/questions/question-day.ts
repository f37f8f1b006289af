import { setImmediate } from 'node:timers/promises';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { createSources } from '../../../lib/coupang/sources.ts';
import { inquiryName } from '../../../lib/domain/ticket/ticket-id.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { drain } from '../../../lib/workflows/delivery/drain.ts';
import { poll } from '../../../lib/workflows/intake/poll.ts';
import type { PollPorts } from '../../../lib/workflows/intake/source-run.ts';
import type { InquirySource } from '../../../lib/workflows/ports/coupang.ts';
import { trackAll } from '../../../lib/workflows/sla/track-sla.ts';
import type { Breakage } from '../breakage.ts';
import { createWorld, POLL_SETTINGS, TRACK_SETTINGS, type World } from '../create-world.ts';
import type { Effect } from '../effect.ts';
import { createInconsistentCoupang } from '../inconsistent/serve.ts';
import { timeOf } from '../inconsistent/spells.ts';
import { countContent, createChangeNotes, madeUpSender } from '../inconsistent/watched-world.ts';
import type { WakeUp } from '../memory-bus.ts';
import { readForAWeek } from '../older-readings.ts';
import { createRandom, type Random } from '../random.ts';
import type { SimulationResult } from '../simulate.ts';
import { createTrace } from '../trace.ts';
import { compareHandOvers, type HandOverLog } from './compare.ts';
import { createQuestionJudge, type Span } from './judge.ts';
import { planDay, type PlannedDay, type PlannedVendor } from './plan-day.ts';
import { createQuestionPages } from './serve.ts';

/** Each function runs at its own second of the minute. */
const POLL_AT_MS = [0, 15_000] as const;
const TRACK_AT_MS = 30_000;
/** A poll's lease outlives its death by so much. */
const LEASE_MS = 3 * MINUTE_MS;

/** One seed: some hours of two vendors that read both sources, and the same hours without the questions. All else is equal. */
export const questionDay = (seed: number, breakage?: Breakage): Promise<SimulationResult> =>
  liveTwice({ seed, breakage });

/** One seed: a day and a half of it. */
export const questionDays = (seed: number, breakage?: Breakage): Promise<SimulationResult> =>
  liveTwice({ seed, breakage, minutes: 36 * 60 });

type Live = { seed: number; breakage: Breakage | undefined; minutes?: number };

const liveTwice = async ({ seed, breakage, minutes }: Live): Promise<SimulationResult> => {
  const plan = planDay(createRandom(seed + 12_000_000_000), minutes);
  const both = await live(seed, plan, { breakage, hasQuestions: true });
  const { trace, counts } = both;
  if (both.violation) return { seed, trace, counts, violation: both.violation };
  // A poll that reads questions, too, lives longer, and so it dies more often.
  if (plan.deaths > 0) return { seed, trace, counts };
  const alone = await live(seed, plan, { breakage: undefined, hasQuestions: false });
  const found = compareHandOvers(both.log, alone.log);
  if (found) both.report(found);
  return { seed, trace, counts, ...(found && { violation: found }) };
};

type Options = { breakage: Breakage | undefined; hasQuestions: boolean };

const live = async (seed: number, plan: PlannedDay, options: Options) => {
  const day = createDay(seed, plan, options);
  for (let minute = 0; minute < plan.minutes && !day.violation(); minute += 1)
    await day.minute(plan.startsAt + minute * MINUTE_MS);
  return {
    trace: day.trace,
    report: day.report,
    counts: day.counts(),
    log: day.log(),
    violation: day.violation(),
  };
};

const createDay = (seed: number, plan: PlannedDay, { breakage, hasQuestions }: Options) => {
  const deaths = createRandom(seed + 13_000_000_000);
  /** The present call, after the minute of its poll. */
  let call = '';
  let pollAt = plan.startsAt;
  /** Decides from the call and its minute alone, so that other calls and the moment of the call change nothing. */
  const randomOfCall = (): Random => createRandom(seed + hashOf(call));
  let dying: { left: number } | undefined;
  const wakeUpsAt: number[] = [];
  const effect: Effect = async (name, take) => {
    if (dying && (dying.left -= 1) < 0) throw new Error('The process died.');
    const value = take();
    if (name === 'bus.wake') wakeUpsAt.push(world.now());
    return value;
  };
  const world: World = createWorld({ effect, state: readForAWeek(plan.startsAt) });
  const { now } = world;
  /** Each process has its own clock, since it runs beside the others. */
  const goTo = (instant: number): void => world.advance(instant - now());
  goTo(plan.startsAt);
  const { trace, note, report, violation } = createTrace(now);
  const handOverCalls: string[] = [];
  const ofRecentWeek = new Map<string, number>();
  for (const { vendor, spells, questionSpells, on } of plan.vendors)
    for (const plannedSpell of [
      ...spells.map((spell) => ({ ...spell, what: 'hand-overs' })),
      ...questionSpells.map((spell) => ({ ...spell, what: 'questions' })),
      ...on.map((span) => ({ ...span, what: 'reads', habit: { is: 'questions' } })),
    ]) {
      const { from, until, habit, what } = plannedSpell;
      note(vendor.market, `${what} ${habit.is}`, `${JSON.stringify(habit)} ${timeOf(from)} ${timeOf(until)}`);
    }

  const vendors = plan.vendors.map((planned) => createVendor(planned));
  function createVendor(planned: PlannedVendor) {
    const { vendor, aheadMs, truth, questions, spells, questionSpells } = planned;
    const troubled: Span[] = [];
    const judge = createQuestionJudge({
      truth: questions,
      spells: questionSpells,
      on: planned.on,
      troubled,
      report,
    });
    let allCalls = 0;
    /** The newest poll that has read the recent week of the hand-overs. A later call may be for dates at its edge. */
    let laterAt: number | undefined;
    const handOvers = createInconsistentCoupang({
      truth,
      random: { chance: (often) => randomOfCall().chance(often) },
      spells,
      now,
      offsetMs: 0,
      stampErrorMs: 0,
      aheadMs,
      pass: () => {},
      onCall: ({ at, endpoint, inquiryId = '', ok, rows }) => {
        note(vendor.market, endpoint, inquiryId, ok ? 'ok' : 'refused');
        const isOpenList = endpoint === 'NO_ANSWER' || endpoint === 'TRANSFER';
        if (!isOpenList) laterAt = pollAt;
        if (laterAt === pollAt) return;
        handOverCalls.push(`${vendor.market} ${at} ${endpoint}`);
        for (const row of rows) {
          const inquiry = inquiryName({ ...vendor, source: 'call-center', ...row });
          for (const id of [inquiry, ...row.shows.map((answerId) => `${inquiry}/${answerId}`)])
            ofRecentWeek.set(id, ofRecentWeek.get(id) ?? at);
        }
      },
    });
    const pages = createQuestionPages({
      ...planned,
      truth: questions,
      spells: questionSpells,
      now,
      chance: (often) => randomOfCall().chance(often),
      onCall: (asked) => {
        const rows = asked.rows
          .map(({ inquiryId, comments }) => `${inquiryId} ${comments.join('+')}`)
          .join(' ');
        note(vendor.market, asked.list, rows, asked.ok ? 'ok' : 'refused');
        laterAt = pollAt;
        if (asked.list === 'ALL') allCalls += 1;
        judge.onCall(asked);
      },
    });
    const options = madeUpSender(vendor, world, {
      random: () => randomOfCall().next(),
      fetch: async (url, init) => {
        const { pathname, searchParams } = new URL(url instanceof Request ? url.url : url);
        call = `${pollAt} ${vendor.vendorId} ${pathname} ${searchParams.toString()}`;
        world.advance(randomOfCall().between(20, 300));
        await setImmediate();
        if (pathname.includes('/onlineInquiries')) return pages.page(searchParams);
        if (pathname.includes('/seller-products/')) return pages.product();
        return handOvers(url, init);
      },
    });
    const sender = createSender(options);
    const breakOne = (client: InquirySource): InquirySource => {
      const broken = client.source === 'product' ? breakage?.breakQuestions : breakage?.breakSource;
      return broken?.(client) ?? client;
    };
    const clients = createSources({ ...options, sources: ['call-center', 'product'] }, sender).map(breakOne);
    const isOn = (at: number): boolean =>
      hasQuestions && planned.on.some(({ from, until }) => from <= at && at < until);
    return {
      vendor,
      judge,
      truth,
      questions,
      spells,
      busyUntil: -Infinity,
      nextPollAt: Infinity,
      laneUntil: -Infinity,
      zone: vendor.market === 'KR' ? 'Asia/Seoul' : 'Asia/Taipei',
      ports: (at: number): PollPorts => {
        const read = clients.filter(({ source }) => source === 'call-center' || isOn(at));
        const ports = { ...world.pollPorts, clients: read };
        return breakage?.breakPoll?.(ports) ?? ports;
      },
      troubled,
      takeAllCalls: () => {
        const calls = allCalls;
        allCalls = 0;
        return calls;
      },
    };
  }
  type Vendor = (typeof vendors)[number];

  const pollOnce = async (own: Vendor, startsAt: number): Promise<void> => {
    own.nextPollAt = startsAt + MINUTE_MS;
    if (own.busyUntil > startsAt) return note(own.vendor.market, 'the poll is still busy');
    goTo(startsAt);
    pollAt = startsAt;
    if (deaths.chance(plan.deaths)) {
      dying = { left: deaths.below(60) };
      own.troubled.push({ from: startsAt, until: startsAt + LEASE_MS });
    }
    try {
      const { result, code } = await poll(
        own.vendor,
        { ...POLL_SETTINGS, zone: own.zone },
        own.ports(startsAt),
      );
      if (result !== 'swept') note(own.vendor.market, 'polls', result, code ?? 'ok');
    } catch (error) {
      if (!dying || dying.left >= 0) throw error;
      note(own.vendor.market, 'the poll died');
    }
    dying = undefined;
    own.busyUntil = now();
    own.judge.onPolled(now(), own.takeAllCalls());
  };

  const { sleep } = world.drainServices;
  const drainServices = breakage?.breakDrain?.(world.drainServices, { sleep }) ?? world.drainServices;
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
    for (; (plan.events[next]?.at ?? Infinity) < until; next += 1) {
      const { what, detail } = plan.events[next] ?? { what: '', detail: '' };
      note('Coupang', what, detail);
    }
  };

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
      handOvers: vendors.reduce((sum, { truth }) => sum + truth.requests.length, 0),
      questions: vendors.reduce((sum, { questions }) => sum + questions.questions.size, 0),
      ...countContent(world),
      checks: vendors.reduce((sum, { judge }) => sum + judge.counts().checks, 0),
    }),
    minute: async (startsAt: number): Promise<void> => {
      goTo(startsAt);
      noteEvents(startsAt);
      for (const [index, own] of vendors.entries()) {
        await pollOnce(own, startsAt + (POLL_AT_MS[index] ?? 0));
        await notify();
      }
      goTo(startsAt + TRACK_AT_MS);
      const settings = TRACK_SETTINGS;
      await trackAll(
        vendors.map(({ vendor }) => ({ vendor, settings })),
        world.trackServices,
      );
      await notify();
      if (!hasQuestions) return;
      const seen = { tickets: world.tickets(), notices: world.notices(), messages: world.slack.messages };
      for (const { vendor, judge } of vendors) {
        const isOwn = ({ key }: { key: { vendorId: string } }): boolean => key.vendorId === vendor.vendorId;
        judge.check({
          now: startsAt + MINUTE_MS,
          tickets: seen.tickets.filter(isOwn),
          notices: seen.notices.filter(isOwn),
          messages: seen.messages,
        });
      }
    },
  };
};

const hashOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 0);
