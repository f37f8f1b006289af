import { describe, expect, test } from '@jest/globals';
import { judgeReadings } from '../../../../lib/domain/reading/judge-readings.ts';
import { createRepairs, type Repairs } from '../../../../lib/domain/reading/repairs.ts';
import { datesOf, dateWindow } from '../../../../lib/domain/time/date-windows.ts';
import { HOUR_MS, MINUTE_MS } from '../../../../lib/domain/time/durations.ts';
import { NO_REPAIRS } from '../../../fixtures/domain/no-repairs.ts';
import { NOW, WINDOW } from '../loopback-coupang.ts';
import {
  comment,
  createQuestions,
  type PageRequest,
  READ_TIMED_OUT,
  type Row,
  rowsOf,
} from './made-up-questions.ts';

const TODAY = WINDOW.lastDate;
const timedOut = { status: 400, body: READ_TIMED_OUT };
const isWeek = ({ first, last }: PageRequest): boolean => first !== last;

const commented = { commentDtoList: [comment()] };
const mixed = (answered: number, open: number): Row[] => [
  ...rowsOf(TODAY, answered, 1).map((row) => ({ ...row, more: commented })),
  ...rowsOf(TODAY, open, 501),
];

describe('a window of NOANSWER', () => {
  test('is asked for with the vendor, six days apart, in pages of 50 rows', async () => {
    const { client, urls } = createQuestions(rowsOf(TODAY, 1, 1));
    await client.read(WINDOW, 'NOANSWER', Infinity, NO_REPAIRS);
    expect(urls.map(({ pathname, search }) => pathname + search)).toEqual([
      '/v2/providers/openapi/apis/api/v5/vendors/A00012345/onlineInquiries?vendorId=A00012345&answeredType=NOANSWER' +
        '&inquiryStartAt=2026-01-09&inquiryEndAt=2026-01-15&pageNum=1&pageSize=50',
    ]);
  });

  test('R7: is complete with all pages up to the total', async () => {
    const { client, pages } = createQuestions([...rowsOf(TODAY, 60, 1), ...rowsOf('2026-01-12', 60, 101)]);
    const { reading, failure } = await client.read(WINDOW, 'NOANSWER', Infinity, NO_REPAIRS);
    expect(pages).toEqual([1, 2, 3].map((page) => `NOANSWER 01-09..01-15 ${page}/50`));
    expect(reading).toMatchObject({ status: 'NOANSWER', window: WINDOW, complete: true, unusable: [] });
    expect(reading.inquiries).toHaveLength(120);
    expect(failure).toBeUndefined();
  });

  test('R7: is split after a 500, so that one bad row hides only itself', async () => {
    const { client, pages } = createQuestions(rowsOf(TODAY, 55, 1), ({ ids }) =>
      ids.includes('12') ? { status: 500, body: {} } : undefined,
    );
    const { reading } = await client.read(WINDOW, 'NOANSWER', Infinity, createRepairs({}, NOW));
    expect(pages.slice(2, 6)).toEqual(
      ['1/10', '2/10', '2/10', '11/1'].map((page) => `NOANSWER 01-09..01-15 ${page}`),
    );
    expect(reading.inquiries).toHaveLength(54);
    expect(reading).toMatchObject({ complete: true, unusable: [{ unread: 1 }] });
  });

  test.each([
    ['six of eleven rows', 6, 5, 'filter-ignored'],
    ['six of twelve rows', 6, 6, undefined],
    ['five of five rows', 5, 0, undefined],
  ])('R7: shows whether Coupang ignored the filter: %s hold comments', async (_, answered, open, cause) => {
    const { client } = createQuestions(mixed(answered, open));
    const { reading } = await client.read(WINDOW, 'NOANSWER', Infinity, NO_REPAIRS);
    const [judged] = judgeReadings([reading]);
    expect(judged?.incompleteCause).toBe(cause);
    expect(judged?.complete).toBe(cause === undefined);
  });

  test('R13: with too many rows without an id is incomplete, as the format has changed', async () => {
    const unnamed = (content: string) => ({ inquiryId: undefined, content });
    const { client } = createQuestions(
      rowsOf(TODAY, 8, 1).map((row, index) => (index < 4 ? { ...row, more: unnamed(row.id) } : row)),
    );
    const { reading } = await client.read(WINDOW, 'NOANSWER', Infinity, NO_REPAIRS);
    expect(judgeReadings([reading])).toMatchObject([{ complete: false, incompleteCause: 'format-changed' }]);
  });

  test('starts no request after its time is up', async () => {
    const { client, pages } = createQuestions(rowsOf(TODAY, 120, 1));
    const { reading } = await client.read(WINDOW, 'NOANSWER', NOW + 150, NO_REPAIRS);
    expect(pages).toHaveLength(1);
    expect(reading).toMatchObject({ complete: false });
    expect(reading.inquiries).toHaveLength(50);
  });
});

