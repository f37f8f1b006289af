import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import type { Channels } from '../slack/channels.ts';
import { renderChannels } from './render-channels.ts';
import { renderPage } from './render-page.ts';

const LOOPBACK_NAMES = ['localhost', '127.0.0.1'];
const KEEP_ALIVE_MS = 15_000;

/**
 * The web page of the local Slack. It answers only to the machine's own names: a foreign site whose name was
 * made to point here must not read the messages.
 */
export const createPage = async (channels: Channels): Promise<Hono> => {
  const [style, script] = await Promise.all([
    readFile(new URL('./page.css', import.meta.url), 'utf8'),
    readFile(new URL('./page-client.js', import.meta.url), 'utf8'),
  ]);
  const app = new Hono();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'no-referrer',
      // Plain http on the loopback address: there is no transport to insist on.
      strictTransportSecurity: false,
    }),
  );
  app.use(async (c, next) => {
    if (!LOOPBACK_NAMES.includes(new URL(c.req.url).hostname)) return c.text('Forbidden', 403);
    c.header('Cache-Control', 'no-store');
    return next();
  });
  app.get('/', (c) => c.html(renderPage(channels)));
  app.get('/channels', (c) => c.html(renderChannels(channels)));
  app.get('/page.css', (c) => c.body(style, 200, { 'Content-Type': 'text/css; charset=utf-8' }));
  app.get('/page.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }));
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const stopListening = channels.onChange(() => void stream.writeSSE({ event: 'changed', data: '' }));
      await untilClosed(stream);
      stopListening();
    }),
  );
  return app;
};

/** Says something now and then, so that neither side takes the connection for dead. */
const untilClosed = (stream: SSEStreamingApi): Promise<void> =>
  new Promise((resolve) => {
    const alive = setInterval(() => void stream.writeSSE({ event: 'alive', data: '' }), KEEP_ALIVE_MS);
    stream.onAbort(() => {
      clearInterval(alive);
      resolve();
    });
  });
