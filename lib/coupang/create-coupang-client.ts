import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod/mini';
import { MARKET_ZONES } from '../config/market.ts';
import { daysBetween } from '../domain/dates.ts';
import type { Inquiry, ListStatus, VendorRef } from '../domain/inquiry.ts';
import type { DateWindow } from '../domain/reading.ts';
import type { Clock, InquirySource, Log } from '../workflows/ports.ts';
import { collectItems } from './collect-items.ts';
import { createCoupangClock } from './coupang-clock.ts';
import { CoupangError } from './coupang-error.ts';
import { createPace, type Sleep } from './pace.ts';
import { PAGE_SIZE, readAllPages } from './read-all-pages.ts';
import { readPage } from './read-envelope.ts';
import { readItem } from './read-item.ts';
import { type Credentials, fingerprintOf, readKeys } from './read-keys.ts';
import { type Sender, sendRequest } from './send-request.ts';

export type CoupangClientOptions = {
  vendor: VendorRef;
  /** Scheme and host. */
  baseUrl: string;
  credentials: Credentials;
  /** Raw clock. */
  clock: Clock;
  /** Coupang takes five a second from all programs of a vendor together. */
  callsPerSecond: number;
  sleep?: Sleep;
  fetch?: typeof fetch;
  /** From 0 to below 1. */
  random?: () => number;
  log?: Log;
  /** Of one try, the body included. */
  timeoutMs?: number;
  maxBodyBytes?: number;
};

const API = '/v2/providers/openapi/apis/api/v5/vendors';

/** One vendor's inquiries at Coupang. Make one per vendor and process: it keeps the vendor's pace. */
export const createCoupangClient = (options: CoupangClientOptions): InquirySource => {
  const { vendor } = options;
  const zone = MARKET_ZONES[vendor.market];
  const sender = createSender(options);
  const { clock } = sender;

  return {
    read: async (window, status, stopAt) => {
      const illegal = checkWindow(vendor, window);
      const pages = await readAllPages({
        now: options.clock.now,
        timeIsUp: () => options.clock.now() >= stopAt,
        page: async (pageNum) => {
          if (illegal !== undefined) throw illegal;
          const answer = await sendRequest(sender, listCall(vendor, window, status, pageNum), stopAt);
          return readPage(answer.is === 'data' ? answer.data : undefined);
        },
      });
      const { failure, incompleteBecause } = pages;
      const reading = {
        window,
        status,
        beganAt: pages.beganAt + clock.offsetMs(),
        complete: pages.complete,
        ...(incompleteBecause === undefined ? {} : { incompleteBecause }),
        ...collectItems(pages.items, zone),
      };
      return failure === undefined ? { reading } : { reading, failure };
    },
    inquiry: async (inquiryId, stopAt) => {
      const path = `${API}/callCenterInquiries/${encodeURIComponent(inquiryId)}`;
      const answer = await sendRequest(sender, { kind: 'inquiry', path, query: '' }, stopAt);
      return answer.is === 'absent' ? undefined : readOne(vendor, inquiryId, answer.data, zone);
    },
    clockOffsetMs: clock.offsetMs,
    useClockOffset: clock.useOffset,
    keyFingerprint: async () => fingerprintOf(await readKeys(vendor, options.credentials)),
  };
};

const createSender = (options: CoupangClientOptions): Sender => {
  const { vendor, credentials, log } = options;
  const sleep = options.sleep ?? ((ms: number) => wait(ms));
  const pace = createPace(options.clock, sleep, 1000 / options.callsPerSecond);
  return {
    vendor,
    baseUrl: options.baseUrl.replace(/\/$/, ''),
    credentials,
    sleep,
    pace,
    rawClock: options.clock,
    clock: createCoupangClock(options.clock, {
      warn: (message, fields) => log?.warn(message, { ...vendor, ...fields }),
    }),
    fetch: options.fetch ?? fetch,
    random: options.random ?? Math.random,
    timeoutMs: options.timeoutMs ?? 10_000,
    maxBodyBytes: options.maxBodyBytes ?? 5_000_000,
    onWarning: () => {
      log?.warn('Coupang warns that the limit of calls is near', { ...vendor });
      pace.slowDown();
    },
    ...(log === undefined ? {} : { log }),
  };
};

const listCall = (vendor: VendorRef, window: DateWindow, status: ListStatus, pageNum: number) => ({
  kind: 'list' as const,
  path: `${API}/${vendor.vendorId}/callCenterInquiries`,
  query: new URLSearchParams([
    ['vendorId', vendor.vendorId],
    ['partnerCounselingStatus', status],
    ['inquiryStartAt', window.firstDate],
    ['inquiryEndAt', window.lastDate],
    ['pageNum', String(pageNum)],
    ['pageSize', String(PAGE_SIZE)],
  ]).toString(),
});

const dateSchema = z.iso.date();

/** Coupang answers dates that it does not like with an ambiguous 500: they do not even leave (R8). */
const checkWindow = (vendor: VendorRef, { firstDate, lastDate }: DateWindow): CoupangError | undefined => {
  const days = [firstDate, lastDate].every((date) => dateSchema.safeParse(date).success)
    ? daysBetween(firstDate, lastDate)
    : Number.NaN;
  if (days >= 0 && days <= 6) return undefined;
  const detail = 'not sent: a window must be dates at most 6 days apart';
  return new CoupangError(vendor, { code: 'COUPANG_BAD_REQUEST', detail });
};

/** An answer without data says as little as a 404 does. */
const readOne = (vendor: VendorRef, inquiryId: string, data: unknown, zone: string): Inquiry | undefined => {
  if (data === undefined || data === null) return undefined;
  const { item } = readItem(data, zone);
  if ('inquiry' in item && item.inquiry.inquiryId === inquiryId) return item.inquiry;
  const problem = 'unusable' in item ? item.unusable.problem : 'it is another inquiry';
  throw new CoupangError(vendor, { code: 'COUPANG_PROTOCOL', detail: `look-up of ${inquiryId}: ${problem}` });
};
