import { createSender } from '../../../../lib/coupang/create-sender.ts';
import { createSources } from '../../../../lib/coupang/sources.ts';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { InquirySource } from '../../../../lib/workflows/ports/coupang.ts';
import { makeClock, makeLog, makeOptions, VENDOR } from '../loopback-coupang.ts';

/** One page that the client asks for. `ids`: the questions on it. */
export type PageRequest = {
  list: string;
  first: string;
  last: string;
  pageNum: number;
  pageSize: number;
  ids: string[];
};
export type Row = { id: string; date: string; more?: Record<string, unknown> };

export const READ_TIMED_OUT = { code: 'ERROR', message: 'Read timed out', transactionId: 'tx-1' };

/** The body of a failing answer with its status, or undefined for the rows. */
type Answer = (request: PageRequest) => { status: number; body: unknown } | 'no answer' | undefined;

const pageName = ({ list, first, last, pageNum, pageSize }: PageRequest): string => {
  const dates = first === last ? first.slice(5) : `${first.slice(5)}..${last.slice(5)}`;
  return `${list} ${dates} ${pageNum}/${pageSize}`;
};

/** A made-up Coupang that lists these questions, and the client that reads it. Each call takes 200 ms. */
export const createQuestions = (
  rows: Row[],
  answer: Answer = () => undefined,
  vendor: VendorRef = VENDOR,
) => {
  const pages: string[] = [];
  const urls: URL[] = [];
  const clock = makeClock();
  const log = makeLog();
  const fake = async (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    urls.push(url);
    const get = (name: string): string => url.searchParams.get(name) ?? '';
    const [first, last] = [get('inquiryStartAt'), get('inquiryEndAt')];
    const [pageNum, pageSize] = [Number(get('pageNum')), Number(get('pageSize'))];
    const listed = rows.filter(({ date }) => date >= first && date <= last);
    const shown = listed.slice((pageNum - 1) * pageSize, pageNum * pageSize);
    const request = {
      list: get('answeredType'),
      first,
      last,
      pageNum,
      pageSize,
      ids: shown.map(({ id }) => id),
    };
    const hasMoreTime = new Headers(init?.headers).has('x-extended-timeout');
    pages.push(`${pageName(request)}${hasMoreTime ? ' with more time' : ''}`);
    clock.advance(200);
    const failed = answer(request);
    if (failed === 'no answer') throw new TypeError('made-up network failure');
    if (failed) return Response.json(failed.body, { status: failed.status });
    const content = shown.map(({ id, more }) => question(id, more));
    const pagination = {
      currentPage: pageNum,
      totalPages: Math.ceil(listed.length / pageSize),
      totalElements: listed.length,
      countPerPage: pageSize,
    };
    return Response.json({ code: 200, message: 'OK', data: { content, pagination } });
  };
  const client = clientOf(fake, { clock, log, vendor });
  return { client, pages, urls, clock, log };
};

export const clientOf = (
  fake: typeof fetch,
  {
    clock = makeClock(),
    log = makeLog(),
    vendor = VENDOR,
  }: {
    clock?: ReturnType<typeof makeClock>;
    log?: ReturnType<typeof makeLog>;
    vendor?: VendorRef;
  } = {},
): InquirySource => {
  const made = makeOptions('http://127.0.0.1', clock, log);
  const options = { ...made, vendor, fetch: fake, sources: ['product'] as const };
  const [client, ...others] = createSources(options, createSender(options));
  if (!client || others.length > 0) throw new Error('expected one client');
  return client;
};

export const question = (inquiryId: string, more: Record<string, unknown> = {}) => ({
  inquiryId,
  content: '세탁기로 빨아도 되나요?',
  orderIds: [],
  commentDtoList: [],
  ...more,
});

export const comment = (more: Record<string, unknown> = {}) => ({
  inquiryCommentId: 71,
  content: '네, 찬물로 빨아 주세요.',
  inquiryCommentAt: '2026-01-15 10:00:00',
  ...more,
});

/** Questions of a date, with ids from `from`. */
export const rowsOf = (date: string, count: number, from: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(from + index), date }));
