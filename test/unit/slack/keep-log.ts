import type { Log } from '../../../lib/workflows/ports/log.ts';

/** A log that keeps its lines. */
export const keepLog = (): Log & { lines: string[] } => {
  const lines: string[] = [];
  const keep =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}): void => {
      lines.push(`${level} ${message} ${JSON.stringify(fields)}`);
    };
  return { lines, info: keep('info'), warn: keep('warn'), error: keep('error') };
};
