import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import { lookUpQuestions } from '../../../../lib/coupang/product/look-up-questions.ts';
import type { PageSource } from '../../../../lib/coupang/read-rows.ts';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import { createRepairs } from '../../../../lib/domain/reading/repairs.ts';
import { DAY_MS, HOUR_MS } from '../../../../lib/domain/time/durations.ts';
import { makeQuestion } from '../../../fixtures/domain/make-question.ts';
import { NO_REPAIRS } from '../../../fixtures/domain/no-repairs.ts';
import { NOW, VENDOR } from '../loopback-coupang.ts';
import {
  comment,
  createQuestions,
  type PageRequest,
  READ_TIMED_OUT,
  type Row,
  rowsOf,
} from './made-up-questions.ts';

/** In Seoul, where it is 14:17 on 15 January. */
const noonOf = (date: string): number => Date.parse(`${date}T12:00:00+09:00`);
const asked = (inquiryId: string, date?: string) => ({ inquiryId, ...(date && { inquiryAt: noonOf(date) }) });
const NO_LIMITS = { stopAt: Infinity, calls: 10, repairs: NO_REPAIRS };
const timedOut = { status: 400, body: READ_TIMED_OUT };
const isFirstTry = (page: string): boolean => !page.endsWith('with more time');
const isRange = ({ first, last }: PageRequest): boolean => first !== last;

