import type { Context, MiddlewareHandler } from 'hono';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1'];

/**
 * Accepts only the machine's own names, so that a foreign domain which resolves to this machine cannot read the
 * messages.
 */
export const loopbackOnly: MiddlewareHandler = async (c, next) => {
  if (!LOOPBACK_NAMES.includes(new URL(c.req.url).hostname)) return c.text('Forbidden', 403);
  if (isFetchedElsewhere(c)) return refuse(c);
  c.header('Cache-Control', 'no-store');
  return next();
};

/** Another site may link to the page. If it could fetch, post or frame it, it could read or change data. */
const isFetchedElsewhere = (c: Context): boolean => {
  const site = c.req.header('sec-fetch-site');
  if (site === undefined || site === 'none' || site === 'same-origin') return false;
  return c.req.method !== 'GET' || c.req.header('sec-fetch-dest') !== 'document';
};

/** Any other page that is open in the browser could send a request here, too. */
export const samePageOnly: MiddlewareHandler = async (c, next) =>
  c.req.header('origin') === new URL(c.req.url).origin ? next() : refuse(c);

const refuse = (c: Context): Response =>
  c.json({ error: 'Only the page itself may do this: send its own Origin.' }, 403);
