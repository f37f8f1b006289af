import { describe, expect, test } from '@jest/globals';
import {
  afterFailure,
  callOf,
  editAfterUnsure,
  editAgain,
  type Failed,
  retryAfterRefusal,
} from '../../../../lib/domain/delivery/after-failure.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';
import type { DeliveryAction } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { MINUTE_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';

const card: Failed = {
  what: 'own',
  form: {},
  listAgeMs: undefined,
  isReplaced: false,
  isUnderEarlier: false,
  unsure: 0,
  refused: undefined,
  onlyFinds: false,
  now: 0,
};
const reply: Failed = { ...card, what: 'reply' };
const edit: Failed = { ...card, what: 'edit' };
const inThread: Failed = { ...card, form: { thread: { channel: 'C0CS', ts: '1.1' } } };

describe('the consequence of a failed call (R21, R22)', () => {
  test.each<[string, SlackFailureKind, Failed, unknown]>([
    ['a lost answer: the attempt stays', 'unsure', card, { do: 'unsure' }],
    [
      'a second lost answer in a row: all waits',
      'unsure',
      { ...card, unsure: 1 },
      { do: 'unsure', wait: { on: 'slack', forMs: 10_000 } },
    ],
    ['no way to Slack: all waits', 'unreached', reply, { do: 'wait', wait: { on: 'slack', forMs: 10_000 } }],
    [
      'a refused token: all waits',
      'token-unusable',
      edit,
      { do: 'wait', wait: { on: 'token', forMs: 60_000 } },
    ],
    ['refused blocks: text alone', 'content-refused', card, { do: 'another-form', form: { plain: true } }],
    [
      'refused text: a next try of its own',
      'content-refused',
      { ...card, form: { plain: true } },
      { do: 'retry-later' },
    ],
    [
      'a channel that takes nothing: the fallback',
      'channel-unusable',
      card,
      { do: 'another-form', form: { fallback: true } },
    ],
    [
      'nor does the fallback: the channel is probed',
      'channel-unusable',
      { ...card, form: { fallback: true } },
      { do: 'wait', wait: { on: 'channel', forMs: 60_000 } },
    ],
    [
      'a channel that took a message shortly before is tried once more',
      'channel-unusable',
      { ...card, tryAgainInMs: 5_000 },
      { do: 'wait', wait: { on: 'channel', forMs: 5_000 } },
    ],
    [
      'so is a reply there',
      'channel-unusable',
      { ...reply, tryAgainInMs: 5_000 },
      { do: 'wait', wait: { on: 'method', forMs: 5_000 } },
    ],
    [
      'so is an edit there',
      'channel-unusable',
      { ...edit, tryAgainInMs: 5_000 },
      { do: 'wait', wait: { on: 'method', forMs: 5_000 } },
    ],
    [
      'so is an erased line there, also under an earlier card',
      'channel-unusable',
      { ...edit, what: 'redact-line', isUnderEarlier: true, tryAgainInMs: 5_000 },
      { do: 'wait', wait: { on: 'method', forMs: 5_000 } },
    ],
    [
      'the fallback channel is probed as before',
      'channel-unusable',
      { ...card, form: { fallback: true }, tryAgainInMs: 5_000 },
      { do: 'wait', wait: { on: 'channel', forMs: 60_000 } },
    ],
    ['the card’s channel takes no reply: a new card', 'channel-unusable', reply, { do: 'replace' }],
    ['nor a reply to the new one', 'channel-unusable', { ...reply, isReplaced: true }, { do: 'retry-later' }],
    ['a card that takes no edit: a new one', 'card-unusable', edit, { do: 'replace' }],
    ['nor does the new one', 'card-unusable', { ...edit, isReplaced: true }, { do: 'retry-later' }],
    ['a card of its own blocks no other card', 'card-unusable', card, { do: 'retry-later' }],
    ['a list’s thread that takes no card: the channel', 'refused', inThread, { do: 'replace' }],
    ['nor takes it a line there', 'refused', { ...inThread, what: 'reply' }, { do: 'retry-later' }],
    ['a word that posts are not refused with', 'look-up-refused', card, { do: 'retry-later' }],
    ['a word that we do not know', 'refused', card, { do: 'retry-later' }],
    ['a list that is refused is passed over', 'refused', { ...card, listAgeMs: 0 }, { do: 'pass-over' }],
    [
      'a list whose fallback channel takes nothing: the channel is probed for ten minutes',
      'channel-unusable',
      { ...card, form: { fallback: true }, listAgeMs: 10 * MINUTE_MS - 1 },
      { do: 'wait', wait: { on: 'channel', forMs: 60_000 } },
    ],
    [
      'then the list is passed over',
      'channel-unusable',
      { ...card, form: { fallback: true }, listAgeMs: 10 * MINUTE_MS },
      { do: 'pass-over' },
    ],
    [
      'the edit of a list that is refused is dropped',
      'refused',
      { ...edit, listAgeMs: 0 },
      { do: 'pass-over' },
    ],
    [
      'nor does a new message replace a list',
      'card-unusable',
      { ...edit, listAgeMs: 0 },
      { do: 'pass-over' },
    ],
    ['even if its channel takes nothing', 'channel-unusable', { ...edit, listAgeMs: 0 }, { do: 'pass-over' }],
  ])('%s', (_what, kind, failed, consequence) => {
    expect(afterFailure({ kind, reason: 'made_up_word' }, failed)).toEqual(consequence);
  });

  test('a wait with a time applies to this channel and method only', () => {
    const decision = afterFailure(
      { kind: 'rate-limited', reason: 'ratelimited', retryAfterMs: 42_000 },
      card,
    );
    expect(decision).toEqual({ do: 'wait', wait: { on: 'method', forMs: 42_000 } });
  });

  test('a wait without a time is short enough for a drain to keep its lane', () => {
    const untold = afterFailure({ kind: 'rate-limited', reason: 'ratelimited' }, card);
    expect(untold).toMatchObject({ wait: { on: 'method', forMs: 20_000 } });
  });
});

describe('the consequence of a failed edit along with a line (R19, R21)', () => {
  test.each<[SlackFailureKind, unknown]>([
    ['rate-limited', { do: 'wait', wait: { on: 'method', forMs: MINUTE_MS } }],
    ['unsure', { do: 'unsure' }],
    ['card-unusable', { do: 'nothing' }],
    ['token-unusable', { do: 'nothing' }],
  ])('%s', (kind, consequence) => {
    const failed: Failed = { ...card, what: 'edit-along', unsure: 1 };
    expect(afterFailure({ kind, reason: 'made_up_word' }, failed)).toEqual(consequence);
  });
});

describe('the consequence of a failed edit of a line that quotes an erased text (R22)', () => {
  const redacting: Failed = { ...card, what: 'redact-line' };
  const slack = { on: 'slack', forMs: 10_000 };

  test.each<[string, { kind: SlackFailureKind; reason: string }, Partial<Failed>, unknown]>([
    [
      'a line that was deleted is forgotten',
      { kind: 'card-unusable', reason: 'message_not_found' },
      {},
      { do: 'forget-line', mayQuote: false },
    ],
    [
      'nothing mends a line under an earlier card',
      { kind: 'channel-unusable', reason: 'is_archived' },
      { isUnderEarlier: true },
      { do: 'forget-line', mayQuote: true },
    ],
    [
      'a line under the present card replaces no card',
      { kind: 'channel-unusable', reason: 'is_archived' },
      {},
      { do: 'redact-later' },
    ],
    [
      'refused blocks come later as text alone',
      { kind: 'content-refused', reason: 'invalid_blocks' },
      {},
      { do: 'redact-later' },
    ],
    ['a lost answer comes later', { kind: 'unsure', reason: 'timeout' }, {}, { do: 'redact-later' }],
    [
      'a second lost answer in a row makes all wait',
      { kind: 'unsure', reason: 'timeout' },
      { unsure: 1 },
      { do: 'redact-later', wait: slack },
    ],
    [
      'no way to Slack: all waits',
      { kind: 'unreached', reason: 'ENOTFOUND' },
      {},
      { do: 'wait', wait: slack },
    ],
  ])('%s', (_what, answer, facts, consequence) => {
    expect(afterFailure(answer, { ...redacting, ...facts })).toEqual(consequence);
  });
});

describe('the consequence of a failed look-up (R19)', () => {
  const wait = { on: 'method', forMs: MINUTE_MS };
  const now = 1_000_000_000;
  const nine = { since: now - 10 * MINUTE_MS, times: 9 };
  const lookUp: Failed = { ...card, what: 'look-up', refused: nine, now };

  test.each<[string, SlackFailureKind, Partial<Failed>, unknown]>([
    ['the tenth refusal after ten minutes: given up', 'refused', {}, { do: 'give-up', wait }],
    [
      'the tenth within ten minutes: once more',
      'refused',
      { refused: { ...nine, since: nine.since + 1 } },
      { do: 'look-up-again', refused: { since: nine.since + 1, times: 10 }, wait },
    ],
    [
      'the ninth after ten minutes: once more',
      'rate-limited',
      { refused: { ...nine, times: 8 } },
      { do: 'look-up-again', refused: nine, wait },
    ],
    [
      'the first refusal begins the row',
      'refused',
      { refused: undefined },
      { do: 'look-up-again', refused: { since: now, times: 1 }, wait },
    ],
    ['no answer: the count stays', 'unsure', {}, { do: 'look-up-again', refused: nine, wait }],
    [
      'a refused token: the count stays, and all waits',
      'token-unusable',
      {},
      { do: 'look-up-again', refused: nine, wait: { on: 'token', forMs: MINUTE_MS } },
    ],
    ['no scope: given up', 'look-up-refused', { refused: undefined }, { do: 'give-up', wait }],
    [
      'no way to Slack is no refusal',
      'unreached',
      { refused: undefined },
      { do: 'look-up-again', refused: undefined, wait },
    ],
    [
      'an early one counts nothing',
      'look-up-refused',
      { onlyFinds: true },
      { do: 'look-up-again', refused: nine, wait },
    ],
  ])('%s', (_what, kind, facts, consequence) => {
    expect(afterFailure({ kind, reason: 'made_up_word' }, { ...lookUp, ...facts })).toEqual(consequence);
  });
});

describe('the next try of a message refused in every form (R22)', () => {
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

  test('is hourly after a day of refusals', () => {
    const waits = refuse(140, 0);
    const day = waits.findIndex((ms) => ms === HOUR_MS);
    expect(waits.slice(0, day).reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(24 * HOUR_MS);
    expect(day).toBeLessThan(105);
    expect(new Set(waits.slice(day))).toEqual(new Set([HOUR_MS]));
  });
});

describe('the call of an action', () => {
  test.each<[DeliveryAction, Failed['what']]>([
    [{ do: 'post' }, 'own'],
    [{ do: 'post-line', line: { name: 'breach', at: 1 } }, 'reply'],
    [{ do: 'post-line', line: { name: 'escalation/1h/1', at: 1 } }, 'own'],
    [{ do: 'edit' }, 'edit'],
    [{ do: 'redact-line', name: 'changed-2' }, 'redact-line'],
    [{ do: 'look-up' }, 'look-up'],
  ])('%j is %s', (action, what) => {
    expect(callOf(action)).toBe(what);
  });
});

test('R19: an edit is made again after a minute; at once if there is a newer version, unless the first may still take effect', () => {
  const again = { at: 7 + MINUTE_MS, version: 3, since: 7, times: 0, reason: 'made_up_word' };
  expect(editAgain(3, 'made_up_word', 7)).toEqual(again);
  expect(editAfterUnsure('made_up_word', 7)).toEqual({ ...again, version: Number.MAX_SAFE_INTEGER });
});
