import { splitRequest } from '../../domain/inquiry/split-request.ts';
import { BLOCK_LIMITS, OUR_LIMITS } from '../format/block-limits.ts';
import { type Block, plainContext, quote } from '../format/blocks.ts';
import { cutText } from '../format/cut-text.ts';
import { tidyLine, tidyLines } from '../format/tidy-text.ts';
import type { Texts } from '../wording/texts.ts';

/** What the agent asks, and the rest of the template in small, in one line (C8). */
export const quoteRequest = (text: string, texts: Texts): { ask: Block; template: Block[] } => {
  const { ask, template } = splitRequest(text);
  const asked = cutText(tidyLines(ask), {
    limit: BLOCK_LIMITS.textObject,
    render: (same) => same,
    more: (left) => texts.more(left.toLocaleString('en-US')),
  });
  const folded = cutText(template.map(tidyLine).join(' · '), { limit: OUR_LIMITS.template });
  return {
    ask: quote(asked === '' ? texts.noText : asked),
    template: folded === '' ? [] : [plainContext(texts.template(folded))],
  };
};
