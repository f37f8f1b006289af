import { createServer, type RequestListener } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { ownProgramsOnly } from './own-programs-only.ts';

export type Listening = { port: number; url: string; close: () => Promise<void> };
type Fetch = (request: Request) => Response | Promise<Response>;
type Options = {
  /** 0 or absent: any free port. */
  port?: number;
  /** True: the handler decides which browser pages may send requests. Otherwise none may. */
  isPage?: boolean;
};

const LOOPBACK = '127.0.0.1';

/**
 * Serves a handler on the loopback address. Closing drops open connections.
 * @throws the system's error if the port is taken (`EADDRINUSE`) or not allowed (`EACCES`)
 */
export const listen = async (
  fetch: Fetch,
  { port = 0, isPage = false }: Options = {},
): Promise<Listening> => {
  // The Lambda handlers run in this process and need Node's own Request and Response.
  const handle = getRequestListener(fetch, { overrideGlobalObjects: false });
  const answer: RequestListener = (request, response) => void handle(request, response);
  const server = createServer(isPage ? answer : ownProgramsOnly(answer));
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
