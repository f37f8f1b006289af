/**
 * How the local Slack can fail.
 * - The call is not carried out: `rate-limited` (a 429), `no-retry-after` (a 429 without a time), `down` (a 503),
 * `html-page` (a page of a proxy, with 200), `no-answer` (silence), `error` (an `ok: false` with this word).
 * - The call is carried out, but the caller cannot know: `lost-answer` (a 500), `half-answer` (the connection breaks in
 * the middle), `lateMs` (the answer is late; the client may have given up).
 * - `heldMs`: the call is carried out only after this time.
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
  | { lateMs: number }
  | { heldMs: number };

export type Failures = {
  /** Fails the next `times` calls, or all until `recover`. `method` limits it to one method. */
  fail: (mode: SlackFailureMode, only?: { times?: number; method?: string }) => void;
  recover: () => void;
  /** Returns the failure of a request. Call it once per request. */
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
