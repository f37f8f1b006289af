import type { Log } from '../../../lib/workflows/ports/log.ts';

/** A log that keeps its lines: level, message, and fields. */
export const keepLines = () => {
  const lines: [string, string, unknown][] = [];
  const keep =
    (level: string) =>
    (message: string, fields?: Record<string, unknown>): void =>
      void lines.push([level, message, fields]);
  const log: Log = { info: keep('info'), warn: keep('warn'), error: keep('error') };
  return { lines, log };
};
