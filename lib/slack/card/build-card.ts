import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { isTestVendor } from '../../config/test-vendor.ts';
import { defined } from '../../domain/defined.ts';
import { mentionsOfCard } from '../../domain/delivery/mentions.ts';
import { TOLERANCE_MS } from '../../domain/ticket/deadline.ts';
import { ANSWER_LIMIT_MS, type Ticket } from '../../domain/ticket/ticket.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from '../format/block-limits.ts';
import { ago, type Block, context, header, section, type Message } from '../format/blocks.ts';
import { cutText, escapeText, tidyLine } from '../format/cut-text.ts';
import { buildButtons } from './build-buttons.ts';
import { describeState } from './describe-state.ts';
import { describeTicket, leadsToWing } from './describe-ticket.ts';
import { formatAbsolute, formatSlackDate } from '../format/format-due.ts';
import type { LinkTo } from '../format/format-link.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { pushText } from './push-text.ts';
import { quoteRequest } from './quote-request.ts';
import { replacedNote } from './replaced-note.ts';
import { wayToWing } from './wing.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

type CardContext = {
  linkTo?: LinkTo;
  /** The link to the replaced message (R22), if Slack gave a link. */
  back?: string;
  inThread?: boolean;
  /** An edit notifies nobody, so it may name the claimer. */
  isEdit?: boolean;
  acting?: boolean;
  /** Epoch ms. After the deadline the buttons disappear (A5). */
  now?: number;
  /** The age at which a claim no longer counts, ms (S6). */
  claimStaleMs?: number;
};

/** The card of a ticket in any state (C1, C2). It shows no time left, which would become wrong. */
export const buildCard = (
  ticket: Ticket,
  vendor: VendorConfig,
  {
    back,
    linkTo,
    inThread = ticket.delivery.threadTs !== undefined,
    isEdit = false,
    acting = false,
    now = 0,
    claimStaleMs,
  }: CardContext = {},
): Message => {
  const texts = WORDING[vendor.language];
  const closed = ticket.facts.state === 'closed';
  const blocks: Block[] = [
    header(cutText(describeState(ticket, vendor, now), { limit: BLOCK_LIMITS.headerText, plain: true })),
  ];
  if (ticket.facts.outcome === 'auto-closed' && closed) blocks.push(section(texts.autoClosedAdvice));
  const { ask, template } = quoteRequest(ticket, texts);
  const mentions = mentionsOfCard(ticket.facts, inThread, vendor);
  blocks.push(...ask, section(...dueLines(ticket, mentions, texts)));
  // A test ticket closes at once, but people want to see this line.
  if (vendor.timeLeft && (!closed || isTestVendor(vendor.id))) {
    const due = formatAbsolute(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts);
    blocks.push(ago(texts.untilDue, ticket.facts.dueAt, due));
  }
  if (ticket.facts.formLink && !closed) {
    blocks.push(section(texts.linkForm, formatFormLink(ticket.facts.formLink)));
  }
  const canAct = acting && !closed && !isTestVendor(vendor.id);
  const named = { product: true, claimer: isEdit, unclaimed: canAct };
  blocks.push(context(describeTicket(ticket, vendor, named)));
  if (canAct) blocks.push(...buildButtons(ticket, texts, now, { isEdit, ...defined({ claimStaleMs }) }));
  if (ticket.facts.siblings.length > 0) blocks.push(context(siblingLine(ticket, texts, linkTo)));
  if (ticket.delivery.replaced) blocks.push(replacedNote(texts, back));
  if (leadsToWing(ticket)) blocks.push(wayToWing(ticket, texts));
  blocks.push(...template);
  return { text: pushText(ticket, vendor), blocks };
};

/** An inquiry has a few hand-overs, not dozens. The newest are shown. */
const MOST_SIBLINGS = 5;

const siblingLine = (
  { facts: { siblings }, key: { market } }: Ticket,
  texts: Texts,
  linkTo?: LinkTo,
): string =>
  texts.siblings(
    siblings
      .slice(-MOST_SIBLINGS)
      .map((sibling) => formatSlackDate(sibling.askedAt, MARKET_ZONES[market], texts, linkTo?.(sibling)))
      .join(' · '),
  );

const dueLines = (ticket: Ticket, mentions: readonly string[], texts: Texts): string[] => {
  const { dueAt, askedAt, askedAtUncertain } = ticket.facts;
  const show = (at: number): string => formatSlackDate(at, MARKET_ZONES[ticket.key.market], texts);
  const lines = [texts.due(show(dueAt))];
  if (askedAtUncertain) lines.push(texts.dueUncertain);
  if (askedAt + ANSWER_LIMIT_MS >= dueAt + TOLERANCE_MS) lines.push(texts.askedLater(show(askedAt)));
  if (mentions.length > 0) lines.push(formatMentions(mentions));
  return lines;
};

const HOST = /^(coupa\.ng|([a-z0-9-]+\.)*coupang\.com)$/;

/**
 * Links the form's address with the address itself as label, if it is https at a host of Coupang. Any other address
 * stays text: it comes from a person, and a card would make it look trustworthy.
 */
const formatFormLink = (address: string): string =>
  trusted(address) ?? cutText(tidyLine(address), { limit: OUR_LIMITS.link });
const trusted = (address: string): string | undefined => {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || !HOST.test(url.hostname)) return undefined;
  if (url.username !== '' || url.password !== '' || url.port !== '') return undefined;
  // A bar would begin the link's label.
  const target = escapeText(url.href.replaceAll('|', '%7C').replaceAll('`', '%60'));
  return target.length <= OUR_LIMITS.link ? `<${target}>` : undefined;
};
