import type { SourceError } from '../workflows/ports/source-error.ts';
import {
  MAX_PAGES,
  PAGE_SIZE,
  pageNumber,
  type PageSource,
  type Place,
  placeAt,
  readRows,
  type RowsRead,
} from './read-rows.ts';

export type SomePagesRead = {
  /** In the order in which they came. */
  items: unknown[];
  /** How many pages were asked for, the one that failed included. */
  pages: number;
  /** Where to go on; without it the list has been read to its end, or to the last page that is ever asked for. */
  nextPage?: number;
  /** The list goes on behind that last page. */
  isCut?: true;
  failure?: SourceError;
};

/**
 * Reads pages of a list from one on, at most `most` of them (R17). A page that failed, or that is empty while the totals
 * do not say so, counts as not read: it is the next. Never throws a SourceError.
 */
export const readSomePages = async (
  source: Pick<PageSource, 'page' | 'timeIsUp'>,
  from: { page: number; most: number },
): Promise<SomePagesRead> => {
  const items: unknown[] = [];
  let pages = 0;
  let place = placeAt((from.page - 1) * PAGE_SIZE);
  for (let nextPage = from.page; nextPage <= MAX_PAGES; nextPage = pageNumber(place)) {
    if (pages >= from.most || source.timeIsUp()) return { items, pages, nextPage };
    pages += 1;
    const read = await readRows(source, place);
    if ('failure' in read) return { items, pages, nextPage, failure: read.failure };
    if ('again' in read) {
      place = read.again;
      continue;
    }
    if (isNotRead(read, place)) return { items, pages, nextPage };
    items.push(...(read.items ?? []));
    if (isLast(read, place)) return { items, pages };
    place = read.next;
  }
  return { items, pages, isCut: true };
};

/** Behind its last page a list that has grown shorter is rightly empty. */
const isNotRead = ({ items, endsAt = 0, totalElements = 0, next }: RowsRead, { at }: Place): boolean => {
  if (items === undefined) return true;
  return items.length === 0 && (next.at < endsAt || (at < endsAt && at < totalElements));
};

/** A full page with more items behind it by their total is not the last, however many pages are told (R7). */
const isLast = ({ items = [], endsAt, totalElements, next }: RowsRead, { size }: Place): boolean => {
  const mayGoOn = items.length === size && (totalElements ?? Infinity) > next.at;
  return next.at >= (endsAt ?? 0) && !mayGoOn;
};
