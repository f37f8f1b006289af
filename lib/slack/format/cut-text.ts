import { escapeText } from './escape-text.ts';

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const ELLIPSIS = '…';

type Cut = {
  /** The most UTF-16 units of the result. No count of Slack's is stricter. */
  limit: number;
  /** What one grapheme becomes in the message, such as an entity or the start of a quoted line. */
  render?: (grapheme: string) => string;
  /** The ending if something was cut. `left` in characters (code points). */
  more?: (left: number) => string;
};

/**
 * Renders as many whole graphemes as fit, so that no surrogate pair, emoji or escape is split. Adds an ending if something
 * was cut. The limit counts the rendered text with its ending.
 */
export const cutText = (text: string, { limit, render = escapeText, more = () => ELLIPSIS }: Cut): string => {
  let whole = '';
  let kept = '';
  let keptTo = 0;
  // The ending is longest when the whole text is left.
  const room = limit - more(text.length).length;
  for (const { segment, index } of graphemes.segment(text)) {
    whole += render(segment);
    if (whole.length > limit) return kept + ending(text.slice(keptTo), limit - kept.length, more);
    if (whole.length <= room) {
      kept = whole;
      keptTo = index + segment.length;
    }
  }
  return whole;
};

const ending = (rest: string, room: number, more: (left: number) => string): string => {
  const said = more(countCharacters(rest));
  return said.length <= room ? said : ELLIPSIS.slice(0, Math.max(room, 0));
};

/** Counts code points without an array of them: the rest may be megabytes. */
const countCharacters = (text: string): number => text.length - (text.match(PAIRS)?.length ?? 0);
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;
