import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import type { TicketKey } from '../../../lib/domain/ticket/ticket.ts';
import type { LifeReader } from '../../board/life-reader.ts';
import { readTheme } from '../preferences.ts';
import { renderDocument } from '../render-document.ts';
import type { View } from '../view.ts';
import { renderLife } from './render-life.ts';

const ID = /^(KR|TW)\/([AC]\d{8})\/call-center\/(\d{1,20})\/(\d{1,20})$/;

/** `/ticket?id=…`: a ticket's history as a page, or with `part` for the board's dialog. */
export const addLifeRoutes = (app: Hono, readLife: LifeReader, viewFor: (c: Context) => View): void => {
  app.get('/ticket', async (c: Context) => {
    const view = viewFor(c);
    const { life, title } = view.texts;
    const key = parseId(c.req.query('id') ?? '');
    const known = key && (await readLife(key));
    const content = known ? renderLife(known, view) : html`<p class="empty">${life.unknown}</p>`;
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

const parseId = (id: string): TicketKey | undefined => {
  const [, market, vendorId = '', inquiryId = '', answerId = ''] = ID.exec(id) ?? [];
  if (market !== 'KR' && market !== 'TW') return undefined;
  return { market, vendorId, source: 'call-center', inquiryId, answerId };
};
