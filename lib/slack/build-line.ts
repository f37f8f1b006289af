import { MARKET_ZONES } from '../config/market.ts';
import type { VendorConfig } from '../config/schema.ts';
import type { HistoryLine, LineName, Ticket } from '../domain/ticket.ts';
import { type Block, context, section } from './blocks.ts';
import { describeState } from './describe-state.ts';
import { describeTicket, nameTicket, productLine } from './describe-ticket.ts';
import { formatShort, formatSlackDate } from './format-due.ts';
import { formatMentions } from './format-mentions.ts';
import type { Message } from './message.ts';
import { pushText } from './push-text.ts';
import { quoteRequest } from './quote-request.ts';
import { WORDING } from './wording.ts';
import type { Texts } from './texts.ts';

/** `broadcast`: to the channel too. */
export type LineMessage = Message & { broadcast: boolean };

/**
 * One line of the card's thread (C3), told of the ticket as it is now. Only a breach goes to the channel (R16). In a
 * digest's thread, which several tickets share, it names its own (R24); a breach does so anyway.
 */
export const buildLine = (ticket: Ticket, line: HistoryLine, vendor: VendorConfig): LineMessage => {
  const texts = WORDING[vendor.language];
  const sort = sortOf(line.name);
  const blocks = linesOf[sort](ticket, vendor, texts);
  if (ticket.threadTs !== undefined && sort !== 'breach') blocks.push(context(nameTicket(ticket, texts)));
  const state = pushStates[sort]?.(texts);
  return { text: pushText(ticket, vendor, state), blocks, broadcast: sort === 'breach' };
};

type Sort = 'changed' | 'closed' | 'reopened' | 'breach';

const sortOf = (name: LineName): Sort => {
  if (name === 'breach') return name;
  if (name.startsWith('changed-')) return 'changed';
  return name.startsWith('closed-') ? 'closed' : 'reopened';
};

/** Where the push tells something else than the ticket's state. */
const pushStates: Partial<Record<Sort, (texts: Texts) => string>> = {
  changed: (texts) => texts.requestChanged,
  reopened: (texts) => texts.listedAgain,
  breach: (texts) => texts.outcome['auto-closed'],
};

const linesOf: Record<Sort, (ticket: Ticket, vendor: VendorConfig, texts: Texts) => Block[]> = {
  changed: (ticket, _vendor, texts) => [section(quoteRequest(ticket.text, texts.changedLine, texts))],

  closed: (ticket, _vendor, texts) => [
    // Reopened since: what it was closed as is no longer known.
    section(ticket.state === 'closed' ? describeState(ticket, texts) : texts.closedLine),
  ],

  /** A closed ticket mentions nobody, even where the line comes late. */
  reopened: (ticket, vendor, texts) => {
    const due = formatSlackDate(ticket.dueAt, MARKET_ZONES[ticket.market], texts);
    const mentions = ticket.state === 'closed' ? '' : formatMentions(vendor.mentionOnNew);
    return [section(texts.reopenedLine(due), ...(mentions === '' ? [] : [mentions]))];
  },

  breach: (ticket, vendor, texts) => [
    section(
      texts.autoClosedTitle(formatShort(ticket.dueAt, MARKET_ZONES[ticket.market])),
      texts.autoClosedAdvice,
      ...productLine(ticket, texts),
    ),
    context(describeTicket(ticket, vendor)),
  ],
};
