import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../lib/coupang/coupang-error.ts';
import { readAllPages } from '../../../lib/coupang/read-all-pages.ts';
import { MAX_PAGES, type Page, readSomePages, UnreadRow } from '../../../lib/coupang/read-rows.ts';
import { createRepairs } from '../../../lib/domain/reading/repairs.ts';
import { NO_REPAIRS } from '../../fixtures/domain/no-repairs.ts';
import { draws } from '../../fixtures/draws.ts';
import { fc } from '../../fixtures/fast-check.ts';
import { item, page, start, WINDOW } from './loopback-coupang.ts';

type Step = Page | Error;
const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
const DATES = { firstDate: '2026-01-09', lastDate: '2026-01-15' };
const failure = new CoupangError(VENDOR, { code: 'COUPANG_THROTTLED' });
const tooLong = new CoupangError(VENDOR, { code: 'COUPANG_TOO_LONG' });
const of = (items: unknown[], totalPages: number, totalElements: number): Page => ({
  items,
  totalPages,
  totalElements,
});

/** A list that gives the answers in order, and then the last one again. Each call takes 100 ms. */
const listOf = (steps: Step[], stopAt = Infinity) => {
  /** A page of another size than 30 rows is named as `<number>/<size>`. */
  const requestedPages: (number | string)[] = [];
  let now = 1000;
  const source = {
    dates: DATES,
    name: 'made up',
    repairs: NO_REPAIRS,
    now: () => now,
    timeIsUp: () => now >= stopAt,
    page: async (pageNum: number, pageSize: number) => {
      const step = steps[Math.min(requestedPages.length, steps.length - 1)];
      requestedPages.push(pageSize === 30 ? pageNum : `${pageNum}/${pageSize}`);
      now += 100;
      if (step === undefined || step instanceof Error) throw step;
      return step;
    },
  };
  return { requestedPages, source };
};
const read = async (steps: Step[], stopAt?: number) => {
  const { requestedPages, source } = listOf(steps, stopAt);
  return { asked: requestedPages, result: await readAllPages(source) };
};

/** Rows from one number to another, both included. */
const rows = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('R7: a reading is complete', () => {
  test.each<[string, Page[], unknown[]]>([
    ['with one page', [of([1, 2], 1, 2)], [1, 2]],
    ['with all pages up to the total', [of([1], 3, 3), of([2], 3, 3), of([3], 3, 3)], [1, 2, 3]],
    ['with nothing in it, if the totals say so', [of([], 0, 0)], []],
    ['with an empty last page that the totals leave nothing for', [of([1], 2, 1), of([], 2, 1)], [1]],
    ['with one inquiry twice on a single page', [of([1, 1, 2], 1, 3), of([], 1, 3)], [1, 1, 2]],
    [
      'with a page that repeats a row, and a further row behind the announced last page',
      [of([1, 1, 2], 1, 3), of([3], 1, 3)],
      [1, 1, 2, 3],
    ],
    ['with an inquiry twice on a page, which the total counts once', [of([1, 1, 2], 1, 2)], [1, 1, 2]],
    [
      'with a row behind the announced last page, while the rows are fewer than the total',
      [of(rows(1, 30), 1, 31), of([31], 1, 31)],
      rows(1, 31),
    ],
    ['with rows but no page count', [of(rows(1, 30), 0, 31), of([31], 0, 31)], rows(1, 31)],
    ['with rows behind a short page', [of(rows(1, 20), 1, 31), of(rows(21, 31), 1, 31)], rows(1, 31)],
    [
      'with a full page behind a total that is less than what came',
      [of(rows(1, 30), 1, 3), of([31], 1, 3)],
      rows(1, 31),
    ],
    [
      'behind a full page, though the totals end there',
      [of(rows(1, 30), 1, 30), of([31], 1, 30)],
      rows(1, 31),
    ],
    ['at an empty page behind a full one', [of(rows(1, 30), 1, 30), of([], 1, 30)], rows(1, 30)],
    ['without totals, at a page that is not full', [{ items: rows(1, 30) }, { items: [31] }], rows(1, 31)],
    ['without totals, at an empty page', [{ items: rows(1, 30) }, { items: [] }], rows(1, 30)],
    [
      'without a total of items, while pages are full',
      [
        { items: rows(1, 30), totalPages: 1 },
        { items: [31], totalPages: 1 },
      ],
      rows(1, 31),
    ],
  ])('%s', async (_title, steps, items) => {
    const { asked: requestedPages, result } = await read(steps);
    expect(result).toMatchObject({ complete: true, items, beganAt: 1000 });
    expect(result).not.toHaveProperty('incompleteBecause');
    expect(result).not.toHaveProperty('shortBy');
    expect(requestedPages).toEqual(steps.map((_, index) => index + 1));
  });
});

