import type { Webhook } from '../config/webhook-schema.ts';

/** `text`: the line that Slack shows as its push. `link`: the list in WING. `event`: as on the bus. */
export type Content = { event: object; text: string; link: string };
type Format = (content: Content, webhook: Webhook) => object;

/**
 * Google Chat reads `<users/all>`, and Mattermost reads `@all`, as a call to everybody. Sources: developers.google.com, "Format messages";
 * docs.mattermost.com, "Incoming webhooks".
 */
const HARMLESS: Record<string, string> = { '<': '‹', '>': '›', '@': '＠' };

/** The body of a call in each format, before it becomes JSON. */
export const FORMATS: Record<Webhook['as'], Format> = {
  json: ({ event }) => event,
  text: ({ text }, { key = 'text' }) => ({ [key]: text.replace(/[<>@]/g, (sign) => HARMLESS[sign] ?? sign) }),
  /**
   * A rich text block shows its text as it is. A text block would read Markdown in a product's name. Sources: learn.microsoft.com, "Create
   * incoming webhooks with Workflows", and adaptivecards.io, RichTextBlock.
   */
  teams: ({ text, link }) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text }] }],
          actions: [{ type: 'Action.OpenUrl', title: 'WING', url: link }],
        },
      },
    ],
  }),
};
