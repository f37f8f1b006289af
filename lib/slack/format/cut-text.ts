const ELLIPSIS = '…';

type Cut = {
  /** The most UTF-16 units of the result. No count of Slack's is stricter. */
  limit: number;
  /** True for texts without markup, such as headers: nothing is escaped. */
  plain?: boolean;
  /** The ending of a cut text. `left` in characters (code points). */
  more?: (left: number) => string;
};

/**
 * Escapes and keeps as many whole graphemes as fit, so that no surrogate pair, emoji or escape is split. The limit includes escapes
 * and ending.
 */
export const cutText = (text: string, { limit, plain = false, more = () => ELLIPSIS }: Cut): string => {
  const render = plain ? asItIs : escapeText;
  const rendered = render(text);
  if (rendered.length <= limit) return rendered;
  const room = limit - more(text.length).length;
  let kept = '';
  let keptTo = 0;
  for (const { segment, index } of graphemesOf(text)) {
    const next = kept + render(segment);
    if (next.length > room) break;
    kept = next;
    keptTo = index + segment.length;
  }
  return kept + ending(text.slice(keptTo), limit - kept.length, more);
};

const asItIs = (text: string): string => text;

let segmenter: Intl.Segmenter | undefined;
/** Made on first use: loading its tables takes 4 ms of a cold start. */
const graphemesOf = (text: string) =>
  (segmenter ??= new Intl.Segmenter('und', { granularity: 'grapheme' })).segment(text);

const ending = (rest: string, room: number, more: (left: number) => string): string => {
  const suffix = more(countCharacters(rest));
  return suffix.length <= room ? suffix : ELLIPSIS.slice(0, Math.max(room, 0));
};

/** Counts code points without an array of them: the rest may be megabytes. */
const countCharacters = (text: string): number => text.length - (text.match(PAIRS)?.length ?? 0);
const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/g;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Makes a text literal in mrkdwn: without `<` and `>` it has no mention, link or date. An escaped text is escaped
 * again. Source: docs.slack.dev, "Formatting message text".
 */
export const escapeText = (text: string): string =>
  text.replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

/** Slack escapes the words of a command. This returns them as typed. */
export const unescapeText = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Control characters except the line feed, direction marks and overrides, and the byte order mark. */
const UNSEEN = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const BREAKS = /\r\n?|[\u2028\u2029]/g;

/**
 * A single line, without control characters, overrides that reverse the following text, backticks that would pair with ours, and
 * half surrogate pairs, on which the client's URL encoding throws.
 */
export const tidyLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(BREAKS, ' ')
    .replace(UNSEEN, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('`', 'ˋ')
    .trim();

/**
 * Several lines with the same care. Breaks become line feeds, with at most one empty line in a row and none at the
 * ends.
 */
export const tidyLines = (text: string): string =>
  text
    .toWellFormed()
    .replace(BREAKS, '\n')
    .replace(UNSEEN, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
