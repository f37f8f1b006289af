import type { Budgeted } from './measure-delivery.ts';
import {
  createSampleWorld,
  MIDNIGHT,
  type PostCounts,
  REPORT_EVERY,
  sayCounts,
  sumOf,
} from './sample-world.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';

/**
 * Sixty hand-overs of one day: six in the night, twenty at once at 9:30, fourteen at once at 13:00, twenty through the day. Twenty
 * are ignored until Coupang closes them; each of the others is answered after two hours, of the night at 10:00.
 */
type Planned = { at: number; count: number; answeredAt?: number };
const single = (minute: number): Planned => ({
  at: minute,
  count: 1,
  answeredAt: Math.max(minute + 120, 10 * 60),
});
const makeDay = (burst: Omit<Planned, 'at' | 'count'>, through: (minute: number) => Planned): Planned[] => [
  ...Array.from({ length: 6 }, (_, index) => single(30 + index * 85)),
  { at: 9 * 60 + 30, count: 20, ...burst },
  { at: 13 * 60, count: 14, answeredAt: 15 * 60 },
  ...Array.from({ length: 20 }, (_, index) => through(9 * 60 + 5 + index * 26)),
];

/**
 * The ignored hand-overs: the burst, whose steps and breaches come in one list each (R24), or each single one. Steps
 * that are hours apart have a message each, so the second day is not under forty.
 */
const DAYS: readonly {
  ignored: string;
  day: readonly Planned[];
  most: { team: number; lead: number; edits: number };
}[] = [
  { ignored: 'twenty of one burst', day: makeDay({}, single), most: { team: 37, lead: 3, edits: 103 } },
  {
    ignored: 'twenty that came one by one',
    day: makeDay({ answeredAt: 11 * 60 + 30 }, (at) => ({ at, count: 1 })),
    most: { team: 75, lead: 20, edits: 103 },
  },
];
/** The last of the second day ends at 17:19 of the next one. */
const MINUTES = 43 * 60;

/** Counts each day's posts by channel and its edits, with the budget (R27). Throws for a post that asks for nothing. */
export const measurePosts = async (): Promise<Budgeted[]> => {
  const rows: Budgeted[] = [];
  for (const { ignored, day, most } of DAYS) {
    const { ofTeam, ofLead, edits } = await liveDay(day);
    const row = (whose: string, counts: Map<string, number>, budget: number): Budgeted => ({
      what: `posts in ${whose} channel over a day of ${countOf(day)} hand-overs; ignored: ${ignored}: ${sayCounts(counts)}`,
      figure: sumOf(counts),
      budget,
    });
    rows.push(row("the team's", ofTeam, most.team), row("the lead's", ofLead, most.lead), {
      what: 'edits over the same day',
      figure: edits,
      budget: most.edits,
    });
  }
  return rows;
};

const countOf = (day: readonly Planned[]): number => day.reduce((sum, { count }) => sum + count, 0);

/** Counts what the scripted day posts into the team's channel and the lead's until the last of it has ended, configured as the sample. */
const liveDay = async (day: readonly Planned[]): Promise<PostCounts> => {
  const { world, posts, show, report, countPosts } = createSampleWorld();
  const { coupang } = world;
  // Known since the day before, so that its reports come.
  world.advance(MIDNIGHT - DAY_MS - world.now());
  await world.poll();
  // The third reading brings the all-clear of the time without polls.
  for (let minute = 3; minute > 0; minute -= 1) {
    world.advance(MIDNIGHT - minute * MINUTE_MS - world.now());
    await world.poll();
    await world.trackSla();
    await show();
  }
  posts.length = 0;
  const open: { id: string; endsAt: number; isIgnored: boolean }[] = [];
  for (let minute = 0; minute < MINUTES; minute += 1) {
    world.advance(Math.max(0, MIDNIGHT + minute * MINUTE_MS - world.now()));
    for (const { count, answeredAt } of day.filter(({ at }) => at === minute))
      for (let index = 0; index < count; index += 1) {
        const endsAt = answeredAt ?? minute + 24 * 60;
        open.push({ id: coupang.handOver(), endsAt, isIgnored: answeredAt === undefined });
      }
    for (const { id, isIgnored } of open.filter(({ endsAt }) => endsAt === minute))
      (isIgnored ? coupang.autoClose : coupang.answer)(id);
    await world.poll();
    await show();
    await world.trackSla();
    if (minute % REPORT_EVERY === 0) await report();
    await show();
  }
  const left = world.tickets().filter(({ facts: { state } }) => state !== 'closed').length;
  if (left > 0 || world.tickets().length !== countOf(day)) throw new Error(`${left} tickets are left`);
  return countPosts();
};
