import { describe, expect, test } from '@jest/globals';
import { createPace } from '../../../lib/slack/create-pace.ts';

/** A clock that sleeping moves. */
const paced = () => {
  let now = 1_000_000;
  const waits: number[] = [];
  const pace = createPace({
    now: () => now,
    sleep: async (ms) => {
      waits.push(ms);
    },
  });
  return { pace, waits, pass: (ms: number) => (now += ms) };
};

describe('createPace', () => {
  test('R21: the first post goes at once, the next ones a second apart', async () => {
    const { pace, waits } = paced();
    await Promise.all([pace('C1'), pace('C1'), pace('C1')]);
    expect(waits).toEqual([1000, 2000]);
  });

  test('R21: each channel has its own second', async () => {
    const { pace, waits } = paced();
    await Promise.all([pace('C1'), pace('C2')]);
    expect(waits).toEqual([]);
  });

  test('time that passed anyway counts', async () => {
    const { pace, waits, pass } = paced();
    await pace('C1');
    pass(400);
    await pace('C1');
    pass(5000);
    await pace('C1');
    expect(waits).toEqual([600]);
  });
});
