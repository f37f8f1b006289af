import type { Repairs } from '../domain/reading/repairs.ts';
import type { DateWindow } from '../domain/time/date-windows.ts';
import { SourceError } from '../workflows/ports/source-error.ts';
import type { CoupangErrorCode } from './error-rows.ts';
import type { Page } from './read-page.ts';

export type PageSource = {
  /** The dates whose inquiries the list shows. */
  dates: DateWindow;
  /** Throws SourceError. `isOnce`: without another try. */
  page: (pageNum: number, pageSize: number, isOnce: boolean) => Promise<Page>;
  /** Epoch ms. */
  now: () => number;
  timeIsUp: () => boolean;
};

/**
 * A list whose pages are read in parts if they fail. `name`: its name in `repairs`. `isPart`: it is one date of a list that
 * failed, so that each call is an extra call.
 */
export type ListSource = PageSource & { name: string; repairs: Repairs; isPart?: true };

/** Coupang's largest page. Source: coupang-api.md section 2.1. */
export const PAGE_SIZE = 30;
/** Three thousand inquiries of one status in a week. More mean that the totals are wrong. */
export const MAX_PAGES = 100;
export const BLOCK_SIZE = 10;
/** Each divides the one before it, so that smaller pages show the same rows. */
const PAGE_SIZES = [PAGE_SIZE, BLOCK_SIZE, 1];

/** Where a list goes on: after `at` rows, in a page of `size` rows. */
export type Place = { at: number; size: number };

/** A row that cannot be read even alone on its page. It is left out. */
export class UnreadRow {
  readonly at: number;
  readonly dates: DateWindow;

  constructor(at: number, dates: DateWindow) {
    this.at = at;
    this.dates = dates;
  }
}

export const placeAt = (at: number): Place => ({
  at,
  size: PAGE_SIZES.find((size) => at % size === 0) ?? 1,
});

/** The place after the page of `size` rows that holds a place. */
export const placeAfter = ({ at }: Place, size: number): Place => placeAt(at - (at % size) + size);

export const holds = (page: Place, { at }: Place): boolean => page.at <= at && at < page.at + page.size;

/** The first smaller page at the same place. */
export const smallerPlace = ({ at, size }: Place): Place | undefined => {
  const smaller = PAGE_SIZES.find((other) => other < size);
  return smaller === undefined ? undefined : { at, size: smaller };
};

/** The page of PAGE_SIZE rows that holds a place, from 1. */
export const pageNumber = ({ at }: Place): number => Math.floor(at / PAGE_SIZE) + 1;

export type RowsRead = {
  /** `undefined` if the answer had no data. */
  items?: unknown[];
  /** How many rows the pages hold by Coupang's total of pages, if it is known. */
  endsAt?: number;
  totalElements?: number;
  next: Place;
};

/** Reads the page at a place. Throws no SourceError. */
export const readRows = async (
  source: Pick<PageSource, 'page'>,
  { at, size }: Place,
  isOnce = false,
): Promise<(RowsRead & { failure?: undefined }) | { failure: SourceError }> => {
  try {
    const { totalPages, ...page } = await source.page(at / size + 1, size, isOnce);
    const endsAt = totalPages === undefined ? {} : { endsAt: totalPages * size };
    return { ...page, ...endsAt, next: placeAt(at + size) };
  } catch (failure) {
    if (!(failure instanceof SourceError)) throw failure;
    return { failure };
  }
};

const TOO_LONG: CoupangErrorCode = 'COUPANG_TOO_LONG';
export const UNAVAILABLE: CoupangErrorCode = 'COUPANG_UNAVAILABLE';

export const isTooLong = ({ code }: SourceError): boolean => code === TOO_LONG;

/** Failures of one page. A smaller page may work. */
const OF_ONE_PAGE: readonly string[] = [
  TOO_LONG,
  UNAVAILABLE,
  'COUPANG_SERVER_ERROR',
  'COUPANG_UNEXPECTED',
  'COUPANG_PROTOCOL',
] satisfies CoupangErrorCode[];

export const isOfOnePage = ({ code }: SourceError): boolean => OF_ONE_PAGE.includes(code);

/** The list fails as a whole, and is read date by date. */
export const WHOLE = 'dates';
/** Extra calls showed nothing of the list. */
export const NOTHING = 'nothing';

/** The name of a page among the parts that failed. */
export const partOf = ({ at, size }: Place): string => `${at}+${size}`;

/** A page that can be read, and the pages that hold it, are no longer known to fail. */
export const forgetPage = ({ name, repairs }: ListSource, place: Place): void => {
  if (repairs.isBroken(name, NOTHING)) return repairs.forget(name);
  if (!repairs.isBroken(name, partOf(place))) return;
  const holding = PAGE_SIZES.map((size) => partOf({ at: place.at - (place.at % size), size }));
  repairs.forget(name, holding);
};
