import { BLOCK_LIMITS } from '../format/block-limits.ts';
import { cutText } from '../format/cut-text.ts';
import { escapeText } from '../format/escape-text.ts';
import { tidyLines } from '../format/tidy-text.ts';
import type { Texts } from '../wording/texts.ts';

/** The agent's request under its heading, each line as a quotation, cut to the limit of one section. */
export const quoteRequest = (text: string, heading: string, texts: Texts): string => {
  const before = `${heading}\n> `;
  const asked = cutText(tidyLines(text), {
    limit: BLOCK_LIMITS.sectionText - before.length,
    render: (grapheme) => (grapheme === '\n' ? '\n> ' : escapeText(grapheme)),
    more: (left) => texts.more(left.toLocaleString('en-US')),
  });
  return `${before}${asked === '' ? texts.noText : asked}`;
};
