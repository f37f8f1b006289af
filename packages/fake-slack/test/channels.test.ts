import { describe, expect, test } from '@jest/globals';
import { openChannels } from '../src/channels.ts';
import { fc } from '../../../test/fixtures/fast-check.ts';
import { keepInMemory } from '../../../test/fixtures/slack/start-test-slack.ts';

describe('ts', () => {
  test('rises for any clock, also after restarts, with edits and deletions counted', async () => {
    const step = fc.record({
      clock: fc.double({ min: 0, max: 2_000_000_000_000, noNaN: true }),
      act: fc.constantFrom('post', 'edit', 'remove', 'restart'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const log = keepInMemory();
        const clock = { now: 0 };
        const open = () => openChannels(['C0CS'], log, () => clock.now);
        let channels = await open();
        const given: string[] = [];
        for (const { clock: now, act } of steps) {
          clock.now = now;
          const last = channels.messages('C0CS').at(-1);
          if (act === 'restart') channels = await open();
          else if (act === 'post') given.push((await channels.post({ channel: 'C0CS', text: 'x' })).ts);
          else if (act === 'edit' && last) given.push((await channels.edit(last)).editedTs ?? '');
          else if (act === 'remove' && last) await channels.remove('C0CS', last.ts);
        }
        expect(given.every((ts) => /^\d+\.\d{6}$/.test(ts))).toBe(true);
        const micros = given.map((ts) => BigInt(ts.replace('.', '')));
        expect(micros.every((at, index) => index === 0 || at > (micros[index - 1] ?? 0n))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
