import type { IncomingMessage, ServerResponse } from 'node:http';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Refuses browsers. A page of any origin can send a request to a loopback port, or make its own host name resolve to
 * this machine. Its requests have an `Origin`, a `Sec-Fetch-Site` or a foreign host.
 */
export const ownProgramsOnly =
  (answer: Listener): Listener =>
  (request, response) => {
    if (isOwn(request)) answer(request, response);
    else response.writeHead(403, { 'Content-Type': 'text/plain' }).end('Forbidden');
  };

const isOwn = ({ headers, socket }: IncomingMessage): boolean => {
  const site = headers['sec-fetch-site'];
  return (
    headers.host === `${socket.localAddress}:${socket.localPort}` &&
    headers.origin === undefined &&
    (site === undefined || site === 'none')
  );
};
