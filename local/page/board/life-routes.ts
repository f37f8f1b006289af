import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { readTicketId } from '../../../lib/domain/ticket/ticket-id.ts';
import type { LifeReader } from '../../board/life-reader.ts';
import { readTheme } from '../preferences.ts';
import { renderDocument } from '../render-document.ts';
import type { View } from '../view.ts';
import { renderLife } from './render-life.ts';

/** `/ticket?id=…`: a ticket's history as a page, or with `part` for the board's dialog. */
export const addLifeRoutes = (app: Hono, readLife: LifeReader, viewFor: (c: Context) => View): void => {
  app.get('/ticket', async (c: Context) => {
    const view = viewFor(c);
    const { life, refused, title } = view.texts;
    const key = readTicketId(c.req.query('id') ?? '');
    const known = key && (await readLife(key));
    const content = known
      ? renderLife(known, view)
      : html`<p class="empty">${refused['no-such-inquiry']}</p>`;
    const status = known ? 200 : 404;
    if (c.req.query('part') !== undefined) return c.html(content, status);
    return c.html(
      renderDocument(
        { title: `${life.heading} · ${title}`, language: view.language, theme: readTheme(c) },
        html`<body class="plain"><main class="life"><p><a href="/#board">${life.back}</a></p>${content}</main></body>`,
      ),
      status,
    );
  });
};
