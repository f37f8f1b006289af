import { withFields } from '../fixtures/domain/make-ticket.ts';
import type { DeliverableKey } from '../../lib/domain/delivery/deliverable.ts';
import type { VendorRef } from '../../lib/domain/inquiry/inquiry.ts';
import { lineOf } from '../../lib/domain/ticket/line.ts';
import { SlackFailure } from '../../lib/workflows/ports/slack.ts';
import { trackAll } from '../../lib/workflows/sla/track-sla.ts';
import { createWorld, TRACK_SETTINGS, VENDOR, type World } from '../simulation/create-world.ts';
import type { Effect } from '../simulation/effect.ts';
import { createParallelCalls } from './parallel-calls.ts';
import { SECOND_MS, MINUTE_MS, HOUR_MS } from '../../lib/domain/time/durations.ts';

/** A figure and its budget, in the unit of `what`. */
export type Budgeted = { what: string; figure: number; budget: number };

/**
 * A call's duration in ms, by the port's name: published measurements on AWS, rounded up. Calls to Coupang take no time here, since
 * poll runs beside the drain, on another machine.
 */
const LATENCY_MS: Record<string, number> = { store: 5, lane: 5, bus: 12, slack: 200 };
const latencyOf = (name: string): number => LATENCY_MS[name.split('.')[0] ?? ''] ?? 0;

/**
 * The whole program on in-memory ports. Each call takes its time, and track-sla runs every minute in parallel. The
 * clock is made up, so that the figures are exact.
 */
const liveWorld = () => {
  let isTracking = false;
  let nextTrackAt = Number.POSITIVE_INFINITY;
  const effect: Effect = async (name, take) => {
    const result = take();
    // Track-sla works in parallel with the drain, on another machine.
    if (!isTracking) world.advance(latencyOf(name));
    if (!isTracking && world.now() >= nextTrackAt) {
      isTracking = true;
      nextTrackAt = world.now() + MINUTE_MS;
      await world.trackSla();
      isTracking = false;
    }
    return result;
  };
  const world: World = createWorld({ effect });
  /** Runs notify whenever it is woken, and otherwise moves to the next minute. */
  const live = async (untilMs: number): Promise<void> => {
    if (nextTrackAt === Number.POSITIVE_INFINITY) nextTrackAt = world.now();
    while (world.now() < untilMs) {
      await world.notify();
      if (world.now() >= nextTrackAt) {
        nextTrackAt = world.now() + MINUTE_MS;
        await world.trackSla();
      } else world.advance(Math.min(SECOND_MS, untilMs - world.now()));
    }
  };
  return { world, live };
};

/** For each warning, the time from being due until it is in Slack, ms. */
const warningDelays = (world: World): number[] =>
  world.tickets().flatMap((ticket) =>
    ticket.facts.history.flatMap(({ name, at }) => {
      if (lineOf(name).type !== 'step' || ticket.delivery.posted[name] === 'passed') return [];
      const posted = world.messagesOf(ticket.key).find((message) => message.name === name);
      return [(posted?.postedAt ?? Number.POSITIVE_INFINITY) - at];
    }),
  );

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Number.NaN;

/** Twenty tickets whose 3-hour warnings are due while many others are handed over, within ten minutes. */
const warnAmong = async (cards: number): Promise<Budgeted> => {
  const { world, live } = liveWorld();
  const start = world.now();
  for (let index = 0; index < 20; index += 1) {
    world.coupang.handOver();
    await world.poll();
    world.advance(25 * SECOND_MS);
  }
  await live(start + 21 * HOUR_MS - 4 * MINUTE_MS - (cards / 10) * SECOND_MS);
  // Few enough in one poll to get separate cards.
  for (let index = 0; index < cards; index += 10) {
    for (let nth = 0; nth < 10; nth += 1) world.coupang.handOver();
    await world.poll();
  }
  await live(world.now() + 15 * MINUTE_MS);
  const delays = warningDelays(world);
  if (delays.length < 20) throw new Error(`only ${delays.length} of 20 warnings fell due`);
  return {
    what: `s until a warning is in Slack, 90th percentile of ${delays.length}, among ${cards} new cards`,
    figure: percentile(delays, 0.9) / SECOND_MS,
    budget: 15,
  };
};

/**
 * Twenty warnings of one channel are due in one minute. The time from the first being due until the last is in Slack,
 * ms.
 */
const showTwenty = async (): Promise<number> => {
  const { world, live } = liveWorld();
  const start = world.now();
  for (let index = 0; index < 20; index += 1) world.coupang.handOver();
  await world.poll();
  await live(start + 21 * HOUR_MS + 5 * MINUTE_MS);
  const warnings = world.slack.messages.filter(({ name }) => name.startsWith('step/3h'));
  if (warnings.length !== 20) throw new Error(`${warnings.length} of 20 warnings were posted`);
  const found = world.tickets().flatMap(({ facts: { history } }) => history.map(({ at }) => at));
  return Math.max(...warnings.map(({ postedAt }) => postedAt)) - Math.min(...found);
};

