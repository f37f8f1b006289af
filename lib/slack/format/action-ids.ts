import { requestMark } from '../../domain/act/request-mark.ts';
import { ticketId } from '../../domain/ticket/ticket-id.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';

/** The buttons and menus of a card that do something, by the name that Slack sends back. */
export const ACTIONS = ['claim', 'release', 'assign', 'snooze', 'confirm', 'reply', 'look-up'] as const;
export type ActionId = (typeof ACTIONS)[number];

/** The value of a confirmation's button: the ticket, and what its person saw. */
export const confirmValue = (ticket: Ticket): string => `${ticketId(ticket.key)} ${requestMark(ticket)}`;

/** The form of a reply, and its fields. */
export const REPLY_FORM = { callbackId: 'reply', text: 'text', template: 'template' } as const;
