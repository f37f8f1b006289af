import { describe, expect, test } from '@jest/globals';
import {
  type KnownChannels,
  MOST_CHANNELS,
  tryAgainInMs,
  withPost,
  withRefusal,
  compareTs,
  instantOf,
  isLaterTs,
  tsBefore,
  tsOf,
} from '../../../../lib/domain/delivery/known-channel.ts';

const NOW = 1_795_583_820_000;
const tsAt = (instant: number): string => `${instant / 1000}.000100`;

describe('R19: the last confirmed post by channel', () => {
  test('is the greatest ts, and clears an earlier refusal', () => {
    const refused: KnownChannels = { C0CS: { ts: '999.9', refusedAt: NOW }, C0OPS: { ts: '5.1' } };
    const posted = withPost(refused, 'C0CS', '1000.1');
    expect(posted).toEqual({ C0CS: { ts: '1000.1' }, C0OPS: { ts: '5.1' } });
    expect(withPost(posted, 'C0CS', '999.95')).toEqual(posted);
  });

  test('is kept for the channels of the latest posts', () => {
    let channels: KnownChannels = {};
    for (let number = 0; number <= MOST_CHANNELS; number += 1)
      channels = withPost(channels, `U${number}`, `${95 + number}.000100`);
    expect(Object.keys(channels)).toHaveLength(MOST_CHANNELS);
    expect(channels).not.toHaveProperty('U0');
  });
});

describe('R22: a channel that is refused after it accepted a message', () => {
  const minute = 60_000;
  test.each([
    ['is tried once more after a minute', { ts: tsAt(NOW - 59 * minute) }, 'channel_not_found', minute],
    ['whatever the clock says', { ts: tsAt(NOW + 300 * minute) }, 'not_in_channel', minute],
    ['is not tried again after an hour', { ts: tsAt(NOW - 61 * minute) }, 'channel_not_found', undefined],
    ['nor if it never took one', undefined, 'channel_not_found', undefined],
    ['nor if it is archived', { ts: tsAt(NOW) }, 'is_archived', undefined],
    [
      'waits for what is left of the minute',
      { ts: tsAt(NOW - minute), refusedAt: NOW - 20_000 },
      'not_in_channel',
      40_000,
    ],
    [
      'is refused after that try',
      { ts: tsAt(NOW - 2 * minute), refusedAt: NOW - minute },
      'not_in_channel',
      undefined,
    ],
    [
      'is refused after the clock was set back',
      { ts: tsAt(NOW - minute), refusedAt: NOW + 1 },
      'not_in_channel',
      undefined,
    ],
  ])('%s', (_what, known, reason, waitMs) => {
    expect(tryAgainInMs(known, reason, NOW)).toBe(waitMs);
  });

  test('remembers when it was first refused', () => {
    const channels: KnownChannels = { C0CS: { ts: '5.1' } };
    const refused = { C0CS: { ts: '5.1', refusedAt: NOW } };
    expect(withRefusal(channels, 'C0CS', NOW)).toEqual(refused);
    expect(withRefusal(refused, 'C0CS', NOW + 1)).toEqual(refused);
    expect(withRefusal(channels, 'C0NEVER', NOW)).toEqual(channels);
  });
});

describe('Slack’s ts', () => {
  test.each([
    ['1795583820.000100', '1795583820.000100', 0],
    ['1795583820.000100', '1795583820.0001', 0],
    ['1795583820.000100', '1795583820.000099', 1],
    ['1795583820.1', '1795583820.000999', 1],
    ['1795583820', '1795583820.000001', -1],
    ['999999999.999999', '1795583820.000100', -1],
    // A double is the same for both.
    ['9007199254740.000002', '9007199254740.000001', 1],
  ])('%s compared with %s is %i', (ts, other, sign) => {
    expect(Math.sign(compareTs(ts, other))).toBe(sign);
    expect(Math.sign(compareTs(other, ts))).toBe(sign === 0 ? 0 : -sign);
    expect(isLaterTs(ts, other)).toBe(sign > 0);
  });

  test('is moved back by whole seconds, and keeps its fraction', () => {
    expect(tsBefore('1795583820.000100', 60)).toBe('1795583760.000100');
    expect(tsBefore('1795583820', 60)).toBe('1795583760.000000');
    expect(tsBefore('59.000001', 60)).toBe('0.000001');
  });

  test('is made from an instant, and converted back', () => {
    expect(tsOf(1_795_583_820_999)).toBe('1795583820.000000');
    expect(tsOf(-1)).toBe('0.000000');
    expect(instantOf('1795583820.000100')).toBe(1_795_583_820_000);
    expect(instantOf('1795583820.5')).toBe(1_795_583_820_500);
  });
});
