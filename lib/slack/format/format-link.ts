import { escapeText } from './cut-text.ts';
import type { CardDelivery } from '../../domain/ticket/ticket.ts';

/**
 * The label is ours, and the address comes from Slack or from us. Source: docs.slack.dev, "Formatting message text".
 */
export const formatLink = (address: string, text: string): string => `<${escapeText(address)}|${text}>`;

/** Slack's link to a ticket's card. `undefined` without a card, or if the workspace is unknown. */
export type LinkTo = (ticket: Pick<CardDelivery, 'channel' | 'ts' | 'threadTs'>) => string | undefined;
