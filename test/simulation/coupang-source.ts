import type { SimulatedInquiry } from 'fake-coupang';
import type { ItemRead } from '../../lib/coupang/read-fields.ts';
import { collectItems, type ItemReader } from '../../lib/coupang/collect-items.ts';
import { readItem } from '../../lib/coupang/call-center/read-item.ts';
import { lookUpEach } from '../../lib/coupang/look-up-each.ts';
import { readAllPages } from '../../lib/coupang/read-all-pages.ts';
import { PAGE_SIZE, type PageSource, readSomePages } from '../../lib/coupang/read-rows.ts';
import type { Inquiry } from '../../lib/domain/inquiry/inquiry.ts';
import { defined } from '../../lib/domain/defined.ts';
import type { ListStatus } from '../../lib/domain/sources.ts';
import type { DateWindow } from '../../lib/domain/time/date-windows.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import { type InquirySource, SourceError } from '../../lib/workflows/ports/coupang.ts';
import { NO_REPAIRS } from '../fixtures/domain/no-repairs.ts';
import { type Habits, PLAIN_HABITS } from './coupang-habits.ts';
import type { CoupangPeople, ShownRow } from './coupang-people.ts';
import type { Effect } from './effect.ts';
import { startOf, ZONE } from './plain-calendar.ts';

/** Faults of one page. `hidden`: an item is missing, and the totals do not count it. `short`: the totals count it. */
export type PageFault = 'empty' | 'no-data' | 'other-totals' | 'hidden' | 'short' | 'other-order';

/** One page as it was sent. `items`: absent if the answer had no data. */
export type ServedPage = {
  pageNum: number;
  items?: readonly ShownRow[];
  totalPages: number;
  totalElements: number;
};

type PageRules = {
  coupang: CoupangPeople;
  pageSize?: number;
  newestFirst?: boolean;
  /** Some inquiries that need an answer are also under TRANSFER. */
  bothLists?: boolean;
  habits?: Pick<Habits, 'pages'>;
  /** A failure is thrown. */
  pageFault: () => PageFault | SourceError | undefined;
};

type SourceOptions = PageRules & {
  /** Our clock, epoch ms. */
  now: () => number;
  effect: Effect;
  /** Counts the calls of each kind. */
  calls?: { reads: number; pageReads: number; inquiries: number };
  /** Coupang is asked for one inquiry. */
  onInquiry?: (inquiry: SimulatedInquiry | undefined) => void;
  /** Whether a look-up finds nothing this time. */
  isAbsent?: () => boolean;
  /** A page reached its reader. `beganAt`: when its reading began. */
  onPage?: (window: DateWindow, status: ListStatus, page: ServedPage, beganAt: number) => void;
  /** Reads the items of the lists. */
  readListed?: ItemReader;
};

const itemsRead = new WeakMap<object, ItemRead>();
/** Reads an item of a made-up Coupang as the client does. A made-up row never changes, so it is read once. */
const readOnce = (value: unknown): ItemRead => {
  const isRow = typeof value === 'object' && value !== null;
  const read = (isRow && itemsRead.get(value)) || readItem(value, ZONE);
  if (isRow) itemsRead.set(value, read);
  return read;
};
/** The inquiry as the client understands it. */
export const readShown = ({ row }: ShownRow): Inquiry | undefined => {
  const { item } = readOnce(row);
  return 'inquiry' in item ? item.inquiry : undefined;
};

