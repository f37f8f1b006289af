import { createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import { namesOf } from '../../lib/config/names.ts';
import { VENDOR } from '../fixtures/domain/made-up.ts';
import { listen } from '../fixtures/serve.ts';
import { SIGNING_SECRET } from '../unit/slack/requests/sign-request.ts';

/** `throttles`: with the answer of the real service. `hangs`: accepts connections and never answers. */
export const FAILURE_MODES = ['refuses', 'throttles', 'hangs'] as const;
type FailureMode = (typeof FAILURE_MODES)[number];
export type Service = 'table' | 'bus' | 'secrets' | 'mail' | 'Coupang' | 'Slack';

/** Starts a service that answers, or fails as `fail` sets it. `busy`: the number of requests in progress. */
const startService = async (
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
  refuse: (way: 'refuses' | 'throttles', response: ServerResponse) => void,
) => {
  let way: FailureMode | undefined;
  let busy = 0;
  const server = createServer((request, response) => {
    if (way === 'hangs') return;
    busy += 1;
    response.on('close', () => void (busy -= 1));
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => (body += text));
    request.on('end', () => {
      if (way === undefined) answer(request, response, body);
      else if (way !== 'hangs') refuse(way, response);
    });
  });
  const { url, close } = await listen(server);
  return {
    url,
    close,
    busy: () => busy,
    fail: (next: FailureMode | undefined) => void (way = next),
    drop: () => server.closeAllConnections(),
  };
};

const asJson = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
};
const asAws = (way: 'refuses' | 'throttles', response: ServerResponse): void =>
  asJson(response, 400, { __type: way === 'refuses' ? 'AccessDeniedException' : 'ThrottlingException' });

/** Enough for the largest request. */
const TAKEN = Array.from({ length: 10 }, (_, index) => ({ EventId: `made-up-${index}` }));
const NAMES = namesOf({}).secrets;
const STORED: Record<string, object> = {
  [NAMES.slack]: { botToken: 'xoxb-made-up', signingSecret: SIGNING_SECRET },
  [NAMES.coupang(VENDOR.market, VENDOR.vendorId)]: { accessKey: 'made-up', secretKey: 'made-up' },
};

/**
 * The services that the functions call, on the loopback address.
 * @param tables a DynamoDB
 */
export const startServices = async (tables: { url: string }) => ({
  table: await startService((request, response, body) => {
    const { method, headers } = request;
    const forwarded = send(tables.url, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    forwarded.end(body);
  }, asAws),
  bus: await startService(
    (_, response) => asJson(response, 200, { FailedEntryCount: 0, Entries: TAKEN }),
    asAws,
  ),
  secrets: await startService((_, response, body) => {
    const [name] = Object.keys(STORED).filter((secret) => body.includes(`"${secret}"`));
    asJson(response, 200, { Name: name, SecretString: JSON.stringify(STORED[name ?? '']) });
  }, asAws),
  mail: await startService(
    (_, response) => response.end('<ListSubscriptionsByTopicResponse/>'),
    (way, response) => {
      response.writeHead(way === 'refuses' ? 403 : 400);
      response.end(
        `<ErrorResponse><Error><Code>${way === 'refuses' ? 'AuthorizationError' : 'Throttled'}</Code></Error></ErrorResponse>`,
      );
    },
  ),
  Coupang: await startService(
    ({ url = '' }, response) =>
      url.includes('/callCenterInquiries/')
        ? asJson(response, 404, {})
        : asJson(response, 200, {
            code: 200,
            data: { content: [], pagination: { totalPages: 1, totalElements: 0 } },
          }),
    (way, response) =>
      way === 'refuses'
        ? asJson(response, 401, { code: 401, message: 'made up' })
        : asJson(response, 429, {}, { 'retry-after': '60' }),
  ),
  Slack: await startService(
    (_, response) =>
      asJson(response, 200, { ok: true, channel: 'C0CS', ts: '1.2', messages: [], members: [] }),
    (way, response) =>
      way === 'refuses'
        ? asJson(response, 200, { ok: false, error: 'token_revoked' })
        : asJson(response, 429, { ok: false, error: 'ratelimited' }, { 'retry-after': '60' }),
  ),
});
export type Services = Awaited<ReturnType<typeof startServices>>;
