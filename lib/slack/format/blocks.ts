import type { ActionId } from './action-ids.ts';

/** The blocks that our messages use. Source: docs.slack.dev, reference of blocks. */

export type Block = Header | Section | Context | Actions | RichText;
export type PlainText = { type: 'plain_text'; text: string; emoji: boolean };
type Mrkdwn = { type: 'mrkdwn'; text: string; verbatim: true };
type Header = { type: 'header'; text: PlainText };
type Section = { type: 'section'; text: Mrkdwn; accessory?: LinkButton };
type Context = { type: 'context'; elements: (Mrkdwn | PlainText)[] };
type Actions = {
  type: 'actions';
  block_id?: string;
  elements: (LinkButton | ActionButton | PeopleMenu | Menu)[];
};
type LinkButton = { type: 'button'; action_id: string; text: PlainText; url: string };
type ActionButton = {
  type: 'button';
  action_id: ActionId;
  text: PlainText;
  value: string;
  style?: 'primary';
  confirm?: Dialog;
};
type PeopleMenu = { type: 'users_select'; action_id: ActionId; placeholder: PlainText };
type Menu = {
  type: 'static_select';
  action_id: ActionId;
  placeholder: PlainText;
  options: { text: PlainText; value: string }[];
};
/** Slack asks this before it sends the press. */
type Dialog = { title: PlainText; text: PlainText; confirm: PlainText; deny: PlainText };
export type RichText = { type: 'rich_text'; elements: RichTextPart[] };
type RichTextPart = { type: 'rich_text_section' | 'rich_text_quote'; elements: RichTextElement[] };
type RichTextElement =
  | { type: 'text'; text: string }
  | { type: 'date'; timestamp: number; format: string; fallback: string };

export const header = (text: string): Header => ({ type: 'header', text: plainText(text) });

export const section = (...lines: string[]): Section => ({ type: 'section', text: mrkdwn(lines.join('\n')) });

export const context = (...elements: string[]): Context => ({
  type: 'context',
  elements: elements.map(mrkdwn),
});

/** Somebody's words in small: nothing in them is markup or an emoji. */
export const plainContext = (text: string): Context => ({
  type: 'context',
  elements: [{ type: 'plain_text', text, emoji: false }],
});

/** Somebody's words, quoted. Slack reads nothing in the text of a rich text, so it is not escaped. */
export const quote = (text: string): RichText => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
});

/**
 * How far off a time is, kept current by Slack. What it shows of a time to come is not documented.
 * @param at epoch ms
 * @param fallback for what cannot show it
 */
export const ago = (before: string, at: number, fallback: string): RichText => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: before },
        { type: 'date', timestamp: Math.floor(at / 1000), format: '{ago}', fallback },
      ],
    },
  ],
});

export const linkButton = (actionId: string, text: string, url: string): Actions => ({
  type: 'actions',
  elements: [button(actionId, text, url)],
});

/** Buttons that do something. `id` comes back with each press. */
export const actions = (id: string, ...elements: Actions['elements']): Actions => ({
  type: 'actions',
  block_id: id,
  elements,
});

export const actionButton = (
  actionId: ActionId,
  text: string,
  value: string,
  { isMain = false, asks }: { isMain?: boolean; asks?: { [Part in keyof Dialog]: string } } = {},
): ActionButton => ({
  type: 'button',
  action_id: actionId,
  text: plainText(text),
  value,
  ...(isMain && { style: 'primary' }),
  ...(asks && {
    confirm: {
      title: plainText(asks.title),
      text: plainText(asks.text),
      confirm: plainText(asks.confirm),
      deny: plainText(asks.deny),
    },
  }),
});

export const peopleMenu = (actionId: ActionId, placeholder: string): PeopleMenu => ({
  type: 'users_select',
  action_id: actionId,
  placeholder: plainText(placeholder),
});

/** @param choices what each choice says, by the value that comes back */
export const menu = (actionId: ActionId, placeholder: string, choices: Record<string, string>): Menu => ({
  type: 'static_select',
  action_id: actionId,
  placeholder: plainText(placeholder),
  options: Object.entries(choices).map(([value, text]) => ({ text: plainText(text), value })),
});

/** A text with a button at its right. */
export const besideButton = (text: string, ...of: Parameters<typeof button>): Section => ({
  ...section(text),
  accessory: button(...of),
});

const button = (actionId: string, text: string, url: string): LinkButton => ({
  type: 'button',
  action_id: actionId,
  text: plainText(text),
  url,
});

export const plainText = (text: string): PlainText => ({ type: 'plain_text', text, emoji: true });

/** Verbatim: Slack makes no link or mention from a bare `https://…`, `@here` or `#channel` in a person's words. */
const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });
