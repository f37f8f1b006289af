import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { createCoupangActions } from '../../../lib/coupang/create-coupang-actions.ts';
import type { SenderOptions } from '../../../lib/coupang/create-sender.ts';
import { KEYS, makeClock, makeLog, VENDOR } from './loopback-coupang.ts';

export const REPLY = {
  inquiryId: '1015668177',
  parentAnswerId: '9007199254740993',
  content: '확인했습니다.',
  replyBy: 'cs-team',
};
export const CONFIRM = { inquiryId: '1015668177', confirmBy: 'cs-team' };
export const DONE = { status: 200, body: { code: '200', message: 'OK' } };

export type Answer = {
  status?: number;
  headers?: Record<string, string>;
  /** A text is sent as it is, anything else as JSON. */
  body?: unknown;
  instead?: (response: ServerResponse) => void;
};
export type Sent = {
  method: string | undefined;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
};

/** A client's actions with a server of its own. It gives the answers in order and repeats the last one. */
export const startActions = async (answers: Answer[], options: Partial<SenderOptions> = {}) => {
  const sent: Sent[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (text: string) => {
      body += text;
    });
    request.on('end', () => {
      const answer = answers[Math.min(sent.length, answers.length - 1)] ?? {};
      sent.push({ method: request.method, url: request.url ?? '', headers: request.headers, body });
      if (answer.instead !== undefined) return answer.instead(response);
      response.sendDate = false;
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const clock = makeClock();
  const log = makeLog();
  const actions = createCoupangActions({
    vendor: VENDOR,
    baseUrl: `http://127.0.0.1:${port}`,
    credentials: async () => KEYS,
    clock: { now: clock.now },
    callsPerSecond: 2,
    sleep: clock.sleep,
    log,
    ...options,
  });
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return { actions, sent, clock, log, stop };
};
