import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

export type Listening = { port: number; url: string; close: () => Promise<void> };
type Fetch = (request: Request) => Response | Promise<Response>;

const LOOPBACK = '127.0.0.1';

/**
 * Serves a handler on the loopback address. Port 0 takes any free one. Closing drops what is still connected.
 * @throws the system's error where the port is taken (`EADDRINUSE`) or not allowed (`EACCES`)
 */
export const listen = async (fetch: Fetch, port = 0): Promise<Listening> => {
  // The handlers run in this process too: they must keep Node's own Request and Response.
  const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    port: taken,
    url: `http://${LOOPBACK}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
