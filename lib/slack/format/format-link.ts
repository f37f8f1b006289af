import { escapeText } from './escape-text.ts';
import type { CardDelivery } from '../../domain/ticket/ticket.ts';

/** A link of Slack's or ours under a text of ours. Source: docs.slack.dev, "Formatting message text". */
export const formatLink = (address: string, text: string): string => `<${escapeText(address)}|${text}>`;

/** Slack's link to a ticket's card; `undefined` where it does not stand, or where Slack names no workspace. */
export type LinkTo = (ticket: Pick<CardDelivery, 'channel' | 'ts' | 'threadTs'>) => string | undefined;
