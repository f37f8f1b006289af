import { html } from 'hono/html';
import type { Markup } from '../render-mrkdwn.ts';

export const renderInstant = (at: number): Markup => {
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}" data-format="{time_secs}">${iso}</time>`;
};
