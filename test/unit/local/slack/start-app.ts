import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { type Listening, listen } from '../../../../local/common/listen.ts';

export const SECRET = 'signing-secret';

type Received = { headers: Headers; body: string; isSigned: boolean; payload: Record<string, unknown> };
type Answer = (payload: Record<string, unknown>, times: number) => Response | Promise<Response>;

export type FakeApp = Listening & {
  /** Without the challenges. */
  received: Received[];
  answer: (how: Answer) => void;
};

const challenge = z.looseObject({ type: z.literal('url_verification'), challenge: z.string() });

/** An app that keeps what Slack sends it. It answers with an empty 200 unless a test says otherwise. */
export const startApp = async (): Promise<FakeApp> => {
  const received: Received[] = [];
  let how: Answer = () => new Response('');
  const server = await listen(async (request) => {
    const body = await request.text();
    const payload = readPayload(body, request.headers.get('content-type') ?? '');
    const parsed = z.safeParse(challenge, payload);
    if (parsed.success) return Response.json({ challenge: parsed.data.challenge });
    received.push({ headers: request.headers, body, isSigned: isSigned(request.headers, body), payload });
    return how(payload, received.length);
  });
  return {
    ...server,
    received,
    answer: (next) => {
      how = next;
    },
  };
};

const readPayload = (body: string, contentType: string): Record<string, unknown> => {
  const fields = contentType === 'application/json' ? undefined : new URLSearchParams(body);
  const json = fields === undefined ? body : fields.get('payload');
  const read: unknown = json === null ? Object.fromEntries(fields ?? []) : JSON.parse(json);
  return z.parse(z.record(z.string(), z.unknown()), read);
};

/** Source: docs.slack.dev, verifying requests. Written apart from the code that signs. */
const isSigned = (headers: Headers, body: string): boolean => {
  const base = ['v0', headers.get('x-slack-request-timestamp'), body].join(':');
  const mac = createHmac('sha256', SECRET).update(base).digest('hex');
  return headers.get('x-slack-signature') === `v0=${mac}`;
};
