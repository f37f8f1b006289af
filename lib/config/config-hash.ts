import { createHash } from 'node:crypto';
import type { Config } from './schema.ts';

/** Identifies a checked configuration with its defaults, without revealing it. */
export const configHash = (config: Config): string =>
  createHash('sha256').update(JSON.stringify(config)).digest('hex').slice(0, 16);
