import { html } from 'hono/html';
import type { Element, Person } from 'fake-slack';
import { type Markup, renderPlainText } from '../render-mrkdwn.ts';
import type { ActTexts } from '../texts.ts';

/** The people who can press, and the page's texts. Absent: nobody can act. `isView`: in a modal or on the Home tab. */
export type Acting = { people: readonly Person[]; texts: ActTexts; isView: boolean };
export type Place = { blockId: string; at: number };

export const renderElement = (
  element: Element,
  { blockId, at }: Place,
  acting: Acting | undefined,
  more: { label?: string; labelledBy?: string; describedBy?: string; dispatches?: boolean } = {},
): Markup => {
  const address = html` data-block="${blockId}" data-action="${element.action_id ?? `${blockId}-${at}`}"`;
  if (element.type === 'button') return renderButton(element, address, acting);
  if (acting === undefined) return html``;
  const { label: given, labelledBy, describedBy, dispatches = labelledBy === undefined } = more;
  const name =
    labelledBy === undefined
      ? html` aria-label="${(element.type === 'checkboxes' ? undefined : element.placeholder?.text) ?? given ?? ''}"`
      : html` aria-labelledby="${labelledBy}"`;
  const field = html`${address}${name}${describedBy === undefined ? '' : html` aria-describedby="${describedBy}"`}${element.focus_on_load === true ? html` autofocus` : ''} data-field${dispatches && acting.isView ? html` data-dispatch` : ''}`;
  switch (element.type) {
    case 'plain_text_input':
      return renderTextInput(element, field);
    case 'users_select': {
      const options = acting.people.map(({ id, name: label }) => ({ value: id, label }));
      return renderSelect(element, options, element.initial_user, { field, acting });
    }
    case 'static_select': {
      const options = element.options.map(({ value, text: { text: label } }) => ({ value, label }));
      return renderSelect(element, options, element.initial_option?.value, { field, acting });
    }
    case 'checkboxes':
      return html`<span class="boxes" role="group"${name}>${element.options.map(
        ({ value, text: { text: label } }) =>
          html`<label><input type="checkbox"${address} data-field value="${value}"${dispatches ? html` data-dispatch` : ''}${element.initial_options?.some((option) => option.value === value) ? html` checked` : ''} /> ${renderPlainText(label)}</label>`,
      )}</span>`;
  }
};

const renderButton = (
  element: Extract<Element, { type: 'button' }>,
  address: Markup,
  acting: Acting | undefined,
): Markup => {
  const { text: label, url, style, accessibility_label: spoken } = element;
  if (url !== undefined && /^https?:\/\//i.test(url))
    return html`<a class="button" href="${url}" rel="noopener noreferrer" target="_blank">${renderPlainText(label.text)}</a> `;
  if (acting === undefined)
    return html`<button class="button" type="button" disabled>${renderPlainText(label.text)}</button> `;
  return html`<button class="button${style === undefined ? '' : ` is-${style}`}" type="button"${address} data-press${spoken === undefined ? '' : html` aria-label="${spoken}"`}${renderConfirm(element.confirm)}>${renderPlainText(label.text)}</button> `;
};

/** The script asks for this confirmation before it presses. */
const renderConfirm = (given: Extract<Element, { type: 'button' }>['confirm']): Markup =>
  given === undefined
    ? html``
    : html` data-confirm="${JSON.stringify({
        title: given.title.text,
        text: given.text.text,
        confirm: given.confirm.text,
        deny: given.deny.text,
      })}"`;

const renderTextInput = (
  {
    multiline = false,
    initial_value: value = '',
    placeholder: hint,
  }: Extract<Element, { type: 'plain_text_input' }>,
  field: Markup,
): Markup => {
  const empty = hint === undefined ? '' : html` placeholder="${hint.text}"`;
  // HTML drops the first line break of a text area.
  return multiline
    ? html`<textarea rows="6"${field}${empty}>
${value}</textarea>`
    : html`<input type="text"${field}${empty} value="${value}" />`;
};

type Menu = Extract<Element, { type: 'users_select' | 'static_select' }>;

/** In a message, a choice takes effect at once, as in Slack. */
const renderSelect = (
  { placeholder, confirm }: Menu,
  options: { value: string; label: string }[],
  chosen: string | undefined,
  { field, acting }: { field: Markup; acting: Acting },
): Markup =>
  html`<select${field}${acting.isView ? '' : html` data-press${renderConfirm(confirm)}`}><option value="">${placeholder?.text ?? ''}</option>${options.map(
    ({ value, label }) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${renderPlainText(label)}</option>`,
  )}</select> `;
