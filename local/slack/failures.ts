/**
 * What Slack can be told to do wrong. Nothing is taken by: `rate-limited` (a 429), `no-retry-after` (one that says not
 * how long), `down` (a 503), `html-page` (a page of somebody in front of Slack, with 200), `no-answer` (it stays
 * silent), `error` (the word of an `ok: false`). The call is taken, so that nobody can tell, by: `lost-answer` (a 500),
 * `half-answer` (the connection breaks within it), `lateMs` (it comes that late: the client may have given up).
 */
export type SlackFailureMode =
  | 'rate-limited'
  | 'no-retry-after'
  | 'down'
  | 'html-page'
  | 'no-answer'
  | 'lost-answer'
  | 'half-answer'
  | { error: string }
  | { lateMs: number };

export type Failures = {
  /** The next calls, `times` of them or until `recover`; `method` limits it to one method. */
  fail: (mode: SlackFailureMode, only?: { times?: number; method?: string }) => void;
  recover: () => void;
  /** Called once a request: what goes wrong with this one. */
  next: (method: string) => SlackFailureMode | undefined;
};

export const createFailures = (): Failures => {
  let failure: { mode: SlackFailureMode; left: number; method: string | undefined } | undefined;
  return {
    fail: (mode, { times = Infinity, method } = {}) => {
      failure = { mode, left: times, method };
    },
    recover: () => {
      failure = undefined;
    },
    next: (method) => {
      if (failure === undefined || failure.left === 0) return undefined;
      if (failure.method !== undefined && failure.method !== method) return undefined;
      failure.left -= 1;
      return failure.mode;
    },
  };
};
