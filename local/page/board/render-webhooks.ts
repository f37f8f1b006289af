import { html } from 'hono/html';
import { parseJson } from '../../../lib/domain/parse-json.ts';
import type { Delivery } from '../../webhooks/receiver.ts';
import type { Markup } from '../render-mrkdwn.ts';
import type { View } from '../view.ts';
import { renderInstant } from './render-polls.ts';

/** The last calls of webhooks, the newest first. */
export const renderWebhooks = (deliveries: readonly Delivery[], { texts: { webhooks } }: View): Markup =>
  deliveries.length === 0
    ? html`<p class="empty">${webhooks.none}</p>`
    : html`<ol class="webhooks">${deliveries.map(
        ({ at, webhook, type, signature, status, body }) => html`<li><details>
<summary>${renderInstant(at)} <b>${webhook}</b> ${type ?? ''} · HTTP ${status} · <span data-signature="${signature}">${webhooks.signature[signature]}</span></summary>
<pre tabindex="0">${indent(body)}</pre>
</details></li>`,
      )}</ol>`;

const indent = (body: string): string => JSON.stringify(parseJson(body), undefined, 2) ?? body;
