import { describe, expect, test } from '@jest/globals';
import { CoupangError } from '../../../../lib/coupang/coupang-error.ts';
import { lookUpQuestions } from '../../../../lib/coupang/product/look-up-questions.ts';
import type { PageSource } from '../../../../lib/coupang/read-rows.ts';
import { createRepairs } from '../../../../lib/domain/reading/repairs.ts';
import type { Inquiry } from '../../../../lib/domain/inquiry/inquiry.ts';
import { makeQuestion } from '../../../fixtures/domain/make-question.ts';
import { NOW, VENDOR, ZONE } from '../../../fixtures/domain/made-up.ts';
import { HOUR_MS } from '../../../../lib/domain/time/durations.ts';

const TOTAL = 73;
const askedAt = NOW - HOUR_MS;
const asked = (inquiryId: string) => ({ inquiryId, inquiryAt: askedAt });
const rows = Array.from({ length: TOTAL }, (_, at) =>
  makeQuestion({ inquiryId: String(at), inquiryAt: at === 0 ? NOW : askedAt, posts: [] }),
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
    zone: ZONE,
    now: () => NOW,
  };
  const limits = { stopAt: Infinity, calls: 10, repairs };
  return { pages, lookUp: (ids: string[]) => lookUpQuestions(ids.map(asked), limits, lists) };
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
