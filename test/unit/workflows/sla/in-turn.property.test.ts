import { expect, test } from '@jest/globals';
import { fc } from '../../../fixtures/fast-check.ts';
import { inTurn } from '../../../../lib/domain/time/in-turn.ts';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { createWorld, TRACK_SETTINGS, VENDOR, withOneTicket } from '../../../simulation/create-world.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const listVendors = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    vendor: { ...VENDOR, vendorId: `A${index}` },
    settings: TRACK_SETTINGS,
  }));

/** How many runs in a row get to each of `all`, if each gets to `some` of them. */
const runsFor = (all: number, some: number): number => Math.ceil((2 * all) / some);

const minutes = fc.integer({ min: 0, max: 60_000_000 });

test('S2: wherever each run is cut, all vendors get their turn within a few runs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1500 }), minutes, fc.nat(), (all, minute, draw) => {
      const some = 1 + (draw % all);
      const vendors = Array.from({ length: all }, (_, index) => index);
      const seen = new Set<number>();
      for (let run = 0; run < runsFor(all, some); run += 1)
        for (const vendor of inTurn(vendors, (minute + run) * MINUTE_MS).slice(0, some)) seen.add(vendor);
      expect(seen.size).toBe(all);
    }),
  );
});

test('an order is that of the configuration, from another start', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), minutes, (all, minute) => {
      const turn = inTurn(all, minute * MINUTE_MS + 59_999);
      expect(turn).toEqual(inTurn(all, minute * MINUTE_MS));
      const from = turn.indexOf(all[0] ?? 0);
      expect([...turn.slice(from), ...turn.slice(0, from)].slice(0, all.length)).toEqual(all);
    }),
  );
});

test('S2: each vendor is checked within a few runs, however few a run can check', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), minutes, fc.nat(), async (all, minute, draw) => {
      const some = 1 + (draw % all);
      const world = createWorld();
      world.advance(minute * MINUTE_MS);
      const { attention } = world.store.reader;
      const seen = new Set<string>();
      let looks = 0;
      const reader = {
        ...world.store.reader,
        attention: (...about: Parameters<typeof attention>) => {
          seen.add(about[0].vendorId);
          return attention(...about);
        },
      };
      const looksAreOver = (): boolean => (looks += 1) > some;
      for (let run = 0; run < runsFor(all, some); run += 1) {
        looks = 0;
        const { tally } = await trackAll(listVendors(all), { ...world.trackServices, reader, looksAreOver });
        expect(tally.unseen).toBe(all - some);
        world.advance(MINUTE_MS);
      }
      expect(seen.size).toBe(all);
    }),
    { numRuns: 30 },
  );
});

test('S2: each vendor is woken within a few runs, however early a run ends', async () => {
  const { world, id } = await withOneTicket();
  const vendors = listVendors(45);
  const ticket = world.ticketOf(id);
  for (const { vendor } of vendors) world.store.put(withFields(ticket, vendor));
  const woken = new Set<string>();
  for (let run = 0; run < runsFor(45, 10); run += 1) {
    world.bus.wakeUps.length = 0;
    const timeIsUp = (): boolean => world.bus.wakeUps.length > 0;
    const { tally } = await trackAll(vendors, { ...world.trackServices, timeIsUp });
    expect(tally.unfinished).toBeGreaterThan(0);
    for (const { vendor } of world.bus.wakeUps) woken.add(vendor.vendorId);
    expect(world.bus.wakeUps.length).toBeLessThan(45);
    world.advance(MINUTE_MS);
  }
  expect(woken.size).toBe(45);
});