/** The client's source of hand-overs without its requests: it reads the rows of a made-up Coupang. Pages shift between two calls (R7). */
export const createCoupangSource = (options: SourceOptions): InquirySource => {
  const { coupang, now, effect, readListed = readOnce, pageSize = PAGE_SIZE } = options;
  const { calls = { reads: 0, pageReads: 0, inquiries: 0 } } = options;

  const pagesOf = (dates: DateWindow, status: ListStatus, stopAt: number): PageSource => {
    let beganAt = now();
    const page: PageSource['page'] = async (pageNum) => {
      if (pageNum === 1) beganAt = now();
      const detail = `${dates.firstDate} ${status} page ${pageNum}`;
      const served = await effect('coupang.page', () => servePage(options, dates, status, pageNum), {
        detail,
      });
      options.onPage?.(dates, status, served, beganAt);
      const { totalPages, totalElements, items } = served;
      return defined({ totalPages, totalElements, items: items?.map(({ row }) => row) });
    };
    return { dates, now, timeIsUp: () => now() >= stopAt, page, sizes: [pageSize] };
  };

  return {
    source: 'call-center',
    read: async (window, status, stopAt) => {
      calls.reads += 1;
      const pages = { ...pagesOf(window, status, stopAt), name: status, repairs: NO_REPAIRS };
      const { items, failure, ...read } = await readAllPages(pages);
      const reading = { window, status, ...read, ...collectItems(items, readListed, status) };
      return failure ? { reading, failure } : { reading };
    },
    readPages: async (window, status, from, stopAt) => {
      calls.pageReads += 1;
      const { items, ...place } = await readSomePages(pagesOf(window, status, stopAt), from);
      return { ...place, inquiries: collectItems(items, readListed, status).inquiries };
    },
    lookUp: lookUpEach(async (inquiryId) => {
      calls.inquiries += 1;
      const look = () => {
        coupang.goOn();
        const known = coupang.inquiry(inquiryId);
        options.onInquiry?.(known);
        return known && options.isAbsent?.() !== true ? coupang.show(known) : undefined;
      };
      const shown = await effect('coupang.inquiry', look, { detail: inquiryId });
      return shown && readShown(shown);
    }, now),
  };
};

/** One page of a list as Coupang has it now, or with a fault. */
const servePage = (
  { coupang, pageSize = PAGE_SIZE, newestFirst = false, bothLists = false, ...rules }: PageRules,
  window: DateWindow,
  status: ListStatus,
  pageNum: number,
): ServedPage => {
  const fault = rules.pageFault();
  if (fault instanceof SourceError) throw fault;
  coupang.goOn();
  const [from, until] = [startOf(window.firstDate), startOf(window.lastDate) + DAY_MS];
  const listed = coupang.inquiries().filter(({ inquiryId, inquiryAt, list }) => {
    const isTwice = bothLists && list === 'NO_ANSWER' && status === 'TRANSFER' && inquiryId.endsWith('2');
    return (list === status || isTwice) && inquiryAt >= from && inquiryAt < until;
  });
  if (status === 'ANSWER' && (fault === 'hidden' || fault === 'short' || fault === 'other-order'))
    coupang.spoilt.push(coupang.now());
  if (newestFirst !== (fault === 'other-order')) listed.reverse();
  if (fault === 'hidden') listed.splice(listed.length >> 1, 1);
  // Broken items are in the recent week.
  const broken = coupang.isRecent(window) ? coupang.unusable.filter((entry) => entry.status === status) : [];
  const total = broken.length + listed.length;
  // An empty list has no odd totals: a total without rows is never believed (R7). The answered list is always true,
  // since the counts of a blind time come from it.
  const odd = status === 'ANSWER' || total === 0 ? undefined : (rules.habits ?? PLAIN_HABITS).pages;
  const totals = {
    pageNum,
    totalPages: odd?.totalPages ?? Math.ceil(total / pageSize),
    totalElements: total + (odd?.totalElementsOffBy ?? 0) + (fault === 'other-totals' ? 1 : 0),
  };
  if (fault === 'no-data') return totals;
  if (fault === 'empty') return { ...totals, items: [] };
  const [first, next] = [(pageNum - 1) * pageSize, pageNum * pageSize];
  const rows = [
    ...broken.slice(first, next),
    ...listed
      .slice(Math.max(0, first - broken.length), Math.max(0, next - broken.length))
      .map(coupang.showOnPage),
  ];
  if (fault === 'short') rows.splice(rows.length >> 1, 1);
  return { ...totals, items: odd?.repeatsRow ? [...rows, ...rows.slice(0, 1)] : rows };
};
