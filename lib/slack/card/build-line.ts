import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { isPlainBroadcast } from '../../domain/delivery/broadcast.ts';
import { mentionsOfReopening } from '../../domain/delivery/mentions.ts';
import { type Asker, SOURCES } from '../../domain/sources.ts';
import { isBesideThread, isStepLine, type Line, lineOf, type StepLine } from '../../domain/ticket/line.ts';
import type { LineName, Ticket } from '../../domain/ticket/ticket.ts';
import { type Block, context, section, type Message } from '../format/blocks.ts';
import { buildActLine, isActBroadcast } from './build-act-line.ts';
import { buildEscalation, buildStepLine, sayTimeLeft } from './build-step-line.ts';
import { describeState, markSource, nameState } from './describe-state.ts';
import { describeTicket, nameTicket, productLine } from './describe-ticket.ts';
import { formatSlackDate } from '../format/format-due.ts';
import { formatMentions } from '../format/format-mentions.ts';
import { LEVEL_MARKS } from '../format/marks.ts';
import { shopName } from '../format/message-title.ts';
import { pushText } from './push-text.ts';
import { quoteRequest } from './quote-request.ts';
import { wayToWing } from './wing.ts';
import { WORDING, type Texts } from '../wording/wording.ts';

/** `broadcast`: it also goes to the channel. */
export type LineMessage = Message & { broadcast: boolean };

type LineContext = {
  /** Epoch ms. Determines the time left in a warning. */
  now: number;
  /** For a message outside the thread: the link to the card, if Slack gave a link. */
  link?: string;
};

/**
 * A line of the card's thread (C3), or a message outside it (S6, A9). In the channel and in a list's thread, which several tickets
 * share, it names its ticket (R24).
 */
export const buildLine = (
  ticket: Ticket,
  name: LineName,
  vendor: VendorConfig,
  about: LineContext,
): LineMessage => {
  const line = lineOf(name);
  if (line.type === 'act') {
    const broadcast = isActBroadcast(ticket, name);
    const unseen = broadcast ? WORDING[vendor.language].act.endedUnseen : undefined;
    return { text: pushText(ticket, vendor, unseen), blocks: buildActLine(ticket, name, vendor), broadcast };
  }
  if (!isStepLine(line)) return buildPlainLine(ticket, line, vendor);
  const texts = WORDING[vendor.language];
  const state = nameState(ticket, texts);
  const quote =
    ticket.facts.state === 'closed' ? state : `${state} · ${sayTimeLeft(ticket, line, vendor, about.now)}`;
  const text = pushText(ticket, vendor, quote);
  if (isBesideThread(line))
    return { text, blocks: buildEscalation(ticket, line, vendor, about), broadcast: false };
  const { blocks, broadcast } = buildStepLine(ticket, line, vendor, about.now);
  const named = `${nameTicket(ticket, texts)} · ${shopName(vendor)}`;
  if (broadcast || ticket.delivery.threadTs !== undefined) blocks.push(context(named));
  return { text, blocks, broadcast };
};

const buildPlainLine = (ticket: Ticket, line: PlainLine, vendor: VendorConfig): LineMessage => {
  const texts = WORDING[vendor.language];
  const { type } = line;
  const blocks = linesOf[type](ticket, vendor, texts);
  if (ticket.delivery.threadTs !== undefined && type !== 'breach')
    blocks.push(context(nameTicket(ticket, texts)));
  const { asker } = SOURCES[ticket.key.source];
  const news = pushStates[type]?.(texts, asker);
  const state = news === undefined ? undefined : markSource(ticket, news);
  return { text: pushText(ticket, vendor, state), blocks, broadcast: isPlainBroadcast(ticket, line) };
};

type PlainLine = Exclude<Line, StepLine | { type: 'act' }>;

const pushStates: Partial<Record<PlainLine['type'], (texts: Texts, asker: Asker) => string>> = {
  changed: (texts, asker) => texts.requestChanged[asker],
  reopened: (texts) => texts.listedAgain,
  breach: (texts) => texts.outcome['auto-closed'],
};

const linesOf: Record<PlainLine['type'], (ticket: Ticket, vendor: VendorConfig, texts: Texts) => Block[]> = {
  changed: (ticket, _vendor, texts) => [
    section(texts.changedLine[SOURCES[ticket.key.source].asker]),
    ...quoteRequest(ticket, texts).ask,
  ],

  closed: (ticket, vendor, texts) => [
    // The ticket was re-opened, so its outcome is no longer known.
    section(ticket.facts.state === 'closed' ? describeState(ticket, vendor) : texts.closedLine),
  ],

  reopened: (ticket, vendor, texts) => {
    const due = formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts);
    const mentions = formatMentions(mentionsOfReopening(ticket.facts, vendor));
    return [section(texts.reopenedLine(due), ...(mentions === '' ? [] : [mentions]))];
  },

  unknown: () => [],

  breach: (ticket, vendor, texts) => [
    section(
      `${LEVEL_MARKS.overdue} ${texts.autoClosedTitle}` +
        texts.aside(formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts)),
      texts.autoClosedAdvice,
      ...productLine(ticket, texts),
    ),
    context(describeTicket(ticket, vendor)),
    wayToWing(ticket, texts),
  ],
};
