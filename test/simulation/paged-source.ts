import type { ListStatus } from '../../lib/domain/sources.ts';
import type { ItemReader } from '../../lib/coupang/collect-items.ts';
import { readAllPages } from '../../lib/coupang/read-all-pages.ts';
import { PAGE_SIZE, readSomePages } from '../../lib/coupang/read-rows.ts';
import type { Inquiry } from '../../lib/domain/inquiry/inquiry.ts';
import type { UnusableItem } from '../../lib/domain/reading/reading.ts';
import type { InquirySource } from '../../lib/workflows/ports/coupang.ts';
import { copy } from './copy.ts';
import type { Effect } from './effect.ts';
import { lookUpEach } from './look-up-each.ts';
import type { ReadingLedger } from './reading-ledger.ts';
import { rawItem } from './raw-item.ts';
import { type PageRules, servePage } from './serve-page.ts';
import type { DateWindow } from '../../lib/domain/time/date-windows.ts';
import { NO_REPAIRS } from '../fixtures/domain/no-repairs.ts';

export type ReadPages = typeof readAllPages;

type PagedSourceOptions = PageRules & {
  /** Epoch ms. */
  now: () => number;
  effect: Effect;
  /** Coupang is asked for one inquiry. */
  onInquiry: (inquiryId: string) => void;
  /** Whether a look-up finds nothing this time. */
  isAbsent: () => boolean;
  ledger: ReadingLedger;
  /** Reads the items of the open lists. */
  readListed: ItemReader;
  /** How pages become a reading. Default: the client's own way. A planted breakage has another. */
  readPages?: ReadPages;
};

/** The made-up Coupang behind the InquirySource port, page by page. Pages shift between two calls (R7). */
export const createPagedSource = (options: PagedSourceOptions): InquirySource => {
  const { coupang, now, effect, ledger, readListed, readPages = readAllPages } = options;

  const pagesOf = (window: DateWindow, status: ListStatus, stopAt: number) => {
    const inquiries = new Map<string, Inquiry>();
    const unusable = new Map<string, UnusableItem>();
    let beganAt = now();
    const page = async (pageNum: number) => {
      if (pageNum === 1) beganAt = now();
      const served = await effect('coupang.page', () => servePage(options, window, status, pageNum), {
        detail: `${window.firstDate} ${status} page ${pageNum}`,
      });
      // A page that did not reach its reader was not shown.
      ledger.note(window, status, served, beganAt);
      const { totalPages, totalElements } = served;
      const items = served.items?.map((item) => {
        inquiries.set(item.inquiryId, item);
        return item.inquiryId;
      });
      for (const item of served.unusable) unusable.set(item.hash, item);
      return { totalPages, totalElements, ...(items && { items }) };
    };
    return { inquiries, unusable, source: { dates: window, now, timeIsUp: () => now() >= stopAt, page } };
  };

  return {
    source: 'call-center',
    read: async (window, status, stopAt) => {
      const { inquiries, unusable, source } = pagesOf(window, status, stopAt);
      const { complete, incompleteBecause, shortBy, failure, beganAt } = await readPages({
        ...source,
        name: status,
        repairs: NO_REPAIRS,
      });
      const reading = {
        window,
        status,
        beganAt,
        complete,
        ...(incompleteBecause !== undefined && { incompleteBecause }),
        ...(shortBy !== undefined && { shortBy }),
        inquiries: [...inquiries.values()].map((inquiry) => readBy(readListed, inquiry)),
        unusable: [...unusable.values()],
        droppedFields: [],
      };
      return failure ? { reading, failure } : { reading };
    },
    readPages: async (window, status, from, stopAt) => {
      const { inquiries, source } = pagesOf(window, status, stopAt);
      // The client chooses the page size.
      const page = async (pageNum: number) => {
        const { totalElements, ...served } = await source.page(pageNum);
        const before = Math.max(0, served.totalPages - 1);
        return { ...served, totalElements: totalElements + before * (PAGE_SIZE - options.pageSize) };
      };
      const { items, ...place } = await readSomePages({ ...source, page }, from);
      return { ...place, inquiries: [...inquiries.values()] };
    },
    lookUp: lookUpEach((inquiryId) =>
      effect(
        'coupang.inquiry',
        () => {
          coupang.goOn();
          options.onInquiry(inquiryId);
          return options.isAbsent() ? undefined : copy(coupang.inquiries.get(inquiryId)?.inquiry);
        },
        { detail: inquiryId },
      ),
    ),
  };
};

const readBy = (read: ItemReader, inquiry: Inquiry): Inquiry => {
  const { item } = read(rawItem(inquiry));
  if ('unusable' in item) throw new Error(`the item of ${inquiry.inquiryId} was made up and is unusable`);
  return item.inquiry;
};
