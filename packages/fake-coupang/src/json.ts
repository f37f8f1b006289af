/** A whole number with all its digits: Coupang's ids are Java longs. */
export type Digits = { digits: string };
export type Json = null | boolean | number | string | Digits | Json[] | { [field: string]: Json };

export const digits = (value: string): Digits => ({ digits: value });

/** Writes `Digits` as raw numbers. `JSON.stringify` would round them. */
export const writeJson = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (isDigits(value)) return value.digits;
  const fields = Object.entries(value).map(
    ([field, inner]) => `${JSON.stringify(field)}:${writeJson(inner)}`,
  );
  return `{${fields.join(',')}}`;
};

const isDigits = (value: Digits | { [field: string]: Json }): value is Digits =>
  typeof value['digits'] === 'string' && /^\d+$/.test(value['digits']);
