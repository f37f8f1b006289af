import type { Repairs } from '../domain/reading/repairs.ts';
import type { DateWindow } from '../domain/time/date-windows.ts';
import { SourceError } from '../workflows/ports/source-error.ts';
import type { CoupangErrorCode } from './error-rows.ts';
import type { Page } from './read-page.ts';

export type PageSource = {
  /** The dates whose inquiries the list shows. */
  dates: DateWindow;
  /** Throws SourceError. `pageSize`: PAGE_SIZE if absent. `isOnce`: without another try. */
  page: (pageNum: number, pageSize?: number, isOnce?: boolean) => Promise<Page>;
  /** Epoch ms. */
  now: () => number;
  timeIsUp: () => boolean;
};

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
): Promise<RowsRead | { failure: SourceError }> => {
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
const UNAVAILABLE: CoupangErrorCode = 'COUPANG_UNAVAILABLE';

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

/** What is remembered of one list between runs, and the extra calls that it may make. */
export type ListRepairs = {
  hasAnswer: () => boolean;
  mayCall: () => boolean;
  isSpent: () => boolean;
  takeCall: () => void;
  noteCall: (failure?: SourceError) => void;
  isBroken: (place: Place | typeof WHOLE | typeof NOTHING) => boolean;
  noteBroken: (place: Place | typeof WHOLE | typeof NOTHING) => void;
  /** What can be read again, and the pages that hold it, are no longer known to fail. */
  noteRead: (place: Place) => void;
  forget: () => void;
};

/** The list fails as a whole, and is read date by date. */
export const WHOLE = 'dates';
/** Extra calls showed nothing of the list. */
export const NOTHING = 'nothing';

export const repairsOf = (list: string, repairs: Repairs): ListRepairs => ({
  hasAnswer: repairs.hasAnswer,
  mayCall: repairs.mayCall,
  isSpent: repairs.isSpent,
  takeCall: repairs.takeCall,
  noteCall: (failure) =>
    repairs.noteCall({ hadAnswer: failure?.code !== UNAVAILABLE, failed: failure !== undefined }),
  isBroken: (part) => repairs.isBroken(list, nameOf(part)),
  noteBroken: (part) => repairs.noteBroken(list, nameOf(part)),
  noteRead: (place) => {
    if (repairs.isBroken(list, NOTHING)) return repairs.forget(list);
    if (!repairs.isBroken(list, nameOf(place))) return;
    const holding = PAGE_SIZES.map((size) => nameOf({ at: place.at - (place.at % size), size }));
    repairs.forget(list, holding);
  },
  forget: () => repairs.forget(list),
});

export const NO_REPAIRS: ListRepairs = {
  hasAnswer: () => false,
  mayCall: () => false,
  isSpent: () => true,
  takeCall: () => undefined,
  noteCall: () => undefined,
  isBroken: () => false,
  noteBroken: () => undefined,
  noteRead: () => undefined,
  forget: () => undefined,
};

const nameOf = (part: Place | string): string =>
  typeof part === 'string' ? part : `${part.at}+${part.size}`;