describe('a look-up reads ALL', () => {
  test('of the date of a question and the dates beside it, and says what is there and what is missing', async () => {
    const { client, pages } = createQuestions([
      { id: '7', date: '2026-01-12', more: { commentDtoList: [comment()] } },
      { id: '9', date: '2026-01-12' },
    ]);
    const { found, missing, failed } = await client.lookUp(
      [asked('7', '2026-01-12'), asked('8', '2026-01-12')],
      NO_LIMITS,
    );
    expect(pages).toEqual(['ALL 01-11..01-13 1/50']);
    expect([...found.keys()]).toEqual(['7']);
    expect(found.get('7')?.posts).toMatchObject([{ answerId: '71', by: 'vendor' }]);
    expect([[...missing.keys()], failed]).toEqual([['8'], undefined]);
  });

  test('and only a younger question on it proves that one is missing', async () => {
    const younger = { id: '9', date: '2026-01-12', more: { inquiryAt: '2026-01-12 13:00:00' } };
    const older = { id: '7', date: '2026-01-12', more: { inquiryAt: '2026-01-12 11:00:00' } };
    const missingFrom = async (...rows: Row[]) => {
      const { client } = createQuestions(rows);
      return [...(await client.lookUp([asked('8', '2026-01-12')], NO_LIMITS)).missing];
    };
    expect(await missingFrom(older, younger)).toEqual([['8', true]]);
    expect(await missingFrom(older)).toEqual([['8', false]]);
    expect(await missingFrom()).toEqual([['8', false]]);
  });

  test('up to today, as Coupang may refuse a date to come', async () => {
    const { client, pages } = createQuestions([]);
    const ahead = { inquiryId: '2', inquiryAt: NOW + 3 * DAY_MS };
    for (const question of [asked('1', '2026-01-15'), ahead]) {
      const { missing } = await client.lookUp([question], NO_LIMITS);
      expect([...missing.keys()]).toEqual([question.inquiryId]);
    }
    expect(pages).toEqual(['ALL 01-14..01-15 1/50', 'ALL 01-14..01-15 1/50']);
  });

  test('in one list for questions of the same date, which is never longer than the three dates', async () => {
    const { client, pages } = createQuestions([]);
    const dates = ['2026-01-12', '2026-01-13', '2026-01-12', '2026-01-06'];
    const { missing } = await client.lookUp(
      dates.map((date, index) => asked(String(index), date)),
      NO_LIMITS,
    );
    expect(pages).toEqual(['ALL 01-11..01-13 1/50', 'ALL 01-12..01-14 1/50', 'ALL 01-05..01-07 1/50']);
    expect(missing.size).toBe(4);
  });

  test('not again if the lists of other questions showed all its dates', async () => {
    const { client, pages } = createQuestions([]);
    const questions = [asked('1', '2026-01-09'), asked('2', '2026-01-12'), asked('3', '2026-01-10')];
    const { missing, tried } = await client.lookUp(questions, NO_LIMITS);
    expect(pages).toEqual(['ALL 01-08..01-10 1/50', 'ALL 01-11..01-13 1/50']);
    expect([[...missing.keys()], [...tried]]).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
    ]);
  });

  test('in the order of the questions, as far as the calls reach', async () => {
    const { client, pages } = createQuestions([]);
    const questions = [asked('1', '2025-12-20'), asked('2', '2026-01-12'), asked('3', '2026-01-01')];
    const { missing, tried } = await client.lookUp(questions, { ...NO_LIMITS, calls: 2 });
    expect(pages).toEqual(['ALL 12-19..12-21 1/50', 'ALL 01-11..01-13 1/50']);
    expect([...missing.keys()]).toEqual(['1', '2']);
    expect([...tried]).toEqual(['1', '2']);
  });

  test('and a question of a list that needs more calls than are left was tried, so that the next can follow', async () => {
    const { client } = createQuestions(rowsOf('2026-01-12', 600, 1));
    const questions = [asked('999', '2026-01-12'), asked('998', '2026-01-01')];
    const { missing, tried } = await client.lookUp(questions, NO_LIMITS);
    expect([[...missing.keys()], [...tried]]).toEqual([[], ['999']]);
  });

  test('and nothing is missing in a list with a row that cannot be read, as it may be of any question', async () => {
    const rows = rowsOf('2026-01-12', 2, 1);
    const { client } = createQuestions([...rows, { id: '3', date: '2026-01-12', more: { inquiryId: null } }]);
    const questions = [asked('1', '2026-01-12'), asked('999', '2026-01-12')];
    const { found, missing, tried } = await client.lookUp(questions, NO_LIMITS);
    expect([[...found.keys()], [...missing.keys()], [...tried]]).toEqual([['1'], [], ['1', '999']]);
  });

  test('only until all questions of a list are found', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-12', 120, 1));
    const { found } = await client.lookUp([asked('60', '2026-01-12')], NO_LIMITS);
    expect(pages).toEqual(['ALL 01-11..01-13 1/50', 'ALL 01-11..01-13 2/50']);
    expect([...found.keys()]).toEqual(['60']);
  });

  test('and nothing is missing in a list that was not read to the end', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-12', 120, 1));
    const questions = [asked('60', '2026-01-12'), asked('999', '2026-01-12')];
    const { found, missing } = await client.lookUp(questions, { ...NO_LIMITS, calls: 2 });
    expect([[...found.keys()], [...missing.keys()], pages.length]).toEqual([['60'], [], 2]);
  });

  const ids = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, at) => String(from + at));
  test.each([
    ['a row was on two pages, as another row may have moved', [ids(1, 50), ids(50, 98)], 98],
    ['fewer rows than the total came', [ids(1, 50), ids(51, 98)], 99],
  ])('and nothing is missing if %s', async (_, lists, totalElements) => {
    const { client } = createQuestions([], ({ pageNum }) => {
      const content = (lists[pageNum - 1] ?? []).map((inquiryId) => ({ inquiryId }));
      const pagination = { totalPages: 2, totalElements };
      return { status: 200, body: { code: 200, data: { content, pagination } } };
    });
    const { missing, failed } = await client.lookUp([asked('999', '2026-01-12')], NO_LIMITS);
    expect([[...missing.keys()], failed]).toEqual([[], undefined]);
  });

  test('of the recent week for a question without a time, which cannot prove that it is missing', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-10', 1, 5));
    const { found, missing } = await client.lookUp([asked('5'), asked('6')], NO_LIMITS);
    expect(pages).toEqual(['ALL 01-09..01-15 1/50']);
    expect([[...found.keys()], [...missing.keys()]]).toEqual([['5'], []]);
  });

  test('by the dates of the market', async () => {
    const { client, pages } = createQuestions([], undefined, { market: 'TW', vendorId: 'C00012345' });
    const inquiryAt = Date.parse('2026-01-11T23:30:00+09:00') + HOUR_MS;
    await client.lookUp([{ inquiryId: '1', inquiryAt }], NO_LIMITS);
    expect(pages).toEqual(['ALL 01-10..01-12 1/50']);
  });

  test('no longer once the time is up', async () => {
    const { client, pages } = createQuestions([]);
    const { missing } = await client.lookUp([asked('1', '2026-01-12')], { ...NO_LIMITS, stopAt: NOW });
    expect([pages, [...missing.keys()]]).toEqual([[], []]);
  });
});

describe('a look-up that fails', () => {
  test('after «Read timed out» reads the dates one by one in pages of ten rows, the own date first', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-12', 11, 1), (request) =>
      isRange(request) ? timedOut : undefined,
    );
    const { missing, failed } = await client.lookUp([asked('99', '2026-01-12')], NO_LIMITS);
    expect(pages).toEqual([
      'ALL 01-11..01-13 1/50',
      'ALL 01-11..01-13 1/50 with more time',
      'ALL 01-12 1/10',
      'ALL 01-12 2/10',
      'ALL 01-13 1/10',
      'ALL 01-11 1/10',
    ]);
    expect([[...missing.keys()], failed]).toEqual([['99'], undefined]);
  });

  test('after «Read timed out» reads each date once, also for several questions', async () => {
    const { client, pages } = createQuestions([], (request) => (isRange(request) ? timedOut : undefined));
    const questions = [asked('1', '2026-01-12'), asked('2', '2026-01-12')];
    const { missing } = await client.lookUp(questions, NO_LIMITS);
    const dates = pages.map((page) => page.split(' ')[1]);
    expect(dates).toEqual(['01-11..01-13', '01-11..01-13', '01-12', '01-13', '01-11']);
    expect([...missing.keys()]).toEqual(['1', '2']);
  });

  test('reads a date of two lists once', async () => {
    const { client, pages } = createQuestions([], (request) => (isRange(request) ? timedOut : undefined));
    const questions = [asked('1', '2026-01-12'), asked('2', '2026-01-14')];
    const { missing } = await client.lookUp(questions, { ...NO_LIMITS, calls: 20 });
    const lists = pages.filter(isFirstTry).map((page) => page.split(' ')[1]);
    expect(lists.filter((dates) => dates?.includes('..'))).toEqual(['01-11..01-13', '01-13..01-15']);
    expect(lists.filter((dates) => dates === '01-13')).toHaveLength(1);
    expect(missing.size).toBe(2);
  });

  test('never makes more calls than it may, also date by date', async () => {
    const { client, pages } = createQuestions(rowsOf('2026-01-12', 300, 1), (request) =>
      isRange(request) ? timedOut : undefined,
    );
    const { missing } = await client.lookUp([asked('999', '2026-01-12')], NO_LIMITS);
    expect([pages.filter(isFirstTry).length, [...missing.keys()]]).toEqual([10, []]);
  });

  test('of one date says nothing about that date, and reads the other lists', async () => {
    const { client } = createQuestions([], ({ last }) => (last <= '2026-01-04' ? timedOut : undefined));
    const questions = [asked('1', '2026-01-03'), asked('2', '2026-01-12')];
    const { missing, failed } = await client.lookUp(questions, NO_LIMITS);
    expect([...missing.keys()]).toEqual(['2']);
    expect(failed).toBeUndefined();
  });

  test('with a 403 makes no further call and returns the failure', async () => {
    const { client, pages } = createQuestions([], () => ({
      status: 403,
      body: { code: 'ERROR', message: '[FORBIDDEN] Not allowed IP. 203.0.113.7' },
    }));
    const { missing, tried, failed } = await client.lookUp(
      [asked('1', '2026-01-12'), asked('2', '2025-12-20')],
      NO_LIMITS,
    );
    expect([pages.length, [...missing.keys()], [...tried]]).toEqual([1, [], ['1']]);
    expect(failed).toMatchObject({
      failure: { code: 'COUPANG_IP_NOT_ALLOWED', ip: '203.0.113.7' },
      inARow: 1,
    });
  });
});