describe('R7: an incomplete reading is repeated once', () => {
  const good = [of([1], 2, 2), of([2], 2, 2)];
  test.each<[string, Page[], string, unknown[]]>([
    ['an empty page before the last', [of([], 2, 2)], 'page 1 of 2 was empty', []],
    ['a page without data', [of([1], 2, 2), {}], 'page 2 had no data', [1]],
    ['a first page without data', [{}], 'page 1 had no data', []],
    [
      'an empty last page with other totals',
      [of([1], 2, 31), of([], 1, 1)],
      'the totals changed on page 2; 30 rows fewer than the total of 31',
      [1],
    ],
    [
      'another total of pages',
      [of([1], 3, 3), of([9, 10], 2, 3)],
      'the totals changed on page 2',
      [1, 9, 10],
    ],
    [
      'another total of items',
      [of([1], 2, 2), of([9, 10], 2, 3)],
      'the totals changed on page 2',
      [1, 9, 10],
    ],
  ])('%s: complete and merged if the second pass is complete', async (_title, bad, because, shown) => {
    const { asked: requestedPages, result } = await read([...bad, ...good]);
    expect(result).toMatchObject({
      complete: true,
      items: [...shown, 1, 2],
      beganAt: 1000 + 100 * bad.length,
    });
    expect(requestedPages).toEqual([...bad.map((_, index) => index + 1), 1, 2]);

    const twice = await read([...bad, ...bad]);
    expect(twice.result).toMatchObject({
      complete: false,
      incompleteBecause: because,
      items: [...shown, ...shown],
      beganAt: 1000,
    });
    expect(twice.result).not.toHaveProperty('shortBy');
    expect(twice.asked).toHaveLength(2 * bad.length);
  });

  // One row moved to another page between two calls, so another one may have been missed.
  test.each<[string, unknown, unknown]>([
    ['an item', 1, 1],
    ['an inquiry that changed in between', { inquiryId: 7 }, { inquiryId: 7, content: 'made up' }],
  ])('%s on two pages raises a doubt that the rows of the second pass settle', async (_title, a, b) => {
    const bad = [of([a], 2, 2), of([b, 2], 2, 2)];
    const { asked: requestedPages, result } = await read([...bad, ...bad]);
    expect(requestedPages).toEqual([1, 2, 1, 2]);
    expect(result).toMatchObject({ complete: true, items: [a, b, 2, a, b, 2], beganAt: 1200 });
    const cut = await read([...bad, failure]);
    expect(cut.result).toMatchObject({ complete: false, failure });
    const without = [
      { items: rows(1, 30), totalPages: 2 },
      { items: [30, 31], totalPages: 2 },
    ];
    expect((await read([...without, ...without])).result).toMatchObject({ complete: true, beganAt: 1200 });
  });

  test('counts a row on two pages once', async () => {
    const bad = [of([1], 2, 2), of([1], 2, 2), of([], 2, 2)];
    const { asked: requestedPages, result } = await read([...bad, ...bad]);
    expect(requestedPages).toEqual([1, 2, 3, 1, 2, 3]);
    expect(result).toMatchObject({ complete: false, shortBy: 1 });
  });

  test.each<[string, Page[], number]>([
    ['31 of 45', [of(rows(1, 30), 2, 45), of([31], 2, 45), of([], 2, 45)], 14],
    [
      '72 of 90',
      [of(rows(1, 30), 3, 90), of(rows(31, 60), 3, 90), of(rows(61, 72), 3, 90), of([], 3, 90)],
      18,
    ],
    ['30 of 31, and page 2 shows the last page again', [of(rows(1, 30), 1, 31), of(rows(1, 30), 1, 31)], 1],
    ['2 of 3, and what lies behind has no totals', [of([1, 2], 1, 3), of([], 0, 0)], 1],
  ])(
    '%s rows are not complete, and the result contains how many are missing',
    async (_title, pages, shortBy) => {
      const { asked: requestedPages, result } = await read([...pages, ...pages]);
      const numbers = pages.map((_, index) => index + 1);
      expect(requestedPages).toEqual([...numbers, ...numbers]);
      expect(result).toMatchObject({ complete: false, shortBy, beganAt: 1000 });
      expect(result.incompleteBecause).toContain(`${shortBy} rows fewer than`);
    },
  );

  test('never believes a reading that shows none of its counted rows', async () => {
    const { result } = await read([of([], 1, 5), of([], 1, 5)]);
    expect(result).toMatchObject({ complete: false, incompleteBecause: '5 rows fewer than the total of 5' });
    expect(result).not.toHaveProperty('shortBy');
  });

  test('does not report how many rows are missing if the reading is short and doubtful', async () => {
    const bad = [of([1], 2, 4), of([2], 3, 4), of([], 2, 4)];
    const { result } = await read([...bad, ...bad]);
    expect(result.complete).toBe(false);
    expect(result).not.toHaveProperty('shortBy');
  });

  test('reads in the same pass the pages that appear when the totals grow', async () => {
    const grown = await read([of([1], 2, 2), of([2], 3, 3), of([3], 3, 3), ...good]);
    expect(grown.asked).toEqual([1, 2, 3, 1, 2]);
    expect(grown.result.items).toEqual([1, 2, 3, 1, 2]);
  });
});

