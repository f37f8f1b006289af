import * as z from 'zod/mini';
import { defined } from '../domain/defined.ts';
import type { VendorRef } from '../domain/inquiry/inquiry.ts';
import { type Answer, type CallKind, isExpiredSignature } from './classify-response.ts';
import type { Fault } from './coupang-error.ts';
import { readEnvelope } from './read-envelope.ts';
import { type Keys, signRequest, type SigningClock } from './sign-request.ts';
import type { Clock } from '../workflows/ports/clock.ts';

export type Call = {
  kind: CallKind;
  path: string;
  /** Without `?`. Empty if there is none. */
  query: string;
  /** JSON. A call with a body is a POST. */
  body?: string;
  /** Coupang gets the time of a POST. */
  hasMoreTime?: true;
};

export type Connection = {
  vendor: VendorRef;
  baseUrl: string;
  clock: Clock;
  signingClock: SigningClock;
  fetch: typeof fetch;
  maxBodyBytes: number;
  onWarning: () => void;
};

/**
 * One signed HTTP request, GET or POST. Returns the raw answer or the fault, and never throws.
 * @param timeoutMs for the whole call, the body included
 */
export const sendHttp = async (
  connection: Connection,
  call: Call,
  keys: Keys,
  timeoutMs: number,
): Promise<Answer | Fault> => {
  const signal = AbortSignal.timeout(timeoutMs);
  return exchange(connection, call, keys, signal).catch((error: unknown): Fault => {
    if (error instanceof BodyTooLong) return { code: 'COUPANG_TOO_LONG' };
    const detail = signal.aborted ? `no answer within ${timeoutMs} ms` : nameNetworkError(error);
    return { code: 'COUPANG_UNAVAILABLE', detail };
  });
};

/** By default a 504 comes after 3 s, which leaves the outcome of a POST unknown. Source: coupang-api.md section 1. */
const EXTENDED_TIMEOUT_MS = '8000';

const exchange = async (
  connection: Connection,
  call: Call,
  keys: Keys,
  signal: AbortSignal,
): Promise<Answer> => {
  const { vendor, maxBodyBytes } = connection;
  const signing = connection.signingClock.begin();
  const url = `${connection.baseUrl}${call.path}${call.query === '' ? '' : `?${call.query}`}`;
  const method = call.body === undefined ? 'GET' : 'POST';
  const response = await connection.fetch(url, {
    method,
    redirect: 'manual',
    signal,
    headers: {
      Authorization: signRequest({ method, path: call.path, query: call.query }, keys, signing.at),
      'Content-Type': 'application/json;charset=UTF-8',
      'X-Requested-By': vendor.vendorId,
      'X-MARKET': vendor.market,
      ...((call.body !== undefined || call.hasMoreTime) && { 'X-EXTENDED-TIMEOUT': EXTENDED_TIMEOUT_MS }),
    },
    ...defined({ body: call.body }),
  });
  signing.receive(response.headers.get('date'));
  if (response.headers.has('x-cag-warnings')) connection.onWarning();
  const body = readBody(response, maxBodyBytes);
  const answer: Answer = {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    retryAfter: response.headers.get('retry-after') ?? undefined,
    // If the status is enough, a lost body must not count as a lost connection, which would cause a retry.
    body: await (response.ok ? body : body.catch(() => '')),
  };
  if (isExpiredSignature(answer)) signing.judge('expired');
  // Edges answer too, with their own clocks. The API itself answers in JSON.
  else if (response.ok && readEnvelope(answer.body) !== undefined) signing.judge('accepted');
  return answer;
};

const networkErrorSchema = z.object({ cause: z.object({ code: z.string().check(z.regex(/^[A-Z_]+$/)) }) });

/** Uses only the code, since messages of network errors may quote headers. */
const nameNetworkError = (error: unknown): string => {
  const known = networkErrorSchema.safeParse(error);
  return known.success ? known.data.cause.code : 'network error';
};

class BodyTooLong extends Error {}

/** Reads UTF-8 without a byte order mark. Throws BodyTooLong beyond `maxBytes`. */
const readBody = async (response: Response, maxBytes: number): Promise<string> => {
  const parts: Buffer[] = [];
  let length = 0;
  const chunks: AsyncIterable<unknown> | null = response.body;
  for await (const chunk of chunks ?? []) {
    if (!ArrayBuffer.isView(chunk)) continue;
    length += chunk.byteLength;
    if (length > maxBytes) throw new BodyTooLong();
    parts.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  }
  return new TextDecoder().decode(Buffer.concat(parts));
};
