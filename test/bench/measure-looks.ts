import { SOURCE_NAMES } from '../../lib/domain/sources.ts';
import { trackAll } from '../../lib/workflows/sla/track-sla.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/domain/time/durations.ts';
import { makeState } from '../fixtures/domain/make-state.ts';
import { withFields } from '../fixtures/domain/make-ticket.ts';
import { createWorld, TRACK_SETTINGS, VENDOR } from '../simulation/create-world.ts';
import type { Effect } from '../simulation/effect.ts';
import type { Budgeted } from './measure-delivery.ts';
import { createParallelCalls } from './parallel-calls.ts';

const VENDORS = 1000;
const REQUEST_MS = 20;
/** In every second run the program also notes that it runs. */
const RUNS = 4;

/** `track-sla` with a thousand vendors without due work: each has an open ticket, a roster and nobody who waits. */
export const measureLooks = async (): Promise<Budgeted[]> => {
  let requests = 0;
  let isMeasured = false;
  // Without events, the bus gets no request.
  const calls = createParallelCalls((name) => (name === 'bus.publish' ? 0 : REQUEST_MS));
  const effect: Effect = (name, take) => {
    if (isMeasured && name !== 'bus.publish') requests += 1;
    return calls.effect(name, take);
  };
  const world = createWorld({ effect });
  const id = world.coupang.handOver();
  await world.poll();
  await world.drain();
  await world.trackSla();
  const ticket = withFields(world.ticketOf(id), { claimedBy: 'U0ANN', claimedAt: world.now() });
  const people = [{ user: 'U0ANN', weight: 1, leave: [] }];
  const sharing = {
    passOnMs: Number.POSITIVE_INFINITY,
    sources: SOURCE_NAMES,
    roster: { zone: 'Asia/Seoul', people },
  };
  const vendors = Array.from({ length: VENDORS }, (_, index) => ({
    vendor: { ...VENDOR, vendorId: `A1${String(index).padStart(7, '0')}` },
    settings: TRACK_SETTINGS,
    sharing,
  }));
  const { states } = world.store;
  for (const { vendor } of vendors) {
    world.store.put(withFields(ticket, vendor));
    const lease = { token: 'poll', now: world.now(), until: world.now() + MINUTE_MS };
    await states.takeLease(vendor, lease);
    // As if polls continued.
    const recentCompleteAt = world.now() + HOUR_MS;
    await states.releaseLease(vendor, lease.token, makeState({ firstPollAt: world.now(), recentCompleteAt }));
  }
  const run = async (): Promise<number> => {
    const tookMs = await calls.measure(world, () => trackAll(vendors, world.trackServices));
    world.advance(MINUTE_MS - tookMs);
    return tookMs;
  };
  await run();
  isMeasured = true;
  world.trackServices.known.clear();
  await run();
  const ofNew = requests;
  requests = 0;
  const took: number[] = [];
  for (let count = 0; count < RUNS; count += 1) took.push(await run());
  return [
    {
      what: `requests a vendor in the first run of a new process, one for each open ticket, ${VENDORS} vendors with one`,
      figure: ofNew / VENDORS,
      budget: 3,
    },
    {
      what: `requests a vendor in a run of track-sla with nothing due, ${VENDORS} vendors`,
      figure: requests / RUNS / VENDORS,
      budget: 2,
    },
    {
      what: `s for such a run at ${REQUEST_MS} ms a request, the longest of ${RUNS}; one after another they take ${(2 * VENDORS * REQUEST_MS) / 1000}`,
      figure: Math.max(...took) / 1000,
      budget: 20,
    },
  ];
};
