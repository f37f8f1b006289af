import { isPlainBroadcast, isStepBroadcast } from '../../lib/domain/delivery/broadcast.ts';
import { type Deliverable, deliverableId } from '../../lib/domain/delivery/deliverable.ts';
import type { Notice } from '../../lib/domain/notice/notice.ts';
import { mentionsOfLine } from '../../lib/domain/ladder/step-mentions.ts';
import { isStepLine, lineOf } from '../../lib/domain/ticket/line.ts';
import type { AttemptName } from '../../lib/domain/ticket/ticket.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { drain } from '../../lib/workflows/delivery/drain.ts';
import type { Messenger } from '../../lib/workflows/ports/messenger.ts';
import { report } from '../../lib/workflows/reports/report.ts';
import { calendarOf, ladderPolicyOf } from '../../functions/wiring/sla-settings.ts';
import sample from '../../notifier.config.ts';
import type { Budgeted } from './measure-delivery.ts';
import {
  createWorld,
  DRAIN_MS,
  silent,
  TRACK_SETTINGS,
  VENDOR,
  type World,
} from '../simulation/create-world.ts';
import { defined } from '../../lib/domain/defined.ts';
import { DAY_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** What stands in the channels after the day, by what each post is about. */
type PostCounts = { ofTeam: Map<string, number>; ofLead: Map<string, number> };

/** What each post asks of whoever reads it: one that asks for nothing should not be there. */
const TO_DO: Record<string, string> = {
  card: 'answer or confirm it',
  'list/new': 'answer or confirm each',
  'list/step/1h': 'answer each within the hour',
  'list/escalation/1h': 'see to it that each is answered within the hour',
  'list/breach': 'see in WING what is still to be answered',
  'last-shift': 'answer each before the shift ends',
  opening: 'begin with these',
  'hand-over': 'take over what is left',
  daily: 'see how it stands',
  'step/1h': 'answer it within the hour',
  'escalation/1h': 'see to it that it is answered within the hour',
  breach: 'see in WING whether it is still to be answered',
};

/** Tuesday, midnight in Korea. */
const MIDNIGHT = Date.parse('2026-11-24T00:00:00+09:00');
const REPORT_EVERY = 5;

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
 * What is ignored: the burst, whose steps and breaches come in one list each (R24), or each single one. Steps that are
 * hours apart have a message each, so the second day is not under forty.
 */
const DAYS: readonly { ignored: string; day: readonly Planned[]; most: { team: number; lead: number } }[] = [
  { ignored: 'twenty of one burst', day: makeDay({}, single), most: { team: 39, lead: 3 } },
  {
    ignored: 'twenty that came one by one',
    day: makeDay({ answeredAt: 11 * 60 + 30 }, (at) => ({ at, count: 1 })),
    most: { team: 75, lead: 20 },
  },
];
/** The last of the second day ends at 17:19 of the next one. */
const MINUTES = 43 * 60;

/** Of each day's posts: how many, by channel, with the most there may be (R27). Throws for a post that asks for nothing. */
export const measurePosts = async (): Promise<Budgeted[]> => {
  const rows: Budgeted[] = [];
  for (const { ignored, day, most } of DAYS) {
    const { ofTeam, ofLead } = await countPosts(day);
    const row = (whose: string, counts: Map<string, number>, budget: number): Budgeted => ({
      what: `posts in ${whose} channel over a day of ${countOf(day)} hand-overs; ignored: ${ignored}: ${sayCounts(counts)}`,
      figure: [...counts.values()].reduce((sum, count) => sum + count, 0),
      budget,
    });
    rows.push(row("the team's", ofTeam, most.team), row("the lead's", ofLead, most.lead));
  }
  return rows;
};

const countOf = (day: readonly Planned[]): number => day.reduce((sum, { count }) => sum + count, 0);

const sayCounts = (counts: Map<string, number>): string =>
  [...counts]
    .map(([what, count]) => {
      const toDo = TO_DO[what];
      if (toDo === undefined) throw new Error(`${count} posts of ${what} ask for nothing`);
      return `\n${' '.repeat(18)}${count} ${what}: ${toDo}`;
    })
    .join('');

/** Counts what the scripted day posts into the team's channel and the lead's until the last of it has ended, configured as the sample. */
const countPosts = async (day: readonly Planned[]): Promise<PostCounts> => {
  const { vendors, settings } = parseConfig(sample, 'notifier.config.ts');
  const [vendor] = vendors;
  if (vendor === undefined) throw new Error('The sample configuration names no vendor.');
  const calendar = calendarOf(vendor);
  const ladder = ladderPolicyOf(vendor, settings);
  const world = createWorld({ trackSettings: { ...TRACK_SETTINGS, ladder, ...defined({ calendar }) } });
  const { store, bus, clock, coupang } = world;
  const posts = new Map<string, string>();
  const messenger = noting(world, vendor, posts);
  const reports = {
    ...store,
    notices: store.noticeStore,
    publisher: bus.publisher,
    clock,
    log: silent,
    known: new Set<string>(),
    removedUntil: new Map<string, number>(),
  };
  const reportSettings = {
    zone: 'Asia/Seoul',
    ...defined({ calendar }),
    leadMs: REPORT_EVERY * MINUTE_MS + 15_000,
    holidaysUnknown: () => undefined,
  };
  const show = async (): Promise<void> => {
    for (let woken = bus.wakeUps.shift(); woken; woken = bus.wakeUps.shift())
      await drain(
        VENDOR,
        woken.deliverables,
        { stopAfterMs: DRAIN_MS },
        {
          ...world.drainServices,
          messenger,
          channelsOf: () => vendor,
          teamOf: () => ({ ...vendor, listsAbove: { cards: 10, alerts: 5 } }),
        },
      );
  };

  // Known since the day before, so that its reports come.
  world.advance(MIDNIGHT - DAY_MS - world.now());
  await world.poll();
  world.advance(MIDNIGHT - MINUTE_MS - world.now());
  await world.poll();
  await world.trackSla();
  await show();
  posts.clear();
  const open: { id: string; endsAt: number; isIgnored: boolean }[] = [];
  for (let minute = 0; minute < MINUTES; minute += 1) {
    world.advance(Math.max(0, MIDNIGHT + minute * MINUTE_MS - world.now()));
    for (const { count, answeredAt } of day.filter(({ at }) => at === minute))
      for (let one = 0; one < count; one += 1) {
        const endsAt = answeredAt ?? minute + 24 * 60;
        open.push({ id: coupang.handOver(), endsAt, isIgnored: answeredAt === undefined });
      }
    for (const { id, isIgnored } of open.filter(({ endsAt }) => endsAt === minute))
      (isIgnored ? coupang.autoClose : coupang.answer)(id);
    await world.poll();
    await show();
    await world.trackSla();
    if (minute % REPORT_EVERY === 0) await report(VENDOR, reportSettings, reports);
    await show();
  }
  const left = world.tickets().filter(({ facts: { state } }) => state !== 'closed').length;
  if (left > 0 || world.tickets().length !== countOf(day)) throw new Error(`${left} tickets are left`);
  const count = (channel: string | undefined): Map<string, number> => {
    const sums = new Map<string, number>();
    for (const where of posts.values()) {
      const [to = '', what = ''] = where.split(' ');
      if (to === channel) sums.set(what, (sums.get(what) ?? 0) + 1);
    }
    return sums;
  };
  return { ofTeam: count(vendor.channel), ofLead: count(vendor.stepChannels['1h']) };
};

const whatOf = ({ key, facts }: Notice): string =>
  facts.about === 'list' ? `list/${facts.of}` : key.notice.replace(/\/\d+$/, '');

/** The made-up Slack, with the places and the broadcasts of the program itself; notes each post that stands in a channel. */
const noting = (world: World, vendor: VendorConfig, posts: Map<string, string>): Messenger => {
  const { messenger } = world.drainServices;
  const isSeen = (deliverable: Deliverable, name: AttemptName, threadTs: string | undefined): boolean => {
    if (threadTs === undefined) return true;
    if (deliverable.type === 'notice' || name === 'card' || name === 'notice') return false;
    const line = lineOf(name);
    if (!isStepLine(line)) return isPlainBroadcast(deliverable, line);
    const told = mentionsOfLine(deliverable, line, vendor, world.now());
    return isStepBroadcast(deliverable, line, told, vendor);
  };
  return {
    ...messenger,
    preparePost: async (deliverable, name, to, options) => {
      const call = await messenger.preparePost(deliverable, name, to, options);
      const what = deliverable.type === 'notice' ? whatOf(deliverable) : name.replace(/\/\d+$/, '');
      return async () => {
        const posted = await call();
        if (isSeen(deliverable, name, to.threadTs))
          posts.set(`${deliverableId(deliverable.key)} ${name}`, `${to.channel} ${what}`);
        return posted;
      };
    },
  };
};
