import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

export type Listening = { url: string; close: () => Promise<void> };

const LOOPBACK = '127.0.0.1';

/**
 * Answers requests on the loopback address by `answer`. Closing drops open connections.
 * @param port 0: any free port
 * @throws the system's error if the port is taken (`EADDRINUSE`) or not allowed (`EACCES`)
 */
export const listen = async (answer: typeof fetch, port: number): Promise<Listening> => {
  const server = createServer((request, response) => {
    if (!isProgram(request)) response.writeHead(403, { 'Content-Type': 'text/plain' }).end('Forbidden');
    // Without an answer, the connection breaks.
    else send(answer, request, response).catch(() => response.destroy());
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${LOOPBACK}:${taken}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

const send = async (
  answer: typeof fetch,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { method = '', headers, url } = request;
  const body = await text(request);
  const sent = await answer(`http://${headers.host}${url}`, {
    method,
    headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
    body,
  });
  const bytes = Buffer.from(await sent.arrayBuffer());
  response.writeHead(sent.status, { ...Object.fromEntries(sent.headers), 'Content-Length': bytes.length });
  response.end(bytes);
};

/**
 * A page of any origin can send requests to a loopback port, or make its own host name resolve to this machine. Its
 * requests have an `Origin`, a `Sec-Fetch-Site` or a foreign host.
 */
const isProgram = ({ headers, socket }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  return (
    headers.host === `${socket.localAddress}:${socket.localPort}` &&
    headers.origin === undefined &&
    (site === undefined || site === 'none')
  );
};
