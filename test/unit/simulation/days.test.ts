import { describe, expect, test } from '@jest/globals';
import { liveDay } from '../../simulation/live-day.ts';
import { oneWaitForAll } from '../../simulation/planted/lanes.ts';
import { formatTrace } from '../../simulation/trace.ts';

/** A channel that must wait for a day, a dead token, refused messages, and a deploy in between. */
const SEEDS = [6, 14];

describe('days of lasting partial failure', () => {
  test('healthy messages do not wait for failing messages, and all is well in the end', async () => {
    const sums = { messages: 0, pauses: 0, probes: 0 };
    for (const seed of SEEDS) {
      const { violation, counts, trace } = await liveDay(seed);
      if (violation) {
        const words = `npm run simulate -- --days 1 --seed ${seed}\n${violation.rule}: ${violation.problem}`;
        throw new Error(`${words}\n${formatTrace(trace, violation.concerns)}`);
      }
      sums.messages += counts['messages'] ?? 0;
      sums.pauses += counts['pauses'] ?? 0;
      sums.probes += counts['probes'] ?? 0;
    }
    // Days without events or faults would keep every rule.
    expect(sums.messages).toBeGreaterThan(50);
    expect(sums.pauses).toBeGreaterThan(0);
    expect(sums.probes).toBeGreaterThan(100);
  });

  test('a shared wait for all channels is caught', async () => {
    expect((await liveDay(7, oneWaitForAll)).violation?.rule).toBe('healthy');
  });
});
