import { createPace } from '../../lib/coupang/pace.ts';
import { MINUTE_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';
import { createWorld } from '../simulation/create-world.ts';
import type { Budgeted } from './measure-delivery.ts';
import { createParallelCalls } from './parallel-calls.ts';

const POLL_EVERY_MS = 5 * SECOND_MS;
/** Calls to Coupang a second: with the simulator, and with a real account. */
const SIMULATORS_PACE = 3;
const USUAL_PACE = 2;
const LATENCY_MS: Record<string, number> = { store: 5, lane: 5, bus: 12, slack: 300 };
const COUPANG_MS = 300;
const HAND_OVERS = 150;
/** Not a multiple of the interval, so that arrivals spread over it. */
const HAND_OVER_EVERY_MS = 23_700;

/** The laptop's polls and drains for an hour. How long each hand-over takes from Coupang's list to its card, ms. */
const watchHour = async (callsPerSecond: number): Promise<number[]> => {
  const { effect, sleep, measure } = createParallelCalls((name) => LATENCY_MS[name.split('.')[0] ?? ''] ?? 0);
  const world = createWorld({ effect });
  const { now, coupang, bus, drainServices } = world;
  const pace = createPace({ now }, sleep, callsPerSecond);
  const { read } = coupang.source;
  // The answer shows what was listed when it was asked for.
  coupang.source.read = (...args) =>
    pace.run(async () => {
      const answer = await read(...args);
      await sleep(COUPANG_MS);
      return answer;
    });
  drainServices.sleep = sleep;
  const drains: Promise<unknown>[] = [];
  const { wake } = bus.publisher;
  bus.publisher.wake = async (...about) => {
    const isSent = await wake(...about);
    for (const { deliverables } of bus.wakeUps.splice(0)) drains.push(world.drain(deliverables));
    return isSent;
  };
  const visibleAt = new Map<string, number>();
  const handOver = async (): Promise<void> => {
    for (let count = 0; count < HAND_OVERS; count += 1) {
      await sleep(HAND_OVER_EVERY_MS);
      visibleAt.set(coupang.handOver({ kind: count % 2 === 0 ? 'reply' : 'confirm' }), now());
    }
  };
  const pollOn = async (): Promise<void> => {
    const until = now() + HAND_OVERS * HAND_OVER_EVERY_MS + MINUTE_MS;
    while (now() < until) {
      const began = now();
      await world.poll();
      await sleep(Math.max(0, began + POLL_EVERY_MS - now()));
    }
  };
  await world.poll();
  await measure(world, async () => {
    await Promise.all([handOver(), pollOn()]);
    await Promise.all(drains);
  });
  return [...visibleAt].map(([id, at]) => {
    const [card] = world.messagesOf(world.ticketOf(id).key);
    // The percentile would not show it.
    if (!card) throw new Error('a hand-over got no card');
    return card.postedAt - at;
  });
};

/** From a hand-over's first moment on Coupang's list until its card is in Slack. */
export const measureSight = async (): Promise<Budgeted> => {
  const usual = latestOf(await watchHour(USUAL_PACE));
  return {
    what: `s from Coupang's list to the card on a laptop, polled every ${POLL_EVERY_MS / SECOND_MS} s, 95th percentile of ${HAND_OVERS}; with the pace of a real account ${usual.toFixed(2)}`,
    figure: latestOf(await watchHour(SIMULATORS_PACE)),
    budget: (0.95 * POLL_EVERY_MS) / SECOND_MS + 1,
  };
};

/** The 95th percentile, s. */
const latestOf = (delays: readonly number[]): number =>
  (delays.toSorted((a, b) => a - b)[Math.ceil(delays.length * 0.95) - 1] ?? Number.NaN) / SECOND_MS;