const days = (...dates: string[]): string[] => dates.map((date) => `NOANSWER 01-${date}`);
const nextRun = (before: Repairs, minutes: number): Repairs =>
  createRepairs(before.remembered(), NOW + minutes * MINUTE_MS);

describe('after «Read timed out», a window', () => {
  test('is read once more with more time, then date by date in pages of ten rows, the newest date first', async () => {
    const rows = [...rowsOf(TODAY, 12, 1), ...rowsOf('2026-01-10', 1, 100)];
    const { client, pages } = createQuestions(rows, (request) => (isWeek(request) ? timedOut : undefined));
    const { reading, failure } = await client.read(WINDOW, 'NOANSWER', Infinity, createRepairs({}, NOW));
    expect(pages).toEqual([
      'NOANSWER 01-09..01-15 1/50',
      'NOANSWER 01-09..01-15 1/50 with more time',
      ...days('15 1/10', '15 2/10', '14 1/10', '13 1/10', '12 1/10', '11 1/10', '10 1/10', '09 1/10'),
    ]);
    expect(reading.complete).toBe(true);
    expect(reading.inquiries).toHaveLength(13);
    expect(failure).toBeUndefined();
  });

  test('is read by its dates at once for an hour, then as a whole again', async () => {
    const { client, pages, clock } = createQuestions([], (request) =>
      isWeek(request) ? timedOut : undefined,
    );
    const first = createRepairs({}, NOW);
    await client.read(WINDOW, 'NOANSWER', Infinity, first);
    pages.length = 0;
    const second = nextRun(first, 59);
    clock.advance(59 * MINUTE_MS);
    expect((await client.read(WINDOW, 'NOANSWER', Infinity, second)).reading.complete).toBe(true);
    expect(pages[0]).toBe('NOANSWER 01-15 1/10');
    expect(pages).toHaveLength(7);
    pages.length = 0;
    await client.read(WINDOW, 'NOANSWER', Infinity, nextRun(second, HOUR_MS / MINUTE_MS));
    expect(pages[0]).toBe('NOANSWER 01-09..01-15 1/50');
  });

  /** Reads the windows once a minute. */
  const readFor = async (
    minutes: number,
    { client, pages, clock }: ReturnType<typeof createQuestions>,
    windows = [WINDOW],
  ) => {
    let known = createRepairs({}, clock.now()).remembered();
    const runs = [];
    for (let minute = 0; minute < minutes; minute += 1) {
      const at = clock.now();
      const repairs = createRepairs(known, at);
      pages.length = 0;
      const readings = [];
      for (const window of windows)
        readings.push((await client.read(window, 'NOANSWER', Infinity, repairs)).reading);
      const dates = pages.filter((page) => !page.includes('..'));
      expect(dates.length).toBeLessThanOrEqual(10 * windows.length);
      runs.push({ at, dates, readings });
      known = repairs.remembered();
      clock.advance(at + MINUTE_MS - clock.now());
    }
    return runs;
  };
  const slow = (rows: Row[]) => createQuestions(rows, (request) => (isWeek(request) ? timedOut : undefined));
  const eachDate = (count: number, from: string, to: string): Row[] =>
    datesOf({ firstDate: from, lastDate: to }).flatMap((date, index) =>
      rowsOf(date, count, 1 + index * 1000),
    );

  test('of more rows than ten calls show is complete by the dates that the runs before read', async () => {
    const rows = eachDate(14, WINDOW.firstDate, WINDOW.lastDate);
    const runs = await readFor(20, slow(rows));
    const [first, ...others] = runs;
    expect(first?.readings).toMatchObject([{ complete: false }]);
    for (const { readings } of others) expect(readings).toMatchObject([{ complete: true }]);
    const seen = runs.slice(0, 2).flatMap(({ readings }) => readings.flatMap(({ inquiries }) => inquiries));
    expect(new Set(seen.map(({ inquiryId }) => inquiryId)).size).toBe(rows.length);
  });

  test('began when the oldest of these dates was read, and names the dates whose rows it leaves out', async () => {
    const runs = await readFor(2, slow(eachDate(14, WINDOW.firstDate, WINDOW.lastDate)));
    const [first, second] = runs;
    const [reading] = second?.readings ?? [];
    const twoPages = (...dates: string[]) =>
      days(...dates.flatMap((date) => [`${date} 1/10`, `${date} 2/10`]));
    expect(first?.dates).toEqual(twoPages('15', '14', '13', '12', '11'));
    expect(second?.dates).toEqual(twoPages('10', '09', '15'));
    expect(reading?.readBefore).toEqual(['2026-01-14', '2026-01-13', '2026-01-12', '2026-01-11']);
    expect((reading?.beganAt ?? 0) - (first?.at ?? 0)).toBeLessThan(MINUTE_MS);
  });

  test('leaves calls to the older windows, so that each of them is complete, too', async () => {
    const rows = eachDate(14, '2026-01-02', WINDOW.lastDate);
    const older = { firstDate: '2026-01-02', lastDate: '2026-01-08' };
    const runs = await readFor(15, slow(rows), [WINDOW, older]);
    expect(runs.some(({ readings }) => readings.every(({ complete }) => complete))).toBe(true);
  });

  test('reads a date that the calls of a run cut from its first page again, and first', async () => {
    const rows = [...rowsOf(TODAY, 35, 1), ...rowsOf('2026-01-14', 95, 101), ...rowsOf('2026-01-09', 1, 901)];
    const runs = await readFor(3, slow(rows));
    expect(runs.map(({ dates }) => dates)).toEqual([
      days('15 1/10', '15 2/10', '15 3/10', '15 4/10', ...[1, 2, 3, 4, 5, 6].map((page) => `14 ${page}/10`)),
      days(...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((page) => `14 ${page}/10`)),
      days('13 1/10', '12 1/10', '11 1/10', '10 1/10', '09 1/10', '15 1/10', '15 2/10', '15 3/10', '15 4/10'),
    ]);
    expect(runs.map(({ readings }) => readings[0]?.complete)).toEqual([false, false, true]);
  });

  test('continues in the middle of a date that needs more than the calls of a run', async () => {
    const runs = await readFor(2, slow([...rowsOf(TODAY, 115, 1), ...rowsOf('2026-01-09', 1, 901)]));
    expect(runs[1]?.dates).toEqual(
      days(
        '15 11/10',
        '15 12/10',
        '14 1/10',
        '13 1/10',
        '12 1/10',
        '11 1/10',
        '10 1/10',
        '09 1/10',
        '15 1/10',
        '15 2/10',
      ),
    );
  });

  test('is no longer complete by a date that was read a quarter of an hour ago', async () => {
    let isBroken = false;
    const questions = createQuestions([], (request) =>
      isWeek(request) || (isBroken && request.first === '2026-01-12') ? timedOut : undefined,
    );
    await readFor(1, questions);
    const parts = ['dates', `2026-01-12@${questions.clock.now()}`];
    const known = { '2026-01-09/NOANSWER': { since: questions.clock.now(), parts } };
    isBroken = true;
    const readAgain = async () =>
      (await questions.client.read(WINDOW, 'NOANSWER', Infinity, createRepairs(known, questions.clock.now())))
        .reading;
    questions.clock.advance(14 * MINUTE_MS);
    expect(await readAgain()).toMatchObject({ complete: true, readBefore: ['2026-01-12'] });
    questions.clock.advance(MINUTE_MS);
    expect(await readAgain()).toMatchObject({
      complete: false,
      incompleteBecause: 'not read completely: 2026-01-12',
    });
  });

  test('is complete if one run reads all of it, also if it begins in the middle of a date', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-14', 11, 1));
    const parts = ['dates', '2026-01-14/2'];
    const repairs = createRepairs({ '2026-01-09/NOANSWER': { since: NOW, parts } }, NOW);
    const { reading } = await client.read(WINDOW, 'NOANSWER', Infinity, repairs);
    expect(pages).toEqual(
      days('14 2/10', '13 1/10', '12 1/10', '11 1/10', '10 1/10', '09 1/10', '15 1/10', '14 1/10', '14 2/10'),
    );
    expect(reading.complete).toBe(true);
    expect(repairs.partsOf('2026-01-09/NOANSWER').filter((part) => part.includes('/'))).toEqual([]);
  });

  test('shares the thirty extra calls with the other windows of the run', async () => {
    const { client, pages } = createQuestions([], (request) => (isWeek(request) ? timedOut : undefined));
    const repairs = createRepairs({}, NOW);
    const results = [];
    for (const window of [0, 1, 2, 3, 4].map((number) => dateWindow(WINDOW.lastDate, number)))
      results.push(await client.read(window, 'NOANSWER', Infinity, repairs));
    expect(pages.filter((page) => page.endsWith('/10'))).toHaveLength(30);
    expect(results.map(({ reading }) => reading.complete)).toEqual([true, true, true, true, false]);
    expect(results.at(-1)?.failure).toMatchObject({
      code: 'COUPANG_READ_TIMED_OUT',
      blindCause: 'coupang-down',
      retryable: true,
    });
  });

  test('keeps the other dates if one date times out, too', async () => {
    const rows = [...rowsOf(TODAY, 3, 1), ...rowsOf('2026-01-12', 3, 11), ...rowsOf('2026-01-09', 3, 21)];
    const { client } = createQuestions(rows, (request) =>
      isWeek(request) || request.first === '2026-01-12' ? timedOut : undefined,
    );
    const { reading, failure } = await client.read(WINDOW, 'NOANSWER', Infinity, createRepairs({}, NOW));
    expect(reading).toMatchObject({ complete: false, incompleteBecause: 'not read completely: 2026-01-12' });
    expect(reading.inquiries).toHaveLength(6);
    expect(failure).toMatchObject({ code: 'COUPANG_READ_TIMED_OUT' });
  });

  test('is left alone once Coupang refuses a date for another reason', async () => {
    const { client, pages } = createQuestions([], (request) =>
      isWeek(request) ? timedOut : { status: 429, body: { code: 'ERROR', message: 'Too Many Requests' } },
    );
    const { failure } = await client.read(WINDOW, 'NOANSWER', Infinity, createRepairs({}, NOW));
    expect(pages).toHaveLength(3);
    expect(failure).toMatchObject({ code: 'COUPANG_THROTTLED' });
  });

  test('is incomplete if the totals of a date change between two pages', async () => {
    let total = 9;
    const { client } = createQuestions(rowsOf(TODAY, 11, 1), (request) => {
      if (isWeek(request)) return timedOut;
      if (request.first !== TODAY) return undefined;
      const pagination = { totalPages: 2, totalElements: (total += 1) };
      return {
        status: 200,
        body: { code: 200, data: { content: request.ids.map((inquiryId) => ({ inquiryId })), pagination } },
      };
    });
    const { reading } = await client.read(WINDOW, 'NOANSWER', Infinity, createRepairs({}, NOW));
    expect(reading).toMatchObject({ complete: false, incompleteBecause: `not read completely: ${TODAY}` });
  });
});

describe('single pages of a list, for the doctor', () => {
  test('come from any list, as many as are wanted, with the place to go on', async () => {
    const { client, pages } = createQuestions(rowsOf(TODAY, 120, 1));
    const first = await client.readPages(WINDOW, 'ALL', { page: 1, most: 2 }, Infinity);
    expect(first).toMatchObject({ pages: 2, nextPage: 3 });
    expect(first.inquiries).toHaveLength(100);
    expect(pages).toEqual(['ALL 01-09..01-15 1/50', 'ALL 01-09..01-15 2/50']);
  });
});
