import type { SomePages } from '../workflows/ports/inquiry-source.ts';
import {
  isTooLong,
  MAX_PAGES,
  PAGE_SIZE,
  pageNumber,
  type PageSource,
  type Place,
  placeAt,
  readRows,
  type RowsRead,
  smallerPlace,
} from './read-rows.ts';

/**
 * Reads at most `most` pages of a list from a page on (R17). A page that failed is the next one. So is a page that is empty
 * although the totals expect rows. Never throws a SourceError.
 * @returns the items in the order in which they came
 */
export const readSomePages = async (
  source: Pick<PageSource, 'page' | 'timeIsUp'>,
  from: { page: number; most: number },
): Promise<SomePages & { items: unknown[] }> => {
  const items: unknown[] = [];
  let pages = 0;
  let place = placeAt((from.page - 1) * PAGE_SIZE);
  for (let nextPage = from.page; nextPage <= MAX_PAGES; nextPage = pageNumber(place)) {
    if (pages >= from.most || source.timeIsUp()) return { items, pages, nextPage };
    pages += 1;
    const read = await readRows(source, place);
    if (read.failure) {
      if (!isTooLong(read.failure)) return { items, pages, nextPage, failure: read.failure };
      // A row that is too long by itself is left out.
      place = smallerPlace(place) ?? placeAt(place.at + 1);
      continue;
    }
    if (isNotRead(read, place)) return { items, pages, nextPage };
    items.push(...(read.items ?? []));
    if (isLast(read, place)) return { items, pages };
    place = read.next;
  }
  return { items, pages, isCut: true };
};

/** A list that has grown shorter may be empty after its last page. */
const isNotRead = ({ items, endsAt = 0, totalElements = 0, next }: RowsRead, { at }: Place): boolean => {
  if (items === undefined) return true;
  return items.length === 0 && (next.at < endsAt || (at < endsAt && at < totalElements));
};

/** A full page with more items after it by their total is not the last, whatever the number of pages (R7). */
const isLast = ({ items = [], endsAt, totalElements, next }: RowsRead, { size }: Place): boolean => {
  const mayGoOn = items.length === size && (totalElements ?? Infinity) > next.at;
  return next.at >= (endsAt ?? 0) && !mayGoOn;
};
