import * as z from 'zod/mini';
import { createSender } from '../../../../lib/coupang/create-sender.ts';
import { createOrderClient } from '../../../../lib/coupang/orders/create-order-client.ts';
import { parseLossless } from '../../../../lib/coupang/read-envelope.ts';
import type { VendorRef } from '../../../../lib/domain/inquiry/inquiry.ts';
import type { OrderSource } from '../../../../lib/workflows/ports/coupang.ts';
import { type DocumentedAnswer, DOCUMENTED_ANSWERS } from '../../../fixtures/coupang/documented-answers.ts';
import { makeClock, makeLog, makeOptions, NOW, VENDOR } from '../loopback-coupang.ts';

export const ORDER_ID = '9000000000321';
export const FIXTURES = ['order-v5', 'order-v4', 'returns-v6', 'exchanges-v4'] as const;

/** The rows of an answer, with their unknown fields. */
export const rowsOf = (fixture: DocumentedAnswer): Record<string, unknown>[] =>
  z
    .object({ data: z.array(z.record(z.string(), z.unknown())) })
    .parse(parseLossless(DOCUMENTED_ANSWERS[fixture])).data;

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
export const SPAN = { from: NOW - WEEK_MS, to: NOW };
/** A call may begin for so long. */
export const STOP_AT = NOW + 5000;

/** The call whose answer a fixture is. */
export const callOf = (client: OrderSource, fixture: DocumentedAnswer): Promise<unknown> => {
  switch (fixture) {
    case 'order-v5':
    case 'order-v4':
      return client.order(ORDER_ID, STOP_AT);
    case 'returns-v6':
      return client.returns(ORDER_ID, STOP_AT);
    case 'exchanges-v4':
      return client.exchanges(ORDER_ID, SPAN, STOP_AT);
  }
};

export type Reply = { body: string; status?: number; contentType?: string } | 'no answer';

/** The client before a made-up Coupang that gives these answers in order, and repeats the last one. */
export const againstOrders = (
  replies: Reply[],
  {
    vendor = VENDOR,
    admit = async () => undefined,
    maxBodyBytes = 100_000,
  }: { vendor?: VendorRef; admit?: () => Promise<void>; maxBodyBytes?: number } = {},
) => {
  const clock = makeClock();
  const log = makeLog();
  const urls: string[] = [];
  const authorizations: string[] = [];
  const fake: typeof fetch = async (input, init) => {
    const reply = replies[Math.min(urls.length, replies.length - 1)] ?? 'no answer';
    urls.push(input instanceof Request ? input.url : String(input));
    authorizations.push(new Headers(init?.headers).get('authorization') ?? '');
    if (reply === 'no answer') throw new TypeError('made-up network failure');
    const { body, status = 200, contentType = 'application/json' } = reply;
    return new Response(body, { status, headers: { 'content-type': contentType } });
  };
  const made = makeOptions('https://made-up.example', clock, log);
  const options = { ...made, vendor, fetch: fake, maxBodyBytes };
  return {
    client: createOrderClient(options, createSender(options), admit),
    clock,
    log,
    urls,
    authorizations,
  };
};
