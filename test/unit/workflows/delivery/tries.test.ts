import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { aimOf } from '../../../../lib/domain/delivery/aim.ts';
import { type Deliverable, deliverableId } from '../../../../lib/domain/delivery/deliverable.ts';
import type { DeliveryAction } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { createTries, createWaits } from '../../../../lib/workflows/delivery/tries.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { startTestSlack } from '../../../fixtures/slack/start-test-slack.ts';
import { stopAfterTest } from '../../../fixtures/stop-after-test.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, MINUTE, NOW, SECOND } from '../../../fixtures/domain/made-up.ts';
import {
  TRACK_SETTINGS,
  VENDOR,
  type World,
  createWorld,
  silent,
  withOneTicket,
} from '../../../simulation/create-world.ts';
import { fails, watchSlackCalls } from './watch-slack-calls.ts';
import { CHANNEL, STEP_CHANNEL } from '../../../simulation/memory-slack.ts';

const channels = { channel: 'C0CS', fallbackChannel: 'C0OPS', stepChannels: {} };
const POST: DeliveryAction = { do: 'post' };
const EDIT: DeliveryAction = { do: 'edit' };
const ATTEMPT = { name: 'card', channel: 'C0CS', at: NOW, token: 'made-up' } as const;
const unposted = makeTicket({ attempt: ATTEMPT });
const shown = makeTicket({ channel: 'C0CS', ts: '1.1', version: 2 });

const start = () => {
  const clock = { now: () => NOW, elapsed: () => 0 };
  const tries = createTries({ waits: {}, channels: {} }, { clock, log: silent });
  const plan = (deliverable: Deliverable, action: DeliveryAction) => {
    const form = tries.formOf(deliverable, action);
    return { deliverable, action, aim: aimOf(deliverable, action, { channels, form }) };
  };
  /** The same action, in the form of this try. */
  const answer = (deliverable: Deliverable, action: DeliveryAction, kind?: SlackFailureKind) => {
    const call = kind ? { begunAt: 0, failure: fails(kind) } : { begunAt: 0 };
    return tries.note(plan(deliverable, action), { deliverable, call }).own?.do;
  };
  return { tries, plan, answer };
};

describe('R22: the form of the next try', () => {
  test('is text alone after refused blocks, and the first form for a new version', () => {
    const { tries, answer } = start();
    expect(answer(unposted, POST, 'content-refused')).toBe('another-form');
    expect(tries.formOf(unposted, POST)).toEqual({ plain: true });
    expect(tries.formOf(makeTicket({ version: 2 }), POST)).toBeUndefined();
  });

  test('is the first form again, once the fallback channel accepts nothing either', () => {
    const { tries, plan, answer } = start();
    answer(unposted, POST, 'channel-unusable');
    expect(plan(unposted, POST).aim?.channel).toBe('C0OPS');
    expect(answer(unposted, POST, 'channel-unusable')).toBe('wait');
    expect(plan(unposted, POST).aim?.channel).toBe('C0CS');
    expect(tries.waitMs(plan(unposted, POST).aim)).toBe(60_000);
  });
});

test('R22: a card is replaced once in a drain', () => {
  const { answer } = start();
  expect(answer(shown, EDIT, 'card-unusable')).toBe('replace');
  expect(answer(shown, EDIT, 'card-unusable')).toBe('retry-later');
});

describe('R19: unsure answers', () => {
  test('make everything wait after two in a row', () => {
    const { tries, plan, answer } = start();
    answer(shown, EDIT, 'unsure');
    expect(tries.waitMs(plan(unposted, POST).aim)).toBe(0);
    answer(shown, EDIT, 'unsure');
    expect(tries.waitMs(plan(unposted, POST).aim)).toBe(10_000);
  });

  test('are counted from zero after a sure answer', () => {
    const { tries, plan, answer } = start();
    answer(shown, EDIT, 'unsure');
    answer(shown, EDIT);
    answer(shown, EDIT, 'unsure');
    expect(tries.waitMs(plan(unposted, POST).aim)).toBe(0);
  });

  test('are not counted for an edit along with a line', () => {
    const { tries, plan, answer } = start();
    const along = { begunAt: 0, failure: fails('unsure') };
    tries.note(plan(unposted, POST), { deliverable: unposted, call: { begunAt: 0 }, along });
    answer(shown, EDIT, 'unsure');
    expect(tries.waitMs(plan(shown, { do: 'look-up' }).aim)).toBe(0);
  });
});

