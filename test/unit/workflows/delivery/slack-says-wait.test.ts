import { withFields } from '../../../fixtures/domain/make-ticket.ts';
import { describe, expect, test } from '@jest/globals';
import { deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import { drain } from '../../../../lib/workflows/delivery/drain.ts';
import { HOUR, MINUTE, SECOND } from '../../../fixtures/domain/made-up.ts';
import {
  createWorld,
  DRAIN_MS,
  TRACK_SETTINGS,
  VENDOR,
  type World,
  withOneTicket,
} from '../../../simulation/create-world.ts';
import { CHANNEL, STEP_CHANNEL } from '../../../simulation/memory-slack.ts';
import { fails, watchSlackCalls } from './watch-slack-calls.ts';

const OWN_CHANNEL = { ...TRACK_SETTINGS, ladder: { ...TRACK_SETTINGS.ladder, ownChannel: ['1h' as const] } };
const waitsOf = async (world: World) => (await world.store.lanes.read(VENDOR))?.waits;

describe('R21: Slack demands to wait', () => {
  test("for a card's channel: a message of its ticket in another channel does not wait", async () => {
    const { world, id } = await withOneTicket({ trackSettings: OWN_CHANNEL });
    await world.notify();
    watchSlackCalls(world, ({ method, channel }) =>
      method === 'post' && channel !== STEP_CHANNEL ? fails('rate-limited', MINUTE) : undefined,
    );
    world.advance(23 * HOUR);
    await world.trackSla();
    await world.notify();
    const { dueAt } = world.ticketOf(id).facts;
    const { posted } = world.ticketOf(id).delivery;
    expect(posted).toHaveProperty([`escalation/1h/${dueAt}`]);
    expect(posted).not.toHaveProperty([`step/1h/${dueAt}`]);
  });

  test('for posts of one channel: edits there and posts elsewhere continue', async () => {
    const world = createWorld({ trackSettings: OWN_CHANNEL });
    const warned = world.coupang.handOver({ requestAgeMs: 22 * HOUR });
    const edited = world.coupang.handOver();
    await world.poll();
    await world.notify();
    world.coupang.editRequest(edited, 'Changed.');
    world.advance(HOUR);
    world.coupang.handOver();
    await world.poll();
    await world.trackSla();
    let isFirst = true;
    const calls = watchSlackCalls(world, ({ method, channel }) => {
      if (method !== 'post' || channel !== CHANNEL || !isFirst) return undefined;
      isFirst = false;
      return fails('rate-limited', 15 * SECOND);
    });
    const began = world.now();
    await world.drain();
    const early = calls.filter(({ at }) => at - began < 15 * SECOND);
    expect(early.map(({ method, channel }) => [method, channel])).toEqual([
      // The thread's warning must wait.
      ['post', CHANNEL],
      ['post', STEP_CHANNEL],
      ['edit', CHANNEL],
      ['edit', CHANNEL],
    ]);
    expect(early[1]?.deliverable).toBe(deliverableId(world.ticketOf(warned).key));
    const late = calls.filter(({ method, at }) => method === 'post' && at - began >= 15 * SECOND);
    expect(late.length).toBeGreaterThanOrEqual(3);
    expect(late[0]?.at).toBe(began + 15 * SECOND);
  });

  test('for edits of one channel: posts there continue', async () => {
    const { world, id } = await withOneTicket();
    await world.notify();
    world.coupang.editRequest(id, 'Changed.');
    world.advance(MINUTE);
    const fresh = world.coupang.handOver();
    await world.poll();
    watchSlackCalls(world, ({ method }) =>
      method === 'edit' ? fails('rate-limited', 90 * SECOND) : undefined,
    );
    await world.drain();
    expect(world.ticketOf(fresh)).toMatchObject({ delivery: { shownVersion: 1 } });
    expect(world.messagesOf(world.ticketOf(id).key).map(({ name }) => name)).toEqual(['card', 'changed-2']);
    expect(await waitsOf(world)).toHaveProperty([`edit:${CHANNEL}`]);
  });

  test('for a short time: the drain keeps its lane, has no attempt meanwhile, and continues at that time', async () => {
    const { world, id } = await withOneTicket();
    let isFirst = true;
    const calls = watchSlackCalls(world, () => {
      if (!isFirst) return undefined;
      isFirst = false;
      return fails('rate-limited', 19 * SECOND);
    });
    const { sleep } = world.drainServices;
    world.drainServices.sleep = async (ms) => {
      expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
      await sleep(ms);
    };
    const began = world.now();
    expect(await world.drain()).toEqual({ ended: 'done', refused: 0, failed: 0 });
    expect(calls.map(({ at }) => at - began)).toEqual([0, 19 * SECOND]);
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1, retries: {} } });
  });

  test('without a time: twenty seconds', async () => {
    const { world } = await withOneTicket();
    let isFirst = true;
    const calls = watchSlackCalls(world, () => {
      if (!isFirst) return undefined;
      isFirst = false;
      return fails('rate-limited');
    });
    const began = world.now();
    await world.drain();
    expect(calls.map(({ at }) => at - began)).toEqual([0, 20 * SECOND]);
  });

  test('for longer than twenty seconds: the drain ends, and the next makes no call before that time', async () => {
    const { world, id } = await withOneTicket();
    world.coupang.handOver();
    await world.poll();
    let isFirst = true;
    const calls = watchSlackCalls(world, () => {
      if (!isFirst) return undefined;
      isFirst = false;
      return fails('rate-limited', 90 * SECOND);
    });
    const began = world.now();
    expect(await world.drain()).toEqual({ ended: 'done', refused: 0, failed: 0 });
    expect(world.now()).toBe(began);
    expect(world.ticketOf(id)).not.toHaveProperty('delivery.attempt');
    expect(await waitsOf(world)).toMatchObject({
      [`post:${CHANNEL}`]: { until: began + 90 * SECOND, forMs: 90 * SECOND },
    });
    for (const seconds of [30, 39]) {
      world.advance(seconds * SECOND);
      await world.drain();
    }
    expect(calls).toHaveLength(1);
    world.advance(21 * SECOND);
    await world.drain();
    expect(calls.slice(1).map(({ at }) => at - began)).toEqual([90 * SECOND, 92.5 * SECOND]);
  });

  test("and this machine's clock is set back by an hour: the wait becomes no longer", async () => {
    const { world, id } = await withOneTicket();
    world.slack.failBefore.push(fails('rate-limited', 30 * SECOND));
    await world.drain();
    // A clock that was an hour ahead wrote the lane.
    const lane = await world.store.lanes.read(VENDOR);
    if (!lane) throw new Error('There is no lane.');
    const waits = Object.fromEntries(
      Object.entries(lane.waits).map(([key, wait]) => [key, { ...wait, until: wait.until + HOUR }]),
    );
    world.store.laneTable.put(VENDOR, { ...lane, waits });
    await world.drain();
    expect(world.ticketOf(id).delivery.shownVersion).toBe(0);
    world.advance(30 * SECOND);
    await world.drain();
    expect(world.ticketOf(id)).toMatchObject({ delivery: { shownVersion: 1 } });
  });
});

