import { describe, expect, test } from '@jest/globals';
import { drain, type DrainResult } from '../../../../lib/workflows/delivery/drain.ts';
import { sendTestTicket } from '../../../../lib/workflows/intake/send-test-ticket.ts';
import { SlackFailure } from '../../../../lib/workflows/ports/slack.ts';
import { createWorld, DRAIN_MS, VENDOR, type World } from '../../../simulation/create-world.ts';

const TEST_VENDOR = { market: 'KR', vendorId: 'test-ticket-C0TRY' } as const;
const WORDS = { product: 'made-up test', text: 'made-up test text' };

/** Sends a test ticket in a world. `meanwhile` runs whenever poll waits. */
const run = (world: World, meanwhile: () => Promise<unknown>) => {
  const { reader, writer, lanes } = world.store;
  return sendTestTicket(TEST_VENDOR, WORDS, world.now() + 60_000, {
    reader,
    writer,
    lanes,
    publisher: world.bus.publisher,
    clock: world.clock,
    sleep: async (ms) => {
      world.advance(ms);
      await meanwhile();
    },
  });
};

/** One run of notify for the test ticket's made-up vendor. */
const drainTestVendor = (world: World): Promise<DrainResult> =>
  drain(TEST_VENDOR, [], { stopAfterMs: DRAIN_MS }, world.drainServices);

const texts = (world: World) => world.slack.messages.map(({ name, state }) => [name, state]);

describe('a test ticket', () => {
  test('is a card that ends withdrawn, and its ticket touches no other vendor (O8)', async () => {
    const world = createWorld();
    const own = world.coupang.handOver();
    await world.poll();
    await world.drain();
    const before = world.ticketOf(own);
    const done = await run(world, () => drainTestVendor(world));
    expect(done).toMatchObject({ stage: 'done', shownAfterMs: 500, ticket: TEST_VENDOR });
    expect(texts(world)).toEqual([
      ['card', 'open'],
      ['card', 'closed'],
      [expect.stringMatching(/^closed-/), 'closed'],
    ]);
    expect(world.ticketOf(own)).toEqual(before);
    expect((await world.store.reader.attention(VENDOR)).tickets).toHaveLength(1);
    expect((await world.store.reader.attention(TEST_VENDOR)).tickets).toEqual([]);
    expect(await world.store.reader.closed(VENDOR, 0)).toEqual([]);
    // Otherwise `report` would treat it as a vendor that was removed from the configuration.
    expect(await world.store.states.vendors()).toEqual([VENDOR]);
  });

  test('is a separate ticket each time', async () => {
    const world = createWorld();
    await run(world, () => drainTestVendor(world));
    world.advance(1);
    await run(world, () => drainTestVendor(world));
    expect(world.tickets()).toHaveLength(2);
  });

  test('reports at once that the bus refused it', async () => {
    const world = createWorld();
    world.bus.publisher.publish = async (events) => events.map(() => false);
    const began = world.now();
    expect(await run(world, async () => {})).toMatchObject({ stage: 'publishing' });
    expect(world.now()).toBe(began);
  });

  test('reports that it did not reach notify; if its event still comes, no card follows', async () => {
    const world = createWorld();
    expect(await run(world, async () => {})).toMatchObject({ stage: 'reaching-notify' });
    expect(world.tickets()).toMatchObject([
      { facts: { state: 'closed', outcome: 'withdrawn', announcement: 'none' } },
    ]);
    await drainTestVendor(world);
    expect(world.slack.messages).toEqual([]);
  });

  test('reports at once, not after a minute, that Slack refuses its card', async () => {
    const world = createWorld();
    const began = world.now();
    world.slack.failBefore.push(new SlackFailure('refused', 'made_up_word', 'made up'));
    expect(await run(world, () => drainTestVendor(world))).toMatchObject({ stage: 'slack' });
    expect(world.now() - began).toBeLessThan(5000);
    world.advance(600_000);
    await drainTestVendor(world);
    expect(world.slack.messages).toEqual([]);
  });

  test('reports that Slack accepts nothing, when the time is over', async () => {
    const world = createWorld();
    const refused = () => new SlackFailure('token-unusable', 'invalid_auth', 'made up');
    world.slack.failBefore.push(refused(), refused());
    expect(await run(world, () => drainTestVendor(world))).toMatchObject({ stage: 'slack' });
    world.advance(600_000);
    await drainTestVendor(world);
    expect(world.slack.messages).toEqual([]);
  });

  test('waits if Slack briefly demands it', async () => {
    const world = createWorld();
    const wait = { retryAfterMs: 2000 };
    world.slack.failBefore.push(new SlackFailure('rate-limited', 'ratelimited', 'made up', wait));
    expect(await run(world, () => drainTestVendor(world))).toMatchObject({ stage: 'done' });
  });

  test('reports that its card could not be withdrawn in time', async () => {
    const world = createWorld();
    let drains = 0;
    const once = async () => {
      if (drains++ === 0) await drainTestVendor(world);
    };
    expect(await run(world, once)).toMatchObject({ stage: 'closing', shownAfterMs: 500 });
    await drainTestVendor(world);
    expect(world.slack.messages[0]).toMatchObject({ name: 'card', state: 'closed' });
  });
});
