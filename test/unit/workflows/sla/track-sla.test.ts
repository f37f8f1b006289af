import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { SOURCE_NAMES } from '../../../../lib/domain/sources.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { trackAll, type TrackSlaTally } from '../../../../lib/workflows/sla/track-sla.ts';
import { ConcurrentWrite } from '../../../../lib/workflows/outbox/write-decided.ts';
import { createWorld, TRACK_SETTINGS, VENDOR, withOneTicket } from '../../../simulation/create-world.ts';
import { noteCalls } from '../../../simulation/effect.ts';
import type { TicketKey } from '../../../../lib/domain/ticket/ticket.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';

const NOTHING: TrackSlaTally = {
  warned: 0,
  republished: 0,
  woken: 0,
  settled: 0,
  failed: 0,
  unseen: 0,
  unfinished: 0,
};

/** Polled once, and looked at by track-sla. The wake-ups were lost. */
const withTicket = async (options: Parameters<typeof createWorld>[0] = {}) => {
  const { world, id } = await withOneTicket(options);
  await world.trackSla();
  world.bus.wakeUps.length = 0;
  return { world, id };
};

describe('track-sla', () => {
  test('R2: publishes what a dead poll left unpublished, and gets it shown', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    world.bus.failEntries.push(true);
    await world.poll();
    expect(world.bus.wakeUps).toEqual([]);
    world.advance(MINUTE_MS);
    expect(await world.trackSla()).toMatchObject({ republished: 1, failed: 0 });
    await world.notify();
    expect(world.ticketOf(id)).toMatchObject({
      outbox: { publishedVersion: 1 },
      delivery: { shownVersion: 1 },
    });
  });

  test('R3: checks every ladder in a new process, and moves nothing that waits for Slack', async () => {
    const { world, id } = await withTicket();
    const soon = world.now() + 10 * MINUTE_MS;
    const { dueAt } = world.ticketOf(id).facts;
    // As an earlier ladder left it.
    world.store.put(
      withFields(world.ticketOf(id), { attentionAt: soon, nextStepAt: dueAt - 60 * MINUTE_MS }),
    );
    world.trackServices.known.clear();
    await world.trackSla();
    expect(world.ticketOf(id)).toMatchObject({
      index: { attentionAt: soon },
      ladder: { nextStepAt: dueAt - 181.25 * MINUTE_MS },
    });
  });

  test('R18: wakes a vendor whose index contains something due each minute until Slack shows it', async () => {
    const { world } = await withTicket();
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE_MS);
      expect(await world.trackSla()).toEqual({ ...NOTHING, woken: 1 });
      expect(world.bus.wakeUps.splice(0)).toEqual([{ vendor: VENDOR, deliverables: [] }]);
    }
    await world.drain();
    expect(world.slack.messages).toHaveLength(1);
    world.advance(MINUTE_MS);
    expect(await world.trackSla()).toMatchObject({ woken: 0 });
  });

  test("R18: wakes no vendor without pending messages, and none before a refused message's next try", async () => {
    const { world } = await withTicket();
    world.slack.failBefore.push(new SlackFailure('refused', 'made_up_word', 'made up'));
    await world.drain();
    world.advance(MINUTE_MS - 1);
    expect(await world.trackSla()).toMatchObject({ woken: 0 });
    world.advance(1);
    expect(await world.trackSla()).toMatchObject({ woken: 1 });
    await world.notify();
    expect(world.slack.messages).toHaveLength(1);
    expect(await world.trackSla()).toMatchObject({ woken: 0 });
    expect(world.bus.wakeUps).toEqual([]);
  });

  test('R18: does not count a wake-up that is not sent as a failure', async () => {
    const { world } = await withTicket();
    world.bus.failWakeUps.push(true);
    world.advance(MINUTE_MS);
    expect(await world.trackSla()).toEqual(NOTHING);
    expect(await world.trackSla()).toEqual({ ...NOTHING, woken: 1 });
  });

  test('R3: keeps a pending message due, without a write per minute', async () => {
    const writes: string[] = [];
    const { world } = await withTicket({
      effect: async (name, take) => {
        if (/^store\.(settle|change|note(?!Tracked))/.test(name)) writes.push(name);
        return take();
      },
    });
    writes.length = 0;
    for (let minute = 0; minute < 3; minute += 1) {
      world.advance(MINUTE_MS);
      await world.trackSla();
    }
    expect(writes).toEqual([]);
  });

  test('R3: settles a ticket that a drain showed before poll had noted its event', async () => {
    const { world, id } = await withTicket();
    await world.drain();
    const { notePublished } = world.store.writer;
    world.store.writer.notePublished = async (...args) => {
      await world.drain();
      await notePublished(...args);
    };
    world.coupang.editRequest(id, 'Please check again.');
    world.advance(MINUTE_MS);
    await world.poll();
    expect(world.ticketOf(id)).toMatchObject({
      delivery: { shownVersion: 2 },
      outbox: { publishedVersion: 2 },
      index: { attentionAt: world.now() },
    });
    world.advance(MINUTE_MS);
    expect(await world.trackSla()).toEqual({ ...NOTHING, settled: 1 });
    expect(world.ticketOf(id).index.attentionAt).toBeGreaterThan(world.now() + MINUTE_MS);
    expect(await world.trackSla()).toEqual(NOTHING);
  });

  test('R3: keeps an open ticket in the index, and lets a closed and shown ticket leave it', async () => {
    const world = createWorld();
    const open = world.coupang.handOver();
    const closing = world.coupang.handOver();
    await world.poll();
    await world.notify();
    world.coupang.answer(closing);
    world.advance(MINUTE_MS);
    await world.poll();
    await world.notify();
    world.advance(MINUTE_MS);
    await world.trackSla();
    const { tickets } = await world.store.reader.attention(VENDOR);
    expect(tickets.map(({ inquiryId }) => inquiryId)).toEqual([open]);
  });

  test('R19: sends a wake-up for an unsure attempt when its look-up is due, and not earlier', async () => {
    let dies = true;
    const { world, id } = await withTicket({
      effect: async (name, take) => {
        if (dies && name === 'store.noteResult') throw new Error('made-up crash');
        return take();
      },
    });
    await expect(world.drain()).rejects.toThrow('made-up crash');
    dies = false;
    world.advance(MINUTE_MS);
    expect(await world.trackSla()).toMatchObject({ woken: 1 });
    await world.notify();
    expect(world.messagesOf(world.ticketOf(id).key)).toHaveLength(1);
    expect(world.slack.calls).toMatchObject({ posts: 1, finds: 1 });
  });

  test('handles other tickets beside an unreadable ticket, which is counted', async () => {
    const world = createWorld();
    const bad = world.coupang.handOver();
    const good = world.coupang.handOver();
    world.bus.failEntries.push(true, true);
    await world.poll();
    world.advance(MINUTE_MS);
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      if (key.inquiryId === bad) throw new ConcurrentWrite('made-up unreadable ticket', 1);
      return ticket(key);
    };
    expect(await world.trackSla()).toMatchObject({ republished: 1, failed: 1 });
    expect(world.bus.published).toMatchObject([{ deliverable: { inquiryId: good } }]);
    expect(world.bus.wakeUps[0]?.deliverables).toMatchObject([{ inquiryId: good }]);
  });
});

