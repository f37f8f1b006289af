import type { CoupangRefusal } from '../domain/ticket/act.ts';

/** Why Coupang refused a reply or a confirmation. Nothing was done. */
export type Refusal = {
  code: CoupangRefusal;
  /** What it means, as a sentence about the inquiry. */
  meaning: string;
  toDo: string;
};

/** @param message of a 400; an unknown one is `unknown` */
export const findRefusal = (message: string): Refusal => {
  const text = message.normalize('NFC');
  const row = ROWS.find(({ says }) => says?.test(text));
  return refusalOf(row?.code ?? 'unknown');
};

export const refusalOf = (code: CoupangRefusal): Refusal => {
  const { meaning, toDo } = ROWS.find((row) => row.code === code) ?? UNKNOWN;
  return { code, meaning, toDo };
};

type Row = Refusal & {
  /** The fixed part of Coupang's message. Absent if there is no message. */
  says?: RegExp;
};

const WRONG_WING_ID: Pick<Row, 'meaning' | 'toDo'> = {
  meaning: "The WING login is not one of this seller's.",
  toDo: "Check the person's WING login in the configuration and in WING.",
};

const UNKNOWN: Row = {
  code: 'unknown',
  meaning: 'Coupang refused for a reason that is not known.',
  toDo: 'Act in WING. If it lasts, give Coupang the transaction id of the log.',
};

/** The first row that matches counts. Source: coupang-api.md section 2.4. */
const ROWS: Row[] = [
  {
    code: 'not-answerable',
    says: /can't be answer/i,
    meaning: 'The inquiry waits for no answer any more: it was answered, withdrawn, or needs a confirmation.',
    toDo: 'Read the inquiry back and show its state; do not send again.',
  },
  {
    code: 'not-confirmable',
    says: /can't be confirm/i,
    meaning: 'The inquiry waits for no confirmation: it needs an answer, or is done.',
    toDo: 'Read the inquiry back and show its state; do not send again.',
  },
  {
    code: 'content-length',
    says: /content length should be between/i,
    meaning: 'The answer has fewer than 2 or more than 1000 characters.',
    toDo: 'Write 2 to 1000 characters; line breaks and spaces count.',
  },
  {
    code: 'parent-missing',
    says: /parentAnswerId is required/i,
    meaning: 'The answer names no post that it answers.',
    toDo: "Send the answerId of the agent's newest post that asks.",
  },
  { code: 'wing-id-520', says: /userId.*-\s*520\s*$/s, ...WRONG_WING_ID },
  { code: 'wing-id-521', says: /userId.*-\s*521\s*$/s, ...WRONG_WING_ID },
  {
    code: 'closed',
    says: /상담이 종료된 문의입니다|inquiry has closed/i,
    meaning: 'The inquiry is closed: it is done already, or its 24 hours are over.',
    toDo: 'Read the inquiry back and show its state; an answer is only possible in WING.',
  },
  {
    code: 'control-character',
    says: /Illegal unquoted character/i,
    meaning: 'The request held a raw control character.',
    toDo: 'Report it as a defect of this program.',
  },
  {
    code: 'unreadable',
    says: /Could not read JSON/i,
    meaning: 'Coupang could not read the request.',
    toDo: 'Report it as a defect of this program.',
  },
  {
    code: 'other-vendor',
    says: /doesn't belongs? to the vendorId/i,
    meaning: 'The inquiry belongs to another seller.',
    toDo: "Check that the vendor's id and its key belong together.",
  },
  {
    code: 'not-found',
    meaning: 'Coupang knows no such inquiry of this seller.',
    toDo: 'Look for the inquiry number in WING; check the vendor id.',
  },
  UNKNOWN,
];
