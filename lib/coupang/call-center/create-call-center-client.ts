import type { ListStatus } from '../../domain/sources.ts';
import { MARKET_ZONES } from '../../config/market.ts';
import type { Inquiry, VendorRef } from '../../domain/inquiry/inquiry.ts';
import type { InquirySource } from '../../workflows/ports/coupang.ts';
import { CoupangError } from '../coupang-error.ts';
import { collectItems, type ItemReader } from '../collect-items.ts';
import { createItemReader, readItem } from './read-item.ts';
import type { SenderOptions } from '../create-sender.ts';
import { lookUpEach } from '../look-up-each.ts';
import { readAllPages } from '../read-all-pages.ts';
import { readPage, type PageSource, readSomePages } from '../read-rows.ts';
import { MAX_TRIES, type Sender, sendRequest } from '../send-request.ts';
import { readingKey } from '../../domain/reading/plan-readings.ts';
import { type DateWindow, datesOf } from '../../domain/time/date-windows.ts';

export type CallCenterOptions = SenderOptions & {
  /** Reads listed items. The vendors of a market share it, to save memory. */
  readListed?: ItemReader;
};

const API = '/v2/providers/openapi/apis/api/v5/vendors';

/** Reads the inquiries of a vendor's customer centre. */
export const createCallCenterClient = (options: CallCenterOptions, sender: Sender): InquirySource => {
  const { vendor } = options;
  const zone = MARKET_ZONES[vendor.market];
  const { readListed = createItemReader(zone, options.clock.now) } = options;
  const readOnce: ItemReader = (value) => readItem(value, zone);
  const pagesOf = (dates: DateWindow, status: ListStatus, stopAt: number): PageSource => ({
    dates,
    now: options.clock.now,
    timeIsUp: () => options.clock.now() >= stopAt,
    page: async (pageNum, pageSize, isOnce) => {
      const call = listCall(vendor, dates, status, { pageNum, pageSize });
      const answer = await sendRequest(sender, call, stopAt, isOnce ? 1 : MAX_TRIES);
      return readPage(answer.is === 'data' ? answer.data : undefined);
    },
  });

  const readInquiry = async (inquiryId: string, stopAt: number): Promise<Inquiry | undefined> => {
    const path = `${API}/callCenterInquiries/${encodeURIComponent(inquiryId)}`;
    const answer = await sendRequest(sender, { kind: 'inquiry', path, query: '' }, stopAt);
    return answer.is === 'absent' ? undefined : readOne(vendor, inquiryId, answer.data, zone);
  };

  return {
    source: 'call-center',
    read: async (window, status, stopAt, repairs) => {
      const name = readingKey(window, status);
      const list = { ...pagesOf(window, status, stopAt), name, repairs };
      const byDate = datesOf(window).map((date) => ({
        ...pagesOf({ firstDate: date, lastDate: date }, status, stopAt),
        name: `${name}/${date}`,
        repairs,
        isPart: true as const,
      }));
      const { items, failure, ...pages } = await readAllPages(list, byDate);
      const reading = { window, status, ...pages, ...collectItems(items, readListed, status) };
      return failure === undefined ? { reading } : { reading, failure };
    },
    readPages: async (window, status, from, stopAt) => {
      const { items, ...place } = await readSomePages(pagesOf(window, status, stopAt), from);
      return { ...place, inquiries: collectItems(items, readOnce, status).inquiries };
    },
    lookUp: lookUpEach(readInquiry, options.clock.now),
  };
};

const listCall = (
  vendor: VendorRef,
  dates: DateWindow,
  status: ListStatus,
  { pageNum, pageSize }: { pageNum: number; pageSize: number },
) => ({
  kind: 'list' as const,
  path: `${API}/${vendor.vendorId}/callCenterInquiries`,
  query: new URLSearchParams([
    ['vendorId', vendor.vendorId],
    ['partnerCounselingStatus', status],
    ['inquiryStartAt', dates.firstDate],
    ['inquiryEndAt', dates.lastDate],
    ['pageNum', String(pageNum)],
    ['pageSize', String(pageSize)],
  ]).toString(),
});

/** An answer without data proves as little as a 404. */
const readOne = (vendor: VendorRef, inquiryId: string, data: unknown, zone: string): Inquiry | undefined => {
  if (data === undefined || data === null) return undefined;
  const { item } = readItem(data, zone);
  if ('inquiry' in item && item.inquiry.inquiryId === inquiryId) return item.inquiry;
  const problem = 'unusable' in item ? item.unusable.problem : 'it is another inquiry';
  throw new CoupangError(vendor, { code: 'COUPANG_PROTOCOL', detail: `look-up of ${inquiryId}: ${problem}` });
};
