/** The blocks that our messages use. Source: docs.slack.dev, reference of blocks. */

export type Block = Header | Section | Context | Actions;
type PlainText = { type: 'plain_text'; text: string; emoji: boolean };
type Mrkdwn = { type: 'mrkdwn'; text: string; verbatim: true };
type Header = { type: 'header'; text: PlainText };
type Section = { type: 'section'; text: Mrkdwn };
type Context = { type: 'context'; elements: Mrkdwn[] };
type Actions = { type: 'actions'; elements: LinkButton[] };
type LinkButton = { type: 'button'; action_id: string; text: PlainText; url: string };

export const header = (text: string): Header => ({ type: 'header', text: plainText(text) });

export const section = (...lines: string[]): Section => ({ type: 'section', text: mrkdwn(lines.join('\n')) });

export const context = (...elements: string[]): Context => ({
  type: 'context',
  elements: elements.map(mrkdwn),
});

export const linkButton = (actionId: string, text: string, url: string): Actions => ({
  type: 'actions',
  elements: [{ type: 'button', action_id: actionId, text: plainText(text), url }],
});

const plainText = (text: string): PlainText => ({ type: 'plain_text', text, emoji: true });

/** Verbatim: Slack makes no link or mention from a bare `https://…`, `@here` or `#channel` in a person's words. */
const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });
