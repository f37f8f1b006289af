import { type Block, context } from '../format/blocks.ts';
import { formatLink } from '../format/format-link.ts';
import type { Texts } from '../wording/texts.ts';

/**
 * Of a message that stands for another, which can be edited or replied to no more (R22).
 * @param back link to that one, where Slack gave one
 */
export const replacedNote = (texts: Texts, back?: string): Block =>
  context(
    back === undefined ? texts.replaces : `${texts.replaces} ${formatLink(back, texts.earlierMessage)}`,
  );
