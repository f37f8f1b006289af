import { describe, expect, test } from '@jest/globals';
import { DAY_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';
import { NOW } from '../loopback-coupang.ts';
import { comment, createQuestions, type PageRequest, READ_TIMED_OUT, rowsOf } from './made-up-questions.ts';

/** In Seoul, where it is 14:17 on 15 January. */
const noonOf = (date: string): number => Date.parse(`${date}T12:00:00+09:00`);
const asked = (inquiryId: string, date?: string) => ({ inquiryId, ...(date && { inquiryAt: noonOf(date) }) });
const NO_LIMITS = { stopAt: Infinity, calls: 10 };
const timedOut = { status: 400, body: READ_TIMED_OUT };
const isRange = ({ first, last }: PageRequest): boolean => first !== last;

describe('a look-up reads ALL', () => {
  test('of the date of a question and the dates beside it, and says what is there and what is missing', async () => {
    const { client, pages } = createQuestions([
      { id: '7', date: '2026-01-12', more: { commentDtoList: [comment()] } },
      { id: '9', date: '2026-01-12' },
    ]);
    const { found, missing, calls, failure } = await client.lookUp(
      [asked('7', '2026-01-12'), asked('8', '2026-01-12')],
      NO_LIMITS,
    );
    expect(pages).toEqual(['ALL 01-11..01-13 1/50']);
    expect([...found.keys()]).toEqual(['7']);
    expect(found.get('7')?.posts).toMatchObject([{ answerId: '71', by: 'vendor' }]);
    expect([...missing]).toEqual(['8']);
    expect([calls, failure]).toEqual([1, undefined]);
  });

  test('up to today, as Coupang may refuse a date to come', async () => {
    const { client, pages } = createQuestions([]);
    const ahead = { inquiryId: '2', inquiryAt: NOW + DAY_MS };
    const { missing } = await client.lookUp([asked('1', '2026-01-15'), ahead], NO_LIMITS);
    expect(pages).toEqual(['ALL 01-14..01-15 1/50']);
    expect([...missing]).toEqual(['1', '2']);
  });

  test('in one list for questions of neighbouring dates, of at most seven dates', async () => {
    const { client, pages } = createQuestions([]);
    const dates = ['2026-01-12', '2026-01-13', '2026-01-10', '2026-01-07', '2026-01-02'];
    const { missing } = await client.lookUp(
      dates.map((date, index) => asked(String(index), date)),
      NO_LIMITS,
    );
    expect(pages).toEqual(['ALL 01-09..01-14 1/50', 'ALL 01-06..01-08 1/50', 'ALL 01-01..01-03 1/50']);
    expect(missing.size).toBe(5);
  });

  test('in the order of the questions, as far as the calls reach', async () => {
    const { client, pages } = createQuestions([]);
    const questions = [asked('1', '2025-12-20'), asked('2', '2026-01-12'), asked('3', '2026-01-01')];
    const { missing, calls } = await client.lookUp(questions, { stopAt: Infinity, calls: 2 });
    expect(pages).toEqual(['ALL 12-19..12-21 1/50', 'ALL 01-11..01-13 1/50']);
    expect([...missing]).toEqual(['1', '2']);
    expect(calls).toBe(2);
  });

  test('only until all questions of a list are found', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-12', 120, 1));
    const { found } = await client.lookUp([asked('60', '2026-01-12')], NO_LIMITS);
    expect(pages).toEqual(['ALL 01-11..01-13 1/50', 'ALL 01-11..01-13 2/50']);
    expect([...found.keys()]).toEqual(['60']);
  });

  test('and nothing is missing in a list that was not read to the end', async () => {
    const { client } = createQuestions(rowsOf('2026-01-12', 120, 1));
    const questions = [asked('60', '2026-01-12'), asked('999', '2026-01-12')];
    const { found, missing, calls } = await client.lookUp(questions, { stopAt: Infinity, calls: 2 });
    expect([[...found.keys()], [...missing], calls]).toEqual([['60'], [], 2]);
  });

  test('and nothing is missing if a row was on two pages, as another row may have moved', async () => {
    const rows = rowsOf('2026-01-12', 100, 1);
    const { client } = createQuestions([...rows.slice(0, 50), ...rows.slice(49, 99)]);
    const { missing } = await client.lookUp([asked('100', '2026-01-12')], NO_LIMITS);
    expect([...missing]).toEqual([]);
  });

  test('of the recent week for a question without a time, which cannot prove that it is missing', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-10', 1, 5));
    const { found, missing } = await client.lookUp([asked('5'), asked('6')], NO_LIMITS);
    expect(pages).toEqual(['ALL 01-09..01-15 1/50']);
    expect([[...found.keys()], [...missing]]).toEqual([['5'], []]);
  });

  test('by the dates of the market', async () => {
    const { client, pages } = createQuestions([], undefined, { market: 'TW', vendorId: 'C00012345' });
    const inquiryAt = Date.parse('2026-01-11T23:30:00+09:00') + HOUR_MS;
    await client.lookUp([{ inquiryId: '1', inquiryAt }], NO_LIMITS);
    expect(pages).toEqual(['ALL 01-10..01-12 1/50']);
  });

  test('no longer once the time is up', async () => {
    const { client, pages } = createQuestions([]);
    const { missing, calls } = await client.lookUp([asked('1', '2026-01-12')], { stopAt: NOW, calls: 10 });
    expect([pages, [...missing], calls]).toEqual([[], [], 0]);
  });
});

describe('a look-up that fails', () => {
  test('after «Read timed out» reads the dates one by one in pages of ten rows, the own date first', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-12', 11, 1), (request) =>
      isRange(request) ? timedOut : undefined,
    );
    const { missing, calls } = await client.lookUp([asked('99', '2026-01-12')], NO_LIMITS);
    expect(pages).toEqual([
      'ALL 01-11..01-13 1/50',
      'ALL 01-12 1/10',
      'ALL 01-12 2/10',
      'ALL 01-13 1/10',
      'ALL 01-11 1/10',
    ]);
    expect([[...missing], calls]).toEqual([['99'], 5]);
  });

  test('never makes more calls than it may, also date by date', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-12', 300, 1), (request) =>
      isRange(request) ? timedOut : undefined,
    );
    const { missing, calls } = await client.lookUp([asked('999', '2026-01-12')], NO_LIMITS);
    expect([pages.length, calls, [...missing]]).toEqual([10, 10, []]);
  });

  test('of one date says nothing about that date, and reads the other lists', async () => {
    const { client } = createQuestions([], ({ last }) => (last <= '2026-01-04' ? timedOut : undefined));
    const questions = [asked('1', '2026-01-03'), asked('2', '2026-01-12')];
    const { missing, failure } = await client.lookUp(questions, NO_LIMITS);
    expect([...missing]).toEqual(['2']);
    expect(failure).toMatchObject({ code: 'COUPANG_READ_TIMED_OUT' });
  });

  test('with a 403 makes no further call and returns the failure', async () => {
    const { client, pages } = createQuestions([], () => ({
      status: 403,
      body: { code: 'ERROR', message: '[FORBIDDEN] Not allowed IP. 203.0.113.7' },
    }));
    const { missing, failure } = await client.lookUp(
      [asked('1', '2026-01-12'), asked('2', '2025-12-20')],
      NO_LIMITS,
    );
    expect([pages.length, [...missing]]).toEqual([1, []]);
    expect(failure).toMatchObject({ code: 'COUPANG_IP_NOT_ALLOWED', ip: '203.0.113.7' });
  });
});
