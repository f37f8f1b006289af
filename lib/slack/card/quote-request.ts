import { splitRequest, type SplitRequest, type TemplateField } from '../../domain/inquiry/split-request.ts';
import { SOURCES } from '../../domain/sources.ts';
import type { Ticket, TicketFacts, TicketKey } from '../../domain/ticket/ticket.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, plainContext, quote } from '../format/blocks.ts';
import { cutText, tidyLine, tidyLines } from '../format/cut-text.ts';
import type { Texts } from '../wording/wording.ts';

/**
 * `ask`: the request, with a note if the stored text was cut. `template`: a small line with the fields of an agent's template that the
 * card does not show (C8).
 */
export const quoteRequest = (ticket: Ticket, texts: Texts): { ask: Block[]; template: Block[] } => {
  const { facts } = ticket;
  const { ask, fields } = readRequest(ticket);
  const cut = (text: string, limit: number, plain: boolean): string =>
    cutText(text, {
      limit,
      plain,
      // If the stored text was cut, the length of the rest is unknown.
      ...(!facts.isTextCut && { more: (left) => texts.more(left.toLocaleString('en-US')) }),
    });
  const quoted = cut(tidyLines(ask), BLOCK_LIMITS.textObject, true);
  const rest = fields.filter((field) => !isOnCard(field, facts)).map(({ text }) => tidyLine(text));
  const folded = cut(rest.filter((text) => text !== '').join(' · '), OUR_LIMITS.template, false);
  return {
    ask: [
      quote(quoted === '' ? texts.noText : quoted),
      ...(facts.isTextCut && facts.text !== '' ? [plainContext(texts.textCut)] : []),
    ],
    template: folded === '' ? [] : [plainContext(texts.template(folded))],
  };
};

type Request = { key: TicketKey; facts: Pick<TicketFacts, 'text'> };

/** A buyer uses no template. */
const readRequest = ({ key, facts }: Request): SplitRequest =>
  SOURCES[key.source].asker === 'agent' ? splitRequest(facts.text) : { ask: facts.text, fields: [] };

/** The request in one short line, for a list. Slack reads entities in plain text, too, so it is escaped. */
export const shortRequest = (ticket: Request, texts: Texts): string => {
  const ask = tidyLine(readRequest(ticket).ask);
  return ask === '' ? texts.noText : cutText(ask, { limit: OUR_LIMITS.requestInList });
};

/** A masked order number adds nothing to the whole number. */
const isOnCard = ({ of, value }: TemplateField, { orderId, product = '' }: Ticket['facts']): boolean => {
  if (of === 'order') return orderId !== undefined && (value.includes('*') || bare(value) === bare(orderId));
  if (of === 'product') return bare(product) !== '' && bare(product).includes(bare(value));
  return false;
};

const bare = (text: string): string => text.replace(/\s/g, '');
