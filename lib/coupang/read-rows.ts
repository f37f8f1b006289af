import { defined } from '../domain/defined.ts';
import type { Repairs } from '../domain/reading/repairs.ts';
import type { DateWindow } from '../domain/time/date-windows.ts';
import { SourceError, type SomePages } from '../workflows/ports/coupang.ts';
import type { CoupangErrorCode } from './coupang-error.ts';
import { countSchema, listSchema, recordSchema } from './read-fields.ts';

export type PageSource = {
  dates: DateWindow;
  /** Throws SourceError. `isOnce` forbids a retry. */
  page: (pageNum: number, pageSize: number, isOnce: boolean) => Promise<Page>;
  now: () => number;
  timeIsUp: () => boolean;
  /** The sizes of its pages, if not those of hand-overs. */
  sizes?: PageSizes;
};

/** From the largest. Each size divides the size before it, so that smaller pages show the same rows. */
export type PageSizes = readonly [largest: number, ...smaller: number[]];

/**
 * A list whose failed pages are read in parts. `name`: its name in `repairs`. `isPart`: one date of a failed list, so each call is
 * an extra call.
 */
export type ListSource = PageSource & { name: string; repairs: Repairs; isPart?: true };

/**
 * Coupang's largest page of hand-overs. Source: coupang-api.md section 2.1.
 * @internal
 */
export const PAGE_SIZE = 30;
/** Three thousand inquiries of a status in a week. More mean that the totals are wrong. */
export const MAX_PAGES = 100;
export const BLOCK_SIZE = 10;
const PAGE_SIZES: PageSizes = [PAGE_SIZE, BLOCK_SIZE, 1];

/** A list continues after `at` rows, in a page of `size` rows. */
export type Place = { at: number; size: number };

/** A row that fails even alone on its page. It is left out. */
export class UnreadRow {
  readonly at: number;
  readonly dates: DateWindow;

  constructor(at: number, dates: DateWindow) {
    this.at = at;
    this.dates = dates;
  }
}

export type Sized = Pick<PageSource, 'sizes'>;

export const largestPage = ({ sizes = PAGE_SIZES }: Sized): number => sizes[0];

export const placeAt = (at: number, { sizes = PAGE_SIZES }: Sized): Place => ({
  at,
  size: sizes.find((size) => at % size === 0) ?? 1,
});

/** The place after the page of `size` rows that contains a place. */
export const placeAfter = ({ at }: Place, size: number, source: Sized): Place =>
  placeAt(at - (at % size) + size, source);

export const holds = (page: Place, { at }: Place): boolean => page.at <= at && at < page.at + page.size;

export const smallerPlace = ({ at, size }: Place, { sizes = PAGE_SIZES }: Sized): Place | undefined => {
  const smaller = sizes.find((other) => other < size);
  return smaller === undefined ? undefined : { at, size: smaller };
};

/** The number, from 1, of the largest page that contains a place. */
export const pageNumber = ({ at }: Place, source: Sized): number => Math.floor(at / largestPage(source)) + 1;

export type RowsRead = {
  /** `undefined` if the answer had no data. */
  items?: unknown[];
  /** The number of rows by Coupang's total of pages, if known. */
  endsAt?: number;
  totalElements?: number;
  next: Place;
};

export const readRows = async (
  source: Pick<PageSource, 'page' | 'sizes'>,
  { at, size }: Place,
  isOnce = false,
): Promise<(RowsRead & { failure?: undefined }) | { failure: SourceError }> => {
  try {
    const { totalPages, ...page } = await source.page(at / size + 1, size, isOnce);
    const endsAt = totalPages === undefined ? {} : { endsAt: totalPages * size };
    return { ...page, ...endsAt, next: placeAt(at + size, source) };
  } catch (failure) {
    if (!(failure instanceof SourceError)) throw failure;
    return { failure };
  }
};

const TOO_LONG: CoupangErrorCode = 'COUPANG_TOO_LONG';
export const UNAVAILABLE: CoupangErrorCode = 'COUPANG_UNAVAILABLE';

const isTooLong = ({ code }: SourceError): boolean => code === TOO_LONG;

