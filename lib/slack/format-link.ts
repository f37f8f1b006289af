import { escapeText } from './escape-text.ts';

/** A link of Slack's or ours under a text of ours. Source: docs.slack.dev, "Formatting message text". */
export const formatLink = (address: string, text: string): string => `<${escapeText(address)}|${text}>`;
