/** Text that is JSON already. */
export class Raw {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
export type Json = null | boolean | number | string | Raw | Json[] | { [field: string]: Json };

/** A whole number with all its digits: Coupang's ids are Java longs, which `JSON.stringify` would round. */
export const digits = (value: string): Raw => new Raw(value);

export const writeJson = (value: Json): string => {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(',')}]`;
  if (value instanceof Raw) return value.text;
  const fields = Object.entries(value).map(
    ([field, inner]) => `${JSON.stringify(field)}:${writeJson(inner)}`,
  );
  return `{${fields.join(',')}}`;
};
