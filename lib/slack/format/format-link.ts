import { escapeText } from './cut-text.ts';
import type { CardDelivery } from '../../domain/ticket/ticket.ts';

/**
 * A link with a label of ours. The address comes from Slack or from us. Source: docs.slack.dev, "Formatting message text".
 */
export const formatLink = (address: string, text: string): string => `<${escapeText(address)}|${text}>`;

/** Slack's link to a ticket's card. `undefined`: there is no card, or Slack did not name the workspace. */
export type LinkTo = (ticket: Pick<CardDelivery, 'channel' | 'ts' | 'threadTs'>) => string | undefined;
