import { request } from 'node:http';
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { type Keys, signRequest } from '../../../../lib/coupang/sign-request.ts';
import type { Log } from '../../../../lib/workflows/ports/log.ts';
import type { HandlerEnv, Handlers } from '../../../../local/common/handlers.ts';
import { readSettings } from '../../../../local/run/read-settings.ts';
import { startSystem } from '../../../../local/run/start-system.ts';
import { buildDynamoDbClient } from '../../../e2e/build-dynamodb-client.ts';
import { CHANNEL } from '../../../fixtures/slack/start-test-slack.ts';

/** One request as a program of this run sends it. */
export type Knock = {
  server: 'DynamoDB' | 'the bus' | 'Slack' | 'Coupang';
  what: 'reads' | 'writes';
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
};

export type Credentials = { accessKeyId: string; botToken: string; coupang: Keys };

const SILENT: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const API = '/v2/providers/openapi/apis/api';
const LIST = `${API}/v5/vendors/A00012345/callCenterInquiries`;
const ACTIONS = `${API}/v4/vendors/A00012345/callCenterInquiries`;

/**
 * The whole local system without schedules: only its servers' requests make things happen. Also returns its final
 * content.
 */
export const startWatchedSystem = async (dataDir: string) => {
  const notified: unknown[] = [];
  const idle = async () => undefined;
  const notify: Handlers['notify'] = async (event) => void notified.push(event);
  const settings = await readSettings({ DATA_DIR: dataDir, PORT: '0' });
  const system = await startSystem(
    { ...settings, simulator: { seed: 1, arrivals: false, callsPerSecond: Infinity } },
    {
      handlers: () => ({ poll: idle, notify, trackSla: idle, report: idle }),
      log: SILENT,
      print: () => undefined,
      schedule: false,
    },
  );
  const { env, simulator, slack } = system;
  if (!simulator || !slack) throw new Error('The local system has a simulator and a Slack of its own.');
  const { inquiryId } = await simulator.handOver({ kind: 'confirm' });
  const client = buildDynamoDbClient(env);
  return {
    system,
    credentials: credentialsIn(env),
    knocks: (credentials: Credentials) => knocksAt(env, credentials, inquiryId),
    state: async () => ({
      items: (await client.send(new ScanCommand({ TableName: env['TABLE_NAME'] ?? '' }))).Items,
      messages: slack.channels.messages(CHANNEL).map(({ text }) => text),
      inquiries: simulator.inquiries(),
      notified: [...notified],
    }),
    stop: async (): Promise<void> => {
      client.destroy();
      await system.stop();
    },
  };
};

/** Sends a request with headers that `fetch` forbids. The given headers replace the original ones. */
export const send = (
  { url, method, headers, body }: Pick<Knock, 'url' | 'headers' | 'body'> & { method: string },
  more: Record<string, string> = {},
) =>
  new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const outgoing = request(url, { method, headers: { ...headers, ...more }, agent: false });
    outgoing.on('error', reject).on('response', (response) => {
      let text = '';
      response
        .setEncoding('utf8')
        .on('data', (part: string) => (text += part))
        .on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    outgoing.end(body);
  });

const credentialsIn = (env: HandlerEnv): Credentials => ({
  accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
  botToken: env['SLACK_BOT_TOKEN'] ?? '',
  coupang: { accessKey: env['COUPANG_ACCESS_KEY'] ?? '', secretKey: env['COUPANG_SECRET_KEY'] ?? '' },
});

const knocksAt = (
  env: HandlerEnv,
  { accessKeyId, botToken, coupang }: Credentials,
  inquiryId: string,
): Knock[] => {
  const aws = (server: 'DynamoDB' | 'the bus', what: Knock['what'], target: string, body: object): Knock => ({
    server,
    what,
    url: env[`AWS_ENDPOINT_URL_${server === 'DynamoDB' ? 'DYNAMODB' : 'EVENTBRIDGE'}`] ?? '',
    method: 'POST',
    headers: {
      'Content-Type': server === 'DynamoDB' ? 'application/x-amz-json-1.0' : 'application/x-amz-json-1.1',
      'X-Amz-Target': target,
      'X-Amz-Date': '20260115T050000Z',
      Authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260115/ap-northeast-2/any/aws4_request, SignedHeaders=host, Signature=00`,
    },
    body: JSON.stringify(body),
  });
  const slack = (what: Knock['what'], method: string, fields: Record<string, string>): Knock => ({
    server: 'Slack',
    what,
    url: `${env['SLACK_API_URL']}${method}`,
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: String(new URLSearchParams({ token: botToken, channel: CHANNEL, ...fields })),
  });
  const ofCoupang = (method: 'GET' | 'POST', path: string, query: string, body?: object): Knock => ({
    server: 'Coupang',
    what: method === 'GET' ? 'reads' : 'writes',
    url: `${env['COUPANG_BASE_URL']}${path}${query === '' ? '' : `?${query}`}`,
    method,
    headers: {
      Authorization: signRequest({ method, path, query }, coupang, Date.now()),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const tableName = env['TABLE_NAME'];
  const day = new Date(Date.now()).toISOString().slice(0, 10);
  const today = `vendorId=A00012345&partnerCounselingStatus=NO_ANSWER&inquiryStartAt=${day}&inquiryEndAt=${day}&pageNum=1&pageSize=30`;
  return [
    aws('DynamoDB', 'reads', 'DynamoDB_20120810.Scan', { TableName: tableName }),
    aws('DynamoDB', 'writes', 'DynamoDB_20120810.PutItem', {
      TableName: tableName,
      Item: { pk: { S: 'planted' }, sk: { S: 'planted' } },
    }),
    aws('the bus', 'writes', 'AWSEvents.PutEvents', {
      Entries: ['DeliveryDue', 'TicketOpened'].map((type) => ({
        EventBusName: env['BUS_NAME'],
        Source: 'planted',
        DetailType: type,
        Detail: '{}',
      })),
    }),
    slack('reads', 'conversations.history', {}),
    slack('writes', 'chat.postMessage', { text: 'planted' }),
    ofCoupang('GET', LIST, today),
    ofCoupang('POST', `${ACTIONS}/${inquiryId}/confirms`, '', { confirmBy: 'planted' }),
  ];
};
