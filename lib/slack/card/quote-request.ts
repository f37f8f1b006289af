import { BLOCK_LIMITS } from '../format/block-limits.ts';
import { cutText } from '../format/cut-text.ts';
import { escapeText } from '../format/escape-text.ts';
import { tidyLines } from '../format/tidy-text.ts';
import type { Texts } from '../wording/texts.ts';

/** What the agent asks, quoted line by line, under its heading: the text of one section, cut to what that takes. */
export const quoteRequest = (text: string, heading: string, texts: Texts): string => {
  const before = `${heading}\n> `;
  const asked = cutText(tidyLines(text), {
    limit: BLOCK_LIMITS.sectionText - before.length,
    render: (grapheme) => (grapheme === '\n' ? '\n> ' : escapeText(grapheme)),
    more: (left) => texts.more(left.toLocaleString('en-US')),
  });
  return `${before}${asked === '' ? texts.noText : asked}`;
};
