import { SourceError } from '../workflows/source-error.ts';
import { MAX_PAGES, PAGE_SIZE, type PageSource } from './read-all-pages.ts';
import type { Page } from './read-envelope.ts';

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
  let pageNum = from.page;
  while (pageNum <= MAX_PAGES) {
    if (pages >= from.most || source.timeIsUp()) return { items, pages, nextPage: pageNum };
    pages += 1;
    try {
      const page = await source.page(pageNum);
      if (isNotRead(page, pageNum)) return { items, pages, nextPage: pageNum };
      items.push(...(page.items ?? []));
      if (isLast(page, pageNum)) return { items, pages };
    } catch (failure) {
      if (!(failure instanceof SourceError)) throw failure;
      return { items, pages, nextPage: pageNum, failure };
    }
    pageNum += 1;
  }
  return { items, pages, isCut: true };
};

/** Behind its last page a list that has grown shorter is rightly empty. */
const isNotRead = ({ items, totalPages, totalElements }: Page, pageNum: number): boolean => {
  if (items === undefined) return true;
  if (items.length > 0) return false;
  if (totalPages === undefined) return true;
  return pageNum < totalPages || (totalElements ?? 0) > (pageNum - 1) * PAGE_SIZE;
};

const isLast = ({ items = [], totalPages }: Page, pageNum: number): boolean =>
  totalPages === undefined ? items.length < PAGE_SIZE : pageNum >= totalPages;
