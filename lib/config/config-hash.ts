import { createHash } from 'node:crypto';
import type { Config } from './schema.ts';

/** Tells one checked configuration from another, defaults and all; says nothing of what is in it. */
export const configHash = (config: Config): string =>
  createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
