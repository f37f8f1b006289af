import type { VendorConfig } from '../../config/schema.ts';
import { TEAM_CAUSE } from '../../domain/reading/vendor-state.ts';
import type { Refusal } from '../../domain/ticket/act.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { nameTicket } from '../card/describe-ticket.ts';
import { context, quote, section, type Message } from '../format/blocks.ts';
import type { ShownRefusal } from '../../workflows/ports/slack.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { OUR_LIMITS } from '../format/block-limits.ts';
import { cutText, tidyLine, tidyLines } from '../format/cut-text.ts';
import { type Texts, WORDING } from '../wording/wording.ts';

/**
 * Explains to one person why an act did nothing, and returns the text to copy.
 * @param about `mayBeSent`: the outcome of the call is unknown
 */
export const buildRefusal = (
  ticket: Ticket,
  refusal: ShownRefusal,
  vendor: VendorConfig,
  { text, to, mayBeSent = false }: { text?: string | undefined; to?: string; mayBeSent?: boolean } = {},
): Message => {
  const texts = WORDING[vendor.language];
  const reason = sayRefusal(refusal, ticket, texts, to);
  return {
    text: reason,
    blocks: [
      section(`⚠️ ${reason}`),
      ...(refusal.answer === undefined
        ? []
        : [
            section(texts.act.theAnswer),
            quote(cutText(tidyLines(refusal.answer), { limit: OUR_LIMITS.answer, plain: true })),
          ]),
      ...(text === undefined ? [] : [section(texts.act[mayBeSent ? 'textUnsure' : 'textBack']), quote(text)]),
      context(nameTicket(ticket, texts)),
    ],
  };
};

/**
 * One or two sentences: what happened, and what to do.
 * @param to the reader
 */
export const sayRefusal = (
  { code, by, cause }: Refusal,
  ticket: Ticket | undefined,
  texts: Texts,
  to?: string,
): string => {
  if (code === 'busy' && by !== undefined && by === to) return texts.act.busyYourself;
  const words = texts.act.refusal[code];
  if (typeof words === 'string') return words;
  if (code === 'wing-id-520' || code === 'wing-id-521')
    return words(tidyLine(ticket?.facts.act?.wingId ?? '?'));
  if (code === 'ended') return words(texts.outcome[ticket?.facts.outcome ?? 'unknown']);
  if (code === 'unreachable') return words(texts.blindCause[TEAM_CAUSE[cause ?? 'coupang-down']].name);
  return words(by === undefined ? '' : formatMentions([by]));
};

/** The same for a form, where Slack shows no mention. */
export const sayInForm = (refusal: Refusal, ticket: Ticket | undefined, texts: Texts, to: string): string => {
  const name = ticket?.facts.act?.name;
  const named = name === undefined ? texts.act.someone : `@${tidyLine(name)}`;
  return sayRefusal(refusal, ticket, texts, to).replace(/<@\w+>/g, () => named);
};
