import { describe, expect, test } from '@jest/globals';
import {
  findInQueue,
  kindsIn,
  openQueue,
  ownQueue,
  type QueueFilter,
} from '../../../../lib/domain/act/queue.ts';
import { makeRow } from '../../../fixtures/domain/make-ticket.ts';
import { HOUR, MINUTE } from '../../../fixtures/domain/made-up.ts';
import { draws } from '../../../fixtures/draws.ts';

const NOW = Date.UTC(2026, 10, 25, 5, 0);
const all: QueueFilter = { who: 'all', kind: 'all', page: 0 };
const row = (inquiryId: string, more: Parameters<typeof makeRow>[0] = {}) =>
  makeRow({ inquiryId, dueAt: NOW + 5 * HOUR, ...more });

describe('the queue of open tickets (A7)', () => {
  test('is in the order of the time left, without closed tickets', () => {
    const rows = [row('1'), row('2', { dueAt: NOW + HOUR }), row('3', { dueAt: NOW, closedAt: NOW })];
    const { rows: shown, found } = openQueue(rows, all, 'U0ME', NOW);
    expect(shown.map(({ inquiryId }) => inquiryId)).toEqual(['2', '1']);
    expect(found).toBe(2);
  });

  test('shows a provisional ticket only once it is announced', () => {
    const { fingerprint: _, ...held } = row('1', {
      answerId: 'after-1',
      shownVersion: 0,
      product: 'made-up',
    });
    expect(openQueue([held], all, 'U0ME', NOW)).toMatchObject({ rows: [], counts: { open: 0 } });
    expect(findInQueue([held], 'made-up', NOW)).toEqual([]);
    for (const seen of [
      { ...held, shownVersion: 1 },
      { ...held, fingerprint: 'seen' },
      { ...held, answerId: '7' },
    ])
      expect(openQueue([seen], all, 'U0ME', NOW).rows).toEqual([seen]);
  });

  test('counts all open tickets, whatever the filter', () => {
    const rows = [
      row('1', { claimedBy: 'U0ME', dueAt: NOW }),
      row('2', { claimedBy: 'U0OTHER', dueAt: NOW + HOUR }),
      row('3', { dueAt: NOW + HOUR + 1 }),
      row('4', { dueAt: NOW + MINUTE, kind: 'confirm' }),
    ];
    for (const filter of [all, { ...all, who: 'mine' as const }, { ...all, kind: 'confirm' as const }]) {
      expect(openQueue(rows, filter, 'U0ME', NOW).counts).toEqual({
        open: 4,
        overdue: 1,
        dueWithinHour: 2,
        mine: 1,
        unclaimed: 2,
      });
    }
  });

  test.each([
    [{ who: 'mine' as const }, ['1']],
    [{ who: 'unclaimed' as const }, ['3', '4']],
    [{ kind: 'confirm' as const }, ['4']],
    [{ vendor: { market: 'TW' as const, vendorId: 'A00012345' } }, ['2']],
    [{ who: 'unclaimed' as const, kind: 'reply' as const }, ['3']],
  ])('the filter %j leaves %j', (filter, ids) => {
    const rows = [
      row('1', { claimedBy: 'U0ME' }),
      row('2', { claimedBy: 'U0OTHER', market: 'TW', vendorId: 'A00012345' }),
      row('3', { market: 'KR', vendorId: 'A00012345' }),
      row('4', { kind: 'confirm' }),
    ];
    const { rows: shown } = openQueue(rows, { ...all, ...filter }, 'U0ME', NOW);
    expect(shown.map(({ inquiryId }) => inquiryId)).toEqual(ids);
  });

  test('shows fifteen tickets a page, each on a single page, and no page that does not exist', () => {
    const rows = Array.from({ length: draws(5000) }, (_, index) =>
      row(String(index), { dueAt: NOW + index }),
    );
    const seen = new Set<string>();
    const { pages } = openQueue(rows, all, 'U0ME', NOW);
    for (let page = 0; page < pages; page += 1)
      for (const { inquiryId } of openQueue(rows, { ...all, page }, 'U0ME', NOW).rows) seen.add(inquiryId);
    expect([pages, seen.size]).toEqual([Math.ceil(rows.length / 15), rows.length]);
    expect(openQueue(rows, { ...all, page: -1 }, 'U0ME', NOW).page).toBe(0);
    expect(openQueue(rows, { ...all, page: 9999 }, 'U0ME', NOW).page).toBe(pages - 1);
    expect(openQueue([], { ...all, page: 7 }, 'U0ME', NOW)).toMatchObject({ page: 0, pages: 1, rows: [] });
  });
});