describe('a check of a vendor', () => {
  test('that finds nothing due is two requests in each run, with metrics, sharing and its own note', async () => {
    const requests: string[] = [];
    const { world, id } = await withTicket({ effect: noteCalls(requests) });
    await world.drain();
    world.store.put(withFields(world.ticketOf(id), { claimedBy: 'U0ANN', claimedAt: world.now() }));
    const people = [{ user: 'U0ANN', weight: 1, leave: [] }];
    const sharing = { passOnMs: HOUR_MS, sources: SOURCE_NAMES, roster: { zone: 'Asia/Seoul', people } };
    const run = async (): Promise<string[]> => {
      requests.length = 0;
      await trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS, sharing }], world.trackServices);
      world.advance(MINUTE_MS);
      return requests.filter((name) => name !== 'bus.publish');
    };
    await run();
    await run();
    const runs = [await run(), await run(), await run(), await run()];
    const read = ['store.readState', 'store.attention'];
    const noted = ['store.noteTracked', 'store.attention'];
    expect(runs).toEqual([noted, read, noted, read]);
  });
});

describe('a new process', () => {
  test('reads each open ticket once, and goes on in the next run where its time ended', async () => {
    const world = createWorld();
    const requests: string[] = [];
    for (let count = 0; count < 25; count += 1) world.coupang.handOver();
    await world.poll();
    await world.notify();
    await world.trackSla();
    world.advance(MINUTE_MS);
    const reader = {
      ...world.store.reader,
      ticket: async (key: TicketKey) => {
        requests.push(key.inquiryId);
        return world.store.reader.ticket(key);
      },
    };
    world.trackServices.known.clear();
    for (let run = 0; run < 4; run += 1) {
      const until = requests.length + 10;
      const timeIsUp = (): boolean => requests.length >= until;
      await trackAll([{ vendor: VENDOR, settings: TRACK_SETTINGS }], {
        ...world.trackServices,
        reader,
        timeIsUp,
      });
    }
    expect(requests).toHaveLength(25);
    expect(new Set(requests).size).toBe(25);
  });
});

describe('all vendors', () => {
  test('get their turn even if one fails, and the failure is thrown at the end', async () => {
    const { world } = await withTicket();
    world.advance(4 * MINUTE_MS);
    const { attention } = world.store.reader;
    world.store.reader.attention = async (vendor, until) => {
      if (vendor.vendorId !== VENDOR.vendorId) throw new Error('made-up outage');
      return attention(vendor, until);
    };
    const vendors = ['A00000001', VENDOR.vendorId, 'A00000003'].map((vendorId) => ({
      vendor: { market: 'KR' as const, vendorId },
      settings: TRACK_SETTINGS,
    }));
    await expect(trackAll(vendors, world.trackServices)).rejects.toThrow('made-up outage');
    expect(world.bus.wakeUps).toEqual([{ vendor: VENDOR, deliverables: [] }]);
  });

  test('are woken separately', async () => {
    const { world } = await withTicket();
    const other = { ...VENDOR, vendorId: 'A00099999' };
    const idle = { ...VENDOR, vendorId: 'A00077777' };
    for (const ticket of world.tickets()) world.store.put(withFields(ticket, { ...other }));
    const vendors = [VENDOR, other, idle].map((vendor) => ({ vendor, settings: TRACK_SETTINGS }));
    expect((await trackAll(vendors, world.trackServices)).tally).toMatchObject({ woken: 2 });
    // Several vendors are woken at once, in any order.
    expect(new Set(world.bus.wakeUps.map(({ vendor }) => vendor))).toEqual(new Set([VENDOR, other]));
  });
});
