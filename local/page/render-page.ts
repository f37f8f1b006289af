import { html } from 'hono/html';
import type { Channels } from '../slack/channels.ts';
import { renderChannels } from './render-channels.ts';
import type { Markup } from './render-mrkdwn.ts';

/** The whole page. It works without its script, which only renews the messages and writes dates in the reader's zone. */
export const renderPage = (channels: Channels): Markup =>
  html`<!doctype html>
<html lang="ko">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>쿠팡 문의 알림 · Slack</title>
    <link rel="stylesheet" href="/page.css" />
    <script src="/page.js" type="module"></script>
  </head>
  <body>
    <header><h1>쿠팡 문의 알림</h1><p id="state" role="status"></p></header>
    <main id="channels">${renderChannels(channels)}</main>
  </body>
</html>`;
