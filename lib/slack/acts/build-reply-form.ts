import type { InputBlock, KnownBlock, ModalView } from '@slack/web-api';
import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Finding } from '../../domain/act/guard.ts';
import { signatureFor } from '../../domain/act/public-faults.ts';
import { replyMark, orderTemplates } from '../../domain/act/reply-content.ts';
import { SOURCES } from '../../domain/sources.ts';
import { mayArriveTwice } from '../../domain/ticket/act.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { FormState } from '../../workflows/ports/slack-press.ts';
import { nameTicket } from '../card/describe-ticket.ts';
import { quoteRequest } from '../card/quote-request.ts';
import { REPLY_FORM, context, menu, plainText, quote, section } from '../format/blocks.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatSlackDate } from '../format/format-due.ts';
import { joinParts } from '../format/list-lines.ts';
import { type Texts, WORDING } from '../wording/wording.ts';

type Shown = Pick<FormState, 'channel' | 'mark' | 'text' | 'version' | 'facts'> & {
  field?: string;
  preview?: { content: string; findings: readonly Finding[] };
};

type Form = Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] };

/**
 * The form of a reply (A3). With `preview` it shows the reply as it would be sent instead of the templates. The form carries no
 * secret: each submission is checked again. Source: docs.slack.dev, reference of views, of the input block and of the elements.
 */
export const buildReplyForm = (
  ticket: Ticket,
  vendor: VendorConfig,
  { channel, mark, version, text, field, facts, preview }: Shown,
): Form => {
  const texts = WORDING[vendor.language];
  const { form } = texts.act;
  const hidden = {
    ticket: ticketId(ticket.key),
    mark,
    channel,
    version,
    facts,
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
      ...(mayArriveTwice(ticket.facts.act) ? [section(form.mayArriveTwice)] : []),
      ...(preview ? showPreview(preview, texts) : offerTemplates(ticket, vendor, texts)),
      textField(text, field, preview ? form.edited : joinHints(ticket, vendor, texts), texts),
    ],
  };
};

const showRequest = (ticket: Ticket, texts: Texts): KnownBlock[] => [
  context(
    joinParts(
      texts.due(formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts)),
      nameTicket(ticket, texts),
    ),
  ),
  section(texts.act.form.asked[ticket.key.source]),
  ...quoteRequest(ticket, texts).ask,
  ...(SOURCES[ticket.key.source].isPublic ? [section(texts.act.form.isPublic)] : []),
];

const offerTemplates = (ticket: Ticket, vendor: VendorConfig, texts: Texts): KnownBlock[] => {
  const { templates } = vendor.acting;
  const order = orderTemplates(templates, ticket);
  const choices = order.map((index) => {
    const name = cutText(tidyLine(templates[index]?.name ?? ''), { limit: BLOCK_LIMITS.optionText });
    return [String(index), name || String(index + 1)] as const;
  });
  const placeholder = texts.act.form.template;
  return choices.length > 0
    ? [
        { type: 'actions', elements: [menu(REPLY_FORM.template, choices, { placeholder })] },
        ...(order.some((index) => templates[index]?.text.includes('{'))
          ? [context(texts.act.form.places[ticket.key.source])]
          : []),
      ]
    : [];
};

const showPreview = ({ content, findings }: NonNullable<Shown['preview']>, texts: Texts): KnownBlock[] => [
  section(texts.act.form.preview),
  quote(content),
  ...(findings.length > 0
    ? [section(texts.act.guard.warns, ...findings.map((finding) => `• ${sayFinding(finding, texts)}`))]
    : []),
];

const sayFinding = ({ rule, found }: Finding, texts: Texts): string => {
  const words = cutText(tidyLine(found ?? ''), { limit: OUR_LIMITS.found });
  return `${texts.act.guard.rule[rule]}${words === '' ? '' : texts.act.guard.found(words)}`;
};

/** Why a reply cannot be sent, below its text. Slack reads no markup there. */
export const sayBlocked = (findings: readonly Finding[], vendor: VendorConfig): string => {
  const texts = WORDING[vendor.language];
  return [texts.act.guard.blocks, ...findings.map((finding) => sayFinding(finding, texts))].join(' ');
};

const joinHints = (ticket: Ticket, { acting }: VendorConfig, { act: { form } }: Texts): string =>
  signatureFor(ticket, acting.signature) === undefined ? form.hint : `${form.hint} ${form.signed}`;

/** Slack keeps typed text in a block with the same id. So a template's text needs another id. */
const textField = (
  text: string,
  before: string | undefined,
  hint: string,
  { act: { form } }: Texts,
): InputBlock => {
  const initial = text.toWellFormed().slice(0, BLOCK_LIMITS.inputText).toWellFormed();
  const id = `${REPLY_FORM.text}-${replyMark(initial)}`;
  return {
    type: 'input',
    block_id: id === before ? `${id}-again` : id,
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
