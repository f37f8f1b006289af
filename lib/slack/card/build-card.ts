import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { isTestVendor } from '../../config/test-vendor.ts';
import { defined } from '../../domain/defined.ts';
import { mentionsOfCard } from '../../domain/delivery/mentions.ts';
import { SOURCES } from '../../domain/sources.ts';
import { TOLERANCE_MS } from '../../domain/ticket/clock.ts';
import { isListedAgain } from '../../domain/ticket/ticket-id.ts';
import { ANSWER_LIMIT_MS, type Ticket } from '../../domain/ticket/ticket.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, context, header, headline, section, type Message } from '../format/blocks.ts';
import { cutText, tidyLine } from '../format/cut-text.ts';
import { buildButtons } from './build-buttons.ts';
import { describeState } from './describe-state.ts';
import { describeTicket } from './describe-ticket.ts';
import { DATE_AND_TIME, formatAbsolute, formatSlackDate } from '../format/format-due.ts';
import type { LinkTo } from '../format/format-link.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { nameProductWhole } from '../format/name-product.ts';
import { pushText } from './push-text.ts';
import { quoteRequest } from './quote-request.ts';
import { replacedNote } from './replaced-note.ts';
import { trustedForm, waysToAnswer } from './wing.ts';
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

/** The card of a ticket in any state (C1, C2). Slack itself shows the time left, since ours would become wrong. */
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
  const notes = dueNotes(ticket, mentions, texts);
  const due = [productAndDue(ticket, vendor, texts), ...(notes.length > 0 ? [section(...notes)] : [])];
  const { asker, isPublic } = SOURCES[ticket.key.source];
  blocks.push(...(asker === 'buyer' ? [...ask, ...due] : [...due, ...ask]));
  const { formLink } = ticket.facts;
  // The link comes from a person. A button or a link on a card would make it look trustworthy.
  if (formLink && !closed && trustedForm(ticket) === undefined)
    blocks.push(section(texts.linkForm, cutText(tidyLine(formLink), { limit: OUR_LIMITS.link })));
  const canAct = acting && !closed && !isTestVendor(vendor.id);
  const named = { claimer: isEdit, unclaimed: canAct };
  blocks.push(context(describeTicket(ticket, vendor, named)));
  if (isPublic && !closed) blocks.push(context(texts.act.form.isPublic));
  if (canAct) blocks.push(...buildButtons(ticket, texts, now, { isEdit, ...defined({ claimStaleMs }) }));
  if (ticket.facts.siblings.length > 0) blocks.push(context(siblingLine(ticket, texts, linkTo)));
  if (ticket.delivery.replaced) blocks.push(replacedNote(texts, back));
  blocks.push(...waysToAnswer(ticket, texts), ...template);
  return { text: pushText(ticket, vendor), blocks };
};

/** An inquiry has a few tickets, not dozens. The newest are shown. */
const MOST_SIBLINGS = 5;

const siblingLine = (
  { facts: { siblings }, key: { market, source } }: Ticket,
  texts: Texts,
  linkTo?: LinkTo,
): string =>
  texts.siblings[SOURCES[source].asker](
    siblings
      .slice(-MOST_SIBLINGS)
      .map((sibling) => formatSlackDate(sibling.askedAt, MARKET_ZONES[market], texts, linkTo?.(sibling)))
      .join(' · '),
  );

/** The product, and the deadline with the time left, which Slack keeps current (C1). */
const productAndDue = ({ key, facts }: Ticket, vendor: VendorConfig, texts: Texts): Block => {
  const { dueAt, state } = facts;
  // A test ticket closes at once, but people want to see the time left.
  const isLeft = vendor.timeLeft && (state !== 'closed' || isTestVendor(vendor.id));
  return headline(
    cutText(nameProductWhole(facts, texts), { limit: OUR_LIMITS.product, plain: true }),
    texts.dueLabel,
    {
      at: dueAt,
      format: isLeft ? `${DATE_AND_TIME} · {ago}` : DATE_AND_TIME,
      fallback: formatAbsolute(dueAt, MARKET_ZONES[key.market], texts),
    },
  );
};

const dueNotes = (ticket: Ticket, mentions: readonly string[], texts: Texts): string[] => {
  const { dueAt, askedAt, askedAtUncertain } = ticket.facts;
  const show = (at: number): string => formatSlackDate(at, MARKET_ZONES[ticket.key.market], texts);
  const { asker } = SOURCES[ticket.key.source];
  const lines: string[] = [];
  if (isListedAgain(ticket.key)) lines.push(texts.listedAgainNote);
  if (askedAtUncertain) lines.push(texts.dueUncertain[asker]);
  if (askedAt + ANSWER_LIMIT_MS >= dueAt + TOLERANCE_MS) lines.push(texts.askedLater[asker](show(askedAt)));
  if (mentions.length > 0) lines.push(formatMentions(mentions));
  return lines;
};
