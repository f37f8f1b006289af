import type { VendorRef } from '../../../lib/domain/inquiry/inquiry.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { VENDOR } from '../create-world.ts';
import { act, closeWhatIsOver, drawPeople, handOverBefore } from '../inconsistent/act.ts';
import { drawSpells, type Spell } from '../inconsistent/habits.ts';
import { createRecord, type CoupangTruth } from '../inconsistent/record.ts';
import { AHEAD_MS } from '../plain-calendar.ts';
import type { Random } from '../random.ts';
import { actOnPage, askBefore, drawBuyers } from './act.ts';
import { drawQuestionSpells, type QuestionSpell } from './habits.ts';
import type { Span } from './judge.ts';
import { createQuestions, type QuestionTruth } from './record.ts';
import { PACIFIC_AHEAD_MS } from './serve.ts';

/** Everything that happens at Coupang to one vendor on a day, and everything that will be hindered. */
export type PlannedVendor = {
  vendor: VendorRef;
  aheadMs: number;
  truth: CoupangTruth;
  questions: QuestionTruth;
  spells: readonly Spell[];
  questionSpells: readonly QuestionSpell[];
  /** When the vendor reads questions. */
  on: readonly Span[];
  filterAheadMs: number;
  times: 'pacific' | 'market';
};

export type PlannedDay = {
  startsAt: number;
  minutes: number;
  vendors: readonly PlannedVendor[];
  /** How often a poll dies. */
  deaths: number;
  events: readonly { at: number; what: string; detail: string }[];
};

const MARKETS = [
  { vendor: VENDOR, aheadMs: AHEAD_MS },
  { vendor: { market: 'TW', vendorId: 'A00067890' }, aheadMs: AHEAD_MS - HOUR_MS },
] as const;
/** An afternoon; an evening over midnight in both markets; and noon before and after midnight at −08:00. */
const STARTS = ['2026-11-24T03:00:00Z', '2026-11-24T14:20:00Z', '2026-11-24T07:20:00Z'] as const;
const STEP_MS = 10_000;

/**
 * Plans a day in advance, so that the program changes nothing of it: the same day can be lived with and without the questions.
 * @param minutes without it, drawn
 */
export const planDay = (random: Random, minutes = random.pick([60, 90, 90, 150])): PlannedDay => {
  const startsAt = Date.parse(random.pick(STARTS));
  const deaths = random.chance(0.25) ? random.pick([0.05, 0.2]) : 0;
  const events: { at: number; what: string; detail: string }[] = [];
  const vendors = MARKETS.map(({ vendor, aheadMs }): PlannedVendor => {
    let time = startsAt;
    const now = (): number => time;
    const [truth, questions] = [createRecord(now), createQuestions(now)];
    const [people, buyers] = [drawPeople(random), drawBuyers(random)];
    const isCalm = random.chance(0.5);
    const spells = isCalm ? [] : drawSpells(random, startsAt + 4 * MINUTE_MS, minutes);
    const questionSpells = drawQuestionSpells(random, startsAt, minutes);
    handOverBefore(truth, random, people);
    askBefore(questions, random, buyers);
    const perStep = STEP_MS / MINUTE_MS;
    for (; time < startsAt + minutes * MINUTE_MS; time += STEP_MS) {
      for (const id of closeWhatIsOver(truth, people, time)) note(time, 'closes', id);
      if (random.chance(people.acts * perStep)) note(time, ...(act(truth, random, people) ?? []));
      if (random.chance(buyers.acts * perStep))
        note(time, ...(actOnPage(questions, random, buyers, time) ?? []));
    }
    const on = drawOn(random, startsAt, minutes);
    const filterAheadMs = random.chance(0.8) ? aheadMs : PACIFIC_AHEAD_MS;
    const times = random.chance(0.7) ? 'pacific' : 'market';
    return { vendor, aheadMs, truth, questions, spells, questionSpells, on, filterAheadMs, times };
  });
  function note(at: number, what?: string, detail = ''): void {
    if (what !== undefined) events.push({ at, what, detail });
  }
  return { startsAt, minutes, vendors, deaths, events };
};

/** Mostly the whole day. Now and then it is switched on later, or off and on again. */
const drawOn = (random: Random, startsAt: number, minutes: number): Span[] => {
  const at = (share: number): number => startsAt + Math.floor(minutes * share) * MINUTE_MS;
  const [later, earlier] = [at(0.1 + 0.3 * random.next()), at(0.5 + 0.2 * random.next())];
  return random.pick<Span[]>([
    [{ from: -Infinity, until: Infinity }],
    [{ from: -Infinity, until: Infinity }],
    [{ from: later, until: Infinity }],
    [
      { from: -Infinity, until: later },
      { from: earlier, until: Infinity },
    ],
  ]);
};
