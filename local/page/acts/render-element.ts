import { html } from 'hono/html';
import * as z from 'zod/mini';
import type { Person } from '../../slack/acts/person.ts';
import { type Markup, renderPlainText } from '../render-mrkdwn.ts';
import type { ActTexts } from './act-texts.ts';

/** Who can press, and the page's words. Absent: nobody can. `isView`: in a modal or on the Home tab. */
export type Acting = { people: readonly Person[]; texts: ActTexts; isView: boolean };
/** Where an element stands. */
export type Place = { blockId: string; at: number };

const text = z.looseObject({ text: z.string() });
const option = z.looseObject({ text, value: z.string() });
const confirm = z.optional(z.looseObject({ title: text, text, confirm: text, deny: text }));
const common = { action_id: z.optional(z.string()), confirm, focus_on_load: z.optional(z.boolean()) };
const placeholder = z.optional(text);
const element = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('button'),
    ...common,
    text,
    url: z.optional(z.string()),
    style: z.optional(z.enum(['primary', 'danger'])),
    accessibility_label: z.optional(z.string()),
  }),
  z.looseObject({
    type: z.literal('users_select'),
    ...common,
    placeholder,
    initial_user: z.optional(z.string()),
  }),
  z.looseObject({
    type: z.literal('static_select'),
    ...common,
    placeholder,
    options: z.array(option),
    initial_option: z.optional(option),
  }),
  z.looseObject({
    type: z.literal('checkboxes'),
    ...common,
    options: z.array(option),
    initial_options: z._default(z.array(option), []),
  }),
  z.looseObject({
    type: z.literal('plain_text_input'),
    ...common,
    placeholder,
    multiline: z._default(z.boolean(), false),
    initial_value: z._default(z.string(), ''),
  }),
]);
type Read = z.infer<typeof element>;

/** An element of a block, as HTML that the page's script knows. What this page does not know is left out. */
export const renderElement = (
  given: unknown,
  { blockId, at }: Place,
  acting: Acting | undefined,
  more: { labelledBy?: string; describedBy?: string; dispatches?: boolean } = {},
): Markup => {
  const parsed = z.safeParse(element, given);
  if (!parsed.success) return html``;
  const read = parsed.data;
  const address = html` data-block="${blockId}" data-action="${read.action_id ?? `${blockId}-${at}`}"`;
  if (read.type === 'button') return renderButton(read, address, acting);
  if (acting === undefined) return html``;
  const { labelledBy, describedBy, dispatches = labelledBy === undefined } = more;
  const name =
    labelledBy === undefined
      ? html` aria-label="${read.type === 'checkboxes' ? '' : (read.placeholder?.text ?? '')}"`
      : html` aria-labelledby="${labelledBy}"`;
  const field = html`${address}${name}${describedBy === undefined ? '' : html` aria-describedby="${describedBy}"`}${read.focus_on_load === true ? html` autofocus` : ''} data-field${dispatches && acting.isView ? html` data-dispatch` : ''}`;
  switch (read.type) {
    case 'plain_text_input':
      return renderTextInput(read, field);
    case 'users_select': {
      const options = acting.people.map(({ id, name: label }) => ({ value: id, label }));
      return renderChooser(read, options, read.initial_user, field, acting, address);
    }
    case 'static_select': {
      const options = read.options.map(({ value, text: { text: label } }) => ({ value, label }));
      return renderChooser(read, options, read.initial_option?.value, field, acting, address);
    }
    case 'checkboxes':
      return html`<span class="boxes" role="group"${name}>${read.options.map(
        ({ value, text: { text: label } }) =>
          html`<label><input type="checkbox"${address} data-field value="${value}"${dispatches ? html` data-dispatch` : ''}${read.initial_options.some((one) => one.value === value) ? html` checked` : ''} /> ${renderPlainText(label)}</label>`,
      )}</span>`;
  }
};

const renderButton = (
  read: Extract<Read, { type: 'button' }>,
  address: Markup,
  acting: Acting | undefined,
): Markup => {
  const { text: label, url, style, accessibility_label: spoken } = read;
  if (url !== undefined && /^https?:\/\//i.test(url))
    return html`<a class="button" href="${url}" rel="noopener noreferrer" target="_blank">${renderPlainText(label.text)}</a> `;
  if (acting === undefined)
    return html`<button class="button" type="button" disabled>${renderPlainText(label.text)}</button> `;
  return html`<button class="button${style === undefined ? '' : ` is-${style}`}" type="button"${address} data-press${spoken === undefined ? '' : html` aria-label="${spoken}"`}${renderConfirm(read.confirm)}>${renderPlainText(label.text)}</button> `;
};

/** The script asks with these words before it presses. */
const renderConfirm = (given: z.infer<typeof confirm>): Markup =>
  given === undefined
    ? html``
    : html` data-confirm="${JSON.stringify({
        title: given.title.text,
        text: given.text.text,
        confirm: given.confirm.text,
        deny: given.deny.text,
      })}"`;

const renderTextInput = (
  { multiline, initial_value: value, placeholder: hint }: Extract<Read, { type: 'plain_text_input' }>,
  field: Markup,
): Markup => {
  const empty = hint === undefined ? '' : html` placeholder="${hint.text}"`;
  // A text area drops its first line break.
  return multiline
    ? html`<textarea rows="6"${field}${empty}>
${value}</textarea>`
    : html`<input type="text"${field}${empty} value="${value}" />`;
};

/** In a message a choice takes effect by the button beside it: the arrow keys alone must assign nobody. */
const renderChooser = (
  read: Extract<Read, { type: 'users_select' | 'static_select' }>,
  options: { value: string; label: string }[],
  chosen: string | undefined,
  field: Markup,
  { isView, texts }: Acting,
  address: Markup,
): Markup => {
  const select = html`<select${field}><option value="">${read.placeholder?.text ?? ''}</option>${options.map(
    ({ value, label }) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${renderPlainText(label)}</option>`,
  )}</select>`;
  return isView
    ? select
    : html`<span class="chooser">${select}<button class="button" type="button"${address} data-press data-chosen${renderConfirm(read.confirm)}>${texts.choose}</button></span> `;
};
