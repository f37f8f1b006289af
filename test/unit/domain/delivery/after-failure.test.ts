import { describe, expect, test } from '@jest/globals';
import {
  afterFailure,
  callOf,
  editAfterUnsure,
  editAgain,
  type Failed,
  type Rest,
  retryAfterRefusal,
} from '../../../../lib/domain/delivery/after-failure.ts';
import type { SlackFailureKind } from '../../../../lib/domain/delivery/after-failure.ts';
import type { DeliveryAction } from '../../../../lib/domain/delivery/plan-delivery.ts';
import { MINUTE_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';

const TEN_MINUTES = 10 * MINUTE_MS;
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
const redactedLine: Failed = { ...card, what: 'redact-line' };
const inThread: Failed = { ...card, form: { thread: { channel: 'C0CS', ts: '1.1' } } };
const inFallback: Failed = { ...card, form: { fallback: true } };
const plain: Failed = { ...card, form: { plain: true } };
/** Its channel took a message shortly before. */
const known = { tryAgainInMs: 5_000 };
const ofList = { listAgeMs: 0 };
const waitOn = (on: Rest['on'], forMs: number) => ({ do: 'wait', wait: { on, forMs } });
const retryLater = { do: 'retry-later' };
const replace = { do: 'replace' };
const passOver = { do: 'pass-over' };
const allWait = { on: 'slack', forMs: 10_000 };

describe('the consequence of a failed call (R21, R22)', () => {
  test.each<[string, SlackFailureKind, Failed, unknown]>([
    ['a lost answer: the attempt stays', 'unsure', card, { do: 'unsure' }],
    [
      'two lost answers in a row: all waits',
      'unsure',
      { ...card, unsure: 1 },
      { do: 'unsure', wait: allWait },
    ],
    ['no way to Slack: all waits', 'unreached', reply, { do: 'wait', wait: allWait }],
    ['a refused token: all waits', 'token-unusable', edit, waitOn('token', 60_000)],
    ['refused blocks: text alone', 'content-refused', card, { do: 'another-form', form: { plain: true } }],
    ['refused text: a next try of its own', 'content-refused', plain, retryLater],
    ['a card that takes no edit: a new one', 'card-unusable', edit, replace],
    ['nor does the new one', 'card-unusable', { ...edit, isReplaced: true }, retryLater],
    ['a card of its own blocks no other card', 'card-unusable', card, retryLater],
    ['a list’s thread that takes no card: the channel', 'refused', inThread, replace],
    ['nor takes it a line there', 'refused', { ...inThread, what: 'reply' }, retryLater],
    ['a word that posts are not refused with', 'look-up-refused', card, retryLater],
    ['a word that we do not know', 'refused', card, retryLater],
    ['a list that is refused is passed over', 'refused', { ...card, ...ofList }, passOver],
    ['the edit of a list that is refused is dropped', 'refused', { ...edit, ...ofList }, passOver],
    ['nor does a new message replace a list', 'card-unusable', { ...edit, ...ofList }, passOver],
  ])('%s', (_what, kind, failed, consequence) => {
    expect(afterFailure({ kind, reason: 'made_up_word' }, failed)).toEqual(consequence);
  });

  const earlierLine: Failed = { ...redactedLine, isUnderEarlier: true };
  test.each<[string, Failed, unknown]>([
    ['a card goes to the fallback', card, { do: 'another-form', form: { fallback: true } }],
    ['the fallback takes nothing either, and is probed', inFallback, waitOn('channel', 60_000)],
    [
      'a card is tried once more if it took one shortly before',
      { ...card, ...known },
      waitOn('channel', 5_000),
    ],
    ['so is a reply', { ...reply, ...known }, waitOn('method', 5_000)],
    ['so is an edit', { ...edit, ...known }, waitOn('method', 5_000)],
    [
      'so is an erased line, also under an earlier card',
      { ...earlierLine, ...known },
      waitOn('method', 5_000),
    ],
    ['the fallback is probed as before', { ...inFallback, ...known }, waitOn('channel', 60_000)],
    ['a reply gets a new card', reply, replace],
    ['nor takes the new card’s thread a reply', { ...reply, isReplaced: true }, retryLater],
    [
      'a list is probed for ten minutes',
      { ...inFallback, listAgeMs: TEN_MINUTES - 1 },
      waitOn('channel', 60_000),
    ],
    ['then the list is passed over', { ...inFallback, listAgeMs: TEN_MINUTES }, passOver],
    ['the edit of a list is dropped', { ...edit, ...ofList }, passOver],
  ])('of a channel that takes nothing: %s', (_what, failed, consequence) => {
    expect(afterFailure({ kind: 'channel-unusable', reason: 'made_up_word' }, failed)).toEqual(consequence);
  });

  test('a wait with a time applies to this channel and method only', () => {
    const limited = { kind: 'rate-limited', reason: 'ratelimited', retryAfterMs: 42_000 } as const;
    expect(afterFailure(limited, card)).toEqual(waitOn('method', 42_000));
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
  const deleted = { kind: 'card-unusable', reason: 'message_not_found' } as const;
  const archived = { kind: 'channel-unusable', reason: 'is_archived' } as const;
  const invalid = { kind: 'content-refused', reason: 'invalid_blocks' } as const;
  const lost = { kind: 'unsure', reason: 'timeout' } as const;
  const offline = { kind: 'unreached', reason: 'ENOTFOUND' } as const;
  const later = { do: 'redact-later' };

  test.each<[string, Parameters<typeof afterFailure>[0], Partial<Failed>, unknown]>([
    ['a line that was deleted is forgotten', deleted, {}, { do: 'forget-line', mayQuote: false }],
    [
      'nothing mends a line under an earlier card',
      archived,
      { isUnderEarlier: true },
      { do: 'forget-line', mayQuote: true },
    ],
    ['a line under the present card replaces no card', archived, {}, later],
    ['refused blocks come later as text alone', invalid, {}, later],
    ['a lost answer comes later', lost, {}, later],
    ['a second lost answer in a row makes all wait', lost, { unsure: 1 }, { ...later, wait: allWait }],
    ['no way to Slack: all waits', offline, {}, { do: 'wait', wait: allWait }],
  ])('%s', (_what, answer, facts, consequence) => {
    expect(afterFailure(answer, { ...redactedLine, ...facts })).toEqual(consequence);
  });
});

describe('the consequence of a failed look-up (R19)', () => {
  const wait = { on: 'method', forMs: MINUTE_MS };
  const now = 1_000_000_000;
  const again = (refused: Failed['refused'], more = {}) => ({ do: 'look-up-again', refused, wait, ...more });
  const giveUp = { do: 'give-up', wait };
  const nine = { since: now - 10 * MINUTE_MS, times: 9 };
  const late = { ...nine, since: nine.since + 1 };
  const onToken = { on: 'token', forMs: MINUTE_MS };
  const lookUp: Failed = { ...card, what: 'look-up', refused: nine, now };

  test.each<[string, SlackFailureKind, Partial<Failed>, unknown]>([
    ['the tenth refusal after ten minutes: given up', 'refused', {}, giveUp],
    ['the tenth within ten minutes: once more', 'refused', { refused: late }, again({ ...late, times: 10 })],
    [
      'the ninth after ten minutes: once more',
      'rate-limited',
      { refused: { ...nine, times: 8 } },
      again(nine),
    ],
    ['the first refusal begins the row', 'refused', { refused: undefined }, again({ since: now, times: 1 })],
    ['no answer: the count stays', 'unsure', {}, again(nine)],
    ['a refused token: all waits, and the count stays', 'token-unusable', {}, again(nine, { wait: onToken })],
    ['no scope: given up', 'look-up-refused', { refused: undefined }, giveUp],
    ['no way to Slack is no refusal', 'unreached', { refused: undefined }, again(undefined)],
    ['an early one counts nothing', 'look-up-refused', { onlyFinds: true }, again(nine)],
  ])('%s', (_what, kind, facts, consequence) => {
    expect(afterFailure({ kind, reason: 'made_up_word' }, { ...lookUp, ...facts })).toEqual(consequence);
  });
});

describe('the next try of a message refused in every form (R22)', () => {
  const refuse = (times: number) => {
    let now = 1_000_000_000;
    let retry: ReturnType<typeof retryAfterRefusal> | undefined;
    const waits: number[] = [];
    for (let time = 0; time < times; time += 1) {
      retry = retryAfterRefusal(retry, { version: 1, now, reason: 'made_up_word' });
      waits.push(retry.at - now);
      now = retry.at;
    }
    return waits;
  };

  test('grows from a minute to a quarter of an hour, and is hourly after a day of refusals', () => {
    const waits = refuse(140);
    expect(waits.slice(0, 6).map((ms) => ms / MINUTE_MS)).toEqual([1, 2, 4, 8, 15, 15]);
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
