import { EVENTS_A_REQUEST } from '../../lib/workflows/ports/event-publisher.ts';
import { createWorld } from '../simulation/create-world.ts';
import type { Budgeted } from './measure-delivery.ts';
import { createParallelCalls } from './parallel-calls.ts';

const MANY = 1000;
/** Published measurements on AWS, rounded up. Coupang's pages are not counted. */
const STORE_MS = 5;
const BUS_MS = 12;
const LATENCY_MS: Record<string, number> = { store: STORE_MS, bus: BUS_MS };

/** Many hand-overs at first sight, until all are stored and on the bus. */
const storeMany = async (): Promise<Budgeted> => {
  const { effect, measure } = createParallelCalls((name) => LATENCY_MS[name.split('.')[0] ?? ''] ?? 0);
  const world = createWorld({ effect });
  const { publish } = world.bus.publisher;
  world.bus.publisher.publish = async (events) => {
    const sent: boolean[] = [];
    for (let from = 0; from < events.length; from += EVENTS_A_REQUEST)
      sent.push(...(await publish(events.slice(from, from + EVENTS_A_REQUEST))));
    return sent;
  };
  await world.poll();
  world.advance(60_000);
  for (let count = 0; count < MANY; count += 1) world.coupang.handOver();
  const ms = await measure(world, world.poll);
  if (world.tickets().some(({ outbox: { publishedVersion } }) => publishedVersion !== 1))
    throw new Error('a ticket was not published');
  const naiveMs = MANY * (STORE_MS + BUS_MS);
  return {
    what: `times as long as one put and one event after the other: ${MANY} new hand-overs until published, ${ms} to ${naiveMs} ms`,
    figure: ms / naiveMs,
    budget: 1 / 5,
  };
};

/** What a poll costs, and how it grows. */
export const measureIntake = async (): Promise<Budgeted[]> => [await storeMany()];
