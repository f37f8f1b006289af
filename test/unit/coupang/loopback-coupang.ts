import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import {
  type CallCenterOptions,
  createCallCenterClient,
} from '../../../lib/coupang/call-center/create-call-center-client.ts';
import { createSender } from '../../../lib/coupang/create-sender.ts';
import { createAccess } from '../../../lib/coupang/sources.ts';
import type { Inquiry } from '../../../lib/domain/inquiry/inquiry.ts';
import type { CoupangAccess, InquirySource } from '../../../lib/workflows/ports/coupang.ts';
import { NO_REPAIRS } from '../../fixtures/domain/no-repairs.ts';
import { serve } from '../../fixtures/serve.ts';
import { stopAfterTest } from '../../fixtures/stop-after-test.ts';

/** All made up: the keys, the vendor and every answer. */
export const VENDOR = { market: 'KR', vendorId: 'A00012345' } as const;
export const KEYS = { accessKey: 'MADE-UP-ACCESS-KEY', secretKey: 'MADE-UP-SECRET-KEY' };
export const NOW = Date.UTC(2026, 0, 15, 5, 17, 13, 900);
export const WINDOW = { firstDate: '2026-01-09', lastDate: '2026-01-15' };

export type Reply = {
  status?: number;
  headers?: Record<string, string>;
  /** A text is sent as it is, anything else as JSON. */
  body?: unknown;
  /** Instead of a whole answer. */
  instead?: (response: ServerResponse) => void;
};
type Seen = { method: string | undefined; url: string; headers: IncomingHttpHeaders; body: string };

/** A real server on 127.0.0.1. It gives the answers in order, repeats the last one, and records the requests. */
export const startLoopback = async (replies: Reply[]) => {
  const seen: Seen[] = [];
  const { url: baseUrl, close } = await serve(({ method, url = '', headers }, response, body) => {
    const reply = replies[Math.min(seen.length, replies.length - 1)] ?? {};
    seen.push({ method, url, headers, body });
    if (reply.instead !== undefined) return reply.instead(response);
    const json = typeof reply.body !== 'string';
    response.sendDate = false;
    response.writeHead(reply.status ?? 200, {
      ...(json ? { 'content-type': 'application/json' } : {}),
      ...reply.headers,
    });
    response.end(json ? JSON.stringify(reply.body) : reply.body);
  });
  stopAfterTest(close);
  return { seen, baseUrl, close };
};

export const makeClock = (start = NOW) => {
  const clock = { at: start, slept: new Array<number>() };
  return {
    ...clock,
    now: () => clock.at,
    slept: clock.slept,
    advance: (ms: number) => {
      clock.at += ms;
    },
    sleep: async (ms: number) => {
      clock.slept.push(ms);
      clock.at += ms;
    },
  };
};

export const makeLog = () => {
  const lines: string[] = [];
  const note = (message: string, fields?: Record<string, unknown>) => {
    lines.push(`${message} ${JSON.stringify(fields)}`);
  };
  return { lines, info: note, warn: note, error: note };
};

/** Options of a client that never waits, and always backs off by half. */
export const makeOptions = (baseUrl: string, clock = makeClock(), log = makeLog()) => ({
  vendor: VENDOR,
  baseUrl,
  credentials: async () => KEYS,
  clock: { now: clock.now },
  callsPerSecond: 2,
  sleep: clock.sleep,
  random: () => 0.5,
  log,
});

/** A vendor's client and its access, behind one sender. */
export const createClient = (options: CallCenterOptions): InquirySource & CoupangAccess => {
  const sender = createSender(options);
  return { ...createCallCenterClient(options, sender), ...createAccess(sender) };
};

/** The inquiry, or `undefined` if Coupang does not show it. Throws the failure of the look-up. */
export const lookUpOne = async (
  client: InquirySource,
  inquiryId: string,
  stopAt = Infinity,
): Promise<Inquiry | undefined> => {
  const { found, missing, failed } = await client.lookUp([{ inquiryId }], {
    stopAt,
    calls: 1,
    repairs: NO_REPAIRS,
  });
  if (failed) throw failed.failure;
  const inquiry = found.get(inquiryId);
  if (!inquiry && !missing.has(inquiryId)) throw new Error('The look-up has no answer.');
  return inquiry;
};

/** A client of a server with these answers. No wait takes real time. */
export const start = async (replies: Reply[], options: Partial<CallCenterOptions> = {}) => {
  const { seen, baseUrl } = await startLoopback(replies);
  const clock = makeClock();
  const log = makeLog();
  const client = createClient({ ...makeOptions(baseUrl, clock, log), ...options });
  const read = (stopAt = Infinity) => client.read(WINDOW, 'NO_ANSWER', stopAt, NO_REPAIRS);
  return { client, read, seen, clock, log };
};

export const item = (inquiryId: number | string, more: Record<string, unknown> = {}) => ({
  inquiryId,
  content: '상담이력',
  replies: [],
  ...more,
});

export const page = (
  items: unknown[],
  pagination: unknown = { totalPages: 1, totalElements: items.length },
): Reply => ({
  body: { code: 200, message: 'OK', data: { content: items, pagination } },
});
