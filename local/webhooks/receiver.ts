import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod/mini';
import { MINUTE_MS, SECOND_MS } from '../../lib/domain/time/durations.ts';
import { parseJson } from '../../lib/domain/parse-json.ts';
import { sign } from '../../lib/webhooks/sign.ts';

/** A call that the built-in receiver took. `type`: the event's, if the body is an event. `at`: epoch ms. */
export type Delivery = {
  at: number;
  webhook: string;
  type?: string | undefined;
  signature: 'verified' | 'wrong' | 'none';
  status: number;
  body: string;
};

export type Deliveries = {
  /** The last ones, the newest first. */
  last: () => readonly Delivery[];
  /** Returns a function that unsubscribes. */
  onChange: (listener: () => void) => () => void;
};

const MOST_KEPT = 20;
const event = z.looseObject({ specversion: z.literal('1.0'), type: z.string() });

/**
 * A receiver of webhooks that verifies signatures as docs/events.md says. It takes `POST /<webhook>`.
 * @param now epoch ms
 */
export const createReceiver = (signingSecret: string, now: () => number): { app: Hono } & Deliveries => {
  const kept: Delivery[] = [];
  const listeners = new Set<() => void>();
  const app = new Hono();
  app.post('/:webhook', async (c) => {
    const body = await c.req.text();
    const signature = judge(body, c.req.header(), { signingSecret, now: now() });
    const status = signature === 'wrong' ? 401 : 200;
    const { type } = z.safeParse(event, parseJson(body)).data ?? {};
    kept.unshift({ at: now(), webhook: c.req.param('webhook'), type, signature, status, body });
    kept.splice(MOST_KEPT);
    for (const listener of listeners) listener();
    return c.body(null, status);
  });
  return {
    app,
    last: () => kept,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

const judge = (
  body: string,
  headers: Record<string, string>,
  { signingSecret, now }: { signingSecret: string; now: number },
): Delivery['signature'] => {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': given } = headers;
  if (id === undefined || at === undefined || given === undefined) return 'none';
  const expected = Buffer.from(sign(id, body, signingSecret, Number(at) * SECOND_MS)['webhook-signature']);
  const actual = Buffer.from(given);
  const isNow = Math.abs(now - Number(at) * SECOND_MS) <= 5 * MINUTE_MS;
  return isNow && actual.length === expected.length && timingSafeEqual(actual, expected)
    ? 'verified'
    : 'wrong';
};
