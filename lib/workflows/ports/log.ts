/** Structured log. Only ids, sizes and codes. */
export type Log = {
  info: (message: string, fields?: Record<string, unknown>) => void;
  warn: (message: string, fields?: Record<string, unknown>) => void;
  error: (message: string, fields?: Record<string, unknown>) => void;
};

export const NO_LOG: Log = { info: () => {}, warn: () => {}, error: () => {} };
