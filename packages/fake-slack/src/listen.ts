import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';

type Fetch = Parameters<typeof getRequestListener>[0];
export type Listening = { server: Server; url: string; close: () => Promise<void> };

const LOOPBACK = '127.0.0.1';

/**
 * Serves a handler on the loopback address. Closing drops open connections.
 * @param port 0: any free port
 * @throws the system's error if the port is taken (`EADDRINUSE`) or not allowed (`EACCES`)
 */
export const listen = async (fetch: Fetch, port: number): Promise<Listening> => {
  // The caller may check for its own Request and Response in the same process.
  const handle = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => {
    if (isProgram(request)) void handle(request, response);
    else response.writeHead(403, { 'Content-Type': 'text/plain' }).end('Forbidden');
  });
  server.listen(port, LOOPBACK);
  await once(server, 'listening');
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    server,
    url: `http://${LOOPBACK}:${taken}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

/**
 * A page of any origin can send requests to a loopback port, or make its own host name resolve to this machine. Its
 * requests have an `Origin`, a `Sec-Fetch-Site` or a foreign host.
 */
export const isProgram = ({ headers, socket }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  return (
    headers.host === `${socket.localAddress}:${socket.localPort}` &&
    headers.origin === undefined &&
    (site === undefined || site === 'none')
  );
};
