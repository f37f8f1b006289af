import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { Handler } from '../common/handlers.ts';
import { makeContext } from './make-context.ts';

type Options = {
  name: string;
  timeoutMs: number;
  now: () => number;
  elapsed: () => number;
  /** Receives what the function throws. */
  onError: (error: unknown) => void;
};

/** Lambda passes these bodies unchanged. All others, forms too, are base64 (middyjs/middy pull request 603). */
const TEXT = /^(text\/|application\/(json|javascript|xml))/i;
/** Source: AWS Lambda, quotas. */
const MOST_BYTES = 6 * 1024 * 1024;

const structured = z.looseObject({
  statusCode: z.int(),
  headers: z._default(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])), {}),
  body: z._default(z.string(), ''),
  isBase64Encoded: z._default(z.boolean(), false),
});

/**
 * Turns an HTTP request into an event of payload version 2.0, and the function's result into the response. Source: AWS
 * Lambda, invoking function URLs.
 */
export const functionUrl =
  (handler: Handler, options: Options) =>
  async (request: Request): Promise<Response> => {
    const body = Buffer.from(await request.arrayBuffer());
    if (body.length > MOST_BYTES) return Response.json({ Message: 'Request too large' }, { status: 413 });
    try {
      const { name, timeoutMs, elapsed } = options;
      return toResponse(
        await handler(toEvent(request, body, options.now()), makeContext(name, timeoutMs, elapsed)),
      );
    } catch (error) {
      options.onError(error);
      return new Response('Internal Server Error', { status: 502 });
    }
  };

const toEvent = (request: Request, body: Buffer, now: number): object => {
  const { host, pathname, search, searchParams } = new URL(request.url);
  const headers = Object.fromEntries(request.headers);
  const isText = TEXT.test(headers['content-type'] ?? '');
  const query = Object.fromEntries(searchParams);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers,
    ...(search !== '' && { queryStringParameters: query }),
    requestContext: {
      accountId: 'anonymous',
      apiId: 'local',
      domainName: host,
      domainPrefix: 'local',
      http: {
        method: request.method,
        path: pathname,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: new Date(now).toUTCString(),
      timeEpoch: now,
    },
    ...(body.length > 0 && { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
};

/** A result without a status is the body of a 200. */
const toResponse = (returned: unknown): Response => {
  const read = z.safeParse(structured, returned);
  if (!read.success) {
    const body = typeof returned === 'string' ? returned : JSON.stringify(returned ?? null);
    return new Response(body, { headers: { 'Content-Type': 'application/json' } });
  }
  const { statusCode: status, body, isBase64Encoded } = read.data;
  const headers = new Headers({ 'Content-Type': 'application/json' });
  for (const [name, value] of Object.entries(read.data.headers)) headers.set(name, String(value));
  const bytes = isBase64Encoded ? Buffer.from(body, 'base64') : body;
  return new Response([101, 204, 205, 304].includes(status) ? null : bytes, { status, headers });
};
