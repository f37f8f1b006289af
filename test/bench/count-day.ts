import * as z from 'zod/mini';
import { type FunctionName, MEMORY_MB } from '../../infra/function-names.ts';
import { SECONDS } from '../../lib/config/names.ts';
import { makeContext } from '../../local/aws/make-context.ts';
import { catchOutput } from './catch-output.ts';
import { createUnitCounter, type Units } from './count-units.ts';
import type { Item } from './item-bytes.ts';
import { threadCpu, threadCpuMsSince } from './cpu-ms.ts';
import { createDayClock } from './day-clock.ts';
import { fillHistory } from './fill-history.ts';
import type { Source } from '../../lib/domain/sources.ts';
import { HAND_OVERS_A_DAY, QUESTIONS_A_DAY, questionsOfDay, scriptOfDay } from './day-script.ts';
import { type Service, startDaySystem } from './start-day-system.ts';
import type { Exchange } from './start-forwarder.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/**
 * The usage of a function in a day. `seconds`: its waits for Coupang, for Slack and in pauses, and the stated CPU of each run at the
 * function's memory. `cpuMs` was measured, with a whole CPU, and differs by machine.
 */
export type FunctionCounts = {
  invocations: number;
  seconds: number;
  cpuMs: number;
  logLines: number;
  logBytes: number;
};

export type DayCounts = {
  handOvers: number;
  questions: number;
  functions: Record<FunctionName, FunctionCounts>;
  /** By function and operation. */
  dynamodb: Map<string, Units>;
  /** Each ticket of the day as it last was open. */
  openTickets: Item[];
  coupangCalls: number;
  slackCalls: number;
  secretReads: number;
  events: number;
  putEvents: number;
  scheduled: number;
  /** Bytes through the NAT, in both directions, and the part that goes to the internet. */
  natBytes: number;
  internetBytes: number;
};

const putEvents = z.object({ Entries: z.array(z.unknown()) });

const DAY_MINUTES = 24 * 60;
/** Tuesday, midnight in Korea. */
const MIDNIGHT = Date.parse('2026-11-24T00:00:00+09:00');
const DAY_MS = DAY_MINUTES * MINUTE_MS;
/** A vendor's state keeps the times of its readings for two days. */
const DAYS_BEFORE = [2, 1];
const COARSE_MINUTES = 30;
const REPORT_MINUTES = 5;

/** Made up: the answer time of Coupang and Slack, with the network. */
export const NETWORK_MS = 300;
/** Made up: the bytes of a new TLS connection, in both directions. */
const HANDSHAKE_BYTES = 7000;
/**
 * Lambda gives a whole CPU at this size, and a proportional share below. Source: its developer guide, "Configure Lambda
 * function memory".
 */
export const WHOLE_CPU_MB = 1769;

/** For each run, with a whole CPU: measured on 2026-12-02, rounded up. So a day costs the same on every machine. */
const STATED_CPU_MS: Record<FunctionName, number> = { poll: 30, notify: 30, 'track-sla': 8, report: 8 };

const TIMEOUTS_MS: Record<FunctionName, number> = {
  poll: 120_000,
  notify: SECONDS.notifyTimeout * 1000,
  'track-sla': 60_000,
  report: 120_000,
};

/**
 * Counts what the working day of one vendor with these sources uses. The functions run as deployed, everything else on the loopback address.
 * The day before is not counted.
 */
