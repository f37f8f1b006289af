import { describe, expect, test } from '@jest/globals';
import { StoreError } from '../../../../lib/dynamodb/store-error.ts';
import { type CutShort, withOutageLimit } from '../../../../lib/workflows/outbox/with-outage-limit.ts';
import { MadeUpFailure } from '../made-up-failure.ts';

const AT_ONCE = 3;
const outage = new StoreError('unavailable', 'made-up outage');
const unreadable = new StoreError('unreadable', 'made-up item');
const failure = new MadeUpFailure('vendor');
const defect = new TypeError('made-up defect');

/** Nine pieces of work, three at a time. Each ends on command. */
const begin = () => {
  const begun: number[] = [];
  const passedOver: number[] = [];
  const ends = new Map<number, (error?: Error) => void>();
  let result: { cutShort: CutShort | undefined } | undefined;
  const work = (item: number): Promise<void> => {
    begun.push(item);
    return new Promise((resolve, reject) => ends.set(item, (error) => (error ? reject(error) : resolve())));
  };
  const all = Array.from({ length: 9 }, (_, index) => index + 1);
  const run = async (): Promise<void> => {
    result = { cutShort: await withOutageLimit(all, work, (item) => void passedOver.push(item), AT_ONCE) };
  };
  void run();
  return {
    begun,
    passedOver,
    result: () => result,
    end: async (item: number, error?: Error): Promise<void> => {
      ends.get(item)?.(error);
      await new Promise(setImmediate);
    },
  };
};

describe('work that is limited by an outage', () => {
  test('runs a fixed number at once, and the next begins when another has ended', async () => {
    const run = begin();
    expect(run.begun).toEqual([1, 2, 3]);
    await run.end(2);
    expect(run.begun).toEqual([1, 2, 3, 4]);
    for (const item of [1, 3, 4, 5, 6, 7, 8, 9]) await run.end(item);
    expect(run.result()).toEqual({ cutShort: undefined });
  });

  test('begins nothing more after two outages in a row, and lets running work end', async () => {
    const run = begin();
    await run.end(1, outage);
    await run.end(2, outage);
    expect(run.begun).toEqual([1, 2, 3, 4]);
    await run.end(3);
    expect(run.result()).toBeUndefined();
    await run.end(4, outage);
    expect(run.result()).toEqual({ cutShort: { error: outage } });
    expect(run.begun).toEqual([1, 2, 3, 4]);
    expect(run.passedOver).toEqual([1, 2, 4]);
  });

  test('treats an answer between two outages, or an unreadable item, as proof that the store is there', async () => {
    const run = begin();
    for (const [item, error] of [[1, outage], [3], [2, outage], [4, unreadable], [5, outage], [6]] as const)
      await run.end(item, error);
    for (const item of [7, 8, 9]) await run.end(item);
    expect(run.result()).toEqual({ cutShort: undefined });
    expect(run.passedOver).toEqual([1, 2, 4, 5]);
  });

  test.each([
    ['a failure of Coupang', failure],
    ['a defect', defect],
  ])('ends at once with %s', async (_what, error) => {
    const run = begin();
    await run.end(2, error);
    await run.end(1);
    await run.end(3);
    expect(run.begun).toEqual([1, 2, 3]);
    expect(run.result()).toEqual({ cutShort: { error } });
    expect(run.passedOver).toEqual([]);
  });

  test('throws a defect, though an outage came first', async () => {
    const run = begin();
    await run.end(1, outage);
    await run.end(2, outage);
    await run.end(3, defect);
    await run.end(4);
    expect(run.result()).toEqual({ cutShort: { error: defect } });
  });
});
