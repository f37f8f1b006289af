import { DAY_MS } from './time.ts';
import { type GatewayAnswer, ok } from './answers.ts';
import type { Spoilt } from './failing.ts';
import { failureAnswer } from './failures.ts';
import type { Json } from './json.ts';
import type { Call } from './route.ts';
import type { Source } from './source.ts';

/** The comma is full-width, as in Coupang's answer. Source: coupang-api.md section 4. */
export const INTERVAL_MESSAGE =
  'time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd';

export type PageWanted = { pageNum: number; pageSize: number };

/** @returns the refusal's message for a page that no list has */
export const readPageWanted = (
  query: URLSearchParams,
  largestPage: number,
): PageWanted | { message: string } => {
  const pageNum = wholeNumber(query.get('pageNum'), 1);
  const pageSize = wholeNumber(query.get('pageSize'), 10);
  return pageNum === undefined || pageSize === undefined || pageSize > largestPage
    ? { message: `pageNum begins at 1; pageSize is 1 to ${largestPage}` }
    : { pageNum, pageSize };
};

/** @returns undefined unless both are dates that exist */
export const daysApart = (first: string, last: string): number | undefined => {
  const [start, end] = [dateOf(first), dateOf(last)];
  return start === undefined || end === undefined ? undefined : (end - start) / DAY_MS;
};

const dateOf = (text: string): number | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? undefined : at;
};

const wholeNumber = (text: string | null, otherwise: number): number | undefined => {
  if (text === null) return otherwise;
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
};

/** One page of a list, or the failure of a page because of its rows. */
export const answerPage = <Item extends { inquiryId: string }>(
  { url, spoilt }: Call,
  { failing, write }: Pick<Source<Item, string>, 'failing' | 'write'>,
  rows: (Item | undefined)[],
  { first = [], ...wanted }: PageWanted & { first?: Json[] },
): GatewayAnswer => {
  const inquiryIds = rowsOf(rows, wanted).flatMap((row) => row?.inquiryId ?? []);
  const broken = failing.nextOfRows(url.href, inquiryIds);
  const failed = broken && failureAnswer(broken.mode);
  const items = [...first, ...rows.map((row) => row && write(row, spoilt))];
  return failed ?? ok(layOutPage(items, wanted, spoilt), spoilt?.mode === 'odd-shapes' ? '200' : 200);
};

/**
 * The `data` of one page of the list, correct or spoilt by a mode.
 * @param rows `undefined`: a row that the totals count, but no page shows
 */
export const layOutPage = (rows: Row[], wanted: PageWanted, spoilt: Spoilt | undefined): Json => {
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

type Row = Json | undefined;
type Pagination = { currentPage: number; totalPages: number; totalElements: number; countPerPage: number };
type Page = { content: Json[]; pagination: Pagination };

const rowsOf = <Any>(rows: readonly Any[], { pageNum, pageSize }: PageWanted): Any[] =>
  rows.slice((pageNum - 1) * pageSize, pageNum * pageSize);

const cutPage = (rows: Row[], { pageNum, pageSize }: PageWanted): Page => ({
  content: rowsOf(rows, { pageNum, pageSize }).filter((row) => row !== undefined),
  pagination: {
    currentPage: pageNum,
    totalPages: Math.ceil(rows.length / pageSize),
    totalElements: rows.length,
    countPerPage: pageSize,
  },
});

/** Moves the first rows to the end. Between two calls, each page then loses an item to the previous page. */
const rotate = (rows: Row[], by: number): Row[] => {
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
