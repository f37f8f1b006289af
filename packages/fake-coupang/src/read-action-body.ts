import { parse } from 'lossless-json';
import * as z from 'zod/mini';

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
  const read = z.safeParse(bodySchema, parseBody(text));
  return read.success ? { body: read.data } : { message: ACTION_MESSAGES.broken };
};

/** Every number as its digits: an id may be too long for a number. */
const parseBody = (text: string): unknown => {
  try {
    return parse(text, undefined, String);
  } catch {
    return undefined;
  }
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
  z.optional(z.nullable(z.string())),
  z.transform((value) => value ?? null),
);

const bodySchema = z.object({
  vendorId: scalar,
  inquiryId: scalar,
  content: scalar,
  replyBy: scalar,
  parentAnswerId: scalar,
  confirmBy: scalar,
});

/** The exact 400 messages of the POSTs. Source: coupang-api.md section 2.4. */
export const ACTION_MESSAGES = {
  notAnswerable:
    "The inquiry can't be answer. It can do only inquiryStatus:progress, partnerTransferStatus:requestAnswer",
  notConfirmable:
    "The inquiry can't be confirm. It can do only inquiryStatus:complete, partnerTransferStatus:requestAnswer",
  contentLength: 'The reply content length should be between 2 ~ 1000',
  parentMissing: 'The parentAnswerId is required.',
  userUnknown: 'userId가 올바르지 않습니다 - 520',
  userMalformed: 'userId가 올바르지 않습니다 - 521',
  closed: '상담이 종료된 문의입니다 - 522',
  otherVendors: "The inquiryId doesn't belongs to the vendorId, have no permisson to reply this inquiry",
  rawCharacter: (code: number) =>
    `Could not read JSON: Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in string value`,
  broken: 'Could not read JSON: Unexpected end-of-input or character',
} as const;