/** Fifty vendors have twenty due warnings each. How long track-sla takes until it has woken the last vendor, ms. */
const callFiftyDrains = async (): Promise<number> => {
  const firstWoken = new Map<string, number>();
  const calls = createParallelCalls(latencyOf);
  const world = createWorld({ effect: calls.effect });
  const id = world.coupang.handOver();
  await world.poll();
  await world.notify();
  const ticket = world.ticketOf(id);
  world.advance(ticket.facts.dueAt - 3 * HOUR_MS - world.now());
  const vendors = Array.from({ length: 50 }, (_, index) => ({ ...VENDOR, vendorId: `A0002${index}` }));
  for (const vendor of vendors)
    for (let index = 0; index < 20; index += 1)
      world.store.put(withFields(ticket, { ...vendor, inquiryId: `2${index}`, nextStepAt: world.now() }));
  const { publisher } = world.trackServices;
  const { read } = world.trackServices.states;
  const services = {
    ...world.trackServices,
    states: { ...world.trackServices.states, read: () => read(VENDOR), noteTracked: async () => undefined },
    publisher: {
      ...publisher,
      wake: (vendor: VendorRef, deliverables: readonly DeliverableKey[]) => {
        const { vendorId } = vendor;
        firstWoken.set(vendorId, firstWoken.get(vendorId) ?? world.now());
        return publisher.wake(vendor, deliverables);
      },
    },
  };
  const began = world.now();
  const run = () =>
    trackAll(
      vendors.map((vendor) => ({ vendor, settings: TRACK_SETTINGS })),
      services,
    );
  await calls.measure(world, run);
  if (firstWoken.size !== 50) throw new Error(`only ${firstWoken.size} of 50 vendors were called for`);
  return Math.max(...firstWoken.values()) - began;
};

/** A thousand warnings over fifty channels: fifty lanes of twenty. The last one begins when track-sla wakes it. */
const warnAtOnce = async (): Promise<Budgeted> => ({
  what: 'times what one post a second allows: the last of 1,000 warnings that fall due at once over 50 channels',
  figure: ((await callFiftyDrains()) + (await showTwenty())) / (20 * SECOND_MS),
  budget: 1.1,
});

/** One hand-over that arrives while the cards of a list of 700 are sent. */
const cardBehindList = async (): Promise<Budgeted> => {
  const { world, live } = liveWorld();
  for (let index = 0; index < 700; index += 1) world.coupang.handOver();
  await world.poll();
  await live(world.now() + 30 * SECOND_MS);
  const backOff = world.coupang.handOver();
  await world.poll();
  const at = world.now();
  await live(at + 5 * MINUTE_MS);
  const [card] = world.messagesOf(world.ticketOf(backOff).key);
  return {
    what: 's until a new card is in Slack behind a list of 700',
    figure: ((card?.postedAt ?? Number.POSITIVE_INFINITY) - at) / SECOND_MS,
    budget: 10,
  };
};

/** Slack cannot be reached for two days while hand-overs continue. One warning is pending when it comes back. */
const afterOutage = async (): Promise<Budgeted> => {
  const { world, live } = liveWorld();
  const until = world.now() + 48 * HOUR_MS;
  const { preparePost, prepareEdit } = world.slack.slack;
  const unlessDown =
    <Args extends unknown[], Result>(prepare: (...args: Args) => Promise<() => Promise<Result>>) =>
    async (...args: Args): Promise<() => Promise<Result>> => {
      const call = await prepare(...args);
      return async () => {
        if (world.now() < until) throw new SlackFailure('unreached', 'ECONNREFUSED', 'made-up outage');
        return call();
      };
    };
  world.slack.slack.preparePost = unlessDown(preparePost);
  world.slack.slack.prepareEdit = unlessDown(prepareEdit);
  for (let hour = 0; hour < 48; hour += 1) {
    world.coupang.handOver();
    world.coupang.handOver();
    await world.poll();
    await live(world.now() + HOUR_MS);
  }
  await live(until + 5 * MINUTE_MS);
  const first = world.slack.messages.find(({ name }) => name.startsWith('step/'));
  return {
    what: 's from the return of Slack after two days until it shows the most urgent warning',
    figure: ((first?.postedAt ?? Number.POSITIVE_INFINITY) - until) / SECOND_MS,
    budget: 30,
  };
};

/**
 * Writes of one ticket: its card, a visible change, both warnings. Track-sla's own write of the next step is counted
 * separately.
 */
const countWrites = async (): Promise<Budgeted[]> => {
  let writes = 0;
  let settles = 0;
  const effect: Effect = async (name, take) => {
    if (name === 'store.settle') settles += 1;
    if (/^store\.(create|change|notePublished|noteAttempt|noteResult|noteEntry|addMembers)$/.test(name))
      writes += 1;
    return take();
  };
  const world = createWorld({ effect });
  const inquiryId = world.coupang.handOver();
  await world.poll();
  await world.notify();
  world.coupang.renameProduct(inquiryId, 'Another made-up skirt');
  world.advance(MINUTE_MS);
  await world.poll();
  await world.notify();
  const life = writes;
  for (let minute = 0; minute < 23 * 60 + 30; minute += 1) {
    world.advance(MINUTE_MS);
    await world.trackSla();
    await world.notify();
    if (minute % 4 === 0) await world.poll();
  }
  return [
    {
      what: 'writes of a ticket from its creation to the edit that shows its first change',
      figure: life,
      budget: 7,
    },
    { what: 'writes of it with both warnings', figure: writes, budget: 15 },
    { what: 'writes of track-sla beside them: one a version, of the next step', figure: settles, budget: 4 },
  ];
};

/** The delivery limits under load, on a made-up clock (R18, R21, R24). */
export const measureDelivery = async (): Promise<Budgeted[]> => [
  await warnAmong(100),
  await warnAmong(300),
  await warnAmong(1000),
  await warnAmong(3000),
  await warnAtOnce(),
  await cardBehindList(),
  await afterOutage(),
  ...(await countWrites()),
];
