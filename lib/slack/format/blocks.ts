import type {
  ActionsBlock,
  ActionsBlockElement,
  Button,
  ContextBlock,
  HeaderBlock,
  MrkdwnElement,
  PlainTextElement,
  RichTextBlock,
  RichTextDate,
  RichTextSection,
  RichTextText,
  SectionBlock,
  StaticSelect,
  UsersSelect,
} from '@slack/web-api';
import { defined } from '../../domain/defined.ts';
import type { HomeAction } from './home-filter.ts';
import { requestMark } from '../../domain/act/reply-content.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** The blocks that our messages use. Source: docs.slack.dev, reference of blocks. */
export type Block = HeaderBlock | SectionBlock | ContextBlock | ActionsBlock | RichTextBlock;

export const header = (text: string): HeaderBlock => ({ type: 'header', text: plainText(text) });

export const section = (...lines: string[]): SectionBlock => ({
  type: 'section',
  text: mrkdwn(lines.join('\n')),
});

export const context = (...elements: string[]): ContextBlock => ({
  type: 'context',
  elements: elements.map(mrkdwn),
});

/** Shows a person's words small, without markup or emoji. */
export const plainContext = (text: string): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'plain_text', text, emoji: false }],
});

/** Quotes a person's words. Slack reads no markup in a rich text, so nothing is escaped. */
export const quote = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
});

/** A part of a line of rich text. */
export type Part = RichTextText | RichTextDate;

export const part = (text: string): Part => ({ type: 'text', text });
export const bold = (text: string): Part => ({ type: 'text', text, style: { bold: true } });
/** A double click selects all of it. */
export const code = (text: string): Part => ({ type: 'text', text, style: { code: true } });

/** Lines with outside words. Slack reads no markup in a rich text, so nothing is escaped. */
export const richLines = (lines: readonly (readonly Part[])[]): RichTextSection => ({
  type: 'rich_text_section',
  elements: lines.flatMap((line, at) => (at === 0 ? line : [part('\n'), ...line])),
});

/** A time in Slack's tokens. `fallback`: for clients that cannot show it. */
type RichDate = { at: number; format: string; fallback: string };

/** A bold title, and a labelled time below it. Slack reads no markup in a rich text, so nothing is escaped. */
export const headline = (
  title: string,
  label: string,
  { at, format, fallback }: RichDate,
): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    {
      type: 'rich_text_section',
      elements: [
        ...(title === '' ? [] : [{ type: 'text' as const, text: title, style: { bold: true } }]),
        { type: 'text', text: `${title === '' ? '' : '\n'}${label} ` },
        { type: 'date', timestamp: Math.floor(at / 1000), format, fallback },
      ],
    },
  ],
});

export const linkButton = (actionId: string, text: string, url: string): ActionsBlock => ({
  type: 'actions',
  elements: [urlButton(actionId, text, url)],
});

export const actions = (id: string, ...elements: ActionsBlockElement[]): ActionsBlock => ({
  type: 'actions',
  block_id: id,
  elements,
});

/** @param options `asks`: Slack asks this before it sends the press */
export const actionButton = (
  actionId: ActionId | HomeAction | typeof ORDER_VIEW.exchanges | typeof ORDER_VIEW.again,
  text: string,
  value?: string,
  {
    isMain = false,
    asks,
  }: { isMain?: boolean; asks?: Record<'title' | 'text' | 'confirm' | 'deny', string> } = {},
): Button => ({
  type: 'button',
  action_id: actionId,
  text: plainText(text),
  ...defined({ value }),
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

export const peopleMenu = (actionId: ActionId, placeholder: string): UsersSelect => ({
  type: 'users_select',
  action_id: actionId,
  placeholder: plainText(placeholder),
});

/**
 * @param choices each value that may come back, and its text
 * @param options `chosen`: the value that is shown at first
 */
export const menu = (
  actionId: ActionId | HomeAction | typeof REPLY_FORM.template,
  choices: readonly (readonly [value: string, text: string])[],
  { placeholder, chosen }: { placeholder?: string; chosen?: string },
): StaticSelect => {
  const options = choices.map(([value, text]) => ({ text: plainText(text), value }));
  const first = options.find(({ value }) => value === chosen);
  return {
    type: 'static_select',
    action_id: actionId,
    ...(placeholder !== undefined && { placeholder: plainText(placeholder) }),
    options,
    ...(first && { initial_option: first }),
  };
};

export const besideButton = (text: string, ...of: Parameters<typeof urlButton>): SectionBlock => ({
  ...section(text),
  accessory: urlButton(...of),
});

/** A menu with its label: a bare menu in a row of actions has none. */
export const besideMenu = (label: string, ...of: Parameters<typeof menu>): SectionBlock => ({
  ...section(label),
  accessory: menu(...of),
});

export const urlButton = (actionId: string, text: string, url: string): Button => ({
  type: 'button',
  action_id: actionId,
  text: plainText(text),
  url,
});

export const plainText = (text: string): PlainTextElement => ({ type: 'plain_text', text, emoji: true });

/** Verbatim: Slack makes no link or mention from a bare `https://…`, `@here` or `#channel` in a person's words. */
const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

/** `text` is the push, and the message where blocks cannot be shown. */
export type Message = { text: string; blocks: Block[] };

/** The names that Slack returns for the buttons and menus of a card. */
export const ACTIONS = [
  'claim',
  'release',
  'assign',
  'snooze',
  'confirm',
  'reply',
  'look-up',
  'order',
] as const;
export type ActionId = (typeof ACTIONS)[number];

/** The value of a confirmation's button: the ticket, and the mark of the seen request. */
export const confirmValue = (ticket: Ticket): string => `${ticketId(ticket.key)} ${requestMark(ticket)}`;

export const REPLY_FORM = {
  callbackId: 'reply',
  text: 'text',
  template: 'template',
} as const;

/** `exchanges`: its button for a second view. `again`: its button that asks Coupang again. */
export const ORDER_VIEW = { callbackId: 'order', exchanges: 'exchanges', again: 'again' } as const;
