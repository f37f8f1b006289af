import { html } from 'hono/html';
import { glossOf } from 'fake-coupang';
import { defined } from '../../lib/domain/defined.ts';
import { type Block, type BlockOf, type Text, withBlockIds } from 'fake-slack';
import { nameMentions, type Names } from './names.ts';
import { type Acting, type Place, renderElement } from './acts/render-element.ts';
import { actingIn, type View } from './view.ts';
import { type Markup, renderDate, renderMrkdwn, renderPlainText } from './render-mrkdwn.ts';

/**
 * Block Kit as HTML. Without people, nothing can be pressed. A quote of a made-up text has its meaning below.
 * @param isView true in a modal or on the Home tab
 */
export const renderBlocks = (blocks: Block[], view: View, isView: boolean): Markup => {
  const acting = actingIn(view, isView);
  return html`${withBlockIds(blocks).map(
    (block) =>
      html`${renderBlock(block, block.block_id, view.names, acting)}${block.type === 'rich_text' ? renderGloss(textOf(block), view) : ''}`,
  )}`;
};

const textOf = ({ elements }: BlockOf<'rich_text'>): string =>
  elements
    .flatMap((part) => part.elements)
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('');

/** The translation of a text that the simulator made up. Slack does not show it. */
export const renderGloss = (text: string, { language, texts }: View): Markup => {
  const gloss = glossOf(text, language);
  return gloss === undefined
    ? html``
    : html`<p class="gloss" lang="${language}"><b>${texts.gloss}</b> ${gloss}</p>`;
};

const renderBlock = (block: Block, blockId: string, names: Names, acting: Acting | undefined): Markup => {
  const named = (part: Text): Markup => renderText(part, names);
  switch (block.type) {
    case 'header':
      // Below the title of its dialog, or below the name of its channel.
      return acting?.isView === true
        ? html`<h3>${named(block.text)}</h3>`
        : html`<h4>${named(block.text)}</h4>`;
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
      ? renderStyled(part.text, part.style)
      : renderDate(part.timestamp, part.format, part.fallback ?? part.format),
  );
  return type === 'rich_text_quote' ? html`<blockquote>${parts}</blockquote>` : html`<div>${parts}</div>`;
};

const renderStyled = (text: string, { bold = false, code = false }: Style = {}): Markup => {
  if (code) return html`<code>${text}</code>`;
  return bold ? html`<b>${text}</b>` : html`${text}`;
};
type Style = { bold?: boolean | undefined; code?: boolean | undefined };

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
  return html`<div class="section">${lines}${grid}${accessory === undefined ? '' : renderElement(accessory, place, acting, defined({ label: main && labelOf(main) }))}</div>`;
};

/** The text of a section names the menu beside it. */
const labelOf = ({ type, text }: Text): string => (type === 'mrkdwn' ? text.replaceAll(/[*_~`]/g, '') : text);

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