describe('R7, R13: a page that is too long', () => {
  /** A list of 65 rows. A page with a long row can hold only `fits(row)` rows. */
  const readLong = async (fits: (row: number) => number, count = 65, hasTotals = true) => {
    const requestedPages: string[] = [];
    const result = await readAllPages({
      ...listOf([]).source,
      repairs: createRepairs(),
      page: async (pageNum, pageSize) => {
        requestedPages.push(`${pageNum}/${pageSize}`);
        const items = rows((pageNum - 1) * pageSize + 1, Math.min(count, pageNum * pageSize));
        if (items.some((row) => fits(row) < pageSize)) throw tooLong;
        return { items, ...(hasTotals && { totalPages: Math.ceil(count / pageSize), totalElements: count }) };
      },
    });
    return { asked: requestedPages, result };
  };

  test('is read again in pages of ten, which show the same rows', async () => {
    const { asked: requestedPages, result } = await readLong((row) => (row === 35 ? 10 : 30));
    expect(requestedPages).toEqual(['1/30', '2/30', '4/10', '5/10', '6/10', '3/30']);
    expect(result).toMatchObject({ complete: true, items: rows(1, 65) });
  });

  test('is read row by row if ten rows are too long, and a single row that is too long is skipped', async () => {
    const { asked: requestedPages, result } = await readLong((row) => (row === 32 ? 0 : 30));
    const single = rows(31, 40).map((row) => `${row}/1`);
    expect(requestedPages).toEqual(['1/30', '2/30', '4/10', ...single, '5/10', '6/10', '3/30']);
    expect(result.complete).toBe(true);
    expect(result.items).toHaveLength(65);
    expect(result.items.filter((row) => typeof row !== 'number')).toEqual([new UnreadRow(31, DATES)]);
  });

  test('is not a failure, even if every row of the list is too long', async () => {
    const { asked: requestedPages, result } = await readLong(() => 0, 2);
    expect(requestedPages).toEqual(['1/30', '1/10', '1/1', '2/1', '3/1']);
    expect(result).toMatchObject({
      complete: true,
      items: [new UnreadRow(0, DATES), new UnreadRow(1, DATES)],
    });
    expect(result).not.toHaveProperty('failure');
  });

  test('is a row without any total if a row after it is shown', async () => {
    const longAt = async (long: number) =>
      (await readLong((row) => (row === long ? 0 : 30), 3, false)).result;
    expect(await longAt(2)).toMatchObject({ complete: true, items: [1, new UnreadRow(1, DATES), 3] });
    expect(await longAt(3)).toMatchObject({ complete: false, items: [1, 2], failure: tooLong });
  });

  test('at the end of the list does not count as an empty page before the last page', async () => {
    expect((await readLong((row) => (row === 31 ? 0 : 30), 31)).result.complete).toBe(true);
  });
});

