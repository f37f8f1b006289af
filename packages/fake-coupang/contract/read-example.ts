import { readFileSync } from 'node:fs';

/** A made-up row with all fields of its document, as raw text. */
export const readExample = (name: string): string =>
  readFileSync(new URL(`examples/${name}.json`, import.meta.url), 'utf8').trim();

/** The answer of a list with these rows. */
export const listOf = (...rows: readonly string[]): string =>
  `{"code":200,"message":"OK","data":[${rows.join()}]}`;
