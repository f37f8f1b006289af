export type Arguments = Record<string, unknown>;

const JSON_ENCODED = ['blocks', 'metadata', 'view'];

/**
 * A Web API call's arguments: a form with structured fields as JSON, or a JSON body. `undefined` if the body is
 * neither.
 */
export const readArguments = (contentType: string, body: string): Arguments | undefined => {
  if (contentType.startsWith('application/json')) return asObject(parse(body));
  if (contentType !== '' && !contentType.startsWith('application/x-www-form-urlencoded')) return undefined;
  const fields = [...new URLSearchParams(body)].map(([name, value]): [string, unknown] => [
    name,
    JSON_ENCODED.includes(name) ? parse(value) : value,
  ]);
  return Object.fromEntries(fields);
};

/** A field that is not JSON stays a text. The method's own check refuses it. */
const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const asObject = (value: unknown): Arguments | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
