import { describe, expect, test } from '@jest/globals';
import { trackAll } from '../../../lib/workflows/track-sla.ts';
import { WriteContended } from '../../../lib/workflows/write-contended.ts';
import { createWorld, TRACK_SETTINGS, VENDOR } from '../../simulation/create-world.ts';

const MINUTE_MS = 60_000;

describe('track-sla', () => {
  test('R2: publishes what a dead poll left unpublished', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    world.bus.failEntries.push(true);
    await world.poll();
    world.advance(MINUTE_MS);
    expect(await world.trackSla()).toEqual({
      warned: 0,
      republished: 1,
      reannounced: 0,
      settled: 0,
      failed: 0,
    });
    await world.drain();
    expect(world.ticketOf(id)).toMatchObject({ publishedVersion: 1, shownVersion: 1 });
  });

  test('R3, R21: announces again what Slack does not show, after 1, 2, 4, 8 and then every 15 minutes', async () => {
    const world = createWorld();
    world.coupang.handOver();
    await world.poll();
    world.bus.queue.length = 0;
    const announced: number[] = [];
    for (let minute = 1; minute <= 64; minute += 1) {
      world.advance(MINUTE_MS);
      await world.trackSla();
      // Nothing polls meanwhile, so there is blindness to tell of, too.
      if (world.bus.queue.some(({ type }) => type === 'TicketReannounced')) announced.push(minute);
      world.bus.queue.length = 0;
    }
    expect(announced).toEqual([1, 2, 4, 8, 16, 31, 46, 61]);
    const [ticket] = world.tickets();
    expect(ticket && (await world.deliver(ticket))).toBe('shown');
    expect(world.slack.messages).toHaveLength(1);
  });

  test('leaves alone what is still on its usual way', async () => {
    const world = createWorld();
    world.coupang.handOver();
    await world.poll();
    world.advance(MINUTE_MS - 1);
    expect(await world.trackSla()).toEqual({
      warned: 0,
      republished: 0,
      reannounced: 0,
      settled: 0,
      failed: 0,
    });
  });

  test('R18: leaves alone a ticket whose delivery claim is held', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    await world.poll();
    world.advance(5 * MINUTE_MS);
    const claim = { token: 'worker', now: world.now(), until: world.now() + 65_000 };
    await world.store.delivery.claim(world.ticketOf(id), claim);
    expect(await world.trackSla()).toEqual({
      warned: 0,
      republished: 0,
      reannounced: 0,
      settled: 0,
      failed: 0,
    });
  });

  test('R3: settles what delivery could not, because poll noted its event only afterwards', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    const { notePublished } = world.store.writer;
    world.store.writer.notePublished = async (ticket, version) => {
      await world.drain();
      await notePublished(ticket, version);
    };
    await world.poll();
    expect(world.ticketOf(id)).toMatchObject({
      shownVersion: 1,
      publishedVersion: 1,
      attentionAt: world.now(),
    });
    world.advance(MINUTE_MS);
    expect(await world.trackSla()).toEqual({
      warned: 0,
      republished: 0,
      reannounced: 0,
      settled: 1,
      failed: 0,
    });
    expect(world.ticketOf(id).attentionAt).toBeGreaterThan(world.now() + MINUTE_MS);
    expect(await world.trackSla()).toEqual({
      warned: 0,
      republished: 0,
      reannounced: 0,
      settled: 0,
      failed: 0,
    });
  });

  test('R3: an open ticket stays in the index, a closed and shown one leaves it', async () => {
    const world = createWorld();
    const open = world.coupang.handOver();
    const closing = world.coupang.handOver();
    await world.poll();
    await world.drain();
    world.coupang.answer(closing);
    world.advance(MINUTE_MS);
    await world.poll();
    await world.drain();
    world.advance(MINUTE_MS);
    await world.trackSla();
    const { tickets } = await world.store.reader.attention(VENDOR);
    expect(tickets.map(({ inquiryId }) => inquiryId)).toEqual([open]);
  });

  test('R19: an attempt without a sure answer is announced when its look-up is due', async () => {
    let dies = true;
    const world = createWorld({
      effect: async (name, take) => {
        if (dies && name === 'store.noteResult') throw new Error('made-up crash');
        return take();
      },
    });
    const id = world.coupang.handOver();
    await world.poll();
    await expect(world.drain()).rejects.toThrow('made-up crash');
    dies = false;
    world.advance(2 * MINUTE_MS);
    expect(await world.trackSla()).toMatchObject({ reannounced: 1 });
    expect(await world.drain()).toEqual(['shown']);
    expect(world.messagesOf(world.ticketOf(id))).toHaveLength(1);
  });

  test('one ticket that cannot be read keeps no other waiting, and is counted', async () => {
    const world = createWorld();
    const bad = world.coupang.handOver();
    const good = world.coupang.handOver();
    await world.poll();
    world.bus.queue.length = 0;
    world.advance(MINUTE_MS);
    const { ticket } = world.store.reader;
    world.store.reader.ticket = async (key) => {
      if (key.inquiryId === bad) throw new WriteContended('made-up unreadable ticket', 1);
      return ticket(key);
    };
    expect(await world.trackSla()).toEqual({
      warned: 0,
      republished: 0,
      reannounced: 1,
      settled: 0,
      failed: 1,
    });
    expect(world.bus.queue).toMatchObject([{ subject: { inquiryId: good } }]);
  });
});

describe('all vendors', () => {
  test('have their turn even where one fails, and the failure is thrown at the end', async () => {
    const world = createWorld();
    const id = world.coupang.handOver();
    await world.poll();
    world.bus.queue.length = 0;
    world.advance(5 * MINUTE_MS);
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
    expect(world.bus.queue).toMatchObject([{ type: 'TicketReannounced', subject: { inquiryId: id } }]);
  });
});
