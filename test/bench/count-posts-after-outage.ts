import { SlackFailure } from '../../lib/workflows/ports/slack.ts';
import type { Budgeted } from './measure-delivery.ts';
import { createSampleWorld, MIDNIGHT, type PostCounts, sayCounts, sumOf } from './sample-world.ts';
import { MINUTE_MS } from '../../lib/domain/time/durations.ts';

/** Slack is away from Tuesday 14:00 to 16:00 in Korea. */
const OUTAGE = { from: 14 * 60, until: 16 * 60 };
const NEW_TICKETS = 40;
const WARNED_TICKETS = 12;
const MOST_AFTER_OUTAGE = 12;

/**
 * Two hours without Slack. Forty tickets come one by one in that time, and twelve warnings of the last hour before the deadline
 * fall due one by one. Counts what both channels show after the return.
 */
export const measurePostsAfterOutage = async (): Promise<Budgeted[]> => {
  const rows: Budgeted[] = [];
  for (const [kind, how] of [
    ['unreached', 'cannot be reached'],
    ['unsure', 'gives no answer'],
  ] as const) {
    const { ofTeam, ofLead } = await liveOutage(kind);
    const row = (whose: string, counts: Map<string, number>): Budgeted => ({
      what: `posts in ${whose} channel after two hours in which Slack ${how}; ${NEW_TICKETS} tickets and ${WARNED_TICKETS} warnings are pending: ${sayCounts(counts)}`,
      figure: sumOf(counts),
      budget: MOST_AFTER_OUTAGE,
    });
    rows.push(row("the team's", ofTeam), row("the lead's", ofLead));
  }
  return rows;
};

const liveOutage = async (kind: 'unreached' | 'unsure'): Promise<PostCounts> => {
  const timeOf = (minute: number): number => MIDNIGHT + minute * MINUTE_MS;
  const refuse = (at: number): SlackFailure | undefined =>
    at >= timeOf(OUTAGE.from) && at < timeOf(OUTAGE.until)
      ? new SlackFailure(kind, 'made-up', 'made-up outage')
      : undefined;
  const { world, posts, showOnce, countPosts } = createSampleWorld(refuse);
  const { coupang } = world;
  /** In the second hour of the outage. A day has passed since the hand-over one hour later. */
  const warnedAt = (index: number): number => OUTAGE.until - 58 + index * 4;
  const handOvers = [
    ...Array.from({ length: WARNED_TICKETS }, (_, index) => warnedAt(index) + 60 - 24 * 60),
    ...Array.from(
      { length: NEW_TICKETS },
      (_, index) => OUTAGE.from + (index * (OUTAGE.until - OUTAGE.from)) / NEW_TICKETS,
    ),
  ].map(timeOf);
  const live = async (until: number): Promise<void> => {
    while (world.now() < until) {
      const nextMinute = world.now() + MINUTE_MS;
      for (let due = handOvers[0]; due !== undefined && due <= world.now(); due = handOvers[0]) {
        handOvers.shift();
        coupang.handOver();
      }
      await world.poll();
      await world.trackSla();
      await showOnce();
      world.advance(Math.max(0, Math.min(nextMinute, until) - world.now()));
    }
  };
  world.advance(timeOf(warnedAt(0) + 60 - 24 * 60) - world.now());
  await live(timeOf(OUTAGE.from));
  posts.length = 0;
  await live(timeOf(OUTAGE.until));
  if (posts.length > 0) throw new Error('Slack took a message while it was away');
  // Until the first deadline.
  await live(timeOf(warnedAt(0) + 60));
  const tickets = world.tickets();
  const unshown = tickets.filter(({ delivery: { ts } }) => ts === undefined).length;
  const warned = tickets.filter(({ delivery: { posted } }) =>
    Object.keys(posted).some((name) => name.startsWith('step/1h/')),
  ).length;
  if (unshown > 0 || warned !== WARNED_TICKETS || tickets.length !== NEW_TICKETS + WARNED_TICKETS)
    throw new Error(`${unshown} of ${tickets.length} cards are left, and ${warned} warnings came`);
  return countPosts();
};