describe('R21: after a 429', () => {
  test('a channel keeps a slower pace for ten minutes, also in the next drain', () => {
    const { tries, plan, answer } = start();
    answer(unposted, POST, 'rate-limited');
    const { waits } = tries.kept();
    const { aim } = plan(unposted, POST);
    const paceAfter = (minutes: number): number => {
      const clock = { now: () => NOW + minutes * MINUTE_MS, elapsed: () => 0 };
      const next = createTries({ waits, channels: {} }, { clock, log: silent });
      next.note(plan(unposted, POST), { deliverable: unposted, call: { begunAt: 0 } });
      return next.waitMs(aim);
    };
    expect([1, 9, 10].map(paceAfter)).toEqual([2_500, 2_500, 1_000]);
  });

  const rateLimited = z.looseObject({ retryAfter: z.number() });
  const secondsToWait = (error: unknown): number => rateLimited.parse(error).retryAfter;

  /** Each lane always has a post pending. Its attempt takes 20 ms, and a call 100 ms. */
  test('two lanes share a channel: of their posts in eight minutes Slack refuses a few, not half', async () => {
    let time = 0;
    const clock = { now: () => NOW + time, elapsed: () => time };
    const slack = await startTestSlack({ rateLimits: true, now: clock.now });
    stopAfterTest(slack.stop);
    const lanes = [0, 300].map((callAt) => ({
      tries: createTries({ waits: {}, channels: {} }, { clock, log: silent }),
      callAt,
      sent: 0,
      refused: 0,
    }));
    const { plan } = start();
    const planned = plan(unposted, POST);
    for (; time < 8 * MINUTE_MS; time += 10)
      for (const lane of lanes.filter(({ callAt }) => callAt <= time)) {
        const seconds = await slack.post('made up').then(() => undefined, secondsToWait);
        lane[seconds === undefined ? 'sent' : 'refused'] += 1;
        const failure = seconds === undefined ? {} : { failure: fails('rate-limited', seconds * 1000) };
        lane.tries.note(planned, { deliverable: unposted, call: { begunAt: time, ...failure } });
        lane.callAt = time + Math.max(100, lane.tries.waitMs(planned.aim)) + 20;
      }
    const refused = lanes.reduce((sum, lane) => sum + lane.refused, 0);
    expect(refused).toBeLessThan(40);
    for (const { sent } of lanes) expect(sent).toBeGreaterThan(150);
  });
});

test('R19: an attempt counts as looked up after its first look-up', () => {
  const { tries, answer } = start();
  answer(unposted, POST);
  expect(tries.wasLookedUp(ATTEMPT)).toBe(false);
  answer(unposted, { do: 'look-up' });
  expect(tries.wasLookedUp(ATTEMPT)).toBe(true);
});

test('R21: the pace counts from the beginning of the call, for each method', () => {
  const { tries, plan, answer } = start();
  answer(unposted, POST);
  expect(tries.waitMs(plan(unposted, POST).aim)).toBe(1_000);
  expect(tries.waitMs(plan(shown, EDIT).aim)).toBe(0);
  answer(shown, EDIT);
  expect(tries.waitMs(plan(shown, EDIT).aim)).toBe(1_200);
  expect(tries.editFreeAt('C0CS')).toBe(1_200);
});

const startClock = () => {
  const time = { now: 1_000_000, elapsed: 50 };
  const clock = { now: () => time.now, elapsed: () => time.elapsed };
  const pass = (ms: number): void => {
    time.now += ms;
    time.elapsed += ms;
  };
  return { time, clock, pass };
};

test('R21: a key is free when its own wait is over, and others do not wait for it', () => {
  const { clock, pass } = startClock();
  const waits = createWaits({}, clock);
  waits.add('post:C0CS', 1000);
  expect(waits.left(['post:C0CS', 'slack'])).toBe(1000);
  expect(waits.left(['post:C0LEAD', 'edit:C0CS'])).toBe(0);
  pass(1000);
  expect(waits.left(['post:C0CS'])).toBe(0);
});

test('only the longest of several waits counts', () => {
  const { clock } = startClock();
  const waits = createWaits({}, clock);
  waits.add('token', 60_000);
  waits.add('token', 1000);
  waits.add('post:C0CS', 5000);
  expect(waits.left(['post:C0CS', 'token'])).toBe(60_000);
});

test('R21: the next drain gets the waits that are not over', () => {
  const { clock, pass } = startClock();
  const waits = createWaits({}, clock);
  waits.add('post:C0CS', 30_000);
  waits.add('edit:C0CS', 1000);
  pass(10_000);
  const kept = waits.kept();
  expect(Object.keys(kept)).toEqual(['post:C0CS']);
  pass(5000);
  expect(createWaits(kept, clock).left(['post:C0CS'])).toBe(15_000);
});

test('R6: a clock set back by an hour makes no wait an hour longer, in the drain and between two', () => {
  const { time, clock } = startClock();
  const waits = createWaits({}, clock);
  waits.add('post:C0CS', 1000);
  const kept = waits.kept();
  time.now -= HOUR_MS;
  expect(waits.left(['post:C0CS'])).toBe(1000);
  expect(createWaits(kept, clock).left(['post:C0CS'])).toBe(1000);
});

const OWN_CHANNEL = { ...TRACK_SETTINGS, ladder: { ...TRACK_SETTINGS.ladder, ownChannel: ['1h' as const] } };
const waitsOf = async (world: World) => (await world.store.lanes.read(VENDOR))?.waits;

describe('R21: Slack demands to wait', () => {
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

  test('for a short time: the drain keeps its lane, has no attempt meanwhile, and continues at that time', async () => {
    const { world, id } = await withOneTicket();
    world.slack.failBefore.push(fails('rate-limited', 19 * SECOND));
    const calls = watchSlackCalls(world);
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

  test('for longer than twenty seconds: the drain ends, and the next makes no call before that time', async () => {
    const { world, id } = await withOneTicket();
    world.coupang.handOver();
    await world.poll();
    world.slack.failBefore.push(fails('rate-limited', 90 * SECOND));
    const calls = watchSlackCalls(world);
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
});

describe('R21: Slack cannot be reached', () => {
  test('everything waits for ten seconds, no attempt stays open, and all is shown when Slack is back', async () => {
    const { world, id } = await withOneTicket();
    const edited = world.coupang.handOver();
    await world.poll();
    await world.notify();
    world.coupang.editRequest(edited, 'Changed.');
    world.coupang.handOver();
    await world.pollAfter(MINUTE);
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
