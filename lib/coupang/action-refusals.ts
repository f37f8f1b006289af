import type { CoupangRefusal } from '../domain/ticket/act.ts';

/** @returns `undefined` for an undocumented message of a 400: it does not show what Coupang did */
export const findRefusal = (message: string): CoupangRefusal | undefined => {
  const text = message.slice(0, LONGEST_MESSAGE).normalize('NFC');
  return ROWS.find(([says]) => says.test(text))?.[1];
};

/** Documented messages are far shorter. Normalising a hostile text takes quadratic time. */
const LONGEST_MESSAGE = 2000;

/**
 * The fixed parts of Coupang's messages. The first match counts. Each pattern takes linear time. Source: coupang-api.md section
 * 2.4.
 */
const ROWS: [RegExp, CoupangRefusal][] = [
  [/can't be answer/i, 'not-answerable'],
  [/can't be confirm/i, 'not-confirmable'],
  [/content length should be between/i, 'content-length'],
  [/parentAnswerId is required/i, 'parent-missing'],
  [/^(?=.*?userId).*-\s*520\s*$/s, 'wing-id-520'],
  [/^(?=.*?userId).*-\s*521\s*$/s, 'wing-id-521'],
  [/상담이 종료된 문의입니다|inquiry has closed/i, 'closed'],
  [/Illegal unquoted character/i, 'control-character'],
  [/Could not read JSON/i, 'unreadable'],
  [/doesn't belongs? to the vendorId/i, 'other-vendor'],
];