describe('R21: Slack cannot be reached', () => {
  test('everything waits for ten seconds, no attempt stays open, and all is shown when Slack is back', async () => {
    const { world, id } = await withOneTicket();
    const edited = world.coupang.handOver();
    await world.poll();
    await world.notify();
    world.coupang.editRequest(edited, 'Changed.');
    world.coupang.handOver();
    world.advance(MINUTE);
    await world.poll();
    const backAt = world.now() + 35 * SECOND;
    const calls = watchSlackCalls(world, ({ at }) => (at < backAt ? fails('unreached') : undefined));
    const { sleep } = world.drainServices;
    world.drainServices.sleep = async (ms) => {
      expect(world.tickets().some(({ delivery: { attempt } }) => attempt)).toBe(false);
      await sleep(ms);
    };
    const began = world.now();
    await world.drain();
    const failed = calls.filter(({ at }) => at < backAt);
    expect(failed.map(({ at }) => at - began)).toEqual([0, 10_000, 20_000, 30_000]);
    expect(calls[4]?.at).toBe(began + 40_000);
    expect(
      world
        .tickets()
        .every(({ delivery: { shownVersion }, outbox: { version } }) => shownVersion === version),
    ).toBe(true);
    expect(world.messagesOf(world.ticketOf(id).key)).toHaveLength(1);
  });
});

describe('R19, R21: an answer is unsure', () => {
  test('the attempt stays, and the next message is still sent', async () => {
    const { world, id } = await withOneTicket();
    const other = world.coupang.handOver();
    await world.poll();
    world.slack.failBefore.push(fails('unsure'));
    await world.drain();
    expect(world.ticketOf(id).delivery.attempt).toMatchObject({ name: 'card', channel: CHANNEL });
    expect(world.ticketOf(other)).toMatchObject({ delivery: { shownVersion: 1 } });
  });

  test('twice in a row: Slack may be away, so everything waits for ten seconds instead of leaving one attempt each', async () => {
    const world = createWorld();
    for (let count = 0; count < 9; count += 1) world.coupang.handOver();
    await world.poll();
    const calls = watchSlackCalls(world, () => fails('unsure'));
    const began = world.now();
    const { sleep } = world.drainServices;
    world.drainServices.sleep = async (ms) => {
      await sleep(ms);
      if (world.now() - began >= 30 * SECOND) throw new Error('enough');
    };
    await expect(world.drain()).rejects.toThrow('enough');
    const posts = calls.filter(({ method }) => method === 'post');
    expect(posts.map(({ at }) => Math.floor((at - began) / SECOND))).toEqual([0, 1, 11, 21]);
  });
});

test('R21: each vendor’s lane has its own waits', async () => {
  const { world } = await withOneTicket();
  const other = { ...VENDOR, vendorId: 'A00099999' };
  for (const ticket of world.tickets()) world.store.put(withFields(ticket, { ...other }));
  world.slack.failBefore.push(fails('rate-limited', 90 * SECOND));
  await world.drain();
  expect(world.slack.messages).toEqual([]);
  await drain(other, [], { stopAfterMs: DRAIN_MS }, world.drainServices);
  expect(world.slack.messages).toMatchObject([{ name: 'card' }]);
});
