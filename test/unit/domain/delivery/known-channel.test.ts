import { describe, expect, test } from '@jest/globals';
import {
  type KnownChannels,
  MOST_CHANNELS,
  tryAgainInMs,
  withPost,
  withRefusal,
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
