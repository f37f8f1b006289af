import { createHash } from 'node:crypto';

/** In UTF-16 units, like Coupang's Java. Source: coupang-api.md section 2.3. */
const SHORTEST = 2;
const LONGEST = 1000;

/**
 * The text of an answer before it is sent. Line breaks become `\n`, and letters in parts become whole. Other control characters than the tab, and white space at
 * the ends, are removed. `undefined`: it is too short or too long.
 */
export const readReplyContent = (text: string): string | undefined => {
  const content = cleanReply(text);
  return content.length >= SHORTEST && content.length <= LONGEST ? content : undefined;
};

/** The text as Coupang gets it, of any length. */
export const cleanReply = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .toWellFormed()
    .normalize('NFC')
    .trim();

/** Names a text, whatever its white space. The text itself is not kept. */
export const replyMark = (text: string): string =>
  createHash('sha256').update(text.replaceAll(/\s+/g, ' ').trim()).digest('base64url').slice(0, 16);
