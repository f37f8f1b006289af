import type { Market, Source } from './market.ts';
import { type GatewayAnswer, ok, refusal } from './answers.ts';
import type { Spoilt } from './failing.ts';
import { failureAnswer } from './failures.ts';
import { daysApart, INTERVAL_MESSAGE, layOutPage, readPageWanted, rowsOf } from './lay-out-page.ts';
import { marketDate, UNUSABLE_ITEM } from './odd-shapes.ts';
import { DOCUMENT_SHAPES, renderInquiry, type Shapes } from './render-inquiry.ts';
import type { SimulatedInquiry } from './simulated-inquiry.ts';

const STATUSES = ['NO_ANSWER', 'TRANSFER', 'ANSWER', 'NONE'];
const MOST_DAYS_APART = 6;
const REFUSED_FROM_DAYS_APART = 8;
const LARGEST_PAGE = 30;

export type SimulatedVendor = {
  market: Market;
  vendorId: string;
  label?: string;
  /** The sources from which inquiries arrive. Default: the customer centre alone. */
  sources?: readonly Source[];
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
  const wanted = readPageWanted(query, LARGEST_PAGE);
  if ('message' in wanted) return refusal(400, wanted.message);
  const isOdd = spoilt?.mode === 'odd-shapes';
  const listed = inquiries
    .filter((inquiry) => isListed(inquiry, status, spoilt) && fits(inquiry, query))
    .toSorted(newestFirst);
  const broken = spoiltBy(rowsOf(listed, wanted).map(({ inquiryId }) => inquiryId));
  const failed = broken && failureAnswer(broken.mode);
  if (failed !== undefined) return failed;
  const rows = listed.map((inquiry) => renderInquiry(inquiry, isOdd ? odd(inquiry) : shapesOf(spoilt)));
  if (isOdd && status === 'NO_ANSWER' && rows.length > 0) rows.unshift(UNUSABLE_ITEM);
  return ok(layOutPage(rows, wanted, spoilt), isOdd ? '200' : 200);
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

const newestFirst = (a: SimulatedInquiry, b: SimulatedInquiry): number => b.inquiryAt - a.inquiryAt;
