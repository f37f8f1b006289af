import type { Spoilt } from './failing.ts';
import type { Json } from './json.ts';

export type PageWanted = { pageNum: number; pageSize: number };

/** The `data` of one page of the list, correct or spoilt by a mode. */
export const layOutPage = (rows: Json[], wanted: PageWanted, spoilt: Spoilt | undefined): Json => {
  const page = cutPage(spoilt?.mode === 'empty-list' ? [] : rows, wanted);
  switch (spoilt?.mode) {
    case 'data-null':
      return null;
    case 'empty-page':
      return { ...page, content: [] };
    case 'incomplete-page':
      return {
        content: wanted.pageNum > 1 ? [] : page.content,
        pagination: { ...page.pagination, totalPages: 3 },
      };
    case 'moving-items':
      return cutPage(rotate(rows, spoilt.nth), wanted);
    case 'changing-totals':
      return wanted.pageNum > 1 ? page : withOnePageMore(page, wanted);
    case 'odd-shapes':
      return rows.length === 0 ? { ...page, content: null } : page;
    default:
      return page;
  }
};

type Pagination = { currentPage: number; totalPages: number; totalElements: number; countPerPage: number };
type Page = { content: Json[]; pagination: Pagination };

export const rowsOf = <Row>(rows: readonly Row[], { pageNum, pageSize }: PageWanted): Row[] =>
  rows.slice((pageNum - 1) * pageSize, pageNum * pageSize);

const cutPage = (rows: Json[], { pageNum, pageSize }: PageWanted): Page => ({
  content: rowsOf(rows, { pageNum, pageSize }),
  pagination: {
    currentPage: pageNum,
    totalPages: Math.ceil(rows.length / pageSize),
    totalElements: rows.length,
    countPerPage: pageSize,
  },
});

/** Moves the first rows to the end. Between two calls, each page then loses an item to the previous page. */
const rotate = (rows: Json[], by: number): Json[] => {
  const start = rows.length === 0 ? 0 : by % rows.length;
  return [...rows.slice(start), ...rows.slice(0, start)];
};

const withOnePageMore = ({ content, pagination }: Page, { pageSize }: PageWanted): Page => ({
  content,
  pagination: {
    ...pagination,
    totalPages: pagination.totalPages + 1,
    totalElements: pagination.totalElements + pageSize,
  },
});
