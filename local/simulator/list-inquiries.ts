import type { Market } from '../../lib/domain/inquiry.ts';
import { type GatewayAnswer, ok, refusal } from './answers.ts';
import { marketDate } from './market-date.ts';
import { renderInquiry } from './render-inquiry.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';

const INTERVAL_MESSAGE =
  'time interval needs to be less than or equal to 7 days， pattern should be yyyy-MM-dd';
const STATUSES = ['NO_ANSWER', 'TRANSFER', 'ANSWER', 'NONE'];
const DAY_MS = 86_400_000;
const MOST_DAYS_APART = 6;
const LARGEST_PAGE = 30;

export type SimulatedVendor = { market: Market; vendorId: string };

/**
 * One page of the v5 list, or the refusal that the real one answers with. A wrong word, a date-time and a
 * difference of seven days are 500 there. Source: coupang-api.md section 2.1.
 */
export const listInquiries = (
  vendor: SimulatedVendor,
  query: URLSearchParams,
  inquiries: SimulatedInquiry[],
  spoilt: boolean,
): GatewayAnswer => {
  const status = query.get('partnerCounselingStatus');
  const first = query.get('inquiryStartAt');
  const last = query.get('inquiryEndAt');
  if (query.get('vendorId') !== vendor.vendorId) return refusal(400, 'Invalid vendor ID');
  if (status === null || !STATUSES.includes(status)) return refusal(500, 'Internal Server Error');
  if (first === null || last === null) return refusal(400, INTERVAL_MESSAGE);
  const apart = daysApart(first, last);
  if (apart === undefined || apart < 0 || apart > MOST_DAYS_APART)
    return refusal(500, 'Internal Server Error');
  const pageNum = wholeNumber(query.get('pageNum'), 1);
  const pageSize = wholeNumber(query.get('pageSize'), 10);
  if (pageNum === undefined || pageSize === undefined || pageSize > LARGEST_PAGE) {
    return refusal(400, `pageNum begins at 1; pageSize is 1 to ${LARGEST_PAGE}`);
  }
  const found = inquiries.filter((inquiry) => {
    const date = marketDate(inquiry.inquiryAt, vendor.market);
    return (status === 'NONE' || inquiry.list === status) && date >= first && date <= last;
  });
  return page(found.toSorted(newestFirst), pageNum, pageSize, spoilt);
};

const page = (
  found: SimulatedInquiry[],
  pageNum: number,
  pageSize: number,
  spoilt: boolean,
): GatewayAnswer => {
  const shown = found.slice((pageNum - 1) * pageSize, pageNum * pageSize);
  const content = spoilt && pageNum > 1 ? [] : shown;
  return ok({
    content: content.map(renderInquiry),
    pagination: {
      currentPage: pageNum,
      totalPages: spoilt ? 3 : Math.ceil(found.length / pageSize),
      totalElements: found.length,
      countPerPage: pageSize,
    },
  });
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
