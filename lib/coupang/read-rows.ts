import { SourceError } from '../workflows/ports/source-error.ts';
import type { CoupangErrorCode } from './error-rows.ts';
import type { Page } from './read-envelope.ts';

export type PageSource = {
  /** Throws SourceError. `pageSize`: PAGE_SIZE where it is not given. */
  page: (pageNum: number, pageSize?: number) => Promise<Page>;
  /** Raw clock, epoch ms. */
  now: () => number;
  timeIsUp: () => boolean;
};

/** The largest page that Coupang gives. Source: coupang-api.md section 2.1. */
export const PAGE_SIZE = 30;
/** Three thousand inquiries of one status in a week: beyond that something is wrong with the totals. */
export const MAX_PAGES = 100;
/** Each divides the one before it: smaller pages show the same rows. */
const PAGE_SIZES = [PAGE_SIZE, 10, 1];

/** Where a list is read on: behind `at` rows, in a page of `size` rows. */
export type Place = { at: number; size: number };

/** A row that is too long even alone on its page. It is passed over. */
export class TooLongRow {
  readonly at: number;

  constructor(at: number) {
    this.at = at;
  }
}

export const placeAt = (at: number): Place => ({
  at,
  size: PAGE_SIZES.find((size) => at % size === 0) ?? 1,
});

/** The page of PAGE_SIZE rows in which a place lies; from 1. */
export const pageNumber = ({ at }: Place): number => Math.floor(at / PAGE_SIZE) + 1;

export type RowsRead = {
  /** Undefined where the answer had no data at all. */
  items?: unknown[];
  /** How many rows the pages hold that Coupang tells, where it does. */
  endsAt?: number;
  totalElements?: number;
  next: Place;
};

/** Reads the page at a place. `again`: it was too long, its rows are to be read in smaller pages. Throws no SourceError. */
export const readRows = async (
  source: Pick<PageSource, 'page'>,
  { at, size }: Place,
): Promise<RowsRead | { again: Place } | { failure: SourceError }> => {
  const next = placeAt(at + size);
  try {
    const { totalPages, ...page } = await source.page(at / size + 1, size);
    return { ...page, ...(totalPages !== undefined && { endsAt: totalPages * size }), next };
  } catch (failure) {
    if (!(failure instanceof SourceError)) throw failure;
    if (failure.code !== TOO_LONG) return { failure };
    const smaller = PAGE_SIZES.find((other) => other < size);
    return smaller === undefined ? { items: [new TooLongRow(at)], next } : { again: { at, size: smaller } };
  }
};

const TOO_LONG: CoupangErrorCode = 'COUPANG_TOO_LONG';