const TOTAL = 73;
const AN_HOUR_AGO = NOW - HOUR_MS;
const rows = Array.from({ length: TOTAL }, (_, at) =>
  makeQuestion({ inquiryId: String(at), inquiryAt: at === 0 ? NOW : AN_HOUR_AGO, posts: [] }),
);

/** A list of ALL whose pages fail if they contain one of these rows. Names the pages as `<number>/<size>`. */
const brokenAt = (isBroken: (at: number) => boolean, repairs = createRepairs()) => {
  const pages: string[] = [];
  const source: PageSource = {
    dates: { firstDate: '', lastDate: '' },
    sizes: [50, 10, 1],
    now: () => NOW,
    timeIsUp: () => false,
    page: async (number, size) => {
      pages.push(`${number}/${size}`);
      const from = (number - 1) * size;
      const shown = rows.slice(from, from + size);
      if (shown.some((_, index) => isBroken(from + index)))
        throw new CoupangError(VENDOR, { code: 'COUPANG_SERVER_ERROR', status: 500 });
      return { items: shown, totalElements: TOTAL, totalPages: Math.ceil(TOTAL / size) };
    },
  };
  const lists = {
    listOf: () => source,
    readRows: (items: unknown[]) => {
      const inquiries = items.filter(isQuestion);
      const unusable = items.length > inquiries.length ? [{ hash: 'made-up', problem: 'made up' }] : [];
      return { inquiries, unusable };
    },
    zone: 'Asia/Seoul',
    now: () => NOW,
  };
  const lookUp = (ids: string[]) => {
    const questions = ids.map((inquiryId) => ({ inquiryId, inquiryAt: AN_HOUR_AGO }));
    return lookUpQuestions(questions, { ...NO_LIMITS, repairs }, lists);
  };
  return { pages, lookUp };
};
const isQuestion = (item: unknown): item is Inquiry => rows.some((row) => row === item);

describe('R7: a look-up in a list with a row that fails', () => {
  test.each([0, 37, 49, 72])(
    'at place %s finds every other question, and proves none missing',
    async (at) => {
      const { pages, lookUp } = brokenAt((row) => row === at);
      const others = ['36', '38', '71'];
      const { found, missing, failed } = await lookUp([...others, 'no such']);
      expect([...found.keys()].sort()).toEqual(others);
      expect([...missing]).toEqual([]);
      expect(failed).toBeUndefined();
      expect(pages.length).toBeLessThanOrEqual(30);
    },
  );

  test('reads its page in parts only until all questions are found', async () => {
    const { pages, lookUp } = brokenAt((row) => row === 37);
    await lookUp(['12']);
    expect(pages).toEqual(['1/50', '1/10', '2/10']);
  });

  test('gives up after four rows in a row that fail, and then reads no part for an hour', async () => {
    const repairs = createRepairs();
    const { pages, lookUp } = brokenAt(() => true, repairs);
    const { failed } = await lookUp(['1', '2']);
    expect(pages).toEqual(['1/50', '1/10', '1/1', '2/1', '3/1', '4/1']);
    expect(failed).toMatchObject({ inARow: 6, failure: { code: 'COUPANG_SERVER_ERROR' } });
  });

  test('makes as many extra calls as the lists and look-ups before it have left to the run', async () => {
    const repairs = createRepairs();
    for (let call = 0; call < 25; call += 1)
      repairs.noteCall({ isExtra: true, hadAnswer: true, failed: false });
    const { pages, lookUp } = brokenAt((row) => row === 37, repairs);
    const { found } = await lookUp(['36', '71']);
    expect(pages.filter((page) => !page.endsWith('/50'))).toHaveLength(5);
    expect([...found.keys()]).toEqual(['71']);
  });
});
