import { SourceError } from '../workflows/ports/source-error.ts';
import type { CoupangErrorCode } from './error-rows.ts';
import type { Page } from './read-page.ts';

export type PageSource = {
  /** Throws SourceError. `pageSize`: PAGE_SIZE if absent. */
  page: (pageNum: number, pageSize?: number) => Promise<Page>;
  /** Epoch ms. */
  now: () => number;
  timeIsUp: () => boolean;
};

/** Coupang's largest page. Source: coupang-api.md section 2.1. */
export const PAGE_SIZE = 30;
/** Three thousand inquiries of one status in a week. More mean that the totals are wrong. */
export const MAX_PAGES = 100;
/** Each divides the one before it, so that smaller pages show the same rows. */
const PAGE_SIZES = [PAGE_SIZE, 10, 1];

/** Where a list goes on: after `at` rows, in a page of `size` rows. */
export type Place = { at: number; size: number };

/** A row that is too long even alone on its page. It is left out. */
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

/**
 * Reads the page at a place. `again`: it was too long, and its rows must be read in smaller pages. Throws no SourceError.
 */
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
