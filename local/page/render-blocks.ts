import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Block } from '../slack/message.ts';
import { type Markup, renderDate, renderMrkdwn, renderPlainText } from './render-mrkdwn.ts';

const text = z.looseObject({ type: z.string(), text: z.string() });
type Text = z.infer<typeof text>;

const button = z.looseObject({ type: z.literal('button'), text, url: z.optional(z.string()) });
const header = z.looseObject({ type: z.literal('header'), text });
const section = z.looseObject({
  type: z.literal('section'),
  text: z.optional(text),
  fields: z.optional(z.array(text)),
  accessory: z.optional(z.unknown()),
});
const context = z.looseObject({ type: z.literal('context'), elements: z.array(text) });
const actions = z.looseObject({ type: z.literal('actions'), elements: z.array(z.unknown()) });
const richTextElement = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({
    type: z.literal('date'),
    timestamp: z.number(),
    format: z.string(),
    fallback: z.optional(z.string()),
  }),
]);
const richText = z.looseObject({
  type: z.literal('rich_text'),
  elements: z.array(
    z.looseObject({
      type: z.enum(['rich_text_section', 'rich_text_quote']),
      elements: z.array(richTextElement),
    }),
  ),
});
const divider = z.looseObject({ type: z.literal('divider') });
const table = z.looseObject({
  type: z.literal('table'),
  column_settings: z._default(z.array(z.looseObject({ align: z.optional(z.string()) })), []),
  rows: z.array(z.array(richText)),
});
const chart = z.looseObject({
  type: z.literal('data_visualization'),
  title: z.string(),
  chart: z.looseObject({
    type: z.literal('bar'),
    series: z.array(
      z.looseObject({ data: z.array(z.looseObject({ label: z.string(), value: z.number() })) }),
    ),
  }),
});
const known = z.discriminatedUnion('type', [
  header,
  section,
  context,
  actions,
  divider,
  richText,
  table,
  chart,
]);

/** Block Kit as HTML. Blocks that this page does not know are left out. */
export const renderBlocks = (blocks: Block[]): Markup => html`${blocks.map(renderBlock)}`;

const renderBlock = (block: Block): Markup => {
  const parsed = z.safeParse(known, block);
  if (!parsed.success) return html``;
  switch (parsed.data.type) {
    case 'header':
      return html`<h4>${renderText(parsed.data.text)}</h4>`;
    case 'section':
      return renderSection(parsed.data);
    case 'context':
      return html`<p class="context">${parsed.data.elements.map((part) => html`<span>${renderText(part)}</span> `)}</p>`;
    case 'actions':
      return html`<p class="actions">${parsed.data.elements.map(renderElement)}</p>`;
    case 'divider':
      return html`<hr />`;
    case 'rich_text':
      return html`<div class="section text">${parsed.data.elements.map(renderRichText)}</div>`;
    case 'table':
      return renderTable(parsed.data);
    case 'data_visualization':
      return renderBars(parsed.data);
  }
};

/** The first row is the header. */
const renderTable = ({
  column_settings: columns,
  rows: [head = [], ...rows],
}: z.infer<typeof table>): Markup => {
  const cells = (row: typeof head, tag: 'th' | 'td') =>
    row.map(({ elements }, at) => {
      const said = elements.map(renderRichText);
      const side = columns[at]?.align === 'right' ? 'figure' : 'name';
      return tag === 'th'
        ? html`<th class="${side}" scope="col">${said}</th>`
        : html`<td class="${side}">${said}</td>`;
    });
  return html`<table class="figures">
<thead><tr>${cells(head, 'th')}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${cells(row, 'td')}</tr>`)}</tbody>
</table>`;
};

/** Bars of one series, each as long as its share of the longest. */
const renderBars = ({ title, chart: { series } }: z.infer<typeof chart>): Markup => {
  const bars = series.flatMap(({ data }) => data);
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return html`<figure class="bars">
<figcaption>${title}</figcaption>
<dl>${bars.map(({ label, value }) => html`<dt>${label}</dt><dd><meter aria-label="${label}" min="0" max="${most}" value="${value}">${value}</meter></dd>`)}</dl>
</figure>`;
};

/** Nothing in its text is markup, an entity neither. */
const renderRichText = ({ type, elements }: z.infer<typeof richText>['elements'][number]): Markup => {
  const parts = elements.map((part) =>
    part.type === 'text'
      ? html`${part.text}`
      : renderDate(part.timestamp, part.format, part.fallback ?? part.format),
  );
  return type === 'rich_text_quote' ? html`<blockquote>${parts}</blockquote>` : html`<div>${parts}</div>`;
};

const renderSection = ({ text: main, fields = [], accessory }: z.infer<typeof section>): Markup => {
  const lines = main === undefined ? '' : html`<div class="text">${renderText(main)}</div>`;
  const grid =
    fields.length === 0
      ? ''
      : html`<div class="fields">${fields.map((field) => html`<div class="text">${renderText(field)}</div>`)}</div>`;
  return html`<div class="section">${lines}${grid}${accessory === undefined ? '' : renderElement(accessory)}</div>`;
};

const renderText = (part: Text): Markup =>
  part.type === 'mrkdwn' ? renderMrkdwn(part.text) : renderPlainText(part.text);

/** Only link buttons work here. All other interactive elements are left out. */
const renderElement = (element: unknown): Markup => {
  const parsed = z.safeParse(button, element);
  if (!parsed.success) return html``;
  const { text: label, url } = parsed.data;
  return url !== undefined && /^https?:\/\//i.test(url)
    ? html`<a class="button" href="${url}" rel="noopener noreferrer" target="_blank">${renderText(label)}</a> `
    : html`<button class="button" type="button" disabled>${renderText(label)}</button> `;
};
