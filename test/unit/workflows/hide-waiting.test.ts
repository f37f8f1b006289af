import { describe, expect, test } from '@jest/globals';
import type { Delivered } from '../../../lib/workflows/deliver.ts';
import { hideWaiting } from '../../../lib/workflows/hide-waiting.ts';
import { StillWaiting } from '../../../lib/workflows/still-waiting.ts';

const NOW = 1_764_000_000_000;

const run = async (outcome: Delivered, ageMs = 0) => {
  const hidden: number[] = [];
  const message = { messageId: 'made-up', sentAt: NOW - ageMs, receives: 2 };
  const error = await hideWaiting(message, outcome, {
    hide: async (_message, forMs) => void hidden.push(forMs),
    clock: { now: () => NOW },
    random: () => 0,
  }).catch((thrown: unknown) => thrown);
  return { hidden, error };
};

describe('a message whose ticket waits', () => {
  test('R21: is hidden and stays in its queue', async () => {
    const { hidden, error } = await run({ result: 'waiting', retryAt: NOW + 30_000 });
    expect(hidden).toEqual([32_000]);
    expect(error).toBeInstanceOf(StillWaiting);
  });

  test('R21: is let go after ten minutes: the index brings its ticket back', async () => {
    expect(await run({ result: 'waiting', retryAt: NOW + 30_000 }, 600_001)).toEqual({
      hidden: [],
      error: undefined,
    });
  });

  test.each(['shown', 'held', 'absent', 'out-of-time'] as const)(
    'is let go where it is %s',
    async (result) => {
      expect(await run({ result })).toEqual({ hidden: [], error: undefined });
    },
  );
});
