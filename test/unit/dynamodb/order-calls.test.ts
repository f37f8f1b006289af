import { expect, test } from '@jest/globals';
import { createOrderCalls } from '../../../lib/dynamodb/vendor-items.ts';
import { fc } from '../../fixtures/fast-check.ts';
import { MINUTE, NOW, SECOND, VENDOR } from '../../fixtures/domain/made-up.ts';
import { createConditionTable } from '../workflows/delivery/lane-model/condition-table.ts';
import { steppedTable } from '../workflows/delivery/lane-model/drain-model.ts';

const anyWaves = fc.array(fc.record({ waitMs: fc.nat(MINUTE), takers: fc.integer({ min: 1, max: 13 }) }), {
  minLength: 2,
  maxLength: 5,
});

test('takes as many of ten calls a minute as are free, however two processes interleave their requests (A10)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), anyWaves, async (scheduler, waves) => {
      const { table } = createConditionTable();
      const stepped = steppedTable(table, async (name, request) => {
        await scheduler.schedule(Promise.resolve(), name);
        return request();
      });
      const stores = [createOrderCalls(stepped), createOrderCalls(stepped)];
      let now = NOW;
      let taken: number[] = [];
      for (const { waitMs, takers } of waves) {
        now += waitMs;
        const takes = Array.from({ length: takers }, async (_, n) => stores[n % 2]?.take(VENDOR, now));
        const allowed = await scheduler.waitFor(Promise.all(takes));
        taken = taken.filter((at) => now - at <= MINUTE);
        const free = Math.min(takers, 10 - taken.length);
        expect(allowed.filter(Boolean)).toHaveLength(free);
        taken.push(...Array.from({ length: free }, () => now));
      }
    }),
    { numRuns: 200 },
  );
}, 20_000);

test('keeps the times of calls that a process with a later clock took (A10)', async () => {
  const { take } = createOrderCalls(createConditionTable().table);
  for (let n = 0; n < 9; n += 1) expect(await take(VENDOR, NOW + 5 * SECOND)).toBe(true);
  expect(await take(VENDOR, NOW)).toBe(true);
  expect(await take(VENDOR, NOW + MINUTE + SECOND)).toBe(true);
  expect(await take(VENDOR, NOW + MINUTE + SECOND)).toBe(false);
});
