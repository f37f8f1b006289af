import { createCallCenterClient } from '../../../lib/coupang/call-center/create-call-center-client.ts';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import type { Breakage } from '../breakage.ts';
import { createWorld, VENDOR } from '../create-world.ts';
import { readForAWeek } from '../older-readings.ts';
import { createRandom, type Random } from '../random.ts';
import type { SimulationResult } from '../simulate.ts';
import { createTrace } from '../trace.ts';
import { act, closeWhatIsOver, drawPeople, handOverBefore, type People } from './act.ts';
import { drawSpells, type Spell } from './habits.ts';
import { createJudge } from './judge.ts';
import { createRecord } from './record.ts';
import { createInconsistentCoupang } from './serve.ts';
import { timeOf } from './spells.ts';
import { countContent, createChangeNotes, madeUpSender } from './watched-world.ts';

const STARTS_AT = Date.parse('2026-11-24T03:00:00Z');
const STEP_MS = 30_000;

/** One seed: some hours with a Coupang that is inconsistent. All else works. */
export const inconsistentDay = (seed: number, breakage?: Breakage): Promise<SimulationResult> =>
  live({ seed, minutes: 150, breakage });

/** One seed: a day and a half with a Coupang that is inconsistent. */
export const inconsistentDays = (seed: number, breakage?: Breakage): Promise<SimulationResult> =>
  live({ seed, minutes: 36 * 60, breakage });

type Live = { seed: number; minutes: number; breakage: Breakage | undefined };

const live = async ({ seed, minutes, breakage }: Live): Promise<SimulationResult> => {
  const random = createRandom(seed + 11_000_000_000 + minutes);
  const people = drawPeople(random);
  const spells = drawSpells(random, STARTS_AT + 4 * MINUTE_MS, minutes);
  const isKnown = random.chance(0.7);
  const day = createDay({ random, people, spells, isKnown, breakage });
  for (const { from, until, habit } of spells)
    day.note('Coupang', habit.is, `${JSON.stringify(habit)} ${timeOf(from)} ${timeOf(until)}`);
  for (let minute = 0; minute < minutes && !day.violation(); minute += 1)
    await day.minute(STARTS_AT + minute * MINUTE_MS);
  const violation = day.violation();
  return { seed, trace: day.trace, counts: day.counts(), ...(violation && { violation }) };
};

type DayOptions = {
  random: Random;
  people: People;
  spells: readonly Spell[];
  /** Whether the vendor has been read for days. */
  isKnown: boolean;
  breakage: Breakage | undefined;
};

const createDay = ({ random, people, spells, isKnown, breakage }: DayOptions) => {
  // Coupang's times are wrong by less than ten minutes.
  const offsetMs = random.chance(0.1) ? random.pick([-8, -3, 3, 8] as const) * MINUTE_MS : 0;
  const stampErrorMs = offsetMs === 0 && random.chance(0.2) ? 9 * MINUTE_MS : 0;
  const world = createWorld({
    ...(isKnown && { state: readForAWeek(STARTS_AT) }),
    sourceOf: (clock, advance) => {
      const options = madeUpSender(
        VENDOR,
        { clock, advance },
        { random: random.next, fetch: (...call) => coupang(...call) },
      );
      const source = createCallCenterClient(options, createSender(options));
      return breakage?.breakSource?.(source) ?? source;
    },
  });
  const { now } = world;
  const { trace, note, report, violation } = createTrace(now);
  const truth = createRecord(now);
  const judge = createJudge(truth, spells, { isKnown, stampErrorMs, report });
  let calls = 0;
  const mayAct = (often: number): void => {
    if (!random.chance(often)) return;
    const done = act(truth, random, people);
    if (done) note('Coupang', ...done);
  };
  const coupang = createInconsistentCoupang({
    truth,
    random,
    spells,
    now,
    offsetMs,
    stampErrorMs,
    pass: () => {
      world.advance(random.between(20, 300));
      mayAct(people.acts / 20);
    },
    onCall: (call) => {
      calls += 1;
      const rows = call.rows.map(({ inquiryId, shows }) => `${inquiryId}:${shows.join('+')}`).join(' ');
      note('poll', call.endpoint, call.inquiryId ?? rows, call.ok ? 'ok' : 'refused');
      judge.onCall(call);
    },
  });
  const noteChanges = createChangeNotes(world, note);
  const settle = async (): Promise<void> => {
    await world.notify();
    noteChanges();
    const { messages } = world.slack;
    judge.check({ now: now(), tickets: world.tickets(), notices: world.notices(), messages });
  };
  const waitUntil = (instant: number): void => world.advance(Math.max(0, instant - now()));
  handOverBefore(truth, random, people);

  return {
    note,
    trace,
    violation,
    counts: () => ({
      calls,
      requests: truth.requests.length,
      ...countContent(world),
      ...judge.counts(),
    }),
    /** A poll, and half a minute later a run of `track-sla`. */
    minute: async (startsAt: number): Promise<void> => {
      waitUntil(startsAt);
      for (const inquiryId of closeWhatIsOver(truth, people, now())) note('Coupang', 'closes', inquiryId);
      mayAct(people.acts);
      const { result, code } = await world.poll();
      if (result !== 'swept') note('poll', result, code);
      await settle();
      waitUntil(startsAt + STEP_MS);
      await world.trackSla();
      await settle();
    },
  };
};
