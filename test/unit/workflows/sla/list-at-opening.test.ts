import { describe, expect, test } from '@jest/globals';
import type { Calendar } from '../../../../lib/domain/time/calendar.ts';
import { listAtOpening } from '../../../../lib/workflows/sla/list-at-opening.ts';
import { makeWeekdays } from '../../../fixtures/domain/make-ladder.ts';
import { makeClosedTicket, makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { DAY, HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { createWorld, TRACK_SETTINGS, VENDOR, type World } from '../../../simulation/create-world.ts';

const OPENING = Date.parse('2026-11-24T09:00:00+09:00');
const CALENDAR = makeWeekdays(['09:00-18:00']);
const stepAt = (at: number, deadline: number) => ({ name: '3h', deadline, at, tells: 'nobody' }) as const;

const servicesOf = ({ trackServices }: World) => ({ ...trackServices, known: new Set<string>() });
const vendorWith = (calendar: Calendar) => ({ vendor: VENDOR, settings: { ...TRACK_SETTINGS, calendar } });
const listIn = async (world: World, calendar: Calendar = CALENDAR, services = servicesOf(world)) => {
  const { tickets } = await world.store.reader.attention(VENDOR);
  return listAtOpening(vendorWith(calendar), tickets, OPENING + MINUTE, services);
};

test('C4: the list of the very first shift names the events of the day before it', async () => {
  const world = createWorld();
  for (const hoursBefore of [1, 23, 24, 25]) {
    const deadline = OPENING + 90 * HOUR;
    const steps = [stepAt(OPENING - hoursBefore * HOUR, deadline)];
    world.store.put(
      makeTicket({ inquiryId: `${hoursBefore}`, dueAt: deadline, steps, attentionAt: OPENING }),
    );
  }
  const list = await listIn(world, { ...CALENDAR, previousShift: () => undefined });
  expect(list?.facts).toMatchObject({
    since: OPENING - 24 * HOUR,
    until: OPENING,
    members: [{ inquiryId: '1' }, { inquiryId: '23' }, { inquiryId: '24' }],
  });
});

describe('C4: the list at opening', () => {
  const warned = (inquiryId: string, dueInMs: number, at: number) => {
    const dueAt = OPENING + dueInMs;
    return { inquiryId, dueAt, steps: [stepAt(at, dueAt)] };
  };
  const putOpen = (world: World, inquiryId: string, dueInMs: number, at = OPENING - HOUR) =>
    world.store.put(makeTicket({ ...warned(inquiryId, dueInMs, at), attentionAt: OPENING }));
  const putEnded = (world: World, inquiryId: string, dueInMs: number, at = OPENING - HOUR) =>
    world.store.put(makeClosedTicket({ ...warned(inquiryId, dueInMs, at), closedAt: OPENING - MINUTE }));

  test('names open tickets before ended tickets, each by its deadline', async () => {
    const world = createWorld();
    putEnded(world, 'ended late', 2 * HOUR);
    putEnded(world, 'ended soon', HOUR);
    putOpen(world, 'open late', 4 * HOUR);
    putOpen(world, 'open soon', 3 * HOUR);
    const list = await listIn(world);
    expect(list?.facts).toMatchObject({
      members: ['open soon', 'open late', 'ended soon', 'ended late'].map((inquiryId) => ({ inquiryId })),
    });
    expect(list?.facts).not.toHaveProperty('more');
  });

  test('only counts tickets that are open a day after their deadline', async () => {
    const world = createWorld();
    putOpen(world, 'still listed', -DAY);
    putEnded(world, 'closed by Coupang', -DAY);
    putOpen(world, 'due a day ago', -DAY + 2 * MINUTE);
    const list = await listIn(world);
    expect(list?.facts).toMatchObject({
      members: ['due a day ago', 'closed by Coupang'].map((inquiryId) => ({ inquiryId })),
      more: 1,
    });
  });

  test('names no ticket that was warned of before the night, open or ended', async () => {
    const world = createWorld();
    putEnded(world, 'ended', HOUR, OPENING - 4 * DAY);
    putOpen(world, 'open', HOUR, OPENING - 4 * DAY);
    expect((await listIn(world))?.facts).toMatchObject({ members: [] });
  });

  test('is created once by each process, and not again where it exists', async () => {
    const world = createWorld();
    putOpen(world, 'open', HOUR);
    await listIn(world);
    const services = servicesOf(world);
    const reads: string[] = [];
    const { read } = services.notices;
    const { closed } = services.reader;
    services.notices = { ...services.notices, read: (key) => (reads.push('notice'), read(key)) };
    services.reader = { ...services.reader, closed: (...about) => (reads.push('index'), closed(...about)) };
    expect(await listIn(world, CALENDAR, services)).toBeUndefined();
    expect(await listIn(world, CALENDAR, services)).toBeUndefined();
    expect(reads).toEqual(['notice']);
  });

  test('covers the hours alone', async () => {
    const world = createWorld();
    putOpen(world, 'open', HOUR);
    const services = servicesOf(world);
    const tracked = vendorWith(CALENDAR);
    const always = { vendor: VENDOR, settings: TRACK_SETTINGS };
    expect(await listAtOpening(tracked, [], OPENING - 1, services)).toBeUndefined();
    expect(await listAtOpening(always, [], OPENING, services)).toBeUndefined();
    expect(await listAtOpening(tracked, [], OPENING, services)).toBeDefined();
  });
});
