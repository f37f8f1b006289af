import { describe, expect, test } from '@jest/globals';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { drain } from '../../../../lib/workflows/delivery/drain.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { makeTicket, withFields } from '../../../fixtures/domain/make-ticket.ts';
import { duringNextPost } from './watch-slack-calls.ts';
import {
  createWorld,
  DRAIN_MS,
  VENDOR,
  type World,
  withOneTicket,
} from '../../../simulation/create-world.ts';

const LANE_MS = 60_000;
const DONE = { ended: 'done', refused: 0, failed: 0 } as const;

/** Takes the lane as another worker that does nothing more. */
const takeLane = async ({ store, now }: World, heldSince = now()): Promise<void> => {
  const until = now() + LANE_MS;
  const taken = await store.lanes.take(VENDOR, { token: 'other', now: now(), until, heldSince });
  if (!taken) throw new Error('The lane is held.');
};

const laneOf = (world: World) => world.store.lanes.read(VENDOR);
const cards = (world: World): number => world.slack.messages.filter(({ name }) => name === 'card').length;

/** Pending cards that were published long ago. */
const putCards = (world: World, count: number): void => {
  const now = world.now();
  const times = { askedAt: now, dueAt: now + 86_400_000, openedAt: now, changedAt: now, attentionAt: now };
  for (let number = 0; number < count; number += 1)
    world.store.put(makeTicket({ inquiryId: String(2_000_000_000 + number), ...times }));
};

describe('R18: a lane that another worker holds', () => {
  test('is called, and nothing is shown', async () => {
    const { world } = await withOneTicket();
    await takeLane(world);
    world.advance(30_000);
    expect(await world.drain()).toEqual({ ...DONE, ended: 'held', heldMs: 30_000 });
    expect(world.slack.calls).toEqual({ posts: 0, edits: 0, finds: 0 });
    expect(await laneOf(world)).toMatchObject({ token: 'other', called: true });
  });

  test('is called once: a third worker writes nothing', async () => {
    const { world } = await withOneTicket();
    await takeLane(world);
    let calls = 0;
    const { call } = world.store.lanes;
    world.store.lanes.call = (...about) => {
      calls += 1;
      return call(...about);
    };
    await world.drain();
    expect(await world.drain()).toMatchObject({ ended: 'held' });
    expect(calls).toBe(1);
  });

  test('is taken if its holder released it just before the call', async () => {
    const { world } = await withOneTicket();
    await takeLane(world);
    const { call, release } = world.store.lanes;
    world.store.lanes.call = async (...about) => {
      await release(VENDOR, 'other', { waits: {} });
      return call(...about);
    };
    expect(await world.drain()).toEqual(DONE);
    expect(cards(world)).toBe(1);
  });

  test('is called with another token if it changed hands just before the call', async () => {
    const { world } = await withOneTicket();
    await takeLane(world);
    const { call, take } = world.store.lanes;
    let isFirst = true;
    world.store.lanes.call = async (...about) => {
      if (isFirst) {
        isFirst = false;
        world.advance(LANE_MS);
        await take(VENDOR, { token: 'third', now: world.now(), until: world.now() + LANE_MS });
      }
      return call(...about);
    };
    expect(await world.drain()).toMatchObject({ ended: 'held' });
    expect(await laneOf(world)).toMatchObject({ token: 'third', called: true });
  });

  test('is left to the next wake-up if others are always faster', async () => {
    const { world } = await withOneTicket();
    world.store.lanes.take = async () => undefined;
    await expect(world.drain()).rejects.toMatchObject({ code: 'LANE_CONTENDED', retryable: true });
  });

  test('is taken 60 s after its holder died, and not earlier', async () => {
    const { world } = await withOneTicket();
    await takeLane(world);
    world.advance(LANE_MS - 1);
    expect(await world.drain()).toMatchObject({ ended: 'held' });
    expect(cards(world)).toBe(0);
    world.advance(1);
    expect(await world.drain()).toEqual(DONE);
    expect(cards(world)).toBe(1);
  });

  test('is held without a break by workers that die one after the other: the time is reported', async () => {
    const { world } = await withOneTicket();
    const since = world.now();
    await takeLane(world, since);
    world.advance(LANE_MS);
    const { preparePost } = world.slack.slack;
    world.slack.slack.preparePost = async (...about) => {
      const send = await preparePost(...about);
      // Another worker comes while this one works with the lane of a dead one.
      world.advance(1000);
      expect(await world.drain()).toMatchObject({ ended: 'held', heldMs: LANE_MS + 1000 });
      return send;
    };
    expect(await world.drain()).toMatchObject({ ended: 'done' });
    expect(cards(world)).toBe(1);
  });

  test('is free at once if the drain fails', async () => {
    const { world } = await withOneTicket();
    const { attention } = world.store.reader;
    world.store.reader.attention = async () => {
      throw new StoreError('unavailable', 'made-up outage');
    };
    await expect(world.drain()).rejects.toThrow('made-up outage');
    world.store.reader.attention = attention;
    expect(await world.drain()).toMatchObject({ ended: 'done' });
    expect(cards(world)).toBe(1);
  });
});

