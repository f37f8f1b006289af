import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import type { Writable } from 'node:stream';
import { stopAfterTest } from '../../fixtures/stop-after-test.ts';

export type SlackRequest = { method: string; form: Record<string, string>; authorization: string };
/** The made-up Slack's answer: a JSON body with 200, something unusual, or nothing. */
export type SlackAnswer =
  | Record<string, unknown>
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'hang'
  | 'hang up'
  | 'half'
  /** A little every 50 ms, without an end. */
  | 'slow headers'
  | 'slow body';

/** A Slack on a free port of 127.0.0.1 that keeps every request, until the test ends. */
export const startSlack = async (answer: (request: SlackRequest, count: number) => SlackAnswer) => {
  const requests: SlackRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => {
      body += chunk;
    });
    incoming.on('end', () => {
      const request = {
        method: (incoming.url ?? '').replace('/api/', ''),
        form: Object.fromEntries(new URLSearchParams(body)),
        authorization: incoming.headers.authorization ?? '',
      };
      requests.push(request);
      const reply = answer(request, requests.length);
      if (reply === 'hang') return;
      if (reply === 'hang up') {
        incoming.socket.destroy();
      } else if (reply === 'half') {
        outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        outgoing.write('{"ok":true,');
      } else if (reply === 'slow headers') {
        incoming.socket.write('HTTP/1.1 200 OK\r\n');
        trickle(incoming.socket, 'x-slow: x\r\n');
      } else if (reply === 'slow body') {
        outgoing.writeHead(200, { 'content-type': 'application/json' });
        trickle(incoming.socket, ' ', outgoing);
      } else if (typeof reply['status'] === 'number') {
        const headers = reply['headers'];
        outgoing.writeHead(reply['status'], isHeaders(headers) ? headers : {});
        outgoing.end(reply['body']);
      } else {
        outgoing.writeHead(200, { 'content-type': 'application/json' });
        outgoing.end(JSON.stringify(reply));
      }
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  stopAfterTest(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${address.port}/api/`, requests };
};

const trickle = (socket: Socket, part: string, to: Writable = socket): void => {
  const timer = setInterval(() => to.write(part), 50);
  socket.on('close', () => clearInterval(timer));
};

const isHeaders = (headers: unknown): headers is Record<string, string> =>
  typeof headers === 'object' && headers !== null;
