import type { Market } from '../../lib/domain/inquiry/inquiry.ts';
import { type GatewayAnswer, ok, refusal } from './answers.ts';
import type { Spoilt } from './failing.ts';
import { failureAnswer } from './failures.ts';
import { marketDate, UNUSABLE_ITEM } from './odd-shapes.ts';
import { DOCUMENT_SHAPES, renderInquiry, type Shapes } from './render-inquiry.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import { DAY_MS } from '../../lib/domain/time/durations.ts';
import type { Json } from './json.ts';

const INTERVAL_MESSAGE =
  'time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd';
const STATUSES = ['NO_ANSWER', 'TRANSFER', 'ANSWER', 'NONE'];
const MOST_DAYS_APART = 6;
const REFUSED_FROM_DAYS_APART = 8;
const LARGEST_PAGE = 30;

export type SimulatedVendor = {
  market: Market;
  vendorId: string;
  label?: string;
};

/** The failure of the list, or of a page because of its rows, and the shapes of its odd items. */
export type ListTrouble = {
  spoilt: Spoilt | undefined;
  spoiltBy: (inquiryIds: string[]) => Spoilt | undefined;
  odd: (inquiry: SimulatedInquiry) => Shapes;
};

/**
 * One page of the v5 list, or the real API's refusal. A wrong word, a date-time and a difference of seven days get a
 * 500. Source: coupang-api.md section 2.1.
 */
export const listInquiries = (
  vendor: SimulatedVendor,
  query: URLSearchParams,
  inquiries: SimulatedInquiry[],
  { spoilt, spoiltBy, odd }: ListTrouble,
): GatewayAnswer => {
  const status = query.get('partnerCounselingStatus');
  if (query.get('vendorId') !== vendor.vendorId) return refusal(400, 'Invalid vendor ID');
  if (status === null || !STATUSES.includes(status)) return refusal(500, 'Internal Server Error');
  const refused = refuseDates(query);
  if (refused !== undefined) return refused;
  const pageNum = wholeNumber(query.get('pageNum'), 1);
  const pageSize = wholeNumber(query.get('pageSize'), 10);
  if (pageNum === undefined || pageSize === undefined || pageSize > LARGEST_PAGE) {
    return refusal(400, `pageNum begins at 1; pageSize is 1 to ${LARGEST_PAGE}`);
  }
  const isOdd = spoilt?.mode === 'odd-shapes';
  const listed = inquiries
    .filter((inquiry) => isListed(inquiry, status, spoilt) && fits(inquiry, query))
    .toSorted(newestFirst);
  const broken = spoiltBy(rowsOf(listed, { pageNum, pageSize }).map(({ inquiryId }) => inquiryId));
  const failed = broken && failureAnswer(broken.mode);
  if (failed !== undefined) return failed;
  const rows = listed.map((inquiry) => renderInquiry(inquiry, isOdd ? odd(inquiry) : shapesOf(spoilt)));
  if (isOdd && status === 'NO_ANSWER' && rows.length > 0) rows.unshift(UNUSABLE_ITEM);
  return ok(layOutPage(rows, { pageNum, pageSize }, spoilt), isOdd ? '200' : 200);
};

/** Dates are required unless `vendorItemId` is given. */
const refuseDates = (query: URLSearchParams): GatewayAnswer | undefined => {
  const [first, last] = [query.get('inquiryStartAt'), query.get('inquiryEndAt')];
  if (first === null && last === null && query.has('vendorItemId')) return undefined;
  if (first === null || last === null) return refusal(400, INTERVAL_MESSAGE);
  const apart = daysApart(first, last);
  if (apart !== undefined && apart >= REFUSED_FROM_DAYS_APART) return refusal(400, INTERVAL_MESSAGE);
  return apart === undefined || apart < 0 || apart > MOST_DAYS_APART
    ? refusal(500, 'Internal Server Error')
    : undefined;
};

const isListed = (inquiry: SimulatedInquiry, status: string, spoilt: Spoilt | undefined): boolean =>
  status === 'NONE' ||
  inquiry.list === status ||
  spoilt?.mode === 'ignored-filter' ||
  (spoilt?.mode === 'both-lists' && status === 'TRANSFER' && inquiry.list === 'NO_ANSWER');

export const shapesOf = (spoilt: Spoilt | undefined): Shapes =>
  spoilt?.mode === 'renamed-id' ? { ...DOCUMENT_SHAPES, idField: 'counselingId' } : DOCUMENT_SHAPES;

const fits = (inquiry: SimulatedInquiry, query: URLSearchParams): boolean => {
  const date = marketDate(inquiry.inquiryAt, inquiry.market);
  return (
    date >= (query.get('inquiryStartAt') ?? '') &&
    date <= (query.get('inquiryEndAt') ?? '9999') &&
    inquiry.vendorItemId === (query.get('vendorItemId') ?? inquiry.vendorItemId) &&
    inquiry.orderId === (query.get('orderId') ?? inquiry.orderId)
  );
};

const daysApart = (first: string, last: string): number | undefined => {
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

const newestFirst = (a: SimulatedInquiry, b: SimulatedInquiry): number => b.inquiryAt - a.inquiryAt;

type PageWanted = { pageNum: number; pageSize: number };

/** @internal The `data` of one page of the list, correct or spoilt by a mode. */
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

const rowsOf = <Row>(rows: readonly Row[], { pageNum, pageSize }: PageWanted): Row[] =>
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
