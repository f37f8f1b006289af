import type { ListStatus } from '../../lib/domain/sources.ts';
import type { Habits } from './coupang-habits.ts';
import type { MemoryCoupang } from './memory-coupang.ts';
import { dateOf } from './plain-calendar.ts';
import type { ServedPage } from './reading-ledger.ts';
import type { DateWindow } from '../../lib/domain/time/date-windows.ts';

/** Faults of one page. `hidden`: an item is missing, and the totals do not count it. `short`: the totals count it. */
export type PageFault = 'empty' | 'no-data' | 'other-totals' | 'hidden' | 'short' | 'other-order';

export type PageRules = {
  coupang: MemoryCoupang;
  pageSize: number;
  newestFirst: boolean;
  /** Some inquiries that need an answer are also under TRANSFER. */
  bothLists: boolean;
  habits: Habits;
  pageFault: () => PageFault | undefined;
};

/** One page of a list as Coupang has it now, or with a fault. The reader gets a copy. */
export const servePage = (
  { coupang, pageSize, newestFirst, bothLists, habits, pageFault }: PageRules,
  window: DateWindow,
  status: ListStatus,
  pageNum: number,
): ServedPage => {
  const fault = pageFault();
  coupang.goOn();
  const all = [...coupang.inquiries.values()].flatMap(({ inquiry, list }) => {
    const isTwice =
      bothLists && list === 'NO_ANSWER' && status === 'TRANSFER' && inquiry.inquiryId.endsWith('2');
    if ((list !== status && !isTwice) || inquiry.inquiryAt === undefined) return [];
    const date = dateOf(inquiry.inquiryAt);
    return date >= window.firstDate && date <= window.lastDate ? [inquiry] : [];
  });
  if (status === 'ANSWER' && (fault === 'hidden' || fault === 'short' || fault === 'other-order'))
    coupang.spoilt.push(coupang.now());
  if (newestFirst !== (fault === 'other-order')) all.reverse();
  if (fault === 'hidden') all.splice(all.length >> 1, 1);
  // An empty list has no odd totals: a total without rows is never believed (R7). The answered list is always true,
  // since the counts of a blind time come from it.
  const odd = status === 'ANSWER' || all.length === 0 ? undefined : habits.pages;
  const totals = {
    pageNum,
    totalPages: odd?.totalPages ?? Math.ceil(all.length / pageSize),
    totalElements: all.length + (odd?.totalElementsOffBy ?? 0) + (fault === 'other-totals' ? 1 : 0),
  };
  if (fault === 'no-data') return { ...totals, items: undefined, unusable: [] };
  if (fault === 'empty') return { ...totals, items: [], unusable: [] };
  const rows = all.slice((pageNum - 1) * pageSize, pageNum * pageSize);
  if (fault === 'short') rows.splice(rows.length >> 1, 1);
  const repeated = odd?.repeatsRow ? rows.slice(0, 1) : [];
  const items = [...rows, ...repeated].map(coupang.show);
  // Broken items are on the first page of the recent week. The totals count only readable items.
  const isFirst = pageNum === 1 && coupang.isRecent(window);
  const broken = isFirst ? coupang.unusable.filter((entry) => entry.status === status) : [];
  return { ...totals, items, unusable: broken.map(({ item }) => item) };
};
