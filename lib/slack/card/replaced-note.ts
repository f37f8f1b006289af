import { type Block, context } from '../format/blocks.ts';
import { formatLink } from '../format/format-link.ts';
import type { Texts } from '../wording/wording.ts';

/**
 * The note on a message that replaces a message which takes no edit and no reply (R22).
 * @param back link to the replaced message, if Slack gave a link
 */
export const replacedNote = (texts: Texts, back?: string): Block =>
  context(
    back === undefined ? texts.replaces : `${texts.replaces} ${formatLink(back, texts.earlierMessage)}`,
  );
