import type { VendorRef } from '../../../lib/domain/inquiry/inquiry.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/domain/time/durations.ts';
import { VENDOR } from '../create-world.ts';
import { AHEAD_MS } from '../plain-calendar.ts';
import type { Random } from '../random.ts';
import { actOnPage, askBefore, drawBuyers } from './act-on-page.ts';
import { act, drawPeople, handOverBefore } from './act.ts';
import { drawSpells, OF_HAND_OVERS, OF_QUESTIONS, type Spell } from './habits.ts';
import type { Span } from '../judge/judge.ts';
import { type CoupangRecord, createRecord } from './record.ts';
import { PACIFIC_AHEAD_MS } from './serve.ts';

/** Everything that happens at Coupang to one vendor on a day, and everything that will be hindered. */
export type PlannedVendor = {
  vendor: VendorRef;
  aheadMs: number;
  coupang: CoupangRecord;
  spells: readonly Spell[];
  questionSpells: readonly Spell[];
  /** When the vendor reads questions. */
  on: readonly Span[];
  /** Coupang's clock minus ours, and how far the time of a hand-over's post may be from the truth. */
  offsetMs: number;
  stampErrorMs: number;
  hasParents: boolean;
  filterAheadMs: number;
  times: 'pacific' | 'market';
};

export type PlannedDay = {
  startsAt: number;
  minutes: number;
  vendors: readonly PlannedVendor[];
  /** Whether the vendors have been read for days. */
  isKnown: boolean;
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
const STEP_MS = 20_000;
/** About as long as a poll, which begins with a step. */
const POLL_MS = 3000;

/**
 * Plans a day in advance, so that the program changes nothing of it: the same day can be lived with and without the questions.
 * @param hasQuestions two vendors read questions, too; without them one vendor has a Coupang that is less consistent
 * @param minutes without it, drawn
 */
export const planDay = async (
  random: Random,
  hasQuestions: boolean,
  minutes = random.pick([45, 60, 90]),
): Promise<PlannedDay> => {
  const startsAt = Date.parse(random.pick(STARTS));
  const deaths = hasQuestions && random.chance(0.25) ? random.pick([0.05, 0.2]) : 0;
  const isKnown = hasQuestions || random.chance(0.7);
  const events: { at: number; what: string; detail: string }[] = [];
  const planVendor = async ({ vendor, aheadMs }: (typeof MARKETS)[number]): Promise<PlannedVendor> => {
    let time = startsAt;
    const note = (what?: string, detail = ''): void => {
      if (what !== undefined) events.push({ at: time, what, detail });
    };
    const [people, buyers] = [drawPeople(random), drawBuyers(random)];
    // Coupang's times are wrong by less than ten minutes.
    const isWrong = !hasQuestions && random.chance(0.3);
    const offsetMs = isWrong ? random.pick([0, 0, 0, -8, 3, 8]) * MINUTE_MS : 0;
    const stampErrorMs = isWrong && offsetMs === 0 ? 9 * MINUTE_MS : 0;
    const longIds = random.chance(0.1);
    const coupang = await createRecord(vendor, { ...people, now: () => time, offsetMs, longIds });
    const { handOvers, questions } = coupang;
    const isCalm = hasQuestions && random.chance(0.5);
    const spells = isCalm ? [] : drawSpells(random, OF_HAND_OVERS, startsAt + 4 * MINUTE_MS, minutes);
    const questionSpells = hasQuestions ? drawSpells(random, OF_QUESTIONS, startsAt, minutes) : [];
    await handOverBefore(handOvers, random, people);
    if (hasQuestions) await askBefore(questions, random, buyers);
    const perStep = STEP_MS / MINUTE_MS;
    for (let step = startsAt; step < startsAt + minutes * MINUTE_MS; step += STEP_MS) {
      time = step;
      for (const id of await handOvers.close()) note('closes', id);
      // Often while a poll reads.
      time += random.below(random.chance(0.5) ? POLL_MS : STEP_MS);
      if (random.chance(people.acts * perStep)) note(...((await act(handOvers, random, people)) ?? []));
      if (hasQuestions && random.chance(buyers.acts * perStep))
        note(...((await actOnPage(questions, random, buyers, time)) ?? []));
    }
    return {
      vendor,
      aheadMs,
      coupang,
      spells,
      questionSpells,
      on: hasQuestions ? drawOn(random, startsAt, minutes) : [],
      filterAheadMs: random.chance(0.8) ? aheadMs : PACIFIC_AHEAD_MS,
      times: random.chance(0.7) ? 'pacific' : 'market',
      offsetMs,
      stampErrorMs,
      hasParents: people.parent !== undefined,
    };
  };
  const vendors: PlannedVendor[] = [];
  for (const market of MARKETS.slice(0, hasQuestions ? 2 : 1)) vendors.push(await planVendor(market));
  return { startsAt, minutes, vendors, isKnown, deaths, events: events.toSorted((a, b) => a.at - b.at) };
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