describe('R7: rows that were read before the end are returned', () => {
  test('together with the failure', async () => {
    const { asked: requestedPages, result } = await read([of([1], 3, 3), failure]);
    expect(result).toMatchObject({
      complete: false,
      items: [1],
      failure,
      incompleteBecause: 'page 2 failed: COUPANG_THROTTLED',
    });
    expect(requestedPages).toEqual([1, 2]);
  });

  test('together with a failure of the second pass', async () => {
    const { result } = await read([of([1], 2, 2), {}, of([2], 2, 2), failure]);
    expect(result).toMatchObject({ complete: false, items: [1, 2], failure, beganAt: 1000 });
  });

  test('when the time is up', async () => {
    const { asked: requestedPages, result } = await read([of([1], 3, 3), of([2], 3, 3)], 1200);
    expect(result).toMatchObject({
      complete: false,
      items: [1, 2],
      incompleteBecause: 'the time was up before page 3',
    });
    expect(result).not.toHaveProperty('failure');
    expect(requestedPages).toEqual([1, 2]);
  });

  test('when the time is up before the first page, without any call', async () => {
    const { asked: requestedPages, result } = await read([of([1], 1, 1)], 1000);
    expect(requestedPages).toEqual([]);
    expect(result).toMatchObject({ complete: false, items: [] });
  });

  test('when the totals are absurd, after a hundred pages and without a second pass', async () => {
    const { asked: requestedPages, result } = await read([of([1], 1e6, 3e7)]);
    expect(requestedPages).toHaveLength(MAX_PAGES);
    expect(result).toMatchObject({ complete: false, incompleteBecause: 'more than 100 pages' });
  });
});

test('a reading is incomplete if a pass did not show a row of the list, unless the totals counted fewer rows', async () => {
  const made = fc.record({
    from: fc.constantFrom(0, 0, 0, 1, 17),
    lost: fc.constantFrom(0, 0, 0, 1, 3),
    fault: fc.constantFrom('empty', 'no data', 'too long', 'none', 'none', 'none', 'none', 'none'),
    more: fc.constantFrom(0, 0, 0, 0, 0, -40, 1, 30),
    pages: fc.constantFrom(0, 0, 0, -1, 1),
  });
  let completed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ max: 95, min: 0 }),
      fc.integer({ max: 9, min: 3 }),
      fc.array(made, { minLength: 1, maxLength: 12 }),
      async (count, every, pages) => {
        // Some rows occur twice, one after the other.
        const list = rows(1, count).flatMap((id) => (id % every === 0 ? [id, id] : [id]));
        let requestCount = 0;
        let least = Infinity;
        let shown = new Set<number>();
        const result = await readAllPages({
          ...listOf([]).source,
          repairs: createRepairs(),
          page: async (pageNum, pageSize) => {
            if (pageNum === 1 && pageSize === 30) shown = new Set();
            const how = pages[requestCount % pages.length];
            requestCount += 1;
            if (how === undefined || how.fault === 'too long') throw tooLong;
            if (how.fault === 'no data') return {};
            const moved = [...list.slice(how.from), ...list.slice(0, how.from)];
            const fits = moved.slice((pageNum - 1) * pageSize, pageNum * pageSize).slice(how.lost);
            const items = how.fault === 'empty' ? [] : fits;
            for (const id of items) shown.add(id);
            const totalElements = Math.max(0, list.length + how.more);
            least = Math.min(least, totalElements);
            const totalPages = Math.max(0, Math.ceil(list.length / pageSize) + how.pages);
            return { items, totalElements, totalPages };
          },
        });
        const isPassedOver = result.items.some((row) => row instanceof UnreadRow);
        if (!result.complete || least < list.length || isPassedOver) return;
        completed += 1;
        expect(shown).toEqual(new Set(list));
      },
    ),
    { numRuns: 500 },
  );
  expect(completed).toBeGreaterThan(draws(500) / 25);
});

test('throws an error other than SourceError, which is a defect', async () => {
  await expect(read([new Error('defect')])).rejects.toThrow('defect');
});

