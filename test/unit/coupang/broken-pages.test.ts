import { describe, expect, test } from '@jest/globals';
import { type BrokenParts, createRepairs, type Repairs } from '../../../lib/domain/reading/repairs.ts';
import { HOUR_MS } from '../../../lib/domain/time/durations.ts';
import { createClient, item, makeClock, makeOptions, NOW, WINDOW } from './loopback-coupang.ts';

/** One page of the list that Coupang is asked for. Rows count from 1. */
type PageRequest = { status: string; dates: string; rows: number[]; size: number };

type Answer = 'rows' | 500 | 503 | 429 | 'no answer';

/**
 * A made-up Coupang whose every list holds rows with these numbers. A list of a single date holds one row of its own.
 */
const createCoupang = (count: number, answer: (request: PageRequest) => Answer) => {
  const requestedPages: string[] = [];
  const clock = makeClock();
  const fake = async (input: Parameters<typeof fetch>[0]): Promise<Response> => {
    const { searchParams } = new URL(input instanceof Request ? input.url : input);
    const get = (name: string): string => searchParams.get(name) ?? '';
    const size = Number(get('pageSize'));
    const from = (Number(get('pageNum')) - 1) * size;
    const [firstDate, lastDate] = [get('inquiryStartAt'), get('inquiryEndAt')];
    const isDate = firstDate === lastDate;
    const total = isDate ? 1 : count;
    const rows = Array.from({ length: Math.max(0, Math.min(size, total - from)) }, (_, at) => from + at + 1);
    const dates = isDate ? firstDate.slice(-2) : '';
    clock.advance(200);
    requestedPages.push(`${dates && `${dates}:`}${get('pageNum')}/${size}`);
    const how = answer({ status: get('partnerCounselingStatus'), dates, rows, size });
    if (how === 'no answer') throw new TypeError('made-up network failure');
    if (how !== 'rows') return new Response('{}', { status: how });
    const content = rows.map((row) => item(isDate ? `9${dates}` : row));
    const pagination = { totalPages: Math.ceil(total / size), totalElements: total };
    return Response.json({ code: 200, data: { content, pagination } });
  };
  const client = createClient({ ...makeOptions('http://127.0.0.1', clock), fetch: fake });
  const read = async (
    repairs: Repairs,
    status: 'NO_ANSWER' | 'TRANSFER' = 'NO_ANSWER',
    withinMs = Infinity,
  ) => {
    requestedPages.length = 0;
    const { reading, failure } = await client.read(WINDOW, status, clock.now() + withinMs, repairs);
    return {
      asked: [...requestedPages],
      reading,
      failure,
      ids: reading.inquiries.map(({ inquiryId }) => inquiryId),
    };
  };
  return { read };
};

const numbers = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
const without = (ids: string[], ...missing: number[]): string[] =>
  ids.filter((id) => !missing.map(String).includes(id));
/** Pages of one row, each asked for once. */
const singles = (first: number, last: number): string[] => numbers(first, last).map((row) => `${row}/1`);
const twice = (page: string): string[] => [page, page];

const nextRun = (before: Repairs, afterMs = 60_000): Repairs =>
  createRepairs(before.remembered(), NOW + afterMs);
const firstRun = (known: BrokenParts = {}): Repairs => createRepairs(known, NOW);

describe('R7: a page that answers 500', () => {
  const coupang = () =>
    createCoupang(65, ({ rows, size }) => (size === 30 && rows.includes(31) ? 500 : 'rows'));

  test('is read again in pages of ten rows, and the pages after it are read', async () => {
    const { asked: requestedPages, reading, failure, ids } = await coupang().read(firstRun());
    expect(requestedPages).toEqual(['1/30', ...twice('2/30'), '4/10', '5/10', '6/10', '3/30']);
    expect(failure).toBeUndefined();
    expect(reading).toMatchObject({ complete: true, unusable: [] });
    expect(ids).toEqual(numbers(1, 65));
  });

  test('is read in pages of ten without a first try for an hour', async () => {
    const { read } = coupang();
    const first = firstRun();
    await read(first);
    const second = nextRun(first);
    expect((await read(second)).asked).toEqual(['1/30', '4/10', '5/10', '6/10', '3/30']);
    const lastOfHour = nextRun(second, HOUR_MS - 1);
    expect((await read(lastOfHour)).asked).toHaveLength(5);
    const afterHour = nextRun(lastOfHour, HOUR_MS);
    expect((await read(afterHour)).asked).toEqual(['1/30', ...twice('2/30'), '4/10', '5/10', '6/10', '3/30']);
  });
});

