import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../lib/coupang/coupang-error.ts';
import { MAX_PAGES, readAllPages } from '../../../lib/coupang/read-all-pages.ts';
import type { Page } from '../../../lib/coupang/read-envelope.ts';

type Step = Page | Error;
const failure = new CoupangError({ market: 'KR', vendorId: 'A00012345' }, { code: 'COUPANG_THROTTLED' });
const of = (items: unknown[], totalPages: number, totalElements: number): Page => ({
  items,
  totalPages,
  totalElements,
});

/** Answers the steps in turn; each call takes 100 ms. */
const read = async (steps: Step[], stopAt = Infinity) => {
  const asked: number[] = [];
  let now = 1000;
  const result = await readAllPages({
    now: () => now,
    timeIsUp: () => now >= stopAt,
    page: async (pageNum) => {
      const step = steps[Math.min(asked.length, steps.length - 1)];
      asked.push(pageNum);
      now += 100;
      if (step === undefined || step instanceof Error) throw step;
      return step;
    },
  });
  return { asked, result };
};

describe('R7: a reading is complete', () => {
  test.each<[string, Page[], unknown[]]>([
    ['with one page', [of([1, 2], 1, 2)], [1, 2]],
    ['with all pages up to the total', [of([1], 3, 3), of([2], 3, 3), of([3], 3, 3)], [1, 2, 3]],
    ['with nothing in it, if the totals say so', [of([], 0, 0)], []],
    ['with an empty last page that the totals leave nothing for', [of([1], 2, 1), of([], 2, 1)], [1]],
  ])('%s', async (_title, steps, items) => {
    const { asked, result } = await read(steps);
    expect(result).toMatchObject({ complete: true, items, beganAt: 1000 });
    expect(result).not.toHaveProperty('incompleteBecause');
    expect(asked).toEqual(steps.map((_, index) => index + 1));
  });
});

describe('R7: a reading that is not complete is read once more', () => {
  const good = [of([1], 2, 2), of([2], 2, 2)];
  test.each<[string, Page[], string, unknown[]]>([
    ['an empty page before the last', [of([], 2, 2)], 'page 1 of 2 was empty', []],
    ['an empty last page against the totals', [of([1], 2, 2), of([], 2, 2)], 'page 2 of 2 was empty', [1]],
    ['a page without data', [of([1], 2, 2), {}], 'page 2 had no data', [1]],
    ['a first page without data', [{}], 'page 1 had no data', []],
    ['another number of pages', [of([1], 3, 3), of([9], 2, 3)], 'the totals changed on page 2', [1, 9]],
    ['another number of items', [of([1], 2, 2), of([9], 2, 3)], 'the totals changed on page 2', [1, 9]],
    // It slipped to another page while one paged, and so did one that was not seen at all.
    ['an item that came twice', [of([1], 2, 2), of([1], 2, 2)], 'an item came twice', [1, 1]],
    [
      'an inquiry that came twice, changed in between',
      [of([{ inquiryId: 7 }], 2, 2), of([{ inquiryId: 7, content: 'made up' }], 2, 2)],
      'an item came twice',
      [{ inquiryId: 7 }, { inquiryId: 7, content: 'made up' }],
    ],
    ['no totals', [{ items: [1] }], 'no total of pages on page 1', [1]],
  ])('%s: complete if the second pass is, and merged', async (_title, bad, because, shown) => {
    const { asked, result } = await read([...bad, ...good]);
    expect(result).toMatchObject({
      complete: true,
      items: [...shown, 1, 2],
      beganAt: 1000 + 100 * bad.length,
    });
    expect(asked).toEqual([...bad.map((_, index) => index + 1), 1, 2]);

    const twice = await read([...bad, ...bad]);
    expect(twice.result).toMatchObject({
      complete: false,
      incompleteBecause: because,
      items: [...shown, ...shown],
      beganAt: 1000,
    });
    expect(twice.asked).toHaveLength(2 * bad.length);
  });

  test('pages that came in after the totals grew are read in the same pass', async () => {
    const { asked, result } = await read([of([1], 1, 1), of([1], 2, 2), of([2], 3, 3), of([3], 3, 3)]);
    expect({ asked, complete: result.complete }).toEqual({ asked: [1], complete: true });
    const grown = await read([of([1], 2, 2), of([2], 3, 3), of([3], 3, 3), ...good]);
    expect(grown.asked).toEqual([1, 2, 3, 1, 2]);
    expect(grown.result.items).toEqual([1, 2, 3, 1, 2]);
  });

  test('without totals it goes on while pages are full', async () => {
    const full = { items: Array.from({ length: 30 }, (_, index) => index) };
    const { asked, result } = await read([full, full, { items: [1] }]);
    expect(asked.slice(0, 3)).toEqual([1, 2, 3]);
    expect(result).toMatchObject({ complete: false });
  });
});

describe('R7: whatever was shown before it ended comes back', () => {
  test('beside the failure', async () => {
    const { asked, result } = await read([of([1], 3, 3), failure]);
    expect(result).toMatchObject({
      complete: false,
      items: [1],
      failure,
      incompleteBecause: 'page 2 failed: COUPANG_THROTTLED',
    });
    expect(asked).toEqual([1, 2]);
  });

  test('beside a failure of the second pass', async () => {
    const { result } = await read([of([1], 2, 2), {}, of([2], 2, 2), failure]);
    expect(result).toMatchObject({ complete: false, items: [1, 2], failure, beganAt: 1000 });
  });

  test('when the time is up', async () => {
    const { asked, result } = await read([of([1], 3, 3), of([2], 3, 3)], 1200);
    expect(result).toMatchObject({
      complete: false,
      items: [1, 2],
      incompleteBecause: 'the time was up before page 3',
    });
    expect(result).not.toHaveProperty('failure');
    expect(asked).toEqual([1, 2]);
  });

  test('when the time is up before the first page, nothing is asked', async () => {
    const { asked, result } = await read([of([1], 1, 1)], 1000);
    expect({ asked, complete: result.complete, items: result.items }).toEqual({
      asked: [],
      complete: false,
      items: [],
    });
  });

  test('when the totals are absurd, after a hundred pages and without a second pass', async () => {
    const { asked, result } = await read([of([1], 1e6, 3e7)]);
    expect(asked).toHaveLength(MAX_PAGES);
    expect(result).toMatchObject({ complete: false, incompleteBecause: 'more than 100 pages' });
  });
});

test('an error that is no SourceError is a defect and passes through', async () => {
  await expect(read([new Error('defect')])).rejects.toThrow('defect');
});
