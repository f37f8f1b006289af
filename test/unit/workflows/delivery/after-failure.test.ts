import { describe, expect, test } from '@jest/globals';
import {
  afterFailure,
  type Failed,
  retryAfterRefusal,
} from '../../../../lib/workflows/delivery/after-failure.ts';
import type { SlackFailureKind } from '../../../../lib/workflows/ports/slack-error.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const card: Failed = {
  what: 'own',
  options: {},
  isDigest: false,
  isReplaced: false,
  unsure: 0,
  answeredAt: undefined,
  refused: undefined,
  onlyFinds: false,
  now: 0,
};
const reply: Failed = { ...card, what: 'reply' };
const edit: Failed = { ...card, what: 'edit' };
const inThread: Failed = { ...card, options: { thread: { channel: 'C0CS', ts: '1.1' } } };

describe('what follows from a failed call (R21, R22)', () => {
  test.each<[string, SlackFailureKind, Failed, unknown]>([
    ['a lost answer: the attempt stays', 'unsure', card, { do: 'unsure' }],
    ['no way to Slack: all waits', 'unreached', reply, { do: 'wait', wait: { on: 'slack', forMs: 10_000 } }],
    [
      'a refused token: all waits',
      'token-unusable',
      edit,
      { do: 'wait', wait: { on: 'token', forMs: 60_000 } },
    ],
    ['refused blocks: text alone', 'content-refused', card, { do: 'another-form', options: { plain: true } }],
    [
      'refused text: a next try of its own',
      'content-refused',
      { ...card, options: { plain: true } },
      { do: 'retry-later' },
    ],
    [
      'a channel that takes nothing: the fallback',
      'channel-unusable',
      card,
      { do: 'another-form', options: { fallback: true } },
    ],
    [
      'nor does the fallback: the channel is probed',
      'channel-unusable',
      { ...card, options: { fallback: true } },
      { do: 'wait', wait: { on: 'channel', forMs: 60_000 } },
    ],
    ['the card’s channel takes no reply: a new card', 'channel-unusable', reply, { do: 'replace' }],
    ['nor a reply to the new one', 'channel-unusable', { ...reply, isReplaced: true }, { do: 'retry-later' }],
    ['a card that takes no edit: a new one', 'card-unusable', edit, { do: 'replace' }],
    ['a digest’s thread that takes no card: the channel', 'refused', inThread, { do: 'replace' }],
    ['a word that we do not know', 'refused', card, { do: 'retry-later' }],
    ['a digest that is refused is passed over', 'refused', { ...card, isDigest: true }, { do: 'pass-over' }],
  ])('%s', (_what, kind, failed, consequence) => {
    expect(afterFailure({ kind, retryAfterMs: undefined }, failed)).toEqual(consequence);
  });

  test('told to wait, and how long: this channel and method alone', () => {
    const told = afterFailure({ kind: 'rate-limited', retryAfterMs: 42_000 }, card);
    expect(told).toEqual({ do: 'wait', wait: { on: 'method', forMs: 42_000 } });
  });

  test('told to wait, and not how long: short enough for a drain to hold on', () => {
    const untold = afterFailure({ kind: 'rate-limited', retryAfterMs: undefined }, card);
    expect(untold).toMatchObject({ wait: { on: 'method', forMs: 20_000 } });
  });
});

describe('the next try of what is refused in every form (R22)', () => {
  const refuse = (times: number, everyMs: number) => {
    let now = 1_000_000_000;
    let retry: ReturnType<typeof retryAfterRefusal> | undefined;
    const waits: number[] = [];
    for (let time = 0; time < times; time += 1) {
      retry = retryAfterRefusal(retry, { version: 1, now, reason: 'made_up_word' });
      waits.push(retry.at - now);
      now = everyMs > 0 ? now + everyMs : retry.at;
    }
    return waits;
  };

  test('grows from a minute to a quarter of an hour', () => {
    expect(refuse(6, 0).map((ms) => ms / MINUTE_MS)).toEqual([1, 2, 4, 8, 15, 15]);
  });

  test('comes hourly once it was refused for a day', () => {
    const waits = refuse(140, 0);
    const day = waits.findIndex((ms) => ms === HOUR_MS);
    expect(waits.slice(0, day).reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(24 * HOUR_MS);
    expect(day).toBeLessThan(105);
    expect(new Set(waits.slice(day))).toEqual(new Set([HOUR_MS]));
  });
});
