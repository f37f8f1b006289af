import { describe, expect, test } from '@jest/globals';
import { aimOf } from '../../../../lib/domain/delivery/aim.ts';
import type { Deliverable } from '../../../../lib/domain/delivery/deliverable.ts';
import type { DeliveryAction } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { createTries } from '../../../../lib/workflows/delivery/tries.ts';
import { MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { createRateLimits } from '../../../../local/slack/create-rate-limits.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';
import { makeTicket } from '../../../fixtures/domain/make-ticket.ts';
import { NOW } from '../../../fixtures/domain/made-up.ts';
import { silent } from '../../../simulation/create-world.ts';
import { fails } from './watch-slack-calls.ts';

const channels = { channel: 'C0CS', fallbackChannel: 'C0OPS', stepChannels: {} };
const POST: DeliveryAction = { do: 'post' };
const EDIT: DeliveryAction = { do: 'edit' };
const attempt = { name: 'card', channel: 'C0CS', at: NOW, token: 'made-up' } as const;
const ticket = makeTicket({ attempt });
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
    expect(answer(ticket, POST, 'content-refused')).toBe('another-form');
    expect(tries.formOf(ticket, POST)).toEqual({ plain: true });
    expect(tries.formOf(makeTicket({ version: 2 }), POST)).toBeUndefined();
  });

  test('is the first form again, once the fallback channel accepts nothing either', () => {
    const { tries, plan, answer } = start();
    answer(ticket, POST, 'channel-unusable');
    expect(plan(ticket, POST).aim?.channel).toBe('C0OPS');
    expect(answer(ticket, POST, 'channel-unusable')).toBe('wait');
    expect(plan(ticket, POST).aim?.channel).toBe('C0CS');
    expect(tries.waitMs(plan(ticket, POST).aim)).toBe(60_000);
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
    expect(tries.waitMs(plan(ticket, POST).aim)).toBe(0);
    answer(shown, EDIT, 'unsure');
    expect(tries.waitMs(plan(ticket, POST).aim)).toBe(10_000);
  });

  test('are counted from zero after a sure answer', () => {
    const { tries, plan, answer } = start();
    answer(shown, EDIT, 'unsure');
    answer(shown, EDIT);
    answer(shown, EDIT, 'unsure');
    expect(tries.waitMs(plan(ticket, POST).aim)).toBe(0);
  });

  test('are not counted for an edit along with a line', () => {
    const { tries, plan, answer } = start();
    const along = { begunAt: 0, failure: fails('unsure') };
    tries.note(plan(ticket, POST), { deliverable: ticket, call: { begunAt: 0 }, along });
    answer(shown, EDIT, 'unsure');
    expect(tries.waitMs(plan(shown, { do: 'look-up' }).aim)).toBe(0);
  });
});

describe('R21: after a 429', () => {
  test('a channel keeps a slower pace for ten minutes, also in the next drain', () => {
    const { tries, plan, answer } = start();
    answer(ticket, POST, 'rate-limited');
    const { waits } = tries.kept();
    const { aim } = plan(ticket, POST);
    const paceAfter = (minutes: number): number => {
      const clock = { now: () => NOW + minutes * MINUTE_MS, elapsed: () => 0 };
      const next = createTries({ waits, channels: {} }, { clock, log: silent });
      next.note(plan(ticket, POST), { deliverable: ticket, call: { begunAt: 0 } });
      return next.waitMs(aim);
    };
    expect([1, 9, 10].map(paceAfter)).toEqual([2_500, 2_500, 1_000]);
  });

  /** Each lane always has a post pending. Its attempt takes 20 ms, and a call 100 ms. */
  test('two lanes share a channel: of their posts in eight minutes Slack refuses a few, not half', () => {
    let time = 0;
    const clock = { now: () => NOW + time, elapsed: () => time };
    const limits = createRateLimits(clock.now);
    const lanes = [0, 300].map((callAt) => ({
      tries: createTries({ waits: {}, channels: {} }, { clock, log: silent }),
      callAt,
      sent: 0,
      refused: 0,
    }));
    const { plan } = start();
    const planned = plan(ticket, POST);
    for (; time < 8 * MINUTE_MS; time += 10)
      for (const lane of lanes.filter(({ callAt }) => callAt <= time)) {
        const seconds = limits('chat.postMessage', 'C0CS');
        lane[seconds === undefined ? 'sent' : 'refused'] += 1;
        const failure = seconds === undefined ? {} : { failure: fails('rate-limited', seconds * 1000) };
        lane.tries.note(planned, { deliverable: ticket, call: { begunAt: time, ...failure } });
        lane.callAt = time + Math.max(100, lane.tries.waitMs(planned.aim)) + 20;
      }
    const refused = lanes.reduce((sum, lane) => sum + lane.refused, 0);
    expect(refused).toBeLessThan(40);
    for (const { sent } of lanes) expect(sent).toBeGreaterThan(150);
  });
});

test('R19: an attempt counts as looked up after its first look-up', () => {
  const { tries, answer } = start();
  answer(ticket, POST);
  expect(tries.wasLookedUp(attempt)).toBe(false);
  answer(ticket, { do: 'look-up' });
  expect(tries.wasLookedUp(attempt)).toBe(true);
});

test('R21: the pace counts from the beginning of the call, for each method', () => {
  const { tries, plan, answer } = start();
  answer(ticket, POST);
  expect(tries.waitMs(plan(ticket, POST).aim)).toBe(1_000);
  expect(tries.waitMs(plan(shown, EDIT).aim)).toBe(0);
  answer(shown, EDIT);
  expect(tries.waitMs(plan(shown, EDIT).aim)).toBe(1_200);
  expect(tries.editFreeAt('C0CS')).toBe(1_200);
});
