import { withoutFields, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { expect, test } from '@jest/globals';
import { trackAll } from '../../../../lib/workflows/sla/track-sla.ts';
import { TRACK_SETTINGS, VENDOR, withOneTicket } from '../../../simulation/create-world.ts';
import type { Effect } from '../../../simulation/effect.ts';
import { MINUTE_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';

/** 400 tickets at 150 ms a request take as long as 3,000 at 20 ms. */
const NEW_TICKETS = 400;
const STORE_MS = 150;
const LASTS_MS = 50_000;

test('S2: with more new tickets than a run can read, each run continues where the last ended, and another vendor is warned in time', async () => {
  let isSlow = false;
  const effect: Effect = async (name, take) => {
    const result = take();
    if (isSlow) world.advance(name.startsWith('store') ? STORE_MS : 12);
    return result;
  };
  const { world, id } = await withOneTicket({ effect });
  await world.notify();
  const ticket = withoutFields(world.ticketOf(id), 'nextStepAt');
  const later = { askedAt: ticket.facts.askedAt + 10 * HOUR_MS, dueAt: ticket.facts.dueAt + 10 * HOUR_MS };
  for (let count = 0; count < NEW_TICKETS; count += 1)
    world.store.put(withFields(ticket, { ...later, inquiryId: `2${count}` }));
  const other = { ...VENDOR, vendorId: 'A00099999' };
  const fallsDueAt = ticket.facts.dueAt - 3 * HOUR_MS;
  world.advance(fallsDueAt - MINUTE_MS - world.now());
  world.store.put(withFields(ticket, { ...other, nextStepAt: world.now() }));
  const { read } = world.trackServices.states;
  const states = {
    ...world.trackServices.states,
    read: () => read(VENDOR),
    noteTracked: async () => undefined,
  };
  const vendors = [VENDOR, other].map((vendor) => ({ vendor, settings: TRACK_SETTINGS }));
  const countNew = () =>
    world.tickets().filter((storedTicket) => storedTicket.ladder.nextStepAt === undefined).length;
  isSlow = true;

  let runs = 0;
  for (; runs < 10 && countNew() > 0; runs += 1) {
    const began = world.now();
    const timeIsUp = (): boolean => world.now() >= began + LASTS_MS;
    await trackAll(vendors, { ...world.trackServices, states, timeIsUp });
    world.advance(Math.max(0, began + MINUTE_MS - world.now()));
  }

  expect(countNew()).toBe(0);
  expect(runs).toBeLessThan(10);
  const warned = world.tickets().find(({ key: { vendorId } }) => vendorId === other.vendorId);
  expect(warned?.facts.steps.find(({ name }) => name === '3h')?.at).toBeLessThanOrEqual(fallsDueAt);
});