describe('R18: the holder', () => {
  test.each(['before it releases', 'while it releases'])(
    "that is %s at the call looks again, and shows the caller's message",
    async (when) => {
      const { world } = await withOneTicket();
      const { release } = world.store.lanes;
      let second = '';
      const results: unknown[] = [];
      const call = async (): Promise<void> => {
        second = world.coupang.handOver();
        await world.poll();
        // The key is lost with the wake-up, so the look must find it.
        results.push(await world.drain());
      };
      world.store.lanes.release = async (...about) => {
        world.store.lanes.release = release;
        if (when === 'while it releases') await call();
        return release(...about);
      };
      duringNextPost(world, async () => {
        if (when === 'before it releases') await call();
      });
      expect(await world.drain()).toEqual(DONE);
      expect(results).toMatchObject([{ ended: 'held' }]);
      expect(world.ticketOf(second)).toMatchObject({ delivery: { shownVersion: 1 } });
      expect(cards(world)).toBe(2);
      expect(await laneOf(world)).not.toHaveProperty('called');
      expect(await laneOf(world)).not.toHaveProperty('token');
    },
  );

  test('whose lane is renewed after it was called still looks again, although a renewal clears the mark', async () => {
    const { world } = await withOneTicket();
    const { attention } = world.store.reader;
    let second = '';
    let called: unknown;
    world.store.reader.attention = async (...about) => {
      world.store.reader.attention = attention;
      const rows = await attention(...about);
      // So slow that the lane is renewed before the next call to Slack.
      world.advance(25_000);
      second = world.coupang.handOver();
      await world.poll();
      called = await world.drain();
      return rows;
    };
    expect(await world.drain()).toEqual(DONE);
    expect(called).toMatchObject({ ended: 'held' });
    expect(world.ticketOf(second)).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test('whose reading takes longer than that sends a message between two readings, and leaves nothing pending', async () => {
    const world = createWorld();
    putCards(world, 12);
    const { attention } = world.store.reader;
    world.store.reader.attention = async (...about) => {
      const rows = await attention(...about);
      world.advance(11_000);
      return rows;
    };
    expect(await world.drain()).toEqual(DONE);
    expect(cards(world)).toBe(12);
  });

  test('that reads many rows, none of them pending, still reads again in time', async () => {
    const world = createWorld();
    putCards(world, 40);
    const stale = await world.store.reader.attention(VENDOR);
    for (const ticket of world.tickets())
      world.store.put(withFields(ticket, { shownVersion: 1, channel: 'C0', ts: '1.1' }));
    const looks: number[] = [];
    world.store.reader.attention = async () => {
      looks.push(world.now());
      return stale;
    };
    const { ticket } = world.store.reader;
    world.store.reader.ticket = (key) => {
      world.advance(1000);
      return ticket(key);
    };
    await world.drain();
    const gaps = looks.slice(1).map((at, index) => at - (looks[index] ?? 0));
    expect(gaps.length).toBeGreaterThanOrEqual(3);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(11_000);
    expect(world.slack.calls.posts).toBe(0);
  });

  test('begins no call in the last 15 s of its lane, even if renewal and attempt are slow', async () => {
    const { world } = await withOneTicket();
    const { renew } = world.store.lanes;
    const { noteAttempt } = world.store.delivery;
    let slow = 2;
    world.store.lanes.renew = async (...about) => {
      const held = await renew(...about);
      if ((slow -= 1) >= 0) world.advance(41_000);
      return held;
    };
    let attempts = 0;
    world.store.delivery.noteAttempt = async (...about) => {
      const noted = await noteAttempt(...about);
      if ((attempts += 1) === 1) world.advance(5000);
      return noted;
    };
    const left: number[] = [];
    const until = async (): Promise<number> => (await laneOf(world))?.until ?? 0;
    const { preparePost } = world.slack.slack;
    world.slack.slack.preparePost = async (...about) => {
      const call = await preparePost(...about);
      return async () => {
        left.push((await until()) - world.now());
        return call();
      };
    };
    expect(await world.drain()).toEqual(DONE);
    expect(attempts).toBe(2);
    expect(left).toEqual([expect.any(Number)]);
    expect(left[0]).toBeGreaterThanOrEqual(15_000);
  });
});

describe('R18: a worker that sleeps past the end of its lane sends nothing more', () => {
  const SLEPT_MS = 70_000;

  /** Two cards are pending. The machine sleeps once, during one of the drain's calls. */
  const sleepIn = async (where: string, call: number) => {
    let left = Infinity;
    const { world } = await withOneTicket({
      effect: async (name, take) => {
        const taken = take();
        if (name === where && (left -= 1) === 0) world.advance(SLEPT_MS);
        return taken;
      },
    });
    world.coupang.handOver();
    await world.poll();
    if (where === 'sleep') {
      const { sleep } = world.drainServices;
      world.drainServices.sleep = async (ms) => sleep(ms + SLEPT_MS);
    }
    left = call;
    return world;
  };

  test.each([
    ['sleep', 1, 1],
    ['store.attention', 1, 0],
    ['store.ticket', 1, 0],
    ['prepare.post', 1, 0],
    ['prepare.post', 2, 1],
    ['store.noteAttempt', 1, 0],
    ['store.noteAttempt', 2, 1],
    ['store.noteResult', 1, 1],
  ])('in %s (call %i)', async (where, call, shown) => {
    const world = await sleepIn(where, call);
    expect(await world.drain()).toMatchObject({ ended: 'lost' });
    expect(cards(world)).toBe(shown);
    expect(world.tickets().every(({ delivery: { attempt } }) => attempt === undefined)).toBe(true);
  });

  test('in the call itself: its result is written, and another worker makes the next call', async () => {
    const world = await sleepIn('slack.post', 1);
    expect(await world.drain()).toMatchObject({ ended: 'lost' });
    expect(world.tickets().map(({ delivery: { shownVersion } }) => shownVersion)).toEqual([1, 0]);
    expect(cards(world)).toBe(1);
    expect(await world.drain()).toEqual(DONE);
    expect(cards(world)).toBe(2);
  });

  test('while another has taken its lane: it neither renews nor releases that lane', async () => {
    const { world } = await withOneTicket();
    world.coupang.handOver();
    await world.poll();
    const { sleep } = world.drainServices;
    world.drainServices.sleep = async (ms) => {
      await sleep(ms + SLEPT_MS);
      if ((await laneOf(world))?.token !== 'other') await takeLane(world);
    };
    expect(await world.drain()).toMatchObject({ ended: 'lost' });
    expect(await laneOf(world)).toMatchObject({ token: 'other', until: world.now() + LANE_MS });
    expect(cards(world)).toBe(1);
  });

  test('although this machine’s own clock did not notice: the monotonic one did', async () => {
    const { world } = await withOneTicket();
    let slept = 0;
    const { now } = world.clock;
    const clock = { ...world.clock, elapsed: () => now() + slept };
    const { preparePost } = world.slack.slack;
    world.slack.slack.preparePost = async (...about) => {
      slept += SLEPT_MS;
      return preparePost(...about);
    };
    const services = { ...world.drainServices, clock };
    expect(await drain(VENDOR, [], { stopAfterMs: DRAIN_MS }, services)).toMatchObject({ ended: 'lost' });
    expect(world.slack.calls.posts).toBe(0);
  });
});

describe('R18: a drain whose time is over', () => {
  test('releases, wakes the vendor, and the next one continues there', async () => {
    const world = createWorld({ listsAbove: { cards: 1000 } });
    putCards(world, 150);
    const began = world.now();
    expect(await world.drain()).toEqual({ ...DONE, ended: 'out-of-time' });
    expect(world.now() - began).toBeLessThanOrEqual(DRAIN_MS + 1000);
    const shown = cards(world);
    expect(shown).toBeGreaterThanOrEqual(95);
    expect(shown).toBeLessThan(150);
    expect(world.bus.wakeUps).toEqual([{ vendor: VENDOR, deliverables: [] }]);
    expect(await laneOf(world)).not.toHaveProperty('token');
    expect(await world.notify()).toEqual([DONE]);
    expect(new Set(world.slack.messages.map(({ deliverable }) => deliverable)).size).toBe(150);
    expect(cards(world)).toBe(150);
    const gaps = world.slack.messages.slice(1).map(({ postedAt }, at) => {
      const before = world.slack.messages[at];
      return postedAt - (before?.postedAt ?? 0);
    });
    // The lane passes the pace from one drain to the next.
    expect(Math.min(...gaps)).toBe(1000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1300);
  });

  test('releases even if it was called, and the next drain reads again', async () => {
    const world = createWorld({ listsAbove: { cards: 1000 } });
    putCards(world, 150);
    const { release } = world.store.lanes;
    let caller: unknown;
    world.store.lanes.release = async (...about) => {
      world.store.lanes.release = release;
      caller = await world.drain();
      return release(...about);
    };
    expect(await world.drain()).toMatchObject({ ended: 'out-of-time' });
    expect(caller).toMatchObject({ ended: 'held' });
    expect(await laneOf(world)).not.toHaveProperty('token');
  });

  test('does not sleep longer than that, whatever Slack asks', async () => {
    const { world } = await withOneTicket();
    const services = { ...world.drainServices };
    world.slack.failBefore.push(
      new SlackFailure('rate-limited', 'ratelimited', 'made-up wait', { retryAfterMs: 15_000 }),
    );
    world.bus.wakeUps.length = 0;
    const began = world.now();
    expect(await drain(VENDOR, [], { stopAfterMs: 5000 }, services)).toEqual({
      ...DONE,
      ended: 'out-of-time',
    });
    expect(world.now() - began).toBe(5000);
    expect(world.bus.wakeUps).toEqual([{ vendor: VENDOR, deliverables: [] }]);
    expect(cards(world)).toBe(0);
  });

  test('wakes nobody if it has lost its lane, since the new holder continues', async () => {
    const world = createWorld({ listsAbove: { cards: 1000 } });
    putCards(world, 150);
    world.store.lanes.release = async () => 'lost';
    expect(await world.drain()).toEqual({ ...DONE, ended: 'lost' });
    expect(world.bus.wakeUps).toEqual([]);
  });
});
