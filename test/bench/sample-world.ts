import { isPlainBroadcast, isStepBroadcast } from '../../lib/domain/delivery/broadcast.ts';
import type { Deliverable } from '../../lib/domain/delivery/deliverable.ts';
import type { Notice } from '../../lib/domain/notice/notice.ts';
import { mentionsOfLine } from '../../lib/domain/ladder/step-mentions.ts';
import { isStepLine, lineOf } from '../../lib/domain/ticket/line.ts';
import type { AttemptName } from '../../lib/domain/ticket/ticket.ts';
import { parseConfig } from '../../lib/config/parse-config.ts';
import type { VendorConfig } from '../../lib/config/schema.ts';
import { drain } from '../../lib/workflows/delivery/drain.ts';
import type { Messenger, SlackFailure } from '../../lib/workflows/ports/slack.ts';
import { report } from '../../lib/workflows/reports/report.ts';
import { calendarOf, ladderPolicyOf } from '../../functions/wiring/sla-settings.ts';
import sample from '../../notifier.config.ts';
import { createWorld, DRAIN_MS, TRACK_SETTINGS, VENDOR, type World } from '../simulation/create-world.ts';
import { defined } from '../../lib/domain/defined.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** A message that a channel shows: one outside of threads, or a reply that is also sent to the channel. */
type Post = { channel: string; what: string };

/** The number of posts in the channels, by subject, and of edits. */
export type PostCounts = { ofTeam: Map<string, number>; ofLead: Map<string, number>; edits: number };

/** The reader's task for each post: a post without a task should not be there. */
const TO_DO: Record<string, string> = {
  card: 'answer or confirm it',
  'list/new': 'answer or confirm each',
  'list/step/1h': 'answer each within the hour',
  'list/escalation/1h': 'see to it that each is answered within the hour',
  'list/breach': 'see in WING what is still to be answered',
  'last-shift': 'answer each before the shift ends',
  opening: 'begin with these',
  'hand-over': 'take over what is left',
  daily: 'see the state of the day',
  'step/1h': 'answer it within the hour',
  'escalation/1h': 'see to it that it is answered within the hour',
  breach: 'see in WING whether it is still to be answered',
};

/** Tuesday, midnight in Korea. */
export const MIDNIGHT = Date.parse('2026-11-24T00:00:00+09:00');
export const REPORT_EVERY = 5;

export const sumOf = (counts: Map<string, number>): number =>
  [...counts.values()].reduce((sum, count) => sum + count, 0);

/** Throws for a post that asks for nothing. */
export const sayCounts = (counts: Map<string, number>): string =>
  [...counts]
    .map(([what, count]) => {
      const toDo = TO_DO[what];
      if (toDo === undefined) throw new Error(`${count} posts of ${what} ask for nothing`);
      return `\n${' '.repeat(18)}${count} ${what}: ${toDo}`;
    })
    .join('');

/**
 * The program as the sample configures it, on in-memory ports. `posts`: what the channels show, in order.
 * @param refuse Slack's answer to a call at this time, epoch ms
 */
export const createSampleWorld = (refuse: (at: number) => SlackFailure | undefined = () => undefined) => {
  const { vendors, settings } = parseConfig(sample, 'notifier.config.ts');
  const [vendor] = vendors;
  if (vendor === undefined) throw new Error('The sample configuration names no vendor.');
  const calendar = calendarOf(vendor);
  const ladder = ladderPolicyOf(vendor, settings);
  const world = createWorld({
    trackSettings: { ...TRACK_SETTINGS, ladder, ...defined({ calendar }) },
    refuse,
  });
  const { bus } = world;
  const posts: Post[] = [];
  let edits = 0;
  const messenger = noting(world, vendor, {
    post: (post) => posts.push(post),
    edit: () => (edits += 1),
  });
  const services = {
    ...world.drainServices,
    messenger,
    channelsOf: () => vendor,
    teamOf: () => ({ ...vendor, listsAbove: { cards: 10, alerts: 5 } }),
  };
  const reportSettings = {
    zone: 'Asia/Seoul',
    ...defined({ calendar }),
    leadMs: REPORT_EVERY * MINUTE_MS + 15_000,
    blindMs: TRACK_SETTINGS.spans.blindMs,
    sources: ['call-center'] as const,
    scoreSources: ['call-center'] as const,
    holidaysUnknown: () => undefined,
  };
  /** Runs notify for the next wake-up, if there is one. */
  const showOnce = async (): Promise<boolean> => {
    const woken = bus.wakeUps.shift();
    if (woken) await drain(VENDOR, woken.deliverables, { stopAfterMs: DRAIN_MS }, services);
    return woken !== undefined;
  };
  return {
    world,
    posts,
    countPosts: (): PostCounts => ({
      ofTeam: countIn(vendor.channel, posts),
      ofLead: countIn(vendor.stepChannels['1h'], posts),
      edits,
    }),
    report: () => report(VENDOR, reportSettings, world.reportPorts),
    showOnce,
    /** Runs notify for each wake-up. */
    show: async (): Promise<void> => {
      while (await showOnce());
    },
  };
};

const countIn = (channel: string | undefined, posts: readonly Post[]): Map<string, number> => {
  const sums = new Map<string, number>();
  for (const { what } of posts.filter((post) => post.channel === channel))
    sums.set(what, (sums.get(what) ?? 0) + 1);
  return sums;
};

const whatOf = ({ key, facts }: Notice): string =>
  facts.about === 'list' ? `list/${facts.of}` : key.notice.replace(/\/\d+$/, '');

type Notes = { post: (post: Post) => void; edit: () => void };

/** The made-up Slack, with the places and the broadcasts of the program itself. It notes each post that a channel shows, and each edit. */
const noting = (world: World, vendor: VendorConfig, notes: Notes): Messenger => {
  const { messenger } = world.drainServices;
  const isSeen = (deliverable: Deliverable, name: AttemptName, threadTs: string | undefined): boolean => {
    if (threadTs === undefined) return true;
    if (deliverable.type === 'notice' || name === 'card' || name === 'notice') return false;
    const line = lineOf(name);
    if (!isStepLine(line)) return isPlainBroadcast(deliverable, line);
    const mentions = mentionsOfLine(deliverable, line, vendor, world.now());
    return isStepBroadcast(deliverable, line, mentions, vendor);
  };
  return {
    ...messenger,
    prepareEdit: async (deliverable, options) => {
      const call = await messenger.prepareEdit(deliverable, options);
      return async () => {
        await call();
        notes.edit();
      };
    },
    preparePost: async (deliverable, name, to, options) => {
      const call = await messenger.preparePost(deliverable, name, to, options);
      const what = deliverable.type === 'notice' ? whatOf(deliverable) : name.replace(/\/\d+$/, '');
      return async () => {
        const posted = await call();
        if (isSeen(deliverable, name, to.threadTs)) notes.post({ channel: to.channel, what });
        return posted;
      };
    },
  };
};
