import { MARKET_ZONES } from '../../config/market.ts';
import type { VendorConfig } from '../../config/schema.ts';
import { isStepBroadcast } from '../../domain/delivery/broadcast.ts';
import type { StepLine } from '../../domain/ticket/line.ts';
import { mentionsOfLine } from '../../domain/ladder/step-mentions.ts';
import { namedLeftMs } from '../../domain/ticket/step.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { type Block, context, section } from '../format/blocks.ts';
import { describeState } from './describe-state.ts';
import { describeTicket, productLine } from './describe-ticket.ts';
import { describeWarning } from './describe-warning.ts';
import { formatLink } from '../format/format-link.ts';
import { formatLeft, formatSlackDate } from '../format/format-due.ts';
import { waysToAnswer } from './wing.ts';
import { WORDING } from '../wording/wording.ts';

export type BuiltStepLine = { blocks: Block[]; broadcast: boolean };

/**
 * A step's line in the card's thread.
 * @param now epoch ms
 */
export const buildStepLine = (
  ticket: Ticket,
  step: StepLine,
  vendor: VendorConfig,
  now: number,
): BuiltStepLine => {
  const mentioned = mentionsOfLine(ticket, step, vendor, now);
  return {
    blocks: [section(...quoteFor(ticket, step, vendor, now))],
    broadcast: isStepBroadcast(ticket, step, mentioned, vendor),
  };
};

/**
 * The same warning in the step's own channel (S6), or to the claimer (A9), where it must name the ticket.
 * @param link to the card, if Slack gave a link
 */
export const buildEscalation = (
  ticket: Ticket,
  step: StepLine,
  vendor: VendorConfig,
  { now, link }: { now: number; link?: string },
): Block[] => {
  const texts = WORDING[vendor.language];
  const due = texts.due(formatSlackDate(ticket.facts.dueAt, MARKET_ZONES[ticket.key.market], texts));
  return [
    section(...quoteFor(ticket, step, vendor, now)),
    section(
      due,
      ...productLine(ticket, texts),
      ...(link === undefined ? [] : [formatLink(link, texts.step.openCard)]),
    ),
    context(describeTicket(ticket, vendor)),
    ...waysToAnswer(ticket, texts),
  ];
};

export const sayTimeLeft = (
  { facts: { dueAt } }: Ticket,
  { name }: StepLine,
  vendor: VendorConfig,
  now: number,
): string => {
  const texts = WORDING[vendor.language];
  return dueAt <= now ? texts.step.past : texts.step.left(formatLeft(namedLeftMs(name, dueAt - now), texts));
};

const quoteFor = (ticket: Ticket, step: StepLine, vendor: VendorConfig, now: number): string[] =>
  ticket.facts.state === 'closed'
    ? [describeState(ticket, vendor)]
    : describeWarning(ticket, step, vendor, now);
