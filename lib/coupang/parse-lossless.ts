/**
 * `JSON.parse`, but an integer beyond 2^53 becomes a string of its digits. Coupang's ids may be such integers.
 * @throws SyntaxError if the text is not JSON
 */
export const parseLossless = (text: string): unknown =>
  MAY_HOLD_LONG_INTEGER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);

/** 2^53 has 16 digits. */
const MAY_HOLD_LONG_INTEGER = /\d{16}/;
const INTEGER = /^-?\d+$/;

const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown => {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && INTEGER.test(source) ? source : value;
};
