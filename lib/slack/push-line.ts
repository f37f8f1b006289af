import type { VendorConfig } from '../config/schema.ts';
import type { Deliverable } from '../domain/delivery/deliverable.ts';
import { type Line, lineOf } from '../domain/ticket/line.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { buildLine } from './card/build-line.ts';
import { pushText } from './card/push-text.ts';
import { unescapeText } from './format/cut-text.ts';
import { buildNotice } from './notices/build-notice.ts';

/** The thread's lines that report an event. The card itself reports the other events. */
const LINES: Partial<Record<string, readonly Line['type'][]>> = {
  TicketWarned: ['step', 'escalation', 'direct', 'breach'],
  TicketClosed: ['closed', 'breach'],
  TicketReopened: ['reopened'],
};

/**
 * The line that Slack shows as its push for an event of docs/events.md, without Slack's escapes. It has at most 80 characters and no word
 * of a buyer or an agent.
 * @param now epoch ms
 */
export const pushLine = (
  deliverable: Deliverable,
  eventType: string,
  vendor: VendorConfig,
  now: number,
): string =>
  unescapeText(
    deliverable.type === 'notice'
      ? buildNotice(deliverable, { vendor, now, members: [] }).text
      : ticketLine(deliverable, eventType, vendor, now),
  );

const ticketLine = (ticket: Ticket, eventType: string, vendor: VendorConfig, now: number): string => {
  const line = ticket.facts.history.findLast(({ name }) => LINES[eventType]?.includes(lineOf(name).type));
  return line === undefined ? pushText(ticket, vendor) : buildLine(ticket, line.name, vendor, { now }).text;
};