const OF_ONE_PAGE: readonly string[] = [
  TOO_LONG,
  UNAVAILABLE,
  'COUPANG_SERVER_ERROR',
  'COUPANG_UNEXPECTED',
  'COUPANG_PROTOCOL',
] satisfies CoupangErrorCode[];

const READ_TIMED_OUT: CoupangErrorCode = 'COUPANG_READ_TIMED_OUT';

export const isReadTimedOut = (failure: unknown): boolean =>
  failure instanceof SourceError && failure.code === READ_TIMED_OUT;

/** The failure may concern only this list, so that another list is worth a call. */
export const isOfOneList = (failure: SourceError): boolean => isOfOnePage(failure) || isReadTimedOut(failure);

export const isOfOnePage = ({ code }: SourceError): boolean => OF_ONE_PAGE.includes(code);

/** The list fails as a whole, and is read date by date. */
export const WHOLE = 'dates';
/** Extra calls showed no part of the list. */
export const NOTHING = 'nothing';

export const partOf = ({ at, size }: Place): string => `${at}+${size}`;

/** After a success, the page and the pages that contain it no longer count as failed. */
export const forgetPage = ({ name, repairs, sizes = PAGE_SIZES }: ListSource, place: Place): void => {
  if (repairs.isBroken(name, NOTHING)) return repairs.forget(name);
  if (!repairs.isBroken(name, partOf(place))) return;
  const holding = sizes.map((size) => partOf({ at: place.at - (place.at % size), size }));
  repairs.forget(name, holding);
};

export type Page = {
  /** `undefined` if the answer had no data. Empty if it has pagination without content. */
  items?: unknown[];
  totalPages?: number;
  totalElements?: number;
};

export const readPage = (data: unknown): Page => {
  const record = recordSchema.safeParse(data);
  if (!record.success) return {};
  const pagination = recordSchema.safeParse(record.data['pagination']);
  const totals = pagination.data;
  return defined({
    items: listSchema.safeParse(record.data['content'] ?? (totals && [])).data,
    totalPages: countSchema.safeParse(totals?.['totalPages']).data,
    totalElements: countSchema.safeParse(totals?.['totalElements']).data,
  });
};

/**
 * Reads at most `most` pages from a page on (R17). The next reading starts at a failed page, or at a page that is empty
 * against the totals. Never throws a SourceError.
 * @returns the items in the order in which they came
 */
export const readSomePages = async (
  source: Pick<PageSource, 'page' | 'timeIsUp' | 'sizes'>,
  from: { page: number; most: number },
): Promise<SomePages & { items: unknown[] }> => {
  const items: unknown[] = [];
  let pages = 0;
  let place = placeAt((from.page - 1) * largestPage(source), source);
  for (let nextPage = from.page; nextPage <= MAX_PAGES; nextPage = pageNumber(place, source)) {
    if (pages >= from.most || source.timeIsUp()) return { items, pages, nextPage };
    pages += 1;
    const read = await readRows(source, place);
    if (read.failure) {
      if (!isTooLong(read.failure)) return { items, pages, nextPage, failure: read.failure };
      place = smallerPlace(place, source) ?? placeAt(place.at + 1, source);
      continue;
    }
    if (isNotRead(read, place)) return { items, pages, nextPage };
    items.push(...(read.items ?? []));
    if (isLast(read, place)) return { items, pages };
    place = read.next;
  }
  return { items, pages, isCut: true };
};

/** A list that has become shorter may be empty after its last page. */
const isNotRead = ({ items, endsAt = 0, totalElements = 0, next }: RowsRead, { at }: Place): boolean => {
  if (items === undefined) return true;
  return items.length === 0 && (next.at < endsAt || (at < endsAt && at < totalElements));
};

/** A full page before the end of the total is not the last, whatever the number of pages (R7). */
const isLast = ({ items = [], endsAt, totalElements, next }: RowsRead, { size }: Place): boolean => {
  const mayGoOn = items.length === size && (totalElements ?? Infinity) > next.at;
  return next.at >= (endsAt ?? 0) && !mayGoOn;
};
