import { describe, expect, test } from '@jest/globals';
import { MAX_PAGES } from '../../../lib/coupang/read-rows.ts';
import { type Reply, against, item, page, WINDOW } from './loopback-coupang.ts';

const FULL = Array.from({ length: 30 }, (_, index) => item(1000 + index));
const of = (ids: number[], totalPages: number, totalElements = 30 * (totalPages - 1) + 1): Reply =>
  page(
    ids.map((id) => item(id)),
    { totalPages, totalElements },
  );
const NO_DATA: Reply = { body: { code: 200, message: 'OK', data: null } };

/** The result, and the pages that the server was asked for. */
const read = (
  replies: Reply[],
  from: { page: number; most: number },
  { stopsAfterMs = Infinity, maxBodyBytes = 5_000_000 } = {},
) =>
  against(
    replies,
    async (client, { seen, clock }) => {
      const { inquiries, ...place } = await client.readPages(
        WINDOW,
        'ANSWER',
        from,
        clock.now() + stopsAfterMs,
      );
      const requestedPages = seen.map(({ url }) => Number(/pageNum=(\d+)/.exec(url)?.[1]));
      return {
        asked: requestedPages,
        urls: seen.map(({ url }) => url),
        ids: inquiries.map(({ inquiryId }) => inquiryId),
        place,
      };
    },
    { maxBodyBytes },
  );

describe('R17: pages from a given page on', () => {
  test('are read to the end of the list, each once', async () => {
    const {
      asked: requestedPages,
      urls,
      ids,
      place,
    } = await read([of([3], 4), of([4], 4)], { page: 3, most: 40 });
    expect(requestedPages).toEqual([3, 4]);
    expect(urls[0]).toContain(
      'partnerCounselingStatus=ANSWER&inquiryStartAt=2026-01-09&inquiryEndAt=2026-01-15',
    );
    expect(ids).toEqual(['3', '4']);
    expect(place).toEqual({ pages: 2 });
  });

  test('are at most as many as requested, and the result contains the next page', async () => {
    const { asked: requestedPages, ids, place } = await read([of([1], 9), of([2], 9)], { page: 1, most: 2 });
    expect({ asked: requestedPages, ids }).toEqual({ asked: [1, 2], ids: ['1', '2'] });
    expect(place).toEqual({ pages: 2, nextPage: 3 });
  });

  test('do not exist in an empty list, which one request shows', async () => {
    expect(await read([page([])], { page: 1, most: 40 })).toMatchObject({ asked: [1], place: { pages: 1 } });
  });

  test('beyond the end of a list that has become shorter do not exist', async () => {
    const { place } = await read([of([], 2, 60)], { page: 3, most: 40 });
    expect(place).toEqual({ pages: 1 });
  });

  test('count an inquiry on two pages once', async () => {
    const { ids } = await read([of([1, 2], 2), of([2, 3], 2)], { page: 1, most: 40 });
    expect(ids).toEqual(['1', '2', '3']);
  });

  test('without totals end with the first page that is not full', async () => {
    const { asked: requestedPages, place } = await read([page(FULL, null), page([item(1)], null)], {
      page: 1,
      most: 40,
    });
    expect(requestedPages).toEqual([1, 2]);
    expect(place).toEqual({ pages: 2 });
  });

  test('without totals end with an empty page', async () => {
    const { asked: requestedPages, place } = await read([page(FULL, null), page([], null)], {
      page: 1,
      most: 40,
    });
    expect({ asked: requestedPages, place }).toEqual({ asked: [1, 2], place: { pages: 2 } });
  });

  test('continue beyond the stated number while they are full and the total is higher', async () => {
    const replies = [page(FULL, { totalPages: 1, totalElements: 31 }), of([1], 1, 31)];
    const { asked: requestedPages, place } = await read(replies, { page: 1, most: 40 });
    expect({ asked: requestedPages, place }).toEqual({ asked: [1, 2], place: { pages: 2 } });
  });

  test('that are too long are read again in smaller pages, and each of those counts', async () => {
    const long = { body: 'x'.repeat(9000) };
    const tens = [1, 2, 3].map((first) => page([item(first)], { totalPages: 3, totalElements: 21 }));
    const { urls, ids, place } = await read([long, ...tens], { page: 1, most: 40 }, { maxBodyBytes: 8000 });
    const requestedPages = urls.map((url) => /pageNum=\d+&pageSize=\d+/.exec(url)?.[0]);
    expect(requestedPages).toEqual([
      'pageNum=1&pageSize=30',
      'pageNum=1&pageSize=10',
      'pageNum=2&pageSize=10',
      'pageNum=3&pageSize=10',
    ]);
    expect({ ids, place }).toEqual({ ids: ['1', '2', '3'], place: { pages: 4 } });
  });

  test("that are too long start again if the poll's limit of pages falls within them", async () => {
    const long = { body: 'x'.repeat(9000) };
    const { ids, place } = await read(
      [of([1], 2), long, page([item(2)], { totalPages: 6, totalElements: 60 })],
      { page: 1, most: 3 },
      { maxBodyBytes: 8000 },
    );
    expect({ ids, place }).toEqual({ ids: ['1', '2'], place: { pages: 3, nextPage: 2 } });
  });

  test('end where a reading of the whole list would end, and the result shows that the list continues', async () => {
    const { asked: requestedPages, place } = await read([of([1], 1e6)], { page: MAX_PAGES - 1, most: 40 });
    expect(requestedPages).toEqual([MAX_PAGES - 1, MAX_PAGES]);
    expect(place).toEqual({ pages: 2, isCut: true });
  });

  test('end with the last of all pages, also if the list ends there', async () => {
    const { place } = await read([of([1], MAX_PAGES)], { page: MAX_PAGES, most: 40 });
    expect(place).toEqual({ pages: 1 });
  });
});

describe('R17: the next page is the first page that was not read', () => {
  test.each<[string, Reply]>([
    ['without data', NO_DATA],
    ['empty before the last', of([], 3)],
    ['empty though the last has items by the totals', of([], 2, 31)],
  ])('%s', async (_title, bad) => {
    const { asked: requestedPages, ids, place } = await read([of([1], 3), bad], { page: 1, most: 40 });
    expect({ asked: requestedPages, ids }).toEqual({ asked: [1, 2], ids: ['1'] });
    expect(place).toEqual({ pages: 2, nextPage: 2 });
  });

  test('after a failed page, and the failure is returned with what was read before', async () => {
    const {
      asked: requestedPages,
      ids,
      place,
    } = await read([of([1], 3), { status: 429, body: '' }], { page: 1, most: 40 });
    expect({ asked: requestedPages, ids }).toEqual({ asked: [1, 2], ids: ['1'] });
    expect(place).toMatchObject({ pages: 2, nextPage: 2, failure: { code: 'COUPANG_THROTTLED' } });
  });

  test('when no time is left for a page', async () => {
    const { asked: requestedPages, place } = await read(
      [of([1], 3)],
      { page: 2, most: 40 },
      { stopsAfterMs: 0 },
    );
    expect(requestedPages).toEqual([]);
    expect(place).toEqual({ pages: 0, nextPage: 2 });
  });
});

test('reading some pages keeps the vendor’s pace', async () => {
  await against([of([1], 3), of([2], 3), of([3], 3)], async (client, { clock }) => {
    const began = clock.now();
    await client.readPages(WINDOW, 'ANSWER', { page: 1, most: 40 }, Infinity);
    expect(clock.now() - began).toBeGreaterThanOrEqual(1000);
  });
});
