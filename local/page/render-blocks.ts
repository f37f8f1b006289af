import { html } from 'hono/html';
import { blockIdOf } from '../slack/acts/elements.ts';
import type { Text } from '../slack/block-elements.ts';
import type { Block, BlockOf } from '../slack/check-blocks.ts';
import { nameMentions, type Names } from '../slack/names.ts';
import { type Acting, type Place, renderElement } from './acts/render-element.ts';
import { type Markup, renderDate, renderMrkdwn, renderPlainText } from './render-mrkdwn.ts';

/** Block Kit as HTML. Without `acting`, nothing can be pressed. */
export const renderBlocks = (blocks: Block[], names: Names, acting?: Acting): Markup =>
  html`${blocks.map((block, at) => renderBlock(block, blockIdOf(block, at), names, acting))}`;

const renderBlock = (block: Block, blockId: string, names: Names, acting: Acting | undefined): Markup => {
  const named = (part: Text): Markup => renderText(part, names);
  switch (block.type) {
    case 'header':
      return html`<h4>${named(block.text)}</h4>`;
    case 'section':
      return renderSection(block, { blockId, at: 0 }, names, acting);
    case 'context':
      return html`<p class="context">${block.elements.map((part) => html`<span>${named(part)}</span> `)}</p>`;
    case 'actions':
      return html`<div class="actions">${block.elements.map((element, at) => renderElement(element, { blockId, at }, acting))}</div>`;
    case 'input':
      return renderInput(block, blockId, acting);
    case 'divider':
      return html`<hr />`;
    case 'rich_text':
      return html`<div class="section text">${block.elements.map(renderRichText)}</div>`;
  }
};

/** Slack interprets no markup and no entities in rich text. */
const renderRichText = ({ type, elements }: BlockOf<'rich_text'>['elements'][number]): Markup => {
  const parts = elements.map((part) =>
    part.type === 'text'
      ? html`${part.text}`
      : renderDate(part.timestamp, part.format, part.fallback ?? part.format),
  );
  return type === 'rich_text_quote' ? html`<blockquote>${parts}</blockquote>` : html`<div>${parts}</div>`;
};

const renderSection = (
  { text: main, fields = [], accessory }: BlockOf<'section'>,
  place: Place,
  names: Names,
  acting: Acting | undefined,
): Markup => {
  const named = (part: Text): Markup => renderText(part, names);
  const lines = main === undefined ? '' : html`<div class="text">${named(main)}</div>`;
  const grid =
    fields.length === 0
      ? ''
      : html`<div class="fields">${fields.map((field) => html`<div class="text">${named(field)}</div>`)}</div>`;
  return html`<div class="section">${lines}${grid}${accessory === undefined ? '' : renderElement(accessory, place, acting)}</div>`;
};

const renderInput = (
  { label, element, hint, optional, dispatch_action: dispatches = false }: BlockOf<'input'>,
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

const renderText = (part: Text, names: Names = new Map()): Markup =>
  part.type === 'mrkdwn' ? renderMrkdwn(nameMentions(part.text, names)) : renderPlainText(part.text);
