import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorRef } from '../../domain/inquiry/inquiry.ts';
import { readingKey } from '../../domain/reading/plan-readings.ts';
import type { ListStatus } from '../../domain/sources.ts';
import type { DateWindow } from '../../domain/time/date-windows.ts';
import type { InquirySource } from '../../workflows/ports/coupang.ts';
import { cacheItems, collectItems } from '../collect-items.ts';
import type { SenderOptions } from '../create-sender.ts';
import { isReadTimedOut, type PageSizes, type PageSource, readPage, readSomePages } from '../read-rows.ts';
import { MAX_TRIES, type Sender, sendRequest } from '../send-request.ts';
import { lookUpQuestions } from './look-up-questions.ts';
import { PAGES_OF_DATE, readWindow } from './read-by-date.ts';
import { readNames } from './read-names.ts';
import { readQuestion } from './read-question.ts';

const LISTS = '/v2/providers/openapi/apis/api/v5/vendors';
const PRODUCTS = '/v2/providers/seller_api/apis/api/v1/marketplace/seller-products';

/** Source: coupang-api.md section 7.1. */
const PAGE_SIZES: PageSizes = [50, 10, 1];

/** Reads the questions on a vendor's product pages. */
export const createProductClient = ({ vendor, clock }: SenderOptions, sender: Sender): InquirySource => {
  const zone = MARKET_ZONES[vendor.market];
  const readRow = cacheItems((value) => readQuestion(value, zone), clock.now);
  const lists =
    (answeredType: ListStatus, stopAt: number) =>
    (dates: DateWindow, sizes = PAGE_SIZES): PageSource => ({
      dates,
      sizes,
      now: clock.now,
      timeIsUp: () => clock.now() >= stopAt,
      page: async (pageNum, pageSize, isOnce) => {
        const call = listCall(vendor, dates, answeredType, { pageNum, pageSize });
        const tries = isOnce ? 1 : MAX_TRIES;
        const answer = await sendRequest(sender, call, stopAt, tries).catch((failure: unknown) => {
          const mayTakeLonger = isReadTimedOut(failure) && sizes === PAGE_SIZES && clock.now() < stopAt;
          if (!mayTakeLonger) throw failure;
          return sendRequest(sender, { ...call, hasMoreTime: true }, stopAt, 1);
        });
        return readPage(answer.is === 'data' ? answer.data : undefined);
      },
    });

  return {
    source: 'product',
    read: async (window, status, stopAt, repairs) => {
      const listOf = lists(status, stopAt);
      const list = { ...listOf(window), name: readingKey(window, status), repairs };
      const { items, failure, ...pages } = await readWindow(list, (date) =>
        listOf({ firstDate: date, lastDate: date }, PAGES_OF_DATE),
      );
      const reading = { window, status, ...pages, ...collectItems(items, readRow, status) };
      return failure === undefined ? { reading } : { reading, failure };
    },
    readPages: async (window, status, from, stopAt) => {
      const { items, ...place } = await readSomePages(lists(status, stopAt)(window), from);
      return { ...place, inquiries: collectItems(items, readRow, status).inquiries };
    },
    lookUp: (questions, limits) =>
      lookUpQuestions(questions, limits, {
        listOf: lists('ALL', limits.stopAt),
        readRows: (items) => collectItems(items, readRow, 'ALL'),
        zone,
        now: clock.now,
      }),
    productNames: async (sellerProductId, stopAt) => {
      const path = `${PRODUCTS}/${encodeURIComponent(sellerProductId)}`;
      const answer = await sendRequest(sender, { kind: 'product', path, query: '' }, stopAt);
      return answer.is === 'absent' ? undefined : readNames(answer.data, zone);
    },
  };
};

const listCall = (
  { vendorId }: VendorRef,
  dates: DateWindow,
  answeredType: ListStatus,
  { pageNum, pageSize }: { pageNum: number; pageSize: number },
) => ({
  kind: 'list' as const,
  path: `${LISTS}/${vendorId}/onlineInquiries`,
  query: new URLSearchParams([
    ['vendorId', vendorId],
    ['answeredType', answeredType],
    ['inquiryStartAt', dates.firstDate],
    ['inquiryEndAt', dates.lastDate],
    ['pageNum', String(pageNum)],
    ['pageSize', String(pageSize)],
  ]).toString(),
});
