import { isInteger, isSafeNumber, parse } from 'lossless-json';

/**
 * A whole number that a JavaScript number would round becomes a text of its digits, so that long ids survive.
 * @returns `undefined` if the text is not JSON
 */
export const parseJson = (text: string): unknown => {
  try {
    return parse(text, undefined, keepDigits);
  } catch {
    return undefined;
  }
};

const keepDigits = (digits: string): number | string =>
  isInteger(digits) && !isSafeNumber(digits) ? digits : Number(digits);
