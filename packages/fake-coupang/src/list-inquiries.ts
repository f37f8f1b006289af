import { type GatewayAnswer, refusal } from './answers.ts';
import type { Spoilt } from './failing.ts';
import { answerPage, daysApart, INTERVAL_MESSAGE, readPageWanted } from './lay-out-page.ts';
import { marketDate, UNUSABLE_ITEM } from './odd-shapes.ts';
import type { Call } from './route.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';
import type { Source } from './source.ts';
import { isOf } from './simulated-vendor.ts';

const STATUSES = ['NO_ANSWER', 'TRANSFER', 'ANSWER', 'NONE'] as const;
export type InquiryList = (typeof STATUSES)[number];
const MOST_DAYS_APART = 6;
const REFUSED_FROM_DAYS_APART = 8;
const LARGEST_PAGE = 30;

/**
 * One page of the v5 list, or the real API's refusal. A wrong word, a date-time and a difference of seven days get a
 * 500. Source: coupang-api.md section 2.1.
 */
export const listInquiries = (
  call: Call,
  inquiries: Source<SimulatedInquiry, InquiryList>,
): GatewayAnswer => {
  const { spoilt } = call;
  const [vendor] = call.vendors;
  const query = call.url.searchParams;
  const status = STATUSES.find((known) => known === query.get('partnerCounselingStatus'));
  if (query.get('vendorId') !== vendor.vendorId) return refusal(400, 'Invalid vendor ID');
  if (status === undefined) return refusal(500, 'Internal Server Error');
  const refused = refuseDates(query);
  if (refused !== undefined) return refused;
  const wanted = readPageWanted(query, LARGEST_PAGE);
  if ('message' in wanted) return refusal(400, wanted.message);
  const rows = inquiries.rows({
    of: status,
    query,
    fits: (inquiry) => isOf(inquiry, vendor) && isListed(inquiry, status, spoilt) && isWanted(inquiry, query),
  });
  const isOdd = spoilt?.mode === 'odd-shapes' && status === 'NO_ANSWER' && rows.length > 0;
  return answerPage(call, inquiries, rows, { ...wanted, first: isOdd ? [UNUSABLE_ITEM] : [] });
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

const isListed = (inquiry: SimulatedInquiry, status: InquiryList, spoilt: Spoilt | undefined): boolean =>
  status === 'NONE' ||
  inquiry.list === status ||
  spoilt?.mode === 'ignored-filter' ||
  (spoilt?.mode === 'both-lists' && status === 'TRANSFER' && inquiry.list === 'NO_ANSWER');

const isWanted = (inquiry: SimulatedInquiry, query: URLSearchParams): boolean => {
  const date = marketDate(inquiry.inquiryAt, inquiry.market);
  return (
    date >= (query.get('inquiryStartAt') ?? '') &&
    date <= (query.get('inquiryEndAt') ?? '9999') &&
    inquiry.vendorItemId === (query.get('vendorItemId') ?? inquiry.vendorItemId) &&
    inquiry.orderId === (query.get('orderId') ?? inquiry.orderId)
  );
};
