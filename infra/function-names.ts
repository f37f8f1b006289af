/**
 * By function: the largest minified bundle in KB (1000 bytes), 10 % above the measured size. Libraries take 310 to 390
 * KB. The names are folders under `functions/` and `dist/`. Above a budget stands each raise since 2026-11-29.
 */
export const SIZE_BUDGETS_KB = {
  poll: 572,
  // 2026-11-30: 683 to 755, for the texts of product questions in three languages (17 KB). Nothing was tried first.
  notify: 755,
  'track-sla': 496,
  report: 601,
  // 2026-12-02: 691 to 720, for the guard of public replies: Korean names (10 KB) and personal numbers (3 KB). Tried: to find, file by file, one
  // that could go.
  'slack-actions': 720,
  // 2026-11-30: 704 to 816, for the order view. Nothing was tried first.
  act: 816,
  webhooks: 618,
} as const satisfies Record<string, number>;

/** Always in the stack. */
export const FUNCTION_NAMES = ['poll', 'notify', 'track-sla', 'report'] as const;
/** In the stack with `acting: 'on'`: the first two. With `webhooks`: the last. */
export const OPTIONAL_FUNCTION_NAMES = ['slack-actions', 'act', 'webhooks'] as const;

export type FunctionName = (typeof FUNCTION_NAMES)[number];
export type OptionalFunctionName = (typeof OPTIONAL_FUNCTION_NAMES)[number];
export type ActingFunctionName = Exclude<OptionalFunctionName, 'webhooks'>;
export type AnyFunctionName = FunctionName | OptionalFunctionName;

/** In MB. Memory also sets the function's share of a CPU. */
export const MEMORY_MB = {
  // It waits for Coupang. Its process takes 110 MB, and 190 in a poll of 3,000 new hand-overs.
  poll: 256,
  notify: 512,
  'track-sla': 512,
  report: 512,
  'slack-actions': 512,
  act: 512,
  // It waits for receivers.
  webhooks: 256,
} as const satisfies Record<AnyFunctionName, number>;