describe('R17: pages from a given page on', () => {
  type Expected = Awaited<ReturnType<typeof readSomePages>> & { asked: (number | string)[] };
  const all = { page: 1, most: 40 };
  test.each<[string, Step[], { page: number; most: number }, Expected]>([
    [
      'are read to the end of the list',
      [of([3], 4, 91), of([4], 4, 91)],
      { page: 3, most: 40 },
      { asked: [3, 4], items: [3, 4], pages: 2 },
    ],
    [
      'are at most as many as requested, and the result contains the next page',
      [of([1], 9, 241), of([2], 9, 241)],
      { page: 1, most: 2 },
      { asked: [1, 2], items: [1, 2], pages: 2, nextPage: 3 },
    ],
    [
      'do not exist in an empty list, which one request shows',
      [of([], 1, 0)],
      all,
      { asked: [1], items: [], pages: 1 },
    ],
    [
      'do not exist beyond the end of a list that has become shorter',
      [of([], 2, 60)],
      { page: 3, most: 40 },
      { asked: [3], items: [], pages: 1 },
    ],
    [
      'without totals end with the first page that is not full',
      [{ items: rows(1, 30) }, { items: [31] }],
      all,
      { asked: [1, 2], items: rows(1, 31), pages: 2 },
    ],
    [
      'without totals end with an empty page',
      [{ items: rows(1, 30) }, { items: [] }],
      all,
      { asked: [1, 2], items: rows(1, 30), pages: 2 },
    ],
    [
      'continue beyond the stated number while they are full and the total is higher',
      [of(rows(1, 30), 1, 31), of([31], 1, 31)],
      all,
      { asked: [1, 2], items: rows(1, 31), pages: 2 },
    ],
    [
      'that are too long are read again in smaller pages, and each of those counts',
      [tooLong, of([1], 3, 21), of([2], 3, 21), of([3], 3, 21)],
      all,
      { asked: [1, '1/10', '2/10', '3/10'], items: [1, 2, 3], pages: 4 },
    ],
    [
      'that are too long start again if the limit of pages falls within them',
      [of([1], 2, 31), tooLong, of([2], 6, 60)],
      { page: 1, most: 3 },
      { asked: [1, 2, '4/10'], items: [1, 2], pages: 3, nextPage: 2 },
    ],
    [
      'end where a reading of the whole list would end, and the result shows that the list continues',
      [of([1], 1e6, 3e7)],
      { page: MAX_PAGES - 1, most: 40 },
      { asked: [MAX_PAGES - 1, MAX_PAGES], items: [1, 1], pages: 2, isCut: true },
    ],
    [
      'end with the last of all pages, also if the list ends there',
      [of([1], MAX_PAGES, 30 * MAX_PAGES - 29)],
      { page: MAX_PAGES, most: 40 },
      { asked: [MAX_PAGES], items: [1], pages: 1 },
    ],
    [
      'go on with a page that failed, and the failure is returned',
      [of([1], 3, 61), failure],
      all,
      { asked: [1, 2], items: [1], pages: 2, nextPage: 2, failure },
    ],
    ...[{}, of([], 3, 61), of([], 2, 31)].map((bad): [string, Step[], typeof all, Expected] => [
      `go on with a page that was not read: ${JSON.stringify(bad)}`,
      [of([1], 3, 61), bad],
      all,
      { asked: [1, 2], items: [1], pages: 2, nextPage: 2 },
    ]),
  ])('%s', async (_title, steps, from, { asked: expectedPages, ...result }) => {
    const { requestedPages, source } = listOf(steps);
    expect(await readSomePages(source, from)).toEqual(result);
    expect(requestedPages).toEqual(expectedPages);
  });

  test('are not read without time for a page', async () => {
    const { source } = listOf([of([1], 3, 61)], 1000);
    expect(await readSomePages(source, all)).toEqual({ items: [], pages: 0, nextPage: 1 });
  });

  test('come from the client for any status, each inquiry once, at the vendor’s pace', async () => {
    const replies = [1, 2, 3].map((id) =>
      page([item(id), item(id + 1)], { totalPages: 3, totalElements: 61 }),
    );
    const { client, seen, clock } = await start(replies);
    const began = clock.now();
    const { inquiries } = await client.readPages(WINDOW, 'ANSWER', all, Infinity);
    expect(inquiries.map(({ inquiryId }) => inquiryId)).toEqual(['1', '2', '3', '4']);
    expect(clock.now() - began).toBeGreaterThanOrEqual(1000);
    expect(seen[0]?.url).toContain(
      'partnerCounselingStatus=ANSWER&inquiryStartAt=2026-01-09&inquiryEndAt=2026-01-15&pageNum=1&pageSize=30',
    );
  });
});
