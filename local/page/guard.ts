import type { MiddlewareHandler } from 'hono';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1'];

/** Answers only to the machine's own names: a foreign site whose name was made to point here must not read the messages. */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  if (!LOOPBACK_NAMES.includes(new URL(c.req.url).hostname)) return c.text('Forbidden', 403);
  c.header('Cache-Control', 'no-store');
  return next();
};

/** Lets only this page act: any other that is open in the browser could send a request here, too. */
export const samePageOnly: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site');
  const isSame = c.req.header('origin') === new URL(c.req.url).origin;
  if (!isSame || (site !== undefined && site !== 'same-origin')) {
    return c.json({ error: 'Only the page itself may do this: send its own Origin.' }, 403);
  }
  return next();
};
