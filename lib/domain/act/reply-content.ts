import { createHash } from 'node:crypto';
import type { RefusalCode } from '../ticket/act.ts';
import { signReply, withoutSignature } from './write-reply.ts';

/** In UTF-16 units, like Coupang's Java. Source: coupang-api.md section 2.3. */
const SHORTEST = 2;
const LONGEST = 1000;

/**
 * The reply to send for a typed text, or why it cannot be sent. Without its signature the text must have visible characters,
 * regardless of the guard's settings.
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
 * The text as Coupang gets it, of any length. Line breaks become `\n`, and letters are composed (NFC). Control characters other
 * than the tab, lone surrogates, and white space at the ends are removed.
 */
export const cleanReply = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/\p{Cs}/gu, '')
    .normalize('NFC')
    .trim();

/**
 * Invisible characters: formats, fillers, private and unassigned characters, lone surrogates. The code points listed one by one
 * have a category of letters or symbols, but are empty or stand for missing content.
 */
const INVISIBLE =
  /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2800\ufffc\ufffd\u{1d159}\u{13441}\u{13442}]/gu;

export const removeInvisible = (text: string): string => text.replaceAll(INVISIBLE, '');

/** Whether a text has no visible character. A combining mark alone does not count as visible. */
export const isBlank = (text: string): boolean => !/[^\p{Z}\p{Cc}\p{M}]/u.test(removeInvisible(text));

/** Names a text, whatever its white space. The text itself is not kept. */
export const replyMark = (text: string): string =>
  createHash('sha256').update(text.replaceAll(/\s+/g, ' ').trim()).digest('base64url').slice(0, 16);
