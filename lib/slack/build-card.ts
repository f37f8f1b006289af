import { MARKET_ZONES } from '../config/market.ts';
import type { VendorConfig } from '../config/schema.ts';
import type { Ticket } from '../domain/ticket.ts';
import { BLOCK_LIMITS } from './block-limits.ts';
import { type Block, context, header, linkButton, section } from './blocks.ts';
import { cutText } from './cut-text.ts';
import { describeState } from './describe-state.ts';
import { describeTicket, productLine } from './describe-ticket.ts';
import { formatSlackDate } from './format-due.ts';
import { formatFormLink } from './format-form-link.ts';
import { formatMentions } from './format-mentions.ts';
import { pushText } from './push-text.ts';
import { quoteRequest } from './quote-request.ts';
import { WORDING } from './wording.ts';
import type { Texts } from './texts.ts';

/** No link to one inquiry is known. Source: coupang-api.md section 6. */
const WING_INQUIRIES = 'https://wing.coupang.com/tenants/cs/csinquiry';

export type Message = { text: string; blocks: Block[] };

/**
 * The one message of a ticket, for whatever state it is in (C1, C2). It shows no time left, which would go stale,
 * and mentions somebody only while the ticket is open.
 * @param back link to the card that it replaces (R22), where Slack gave one
 */
export const buildCard = (ticket: Ticket, vendor: VendorConfig, back?: string): Message => {
  const texts = WORDING[vendor.language];
  const closed = ticket.state === 'closed';
  const blocks: Block[] = [
    header(cutText(describeState(ticket, texts), { limit: BLOCK_LIMITS.headerText, render: (same) => same })),
  ];
  if (ticket.outcome === 'auto-closed' && closed) blocks.push(section(texts.autoClosedAdvice));
  blocks.push(section(...dueLines(ticket, vendor, texts)));
  if (ticket.formLink !== undefined && !closed) {
    blocks.push(section(texts.linkForm, formatFormLink(ticket.formLink)));
  }
  blocks.push(section(quoteRequest(ticket.text, texts.request, texts)));
  blocks.push(context(describeTicket(ticket, vendor)));
  if (ticket.replaced)
    blocks.push(
      context(back === undefined ? texts.replaces : `${texts.replaces} <${back}|${texts.earlierCard}>`),
    );
  if (!closed) blocks.push(linkButton('open-wing', texts.button[ticket.kind], WING_INQUIRIES));
  return { text: pushText(ticket, vendor), blocks };
};

const dueLines = (ticket: Ticket, vendor: VendorConfig, texts: Texts): string[] => {
  const lines = [texts.due(formatSlackDate(ticket.dueAt, MARKET_ZONES[ticket.market], texts))];
  if (ticket.askedAtUncertain) lines.push(texts.dueUncertain);
  lines.push(...productLine(ticket, texts));
  if (ticket.state === 'open' && vendor.mentionOnNew.length > 0) {
    lines.push(formatMentions(vendor.mentionOnNew));
  }
  return lines;
};
