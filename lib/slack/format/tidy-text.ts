/** Control characters except the line feed, direction marks and overrides, and the byte order mark. */
const UNSEEN = /(?!\n)\p{Cc}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const BREAKS = /\r\n?|[\u2028\u2029]/g;

/**
 * One line of a card or of a push. It has no line break, no control character and no override that reverses the following
 * text. It has no backtick that would pair with ours. It has no half of a surrogate pair, on which the client's URL encoding
 * throws.
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
 * Several lines, with the same care. Breaks become line feeds. There is at most one empty line in a row, and none at the
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
