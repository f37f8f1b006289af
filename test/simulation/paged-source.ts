import { readAllPages } from '../../lib/coupang/read-all-pages.ts';
import { dateAt } from '../../lib/domain/dates.ts';
import type { Inquiry, ListStatus } from '../../lib/domain/inquiry.ts';
import type { DateWindow } from '../../lib/domain/reading.ts';
import type { InquirySource } from '../../lib/workflows/ports.ts';
import { copy } from './copy.ts';
import type { Effect } from './effect.ts';
import { type MemoryCoupang, ZONE } from './memory-coupang.ts';
import type { ReadingLedger, ServedPage } from './reading-ledger.ts';

/** What may be wrong with one page; `hidden`: an item is missing and the totals know nothing of it. */
export type PageFault = 'empty' | 'no-data' | 'other-totals' | 'hidden' | 'other-order';

export type ReadPages = typeof readAllPages;

type PagedSourceOptions = {
  coupang: MemoryCoupang;
  now: () => number;
  effect: Effect;
  pageSize: number;
  newestFirst: boolean;
  /** Some of what needs an answer stands under TRANSFER too. */
  bothLists: boolean;
  pageFault: () => PageFault | undefined;
  /** Whether a look-up finds nothing this time. */
  isAbsent: () => boolean;
  ledger: ReadingLedger;
  /** How pages become a reading: the client's own way, unless a planted breakage has another. */
  readPages?: ReadPages;
};

/** The made-up Coupang behind the InquirySource port, page by page: pages shift while one pages (R7). */
export const createPagedSource = (options: PagedSourceOptions): InquirySource => {
  const { coupang, now, effect, ledger, readPages = readAllPages } = options;
  return {
    read: async (window, status, stopAt) => {
      const served = new Map<string, Inquiry>();
      let beganAt = now();
      const pages = await readPages({
        now,
        timeIsUp: () => now() >= stopAt,
        page: (pageNum) => {
          if (pageNum === 1) beganAt = now();
          return effect(
            'coupang.page',
            () => {
              const page = servePage(options, window, status, pageNum);
              ledger.note(window, status, page, beganAt);
              const items = page.items?.map((item) => {
                served.set(item.inquiryId, copy(item));
                return item.inquiryId;
              });
              const { totalPages, totalElements } = page;
              return { totalPages, totalElements, ...(items && { items }) };
            },
            { says: `${window.firstDate} ${status} page ${pageNum}` },
          );
        },
      });
      const { complete, incompleteBecause, failure } = pages;
      const reading = {
        window,
        status,
        beganAt: pages.beganAt,
        complete,
        ...(incompleteBecause !== undefined && { incompleteBecause }),
        inquiries: [...served.values()],
        unusable: [],
        droppedFields: [],
      };
      return failure ? { reading, failure } : { reading };
    },
    inquiry: (inquiryId) =>
      effect(
        'coupang.inquiry',
        () => (options.isAbsent() ? undefined : copy(coupang.inquiries.get(inquiryId)?.inquiry)),
        { says: inquiryId },
      ),
    clockOffsetMs: () => 0,
    useClockOffset: () => {},
    keyFingerprint: async () => 'made-up-key',
  };
};

const servePage = (
  { coupang, pageSize, newestFirst, bothLists, pageFault }: PagedSourceOptions,
  window: DateWindow,
  status: ListStatus,
  pageNum: number,
): ServedPage => {
  const fault = pageFault();
  const all = [...coupang.inquiries.values()].flatMap(({ inquiry, list }) => {
    const isTwice =
      bothLists && list === 'NO_ANSWER' && status === 'TRANSFER' && inquiry.inquiryId.endsWith('2');
    if ((list !== status && !isTwice) || inquiry.inquiryAt === undefined) return [];
    const date = dateAt(inquiry.inquiryAt, ZONE);
    return date >= window.firstDate && date <= window.lastDate ? [inquiry] : [];
  });
  if (newestFirst !== (fault === 'other-order')) all.reverse();
  if (fault === 'hidden') all.splice(all.length >> 1, 1);
  const totals = {
    pageNum,
    totalPages: Math.ceil(all.length / pageSize),
    totalElements: all.length + (fault === 'other-totals' ? 1 : 0),
  };
  if (fault === 'no-data') return { ...totals, items: undefined };
  if (fault === 'empty') return { ...totals, items: [] };
  return { ...totals, items: all.slice((pageNum - 1) * pageSize, pageNum * pageSize) };
};
