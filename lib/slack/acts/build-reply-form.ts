import type { InputBlock, KnownBlock, ModalView } from '@slack/web-api';
import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import type { Finding } from '../../domain/act/guard.ts';
import { signatureFor } from '../../domain/act/public-faults.ts';
import { fillTemplate, listFactPlaces, orderTemplates, replyMark } from '../../domain/act/reply-content.ts';
import type { ReplyFacts } from '../../domain/order/order.ts';
import { SOURCES } from '../../domain/sources.ts';
import { lastSending, mayArriveTwice } from '../../domain/ticket/act.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { FormState } from '../../workflows/ports/slack.ts';
import { nameTicket } from '../card/describe-ticket.ts';
import { quoteRequest } from '../card/quote-request.ts';
import { REPLY_FORM, context, menu, plainText, quote, section } from '../format/blocks.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { formatSlackDate } from '../format/format-due.ts';
import { joinParts } from '../format/list-lines.ts';
import { type Texts, WORDING } from '../wording/wording.ts';

/**
 * `field`: the block of an older text, which the new text replaces. `keep`: the block of a text that stays as it is. `noFacts`: why the
 * order's facts cannot be read. `isLoading`: they are being read.
 */
type Shown = Pick<FormState, 'channel' | 'mark' | 'text' | 'version' | 'facts'> & {
  field?: string;
  keep?: string;
  noFacts?: string;
  isLoading?: boolean;
  preview?: { content: string; findings: readonly Finding[] };
};

type Form = Omit<ModalView, 'blocks'> & { blocks: KnownBlock[] };

/**
 * The form of a reply (A3). With `preview` it shows the reply as it would be sent instead of the templates. The form carries no
 * secret: each submission is checked again. Source: docs.slack.dev, reference of views, of the input block and of the elements.
 */
export const buildReplyForm = (ticket: Ticket, vendor: VendorConfig, shown: Shown): Form => {
  const { channel, mark, version, facts, preview } = shown;
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
      ...(preview ? showPreview(preview, texts) : offerTemplates(ticket, vendor, shown, texts)),
      textField(
        shown.keep === undefined ? newText(shown) : keptText(shown.keep, ticket, vendor, facts),
        preview ? form.edited : joinHints(ticket, vendor, texts),
        texts,
      ),
    ],
  };
};

/** The block of a form's text. */
export const fieldOf = ({ blocks }: Form): string =>
  blocks.find(({ type }) => type === 'input')?.block_id ?? '';

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

const offerTemplates = (
  ticket: Ticket,
  { acting: { templates } }: VendorConfig,
  shown: Shown,
  texts: Texts,
): KnownBlock[] => {
  const choices = orderTemplates(templates, ticket).map((index) => {
    const name = cutText(tidyLine(templates[index]?.name ?? ''), { limit: BLOCK_LIMITS.optionText });
    return [String(index), name || String(index + 1)] as const;
  });
  const { template } = texts.act.form;
  return [
    ...(choices.length > 0
      ? [
          {
            type: 'actions' as const,
            elements: [menu(REPLY_FORM.template, choices, { placeholder: template })],
          },
        ]
      : []),
    ...sayFilling(shown, texts).map((line) => context(line)),
  ];
};

/** The facts that the form has or reads, and which places have no value, and why. */
const sayFilling = ({ text, keep, facts, noFacts, isLoading }: Shown, texts: Texts): string[] => {
  const { form } = texts.act;
  if (isLoading) return [form.loading];
  const empty = listFactPlaces(text).map((written) => tidyFact(written));
  const why = noFacts ?? (empty.length === 0 ? undefined : facts ? form.noValue : form.noOrder);
  return [
    ...(facts ? [joinParts(sayFacts(facts, texts), keep === undefined ? '' : form.inPreview)] : []),
    ...(why === undefined ? [] : [`⚠️ ${joinParts(empty.join(', '), why)}`]),
  ];
};

/** `📦 주문 정보 · 배송완료 · AA택배 · 000000000000 · 배송 완료일 2026-11-25`. */
const sayFacts = ({ status, carrier, invoice, delivered }: ReplyFacts, { act: { form } }: Texts): string =>
  joinParts(
    form.known,
    ...[status, carrier].map((fact) => tidyFact(fact)),
    invoice === undefined ? undefined : `\`${tidyFact(invoice)}\``,
    delivered === undefined ? undefined : form.delivered(tidyFact(delivered)),
  );

const tidyFact = (fact = ''): string => cutText(tidyLine(fact), { limit: OUR_LIMITS.fact });

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

/** The error below the text, where Slack reads no markup. */
export const sayBlocked = (findings: readonly Finding[], vendor: VendorConfig): string => {
  const texts = WORDING[vendor.language];
  return [texts.act.guard.blocks, ...findings.map((finding) => sayFinding(finding, texts))].join(' ');
};

const joinHints = (ticket: Ticket, { acting }: VendorConfig, { act: { form } }: Texts): string =>
  signatureFor(ticket, acting.signature) === undefined ? form.hint : `${form.hint} ${form.signed}`;

type Text = { id: string; initial: string };

/** Slack keeps typed text in a block with the same id. So a template's text needs another id. */
const newText = ({ text, field }: Pick<Shown, 'text' | 'field'>): Text => {
  const initial = text.toWellFormed().slice(0, BLOCK_LIMITS.inputText).toWellFormed();
  const id = blockOf(initial);
  return { id: id === field ? `${id}-again` : id, initial };
};

const blockOf = (initial: string): string => `${REPLY_FORM.text}-${replyMark(initial)}`;

/**
 * Keeps the block's id, so that Slack keeps the typed text and ignores an initial value (docs.slack.dev, "Preserving input entry";
 * bolt-python issues 572 and 1064). Slack may drop an initial value that nobody edited (bolt-js issue 1258), so an untouched template or
 * refused text is set again. The hash in the block's id identifies it. A template below typed words cannot be identified: Slack's client kept
 * such a text in all these issues.
 */
const keptText = (keep: string, ticket: Ticket, vendor: VendorConfig, facts?: ReplyFacts): Text => {
  const zone = MARKET_ZONES[ticket.key.market];
  const { templates } = vendor.acting;
  const texts = [
    lastSending(ticket.facts.act)?.text ?? '',
    ...orderTemplates(templates, ticket)
      .map((index) => templates[index]?.text ?? '')
      .flatMap((text) => [fillTemplate(text, ticket, zone), fillTemplate(text, ticket, zone, facts)]),
  ];
  const known = texts.map((text) => newText({ text }));
  return { id: keep, initial: known.find(({ id }) => keep === id || keep === `${id}-again`)?.initial ?? '' };
};

const textField = ({ id, initial }: Text, hint: string, { act: { form } }: Texts): InputBlock => ({
  type: 'input',
  block_id: id,
  label: plainText(form.text),
  hint: plainText(hint),
  element: {
    type: 'plain_text_input',
    action_id: REPLY_FORM.text,
    multiline: true,
    max_length: BLOCK_LIMITS.inputText,
    ...(initial !== '' && { initial_value: initial }),
  },
});
