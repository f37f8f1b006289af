/**
 * By function: the largest minified bundle in KB (1000 bytes), 10 % above the measured size. Libraries take 310 to 390
 * KB. The names are folders under `functions/` and `dist/`.
 */
export const SIZE_BUDGETS_KB = {
  poll: 572,
  notify: 755,
  'track-sla': 496,
  report: 601,
  // 2026-12-02: 691 to 720. The syllables of Korean names, which the guard of public replies needs, take 10 KB.
  'slack-actions': 720,
  act: 816,
} as const satisfies Record<string, number>;

/** Always in the stack. */
export const FUNCTION_NAMES = ['poll', 'notify', 'track-sla', 'report'] as const;
/** In the stack with `acting: 'on'`. */
export const ACTING_FUNCTION_NAMES = ['slack-actions', 'act'] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];
export type ActingFunctionName = (typeof ACTING_FUNCTION_NAMES)[number];
export type AnyFunctionName = FunctionName | ActingFunctionName;

/** In MB. Memory also sets the function's share of a CPU. */
export const MEMORY_MB = {
  // It waits for Coupang. Its process takes 110 MB, and 190 in a poll of 3,000 new hand-overs.
  poll: 256,
  notify: 512,
  'track-sla': 512,
  report: 512,
  'slack-actions': 512,
  act: 512,
} as const satisfies Record<AnyFunctionName, number>;
