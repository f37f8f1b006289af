import * as z from 'zod/mini';
import { parseJson } from './parse-json.ts';

export type Arguments = Record<string, unknown>;

const object = z.record(z.string(), z.unknown());
const JSON_ENCODED = ['blocks', 'metadata', 'view'];

/**
 * A Web API call's arguments: a form with structured fields as JSON, or a JSON body. `undefined` for any other body.
 */
export const readArguments = (contentType: string, body: string): Arguments | undefined => {
  if (contentType.startsWith('application/json')) return z.safeParse(object, parseJson(body)).data;
  if (contentType !== '' && !contentType.startsWith('application/x-www-form-urlencoded')) return undefined;
  const fields = [...new URLSearchParams(body)].map(([name, value]): [string, unknown] => [
    name,
    // A field that is not JSON stays a text. The method's own check refuses it.
    JSON_ENCODED.includes(name) ? (parseJson(value) ?? value) : value,
  ]);
  return Object.fromEntries(fields);
};