describe('R7, R13: a row that answers 500 in every page', () => {
  const coupang = (...broken: number[]) =>
    createCoupang(65, ({ rows }) => (rows.some((row) => broken.includes(row)) ? 500 : 'rows'));

  test('hides only itself and counts as unusable, and the reading is complete', async () => {
    const { asked: requestedPages, reading, failure, ids } = await coupang(44).read(firstRun());
    expect(requestedPages).toEqual([
      '1/30',
      ...twice('2/30'),
      '4/10',
      ...twice('5/10'),
      ...singles(41, 43),
      ...twice('44/1'),
      ...singles(45, 50),
      '6/10',
      '3/30',
    ]);
    expect(failure).toBeUndefined();
    expect(reading).toMatchObject({ complete: true, unusable: [{ unread: 1 }] });
    expect(ids).toEqual(without(numbers(1, 65), 44));
  });

  test('is tried once in each later run of the hour, and the rows around it are read', async () => {
    const { read } = coupang(44);
    const first = firstRun();
    const { reading } = await read(first);
    const again = await read(nextRun(first));
    expect(again.asked).toEqual(['1/30', '4/10', ...singles(41, 50), '6/10', '3/30']);
    expect(again.reading.unusable).toEqual(reading.unusable);
    expect(again.ids).toHaveLength(64);
  });

  test('that becomes readable lets its page be read as a whole again', async () => {
    const first = firstRun();
    await coupang(44).read(first);
    const second = nextRun(first);
    const healed = await coupang().read(second);
    expect(healed.ids).toEqual(numbers(1, 65));
    expect(second.remembered()).toBeUndefined();
    expect((await coupang().read(nextRun(second))).asked).toEqual(['1/30', '2/30', '3/30']);
  });

  test('is found at the beginning and at the end of the list', async () => {
    const { reading, ids } = await coupang(1, 65).read(firstRun());
    expect(reading).toMatchObject({ complete: true, unusable: [{ unread: 2 }] });
    expect(ids).toEqual(numbers(2, 64));
  });

  test.each([
    ['fails if no answer shows a row there', 0, { complete: false, unusable: [] }],
    ['is unusable if a total counts it', 1, { complete: true, unusable: [{ unread: 1 }] }],
  ])('alone at the end of its list %s', async (_, count, expected) => {
    let calls = 0;
    const { read } = createCoupang(count, () => ((calls += 1) <= 6 ? 500 : 'rows'));
    const { asked: requestedPages, reading, failure } = await read(firstRun());
    expect(requestedPages).toEqual([...['1/30', '1/10', '1/1'].flatMap(twice), '2/1']);
    expect(reading).toMatchObject(expected);
    expect(failure?.code).toBe(expected.complete ? undefined : 'COUPANG_SERVER_ERROR');
  });

  test('does not count as a row if it is the fourth in a row: then Coupang fails', async () => {
    const { asked: requestedPages, reading, failure, ids } = await coupang(41, 42, 43, 44).read(firstRun());
    expect(requestedPages.slice(-8)).toEqual([
      ...twice('42/1'),
      ...twice('43/1'),
      ...twice('44/1'),
      '6/10',
      '3/30',
    ]);
    expect(failure).toMatchObject({ code: 'COUPANG_SERVER_ERROR' });
    expect(reading).toMatchObject({
      complete: false,
      incompleteBecause: 'page 2 failed: COUPANG_SERVER_ERROR',
      unusable: [],
    });
    expect(ids).toEqual([...numbers(1, 40), ...numbers(51, 65)]);
  });
});

