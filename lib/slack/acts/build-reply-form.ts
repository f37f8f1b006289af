import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Finding } from '../../domain/act/guard.ts';
import { replyMark } from '../../domain/act/reply-content.ts';
import { orderTemplates } from '../../domain/act/write-reply.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { FormState } from '../../workflows/ports/slack-press.ts';
import { nameTicket } from '../card/describe-ticket.ts';
import { quoteRequest } from '../card/quote-request.ts';
import { REPLY_FORM } from '../format/action-ids.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, type PlainText, plainText, quote, section } from '../format/blocks.ts';
import { cutText } from '../format/cut-text.ts';
import { formatSlackDate } from '../format/format-due.ts';
import { joinSaid } from '../format/list-lines.ts';
import { tidyLine } from '../format/tidy-text.ts';
import type { Texts } from '../wording/texts.ts';
import { WORDING } from '../wording/wording.ts';

/** Source: docs.slack.dev, reference of views, of the input block and of the elements. */
export type ReplyForm = {
  type: 'modal';
  callback_id: string;
  private_metadata: string;
  title: PlainText;
  submit: PlainText;
  close: PlainText;
  blocks: (Block | TextField | TemplateMenu)[];
};
type TextField = {
  type: 'input';
  block_id: string;
  label: PlainText;
  hint: PlainText;
  element: {
    type: 'plain_text_input';
    action_id: string;
    multiline: true;
    max_length: number;
    initial_value?: string;
  };
};
type TemplateMenu = {
  type: 'actions';
  elements: [
    {
      type: 'static_select';
      action_id: string;
      placeholder: PlainText;
      options: { text: PlainText; value: string }[];
    },
  ];
};

type Shown = Pick<FormState, 'channel' | 'mark' | 'text'> & {
  /** The whole reply as it would be sent, and what the guard found. */
  preview?: { content: string; findings: readonly Finding[] };
};

/**
 * The form of a reply (A3): what the agent asks, the templates, the text. With `preview` it shows the reply as it would be
 * sent instead of the templates, above the text, which can still be changed. It carries no secret: each sending is judged again.
 */
export const buildReplyForm = (
  ticket: Ticket,
  vendor: VendorConfig,
  { channel, mark, text, preview }: Shown,
): ReplyForm => {
  const texts = WORDING[vendor.language];
  const { form } = texts.act;
  const hidden = {
    ticket: ticketId(ticket.key),
    mark,
    channel,
    ...(preview && { seen: replyMark(preview.content) }),
  };
  return {
    type: 'modal',
    callback_id: REPLY_FORM.callbackId,
    private_metadata: JSON.stringify(hidden),
    title: plainText(preview ? form.previewTitle : form.title),
    submit: plainText(preview ? form.send : form.next),
    close: plainText(form.cancel),
    blocks: [
      ...showRequest(ticket, texts),
      ...(preview ? showPreview(preview, texts) : offerTemplates(ticket, vendor, texts)),
      textField(text, preview ? form.edited : joinHints(vendor, texts), texts),
    ],
  };
};

const showRequest = (ticket: Ticket, texts: Texts): ReplyForm['blocks'] => [
  context(
    joinSaid(
      texts.due(formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts)),
      nameTicket(ticket, texts),
    ),
  ),
  section(texts.act.form.asked),
  quoteRequest(ticket, texts).ask,
];

const offerTemplates = (ticket: Ticket, vendor: VendorConfig, texts: Texts): ReplyForm['blocks'] => {
  const { templates } = vendor.acting;
  const options = orderTemplates(templates, ticket.facts.category).map((index) => ({
    text: plainText(
      cutText(tidyLine(templates[index]?.name ?? ''), { limit: BLOCK_LIMITS.optionText }) ||
        String(index + 1),
    ),
    value: String(index),
  }));
  return options.length > 0 ? [templateMenu(options, texts)] : [];
};

const templateMenu = (options: TemplateMenu['elements'][0]['options'], texts: Texts): TemplateMenu => ({
  type: 'actions',
  elements: [
    {
      type: 'static_select',
      action_id: REPLY_FORM.template,
      placeholder: plainText(texts.act.form.template),
      options,
    },
  ],
});

const showPreview = (
  { content, findings }: NonNullable<Shown['preview']>,
  texts: Texts,
): ReplyForm['blocks'] => [
  section(texts.act.form.preview),
  quote(content),
  ...(findings.length > 0
    ? [section(texts.act.guard.warns, ...findings.map((finding) => `• ${sayFinding(finding, texts)}`))]
    : []),
];

/** One sentence of what the guard found, with the words. */
const sayFinding = ({ rule, found }: Finding, texts: Texts): string => {
  const words = cutText(tidyLine(found ?? ''), { limit: OUR_LIMITS.found });
  return `${texts.act.guard.rule[rule]}${words === '' ? '' : texts.act.guard.found(words)}`;
};

/** Why a reply cannot be sent, under its text. Slack reads no markup there. */
export const sayBlocked = (findings: readonly Finding[], vendor: VendorConfig): string => {
  const texts = WORDING[vendor.language];
  return [texts.act.guard.blocks, ...findings.map((finding) => sayFinding(finding, texts))].join(' ');
};

const joinHints = ({ acting: { signature } }: VendorConfig, { act: { form } }: Texts): string =>
  signature === undefined ? form.hint : `${form.hint} ${form.signed}`;

/** Slack keeps what was typed into a block of the same id. So a template's text needs another id. */
const textField = (text: string, hint: string, { act: { form } }: Texts): TextField => {
  const initial = text.toWellFormed().slice(0, BLOCK_LIMITS.inputText).toWellFormed();
  return {
    type: 'input',
    block_id: `${REPLY_FORM.text}-${replyMark(initial)}`,
    label: plainText(form.text),
    hint: plainText(hint),
    element: {
      type: 'plain_text_input',
      action_id: REPLY_FORM.text,
      multiline: true,
      max_length: BLOCK_LIMITS.inputText,
      ...(initial !== '' && { initial_value: initial }),
    },
  };
};
