import { html } from 'hono/html';
import { STYLES } from './page-files.ts';
import type { Theme } from './preferences.ts';
import type { Markup } from './render-mrkdwn.ts';
import type { Language } from './texts.ts';

type Head = { title: string; language: Language; theme: Theme; script?: string };

export const renderDocument = ({ title, language, theme, script }: Head, body: Markup): Markup =>
  html`<!doctype html>
<html lang="${language}" data-theme="${theme}">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${title}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml" />
${STYLES.map((path) => html`<link rel="stylesheet" href="${path}" />`)}${
    script === undefined ? '' : html`\n<script src="${script}" type="module"></script>`
  }
</head>
${body}
</html>`;
