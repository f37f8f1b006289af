import type { Log } from '../../lib/workflows/ports/log.ts';

type Line = { requestId: string | undefined; level: string; message: string };

/** Writes JSON lines, each with the id of the run that it belongs to. Warnings and errors go to standard error. */
export const createLambdaLog = (requestId: () => string | undefined): Log => {
  const write =
    (level: string, stream: 'stdout' | 'stderr'): Log['info'] =>
    (message, fields) =>
      // Not by `console`: Lambda puts text before what it writes.
      void process[stream].write(lineOf({ requestId: requestId(), level, message }, fields));
  return { info: write('INFO', 'stdout'), warn: write('WARN', 'stderr'), error: write('ERROR', 'stderr') };
};

const lineOf = ({ requestId, level, message }: Line, fields?: Record<string, unknown>): string => {
  const timestamp = new Date().toISOString();
  const own = { level, message, timestamp, requestId };
  // The line's own fields come first, and none of the others replaces one.
  return `${JSON.stringify({ ...own, ...fields, ...own }, withoutBigints)}\n`;
};

const withoutBigints = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;
