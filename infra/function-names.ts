/** The functions: folder under `functions/`, bundle under `dist/`, and the largest minified bundle in KB (1000 bytes). */
export const SIZE_BUDGETS_KB = {
  poll: 470,
  // Includes the texts in three languages, 12 each. The suggestions for a refused configuration and for a missing key take 15.
  notify: 565,
  // Finding what Slack lacks, to wake notify, takes 4. The log lines for a ticket's events take 2.
  'track-sla': 420,
  report: 400,
} as const satisfies Record<string, number>;

/**
 * The memory of each function, which also sets its share of a CPU. Poll needs 120 MB, or 270 MB for a thousand
 * hand-overs at once. Half of it would save 0.20 USD a month, and nothing within Lambda's free tier.
 */
export const MEMORY_MB = 512;

export type FunctionName = keyof typeof SIZE_BUDGETS_KB;

export const FUNCTION_NAMES: readonly FunctionName[] = ['poll', 'notify', 'track-sla', 'report'];