describe('product questions in the queue (A7)', () => {
  const question = (inquiryId: string, dueAt: number, more: Parameters<typeof makeRow>[0] = {}) =>
    row(inquiryId, { source: 'product', kind: 'question', answerId: '0', dueAt, ...more });
  const rows = [
    question('1', NOW - HOUR),
    question('2', NOW + HOUR),
    row('3', { dueAt: NOW + 2 * HOUR }),
    row('4', { dueAt: NOW - MINUTE, kind: 'confirm' }),
    row('5', { dueAt: NOW + HOUR }),
  ];
  const idsOf = (shown: readonly { inquiryId: string }[]) => shown.map(({ inquiryId }) => inquiryId);

  test('go last once they are past their deadline, and after a hand-over with the same deadline', () => {
    expect(idsOf(openQueue(rows, all, 'U0ME', NOW).rows)).toEqual(['4', '5', '2', '3', '1']);
    expect(idsOf(ownQueue(rows, 'all', 'U0ME', NOW).unclaimed)).toEqual(['4', '5', '2', '3', '1']);
  });

  test.each([
    ['call-center' as const, ['4', '5', '3']],
    ['confirm' as const, ['4']],
    ['question' as const, ['2', '1']],
  ])('the filter %s leaves %j', (kind, ids) => {
    expect(idsOf(openQueue(rows, { ...all, kind }, 'U0ME', NOW).rows)).toEqual(ids);
    const own = ownQueue(rows, kind, 'U0ME', NOW);
    expect(idsOf(own.unclaimed)).toEqual(ids);
    expect(own.counts).toMatchObject({ open: ids.length, unclaimed: ids.length });
  });

  test('offer a source with several kinds as a choice only beside another source', () => {
    expect(kindsIn(['call-center'])).toEqual(['all', 'reply', 'confirm']);
    expect(kindsIn(['call-center', 'product'])).toEqual([
      'all',
      'call-center',
      'reply',
      'confirm',
      'question',
    ]);
  });
});

describe('/coupang finds an open ticket', () => {
  const rows = [
    row('1015668177', { orderId: '30001234567', product: '인조가죽 스커트 Khaki L' }),
    row('1015669999', { orderId: '30007654321', product: '머그컵', dueAt: NOW }),
    row('1015660000', { product: '머그컵', closedAt: NOW }),
  ];
  const find = (words: string) => findInQueue(rows, words, NOW).map(({ inquiryId }) => inquiryId);

  test.each([
    ['1015668177', ['1015668177']],
    ['8177', ['1015668177']],
    [' 30007654321 ', ['1015669999']],
    ['4321', ['1015669999']],
    ['khaki', ['1015668177']],
    ['머그컵', ['1015669999']],
    ['머그컵'.normalize('NFD'), ['1015669999']],
    ['0000', []],
    ['없는 상품', []],
  ])('by %j: %j', (words, ids) => {
    expect(find(words)).toEqual(ids);
  });

  test.each(['', ' ', '7', '177', '컵'])('not by %j, which is too short', (words) => {
    expect(find(words)).toEqual([]);
  });

  test('finds all, the soonest due first', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      row(`9${index}`, { product: '컵받침', dueAt: NOW - index }),
    );
    const found = findInQueue(many, '컵받침', NOW);
    expect(found).toHaveLength(30);
    expect(found[0]?.inquiryId).toBe('929');
  });
});
