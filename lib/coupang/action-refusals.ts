import type { CoupangRefusal } from '../domain/ticket/act.ts';

/** @returns `undefined` if no document names the message of the 400, so that nobody knows what Coupang did */
export const findRefusal = (message: string): CoupangRefusal | undefined => {
  const text = message.slice(0, MOST_READ).normalize('NFC');
  return ROWS.find(([says]) => says.test(text))?.[1];
};

/** A documented message is far shorter. The normal form of a hostile one takes quadratic time. */
const MOST_READ = 2000;

/**
 * The fixed part of Coupang's message. The first row that matches counts. Each pattern takes linear time. Source:
 * coupang-api.md section 2.4.
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
