import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Block } from '../slack/message.ts';
import { type Markup, renderMrkdwn, renderPlainText } from './render-mrkdwn.ts';

const text = z.looseObject({ type: z.string(), text: z.string() });
type Text = z.infer<typeof text>;

const header = z.looseObject({ type: z.literal('header'), text });
const section = z.looseObject({
  type: z.literal('section'),
  text: z.optional(text),
  fields: z.optional(z.array(text)),
});
const context = z.looseObject({ type: z.literal('context'), elements: z.array(text) });
const actions = z.looseObject({
  type: z.literal('actions'),
  elements: z.array(z.looseObject({ type: z.string(), text, url: z.optional(z.string()) })),
});
const divider = z.looseObject({ type: z.literal('divider') });
const known = z.discriminatedUnion('type', [header, section, context, actions, divider]);

/** Block Kit as HTML. A block that this page does not know is left out. */
export const renderBlocks = (blocks: Block[]): Markup => html`${blocks.map(renderBlock)}`;

const renderBlock = (block: Block): Markup => {
  const parsed = z.safeParse(known, block);
  if (!parsed.success) return html``;
  switch (parsed.data.type) {
    case 'header':
      return html`<h3>${renderText(parsed.data.text)}</h3>`;
    case 'section':
      return html`<div class="section">${[parsed.data.text, ...(parsed.data.fields ?? [])]
        .filter((part) => part !== undefined)
        .map((part) => html`<div class="text">${renderText(part)}</div>`)}</div>`;
    case 'context':
      return html`<p class="context">${parsed.data.elements.map((part) => html`<span>${renderText(part)}</span> `)}</p>`;
    case 'actions':
      return html`<p class="actions">${parsed.data.elements.map(renderButton)}</p>`;
    case 'divider':
      return html`<hr />`;
  }
};

const renderText = (part: Text): Markup =>
  part.type === 'mrkdwn' ? renderMrkdwn(part.text) : renderPlainText(part.text);

type Button = z.infer<typeof actions>['elements'][number];

/** Only a button with a link does something here. */
const renderButton = (button: Button): Markup =>
  button.url !== undefined && /^https?:\/\//i.test(button.url)
    ? html`<a class="button" href="${button.url}" rel="noopener noreferrer" target="_blank">${renderText(button.text)}</a> `
    : html`<button type="button" disabled>${renderText(button.text)}</button> `;
