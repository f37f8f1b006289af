import { html } from 'hono/html';
import * as z from 'zod/mini';
import { blockIdOf } from '../slack/acts/block-ids.ts';
import type { Person } from '../slack/acts/person.ts';
import type { Block } from '../slack/message.ts';
import { type Acting, type Place, renderElement } from './acts/render-element.ts';
import { type Markup, renderDate, renderMrkdwn, renderPlainText } from './render-mrkdwn.ts';

const text = z.looseObject({ type: z.string(), text: z.string() });
type Text = z.infer<typeof text>;

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
const input = z.looseObject({
  type: z.literal('input'),
  label: text,
  element: z.unknown(),
  hint: z.optional(text),
  optional: z.optional(z.boolean()),
  dispatch_action: z.optional(z.boolean()),
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
  input,
]);

/** Block Kit as HTML. Blocks that this page does not know are left out. Without `acting` nothing can be pressed. */
export const renderBlocks = (blocks: Block[], acting?: Acting): Markup =>
  html`${blocks.map((block, at) => renderBlock(block, blockIdOf(block, at), acting))}`;

const renderBlock = (block: Block, blockId: string, acting: Acting | undefined): Markup => {
  const parsed = z.safeParse(known, block);
  if (!parsed.success) return html``;
  const named = (part: Text): Markup => renderText(part, acting?.people);
  switch (parsed.data.type) {
    case 'header':
      return html`<h4>${named(parsed.data.text)}</h4>`;
    case 'section':
      return renderSection(parsed.data, { blockId, at: 0 }, acting);
    case 'context':
      return html`<p class="context">${parsed.data.elements.map((part) => html`<span>${named(part)}</span> `)}</p>`;
    case 'actions':
      return html`<div class="actions">${parsed.data.elements.map((one, at) => renderElement(one, { blockId, at }, acting))}</div>`;
    case 'input':
      return renderInput(parsed.data, blockId, acting);
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

const renderSection = (
  { text: main, fields = [], accessory }: z.infer<typeof section>,
  place: Place,
  acting: Acting | undefined,
): Markup => {
  const named = (part: Text): Markup => renderText(part, acting?.people);
  const lines = main === undefined ? '' : html`<div class="text">${named(main)}</div>`;
  const grid =
    fields.length === 0
      ? ''
      : html`<div class="fields">${fields.map((field) => html`<div class="text">${named(field)}</div>`)}</div>`;
  return html`<div class="section">${lines}${grid}${accessory === undefined ? '' : renderElement(accessory, place, acting)}</div>`;
};

/** A field of a form, with room for what is wrong with it. */
const renderInput = (
  { label, element, hint, optional, dispatch_action: dispatches = false }: z.infer<typeof input>,
  blockId: string,
  acting: Acting | undefined,
): Markup => {
  const labelledBy = `label-${blockId}`;
  const describedBy = `hint-${blockId} fault-${blockId}`;
  const mark =
    optional === true && acting ? html` <span class="optional">(${acting.texts.optional})</span>` : '';
  return html`<div class="field">
<p class="label" id="${labelledBy}">${renderText(label)}${mark}</p>
${renderElement(element, { blockId, at: 0 }, acting, { labelledBy, describedBy, dispatches })}
<p class="hint" id="hint-${blockId}">${hint === undefined ? '' : renderText(hint)}</p>
<p class="fault" id="fault-${blockId}" data-fault="${blockId}"></p>
</div>`;
};

const renderText = (part: Text, people: readonly Person[] = []): Markup =>
  part.type === 'mrkdwn' ? renderMrkdwn(nameMentions(part.text, people)) : renderPlainText(part.text);

/** Slack shows the name of a mentioned person. */
export const nameMentions = (mrkdwn: string, people: readonly Person[]): string =>
  mrkdwn.replace(/<@(\w+)>/g, (whole, id: string) => {
    const person = people.find((one) => one.id === id);
    return person === undefined ? whole : `<@${id}|@${person.name}>`;
  });
