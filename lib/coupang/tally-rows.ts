import { largestPage, pageNumber, type Place, type RowsRead, type Sized, UnreadRow } from './read-rows.ts';

/** The rows of a list so far, and reasons to doubt that they are all (R7). */
export type Tally = {
  items: unknown[];
  /** Without rows that an earlier page showed. */
  rows: number;
  /** The most rows that pages can have that failed, or were not asked for. */
  hidden: number;
  seen: Set<string>;
  /** An item on two pages means that another may be missing. */
  hasRepeat: boolean;
  doubts: Set<string>;
  total?: number;
  lastPage?: RowsRead;
};

export const newTally = (): Tally => ({
  items: [],
  rows: 0,
  hidden: 0,
  seen: new Set(),
  hasRepeat: false,
  doubts: new Set(),
});

/** @returns the place of the next page, unless the list has ended */
export const addRows = (
  tally: Tally,
  place: Place,
  read: RowsRead & { items: unknown[] },
  source: Sized,
): Place | undefined => {
  const { items, next, totalElements } = read;
  const names = items.map(nameOf);
  const fresh = names.filter((name) => !tally.seen.has(name)).length;
  for (const name of names) tally.seen.add(name);
  tally.items.push(...items);
  tally.rows += fresh;
  if (fresh < names.length) tally.hasRepeat = true;
  if (totalElements !== undefined) tally.total = Math.max(tally.total ?? 0, totalElements);
  // After the last page by Coupang's totals, a page without new rows is the end, whatever its own totals are.
  const isBehind = place.at >= (tally.lastPage?.endsAt ?? 0);
  if (fresh === 0 && isBehind) return undefined;
  if (!(items[0] instanceof UnreadRow)) {
    if (tally.lastPage && !haveSameTotals(tally.lastPage, read, source))
      tally.doubts.add(`the totals changed on page ${pageNumber(place, source)}`);
    tally.lastPage = read;
  }
  if (names.length === 0) return undefined;
  if (next.at < (tally.lastPage?.endsAt ?? 0)) return next;
  const { total } = tally;
  // A full page may not be the last, whatever the totals are.
  const isFull = names.length === place.size && (total === undefined || place.size === largestPage(source));
  // A row that its page repeats replaces no other. The next page may have the missing rows.
  return isFull || tally.seen.size + tally.hidden < (total ?? 0) ? next : undefined;
};

/** Uses the inquiryId, since an inquiry may change between two pages. An item without it is named by its content. */
const nameOf = (item: unknown): string => {
  const named = typeof item === 'object' && item !== null && 'inquiryId' in item;
  return JSON.stringify((named ? item.inquiryId : undefined) ?? item);
};

/** The two pages may have different sizes. */
const haveSameTotals = (a: RowsRead, b: RowsRead, source: Sized): boolean =>
  a.totalElements === b.totalElements && pagesUpTo(a.endsAt, source) === pagesUpTo(b.endsAt, source);

export const pagesUpTo = (endsAt: number | undefined, source: Sized): number | undefined =>
  endsAt === undefined ? undefined : Math.ceil(endsAt / largestPage(source));