export const countDay = async (sources: readonly Source[]): Promise<DayCounts> => {
  const hasQuestions = sources.includes('product');
  const clock = createDayClock(MIDNIGHT - Math.max(...DAYS_BEFORE) * DAY_MS);
  const units = createUnitCounter();
  let running: FunctionName = 'poll';
  let counts = newCounts();
  const countExchange = (service: Service, exchange: Exchange): void => {
    if (service === 'dynamodb') units.count(exchange, running);
    if (service === 'coupang') counts.coupangCalls += 1;
    if (service === 'slack') counts.slackCalls += 1;
    if (service === 'coupang' || service === 'slack') clock.jump(NETWORK_MS);
    if (service === 'secrets') counts.secretReads += 1;
    if (service === 'delivery' && exchange.operation === 'PutEvents') {
      const { Entries: entries } = putEvents.parse(JSON.parse(exchange.requestBody));
      counts.putEvents += 1;
      counts.events += entries.length;
    }
    // DynamoDB has its own endpoint in the VPC, and only poll is in the VPC.
    if (running === 'poll' && service !== 'dynamodb') {
      counts.natBytes +=
        exchange.bytesOut + exchange.bytesBack + (service === 'coupang' ? 0 : HANDSHAKE_BYTES);
      counts.internetBytes += service === 'coupang' ? exchange.bytesOut : 0;
    }
  };
  const system = await startDaySystem(clock, countExchange, { sources });
  const midnightsBefore = DAYS_BEFORE.map((days) => MIDNIGHT - days * DAY_MS);
  const happenings = [...midnightsBefore, MIDNIGHT]
    .flatMap((midnight) => [...scriptOfDay(midnight), ...(hasQuestions ? questionsOfDay(midnight) : [])])
    .sort((a, b) => a.at - b.at);

  const run = async <Result>(
    name: FunctionName,
    work: (context: ReturnType<typeof makeContext>) => Promise<Result>,
  ): Promise<Result> => {
    running = name;
    const of = counts.functions[name];
    const context = makeContext(name, TIMEOUTS_MS[name], clock.now);
    const began = { cpu: threadCpu(), jumped: clock.jumped(), coupang: counts.coupangCalls };
    const { result, lines } = await catchOutput(() => work(context));
    const ms = clock.jumped() - began.jumped + STATED_CPU_MS[name] * (WHOLE_CPU_MB / MEMORY_MB[name]);
    of.cpuMs += threadCpuMsSince(began.cpu);
    if (counts.coupangCalls > began.coupang) counts.natBytes += HANDSHAKE_BYTES;
    of.invocations += 1;
    of.seconds += ms / 1000;
    of.logLines += lines.length;
    of.logBytes += lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0);
    return result;
  };
  const schedule = async (name: 'poll' | 'track-sla' | 'report', event: unknown): Promise<void> => {
    counts.scheduled += 1;
    await run(name, (context) => system.handlers[name](event, context));
  };
  const drain = async (): Promise<void> => {
    for (let event = system.wakeUps.shift(); event !== undefined; event = system.wakeUps.shift()) {
      const wakeUp = event;
      await run('notify', (context) => system.handlers.notify(wakeUp, context));
    }
  };
  const liveDay = async (midnight: number, step: number): Promise<void> => {
    for (let minute = 0; minute < DAY_MINUTES; minute += step) {
      clock.goTo(midnight + minute * MINUTE_MS);
      while ((happenings[0]?.at ?? Infinity) <= clock.now()) await happenings.shift()?.do(system.simulator);
      await schedule('poll', system.vendor);
      await drain();
      await schedule('track-sla', {});
      if (minute % REPORT_MINUTES === 0) await schedule('report', {});
      await drain();
    }
  };

  try {
    for (const midnight of midnightsBefore) await liveDay(midnight, COARSE_MINUTES);
    await fillHistory(system);
    units.reset();
    counts = newCounts();
    await liveDay(MIDNIGHT, 1);
    const questions = hasQuestions ? QUESTIONS_A_DAY : 0;
    return { ...counts, questions, dynamodb: units.totals(), openTickets: units.openTickets() };
  } finally {
    await system.stop();
  }
};

const newCounts = (): DayCounts => ({
  handOvers: HAND_OVERS_A_DAY,
  questions: 0,
  functions: {
    poll: newFunctionCounts(),
    notify: newFunctionCounts(),
    'track-sla': newFunctionCounts(),
    report: newFunctionCounts(),
  },
  dynamodb: new Map(),
  openTickets: [],
  coupangCalls: 0,
  slackCalls: 0,
  secretReads: 0,
  events: 0,
  putEvents: 0,
  scheduled: 0,
  natBytes: 0,
  internetBytes: 0,
});

const newFunctionCounts = (): FunctionCounts => ({
  invocations: 0,
  seconds: 0,
  cpuMs: 0,
  logLines: 0,
  logBytes: 0,
});