describe('R7: a window that fails as a whole', () => {
  const dates = ['15', '14', '13', '12', '11', '10', '09'];
  const firstPages = ['1/30', '1/10', '1/1', '2/1', '3/1', '4/1'];

  test('is read date by date, the newest first, and without a first try for an hour', async () => {
    const { read } = createCoupang(20, ({ dates: date }) => (date === '' ? 500 : 'rows'));
    const first = firstRun();
    const { asked: requestedPages, reading, failure, ids } = await read(first);
    expect(requestedPages).toEqual([...firstPages.flatMap(twice), ...dates.map((date) => `${date}:1/30`)]);
    expect(failure).toBeUndefined();
    expect(reading).toMatchObject({ window: WINDOW, complete: true });
    expect(ids).toEqual(dates.map((date) => `9${date}`));
    expect((await read(nextRun(first))).asked).toEqual(dates.map((date) => `${date}:1/30`));
    expect((await read(nextRun(first, HOUR_MS))).asked[0]).toBe('1/30');
  });

  test('shows the other dates if a single date fails, and names that date', async () => {
    const { read } = createCoupang(20, ({ dates: date }) => (['', '12'].includes(date) ? 500 : 'rows'));
    const { reading, failure, ids } = await read(firstRun());
    expect(ids).toEqual(
      without(
        dates.map((date) => `9${date}`),
        912,
      ),
    );
    expect(failure).toMatchObject({ code: 'COUPANG_SERVER_ERROR' });
    expect(reading).toMatchObject({
      complete: false,
      incompleteBecause: '2026-01-12: page 1 failed: COUPANG_SERVER_ERROR',
    });
  });

  test('counts as failed if all its dates fail, and is not read in parts for an hour', async () => {
    const { read } = createCoupang(20, () => 500);
    const first = firstRun();
    const { asked: requestedPages, reading, failure } = await read(first);
    // Eight calls in a row failed. More of them could make Coupang block the address.
    expect(requestedPages).toEqual(
      [...firstPages, ...dates.slice(0, 2).map((date) => `${date}:1/30`)].flatMap(twice),
    );
    expect(failure).toMatchObject({ code: 'COUPANG_SERVER_ERROR' });
    expect(reading).toMatchObject({ complete: false, inquiries: [], unusable: [] });
    expect((await read(nextRun(first))).asked).toEqual(twice('1/30'));
    const healed = createCoupang(20, () => 'rows');
    const second = nextRun(first);
    expect((await healed.read(second)).asked).toEqual(['1/30']);
    expect(second.remembered()).toBeUndefined();
  });

  test('is read date by date again after an outage', async () => {
    const first = firstRun();
    await createCoupang(20, ({ dates: date }) => (date === '' ? 500 : 'rows')).read(first);
    const second = nextRun(first);
    const { asked: requestedPages } = await createCoupang(20, () => 'no answer').read(second);
    expect(requestedPages).toEqual(['15:1/30', '14:1/30'].flatMap((page) => [page, page, page]));
    const third = await createCoupang(20, ({ dates: date }) => (date === '' ? 500 : 'rows')).read(
      nextRun(second),
    );
    expect(third.asked).toEqual(dates.map((date) => `${date}:1/30`));
  });

  test('stops at once if a date answers 429', async () => {
    const { read } = createCoupang(20, ({ dates: date }) =>
      date === '' ? 500 : date === '13' ? 429 : 'rows',
    );
    const { asked: requestedPages, reading, failure } = await read(firstRun());
    expect(requestedPages.slice(-3)).toEqual(['15:1/30', '14:1/30', '13:1/30']);
    expect(failure).toMatchObject({ code: 'COUPANG_THROTTLED' });
    expect(reading).toMatchObject({
      complete: false,
      inquiries: [{ inquiryId: '915' }, { inquiryId: '914' }],
    });
  });
});

describe('R7: the limit of extra calls per run', () => {
  test('holds over all lists, and the next pages are still read', async () => {
    let extra = 0;
    const { read } = createCoupang(125, ({ status, rows, size }) => {
      if (size < 30) extra += 1;
      const broken = status === 'TRANSFER' ? [5] : [5, 35, 65];
      return rows.some((row) => broken.includes(row)) ? 500 : 'rows';
    });
    const repairs = firstRun();
    const { reading, failure, ids } = await read(repairs);
    // Each broken row takes 13 calls: three pages of ten and ten rows. The third one finds four calls left.
    // The page of ten and the row that fail have a second try.
    expect(extra).toBe(30 + 2 + 2 + 1);
    expect(reading).toMatchObject({
      complete: false,
      incompleteBecause: 'page 3 failed: COUPANG_SERVER_ERROR',
      unusable: [{ unread: 2 }],
    });
    expect(failure).toMatchObject({ code: 'COUPANG_SERVER_ERROR' });
    expect(ids).toEqual(without(numbers(1, 125), 5, 35, ...numbers(64, 90).map(Number)));
    extra = 0;
    const other = await read(repairs, 'TRANSFER');
    expect(extra).toBe(0);
    expect(other.ids).toEqual(numbers(31, 125));
    expect(other.reading.complete).toBe(false);
  });
});

describe('R7: no extra call is made', () => {
  test.each<[Answer, number]>([
    ['no answer', 3],
    [503, 3],
    [429, 1],
  ])('if the first call of the run ends with %j', async (how, calls) => {
    const { asked: requestedPages, reading } = await createCoupang(65, () => how).read(firstRun());
    expect(requestedPages).toEqual(Array.from({ length: calls }, () => '1/30'));
    expect(reading).toMatchObject({ complete: false, inquiries: [] });
  });

  test('if the time is up after the first page failed, and the failure is returned', async () => {
    const { read } = createCoupang(65, () => 500);
    const { asked: requestedPages, failure } = await read(firstRun(), 'NO_ANSWER', 100);
    expect(requestedPages).toEqual(['1/30']);
    expect(failure).toMatchObject({ code: 'COUPANG_SERVER_ERROR' });
  });

  test('if the failure is not that of a page', async () => {
    const { read } = createCoupang(65, ({ rows }) => (rows.includes(31) ? 429 : 'rows'));
    const { asked: requestedPages, ids } = await read(firstRun());
    expect(requestedPages).toEqual(['1/30', '2/30']);
    expect(ids).toEqual(numbers(1, 30));
  });
});
