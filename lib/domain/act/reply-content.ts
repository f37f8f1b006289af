import { createHash } from 'node:crypto';
import type { RefusalCode } from '../ticket/act.ts';
import { signReply, withoutSignature } from './write-reply.ts';

/** In UTF-16 units, like Coupang's Java. Source: coupang-api.md section 2.3. */
const SHORTEST = 2;
const LONGEST = 1000;

/**
 * The reply that is sent for a typed text, or why it cannot be sent. The text without its signature must show something,
 * whatever the guard's settings.
 */
export const readReply = (
  text: string,
  signature?: string,
): { content: string } | { refusal: Extract<RefusalCode, 'blank' | 'content-length'> } => {
  if (isBlank(cleanReply(withoutSignature(text, signature)))) return { refusal: 'blank' };
  const content = cleanReply(signReply(text, signature));
  return content.length >= SHORTEST && content.length <= LONGEST
    ? { content }
    : { refusal: 'content-length' };
};

/**
 * The text as Coupang gets it, of any length. Line breaks become `\n`, and letters in parts become whole. Other control characters than the
 * tab, halves of characters, and white space at the ends are removed.
 */
export const cleanReply = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/\p{Cs}/gu, '')
    .normalize('NFC')
    .trim();

/**
 * Characters that show nothing, in any place: formats, fillers, private and unassigned ones, halves of characters. The rest have a
 * category of letters or signs, and are empty or stand for something that is missing.
 */
const UNSEEN =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2800\ufffc\ufffd\u{1d159}\u{13441}\u{13442}]/gu;

export const removeUnseen = (text: string): string => text.replaceAll(UNSEEN, '');

/** Whether a text shows nothing. A combining mark shows nothing without a character to stand on. */
export const isBlank = (text: string): boolean => !/[^\p{Z}\p{Cc}\p{M}]/u.test(removeUnseen(text));

/** Names a text, whatever its white space. The text itself is not kept. */
export const replyMark = (text: string): string =>
  createHash('sha256').update(text.replaceAll(/\s+/g, ' ').trim()).digest('base64url').slice(0, 16);
