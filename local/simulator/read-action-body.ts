import * as z from 'zod/mini';
import { parseLossless } from '../../lib/coupang/read-envelope.ts';
import { parseJson } from '../../lib/domain/parse-json.ts';
import { ACTION_MESSAGES } from './action-messages.ts';

/**
 * The body of a POST as Coupang's Java reads it: numbers and texts are interchangeable, and a missing field is null.
 */
export type ActionBody = Record<
  'vendorId' | 'inquiryId' | 'content' | 'replyBy' | 'parentAnswerId' | 'confirmBy',
  string | null
>;

/** @returns the refusal's message if the text is not JSON; the usual cause is a raw line break */
export const readActionBody = (text: string): { body: ActionBody } | { message: string } => {
  const raw = findRawCharacter(text);
  if (raw !== undefined) return { message: ACTION_MESSAGES.rawCharacter(raw) };
  const read = z.safeParse(bodySchema, parseJson(text, parseLossless));
  return read.success ? { body: read.data } : { message: ACTION_MESSAGES.broken };
};

const findRawCharacter = (text: string): number | undefined => {
  let isInText = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') isInText = !isInText;
    else if (isInText && character === '\\') index += 1;
    else if (isInText && character < ' ') return character.charCodeAt(0);
  }
  return undefined;
};

const scalar = z.pipe(
  z.optional(z.nullable(z.union([z.string(), z.int()]))),
  z.transform((value) => (value === undefined || value === null ? null : String(value))),
);

const bodySchema = z.object({
  vendorId: scalar,
  inquiryId: scalar,
  content: scalar,
  replyBy: scalar,
  parentAnswerId: scalar,
  confirmBy: scalar,
});
